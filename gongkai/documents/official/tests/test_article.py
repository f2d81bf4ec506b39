"""What each line of a document is: told by tag, number and place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.official.article import article, spelled
from gongkai.documents.official.parts import Grid, Image, Line
from gongkai.documents.official.tests.samples import BODY, DAY, official


def roles(document):
    return [(part.role, part.text) for part in article(document) if isinstance(part, Line)]


def only(body, **facts):
    """Roles and texts of the body's own lines."""
    return [
        pair
        for pair in roles(official(body, **facts))
        if pair[0] not in ("title", "number", "issuer", "dated")
    ]


def test_a_document_reads_from_title_to_day():
    assert roles(official()) == [
        ("title", "关于春季植树的通知"),
        ("number", "白镇发〔2021〕3号"),
        ("addressee", "各村民委员会，镇属各单位："),
        ("body", "为做好春季植树工作，现通知如下。"),
        ("first", "一、任务"),
        ("body", "（一）选地。各村在三月底前选定地块。"),
        ("item", "1.苗木由镇上统一采购；"),
        ("item", "2.验收后付款。"),
        ("issuer", "白杨镇人民政府"),
        ("dated", "2021年3月5日"),
    ]


def test_signature_and_addressee_are_added_only_when_the_body_has_none():
    bare = roles(official("<p>请照此办理。</p>", addressee="各村民委员会"))
    assert bare[2:] == [
        ("addressee", "各村民委员会："),
        ("closing", "请照此办理。"),
        ("issuer", "白杨镇人民政府"),
        ("dated", "2021年3月5日"),
    ]
    assert roles(official(addressee="另有所指")) == roles(official())


@pytest.mark.parametrize(
    "signed",
    [
        "<p>白杨镇人民政府</p><p>2021年3月5日</p>",
        "<p>白杨镇人民政府<br>2021年3月5日</p>",
        "<p>　　　　白杨镇人民政府　2021年3月5日</p>",
        "<p>白杨镇 人民政府</p><p>二〇二一年三月五日</p>",
        "<p>2021年3月5日</p>",
        "<p>清水区财政局</p><p>白杨镇人民政府</p><p>2021-03-05</p>",
        "<p>白杨镇人民政府</p><p>2021年3月5日</p><p>附件：名单</p>",
    ],
)
def test_a_signature_of_the_body_is_not_printed_twice(signed):
    told = roles(official(f"<p>请照此办理。</p>{signed}"))
    assert [role for role, _ in told].count("dated") == 1
    printed = "".join(text.replace(" ", "") for _, text in told)
    assert printed.count("白杨镇人民政府") == signed.replace(" ", "").count("白杨镇人民政府")


def test_a_day_in_the_text_is_no_signature():
    told = roles(official("<p>2021年3月5日</p><p>我镇召开了会议。</p>"))
    assert (
        told[-2:] == [("issuer", "白杨镇人民政府"), ("dated", "2021年3月5日")]
        and ("body", "2021年3月5日") in told
    )


def test_the_title_and_number_are_not_said_again():
    body = "<h2>关于春季植树的通知</h2><p>白镇发〔2021〕3号</p><p>请照此办理。</p>"
    assert only(body) == [("closing", "请照此办理。")]


@pytest.mark.parametrize(
    ("html", "role", "face"),
    [
        ("<p>一、总体要求</p>", "first", "hei"),
        ("<p><strong>十二、附则</strong></p>", "first", "hei"),
        ("<p>（三）工作步骤</p>", "second", "kai"),
        ("<p>1.摸底登记</p>", "third", ""),
        ("<p>（1）造册</p>", "fourth", ""),
        ("<p>第一章　总则</p>", "chapter", "hei"),
        ("<h2>没有编号的标题</h2>", "first", "hei"),
    ],
)
def test_headings_are_told_by_their_numbers_and_tags(html, role, face):
    line = next(
        p for p in article(official(f"{html}<p>正文。</p>")) if isinstance(p, Line) and p.role == role
    )
    assert {run.face for run in line.runs} == {face} and {run.bold for run in line.runs} == {not face}


def test_the_level_of_a_tag_counts_from_the_highest_used():
    assert [role for role, _ in only("<h3>甲</h3><p>文。</p><h4>乙</h4><p>文。</p>")][:3] == [
        "first",
        "body",
        "second",
    ]


@pytest.mark.parametrize(
    ("html", "lead", "face"),
    [
        ("<p>一、严格值守。各单位安排专人值班。</p>", "一、严格值守。", "hei"),
        ("<p>（一）选地。各村在三月底前选定。</p>", "（一）选地。", "kai"),
        ("<p>第一条　为规范建房，制定本办法。</p>", "第一条", "hei"),
    ],
)
def test_a_sentence_that_leads_a_paragraph_in_has_the_face_of_its_level(html, lead, face):
    runs = article(official(html + "<p>文。</p>"))[2].runs
    assert (runs[0].text, runs[0].face, runs[1].face) == (lead, face, "")


def test_a_long_numbered_sentence_stays_text():
    text = "一、各单位要在每年三月底以前按照职责分工把需要公开的事项逐项梳理清楚并报送镇党政办公室，逾期不报的通报批评。"
    assert only(f"<p>{text}</p><p>文。</p>")[0] == ("body", text)


@pytest.mark.parametrize("text", ["现将有关事项通告如下：", "一、范围：", "你好。各位：", "根据规定："])
def test_not_every_colon_calls_an_addressee(text):
    assert "addressee" not in [role for role, _ in only(f"<p>{text}</p><p>正文。</p>")]


def test_attachments_are_named_once_above_the_signature():
    names = ("名单", "登记表")
    told = roles(official(attachments=names))
    assert told[-4:-2] == [("attached", "附件：1.名单"), ("attached-more", "2.登记表")]
    assert roles(official(attachments=("名单",)))[-3] == ("attached", "附件：名单")
    own = BODY.replace("<p>白杨", "<p>附件：名单</p><p>白杨")
    assert [text for _, text in roles(official(own, attachments=names)) if "附件" in text] == ["附件：名单"]


def test_the_day_stands_two_characters_right_of_the_signature():
    *_, issuer, day = article(official(issuer="清水区农业农村和水务局", body="<p>文。</p>"))
    assert issuer.gap == 2 and day.gap == pytest.approx(11 - (6 * 0.55 + 3))
    *_, issuer, day = article(official(issuer="白杨镇", body="<p>文。</p>"))
    assert day.gap == 2 and issuer.gap == pytest.approx(2 + 6.3 + 2 - 3)


def test_the_day_is_spelled_without_noughts():
    assert spelled(DAY) == "2021年3月5日"


def test_a_note_stands_below_the_number():
    assert roles(official(note="（已废止）"))[2] == ("note", "（已废止）")


def test_line_breaks_blanks_and_entities_are_read_as_a_browser_reads_them():
    body = "<p>　　甲乙\n丙 &lt;b&gt; A\n B<br/>&nbsp;第二行&#8203;</p>尾巴<div><p>深处</p></div><!-- 无 -->"
    assert [text for _, text in only(body)] == ["甲乙丙 <b> A B", "第二行", "尾巴", "深处"]


def test_lists_keep_their_numbers_nested_ones_too():
    body = '<ol start="3"><li><p>甲</p><ul><li>子</li></ul></li><li>乙<p>再</p></li></ol><p>文。</p>'
    assert [text for _, text in only(body)][:5] == ["3.甲", "——子", "4.乙", "再", "文。"]


def test_pictures_and_tables_keep_their_place():
    body = '<p>前<img src="a.png" alt="示意图">后</p><table><tr><td>格</td></tr></table>'
    kinds = [type(part) for part in article(official(body))[2:6]]
    assert kinds == [Line, Image, Line, Grid]


@given(st.text(max_size=400))
def test_no_body_is_refused(body):
    assert article(official(body))[-1].role == "dated"
