"""Word to HTML: what a notice says survives, how it looked does not, and nothing is left out unsaid."""

import io
import re

import docx
import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.tests.samples import FILES, PNG, docx_of, notice_docx, saved, table_docx, zipped
from gongkai.documents.word import CannotConvert, html_of

TAGS = {
    *("p", "br", "h2", "h3", "h4", "strong", "em", "u", "sub", "sup", "ul", "ol", "li", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
}


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def body_of(xml: str, **parts: str) -> str:
    """The HTML of a document with this body."""
    return html_of(docx_of(xml, **parts)).html


def test_an_official_notice_becomes_a_clean_draft() -> None:
    got = html_of(notice_docx())
    assert got.title == "崆峒镇人民政府关于加强农村饮水安全管理的通知"
    assert got.html == (
        "<p>各村民委员会：</p><p>根据《条例》，现将有关事项通知如下。</p>"
        "<h2>一、总体要求</h2><h3>（一）坚持节约</h3><p>厉行节约 &lt; 浪费。</p>"
        "<ol><li>入户</li><li>登记</li></ol><ul><li>水质</li></ul>"
        '<table><tbody><tr><td rowspan="2">村</td><td colspan="2">户数</td></tr>'
        "<tr><td>本年</td><td>上年</td></tr><tr><td>甲村</td><td>71</td><td>3</td></tr></tbody></table>"
        "<p>⟦图片1⟧</p><p>附件：名单</p><p>崆峒镇人民政府</p><p>2020年3月5日</p>"
    )
    assert [(one.name, one.data, one.placeholder) for one in got.images] == [("图片1.png", PNG, "⟦图片1⟧")]
    assert got.notices == ()
    fields = {name: found.value for name, found in vars(got.fields).items() if found}
    assert fields == {
        "title": got.title,
        "document_number": "崆镇发〔2020〕12号",
        "issuing_organ": "崆峒镇人民政府",
        "formed_on": "2020-03-05",
    }


def test_only_tags_that_an_item_may_hold_come_out() -> None:
    html = html_of(notice_docx()).html
    kept = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None)
    assert kept == html


NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>"""


def item(text: str, number: int, level: int = 0) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return para(run(text), properties=properties)


def test_automatic_numbers_stay_as_their_author_saw_them() -> None:
    xml = (
        item("目的", 1) + item("甲", 1, 1) + item("乙", 1, 1) + item("丙", 1, 2) + item("丁", 1, 2)
        + item("任务", 1) + item("戊", 1, 1) + item("己", 1, 2)
    )  # fmt: skip
    assert body_of(xml, numbering=NUMBERING) == (
        "<p>一、目的</p><p>（一）甲</p><p>（二）乙</p><ol><li>丙</li><li>丁</li></ol>"
        "<p>二、任务</p><p>（一）戊</p><ol><li>己</li></ol>"
    )


def test_articles_keep_their_numbers_and_start_again_only_where_told() -> None:
    xml = "".join(item(f"条{n}", 2) for n in range(12)) + item("新", 4) + item("续", 2)
    html = body_of(xml, numbering=NUMBERING)
    assert "<p>第三条 条2</p>" in html
    assert "<p>第十二条 条11</p><p>第一条 新</p><p>第二条 续</p>" in html


def test_a_list_taken_up_again_goes_on_counting() -> None:
    xml = item("甲", 1, 2) + para(run("插话")) + item("乙", 1, 2)
    assert (
        body_of(xml, numbering=NUMBERING) == '<ol><li>甲</li></ol><p>插话</p><ol start="2"><li>乙</li></ol>'
    )


def test_lists_nest() -> None:
    xml = item("甲", 3) + item("乙", 3, 1) + item("丙", 3, 1) + item("丁", 3)
    expected = "<ul><li>甲<ul><li>乙</li><li>丙</li></ul></li><li>丁</li></ul>"
    assert body_of(xml, numbering=NUMBERING) == expected


def test_marks_links_and_breaks_are_kept_and_scripts_are_not_links() -> None:
    xml = para(
        run("加粗", "<w:b/>"), run("又粗", "<w:b/>"), run("不粗", '<w:b w:val="0"/>'), run("斜", "<w:i/>"),
        run("2", '<w:vertAlign w:val="superscript"/>'), run("    ", '<w:u w:val="single"/>'),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://a.example/"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("网址"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "javascript:alert(1)"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("点我"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "<w:r><w:br/></w:r>", run("次行 &lt;script&gt;"),
    )  # fmt: skip
    assert body_of(xml) == (
        "<p><strong>加粗又粗</strong>不粗<em>斜</em><sup>2</sup><u>____</u>"
        '<a href="https://a.example/">网址</a>点我<br>次行 &lt;script&gt;</p>'
    )


def test_revisions_are_taken_as_accepted_and_said() -> None:
    xml = para(
        run("保留"), f"<w:ins>{run('增加')}</w:ins>", "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
    )
    got = html_of(docx_of(xml))
    assert got.html == "<p>保留增加</p>"
    assert "文档带有修订痕迹，已按接受全部修订导入，请核对。" in got.notices


def test_hidden_words_struck_words_and_shapes_are_said() -> None:
    xml = para(run("明", "<w:strike/>"), run("暗", "<w:vanish/>"), "<w:r><w:drawing/></w:r>")
    got = html_of(docx_of(xml))
    assert got.html == "<p>明</p>"
    said = "".join(got.notices)
    assert all(word in said for word in ("隐藏文字", "删除线", "1 处图形"))


def test_a_picture_no_browser_shows_is_said() -> None:
    xml = para(run("图："), '<w:r><w:drawing><a:blip r:embed="k9"/></w:drawing></w:r>')
    assert "1 张图片的格式网页不能显示" in "".join(html_of(docx_of(xml)).notices)


def test_text_boxes_follow_their_paragraph_once() -> None:
    box = f"<w:txbxContent>{para(run('框内'))}</w:txbxContent>"
    twice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert body_of(para(run("正文"), f"<w:r>{twice}</w:r>")) == "<p>正文</p><p>框内</p>"


def test_footnotes_stand_below_by_number() -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = f'<w:footnotes {space}><w:footnote w:id="2">{para(run("出处"))}</w:footnote></w:footnotes>'
    xml = para(
        run("正文"),
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>',
    )
    assert body_of(xml, footnotes=notes) == "<p>正文<sup>[1]</sup></p><p>[1] 出处</p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(run(text))}</w:tc>"


def test_merged_cells_become_spans() -> None:
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    rows = [
        cell("甲", wide + start) + cell("1"),
        cell("", wide + on) + cell("2"),
        '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("乙") + cell("3"),
    ]
    xml = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert body_of(xml) == (
        '<table><tbody><tr><td colspan="2" rowspan="2">甲</td><td>1</td></tr><tr><td>2</td></tr>'
        "<tr><td></td><td>乙</td><td>3</td></tr></tbody></table>"
    )


def test_a_merge_ends_where_a_cell_of_its_own_stands() -> None:
    rows = [cell("甲", '<w:vMerge w:val="restart"/>'), cell("乙"), cell("丙", "<w:vMerge/>")]
    xml = "<w:tbl>" + "".join(f"<w:tr>{row}{cell('1')}</w:tr>" for row in rows) + "</w:tbl>"
    assert re.findall("<td>(.)</td>", body_of(xml)) == ["甲", "1", "乙", "1", "丙", "1"]


def test_repeated_heading_rows_become_th_and_cells_keep_their_paragraphs() -> None:
    head = "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("村") + cell("户") + "</w:tr>"
    two = f"<w:tc>{para(run('甲'))}{para(run('乙'))}</w:tc>"
    assert body_of(f"<w:tbl>{head}<w:tr>{two}{cell('3')}</w:tr></w:tbl>") == (
        '<table><thead><tr><th scope="col">村</th><th scope="col">户</th></tr></thead>'
        "<tbody><tr><td><p>甲</p><p>乙</p></td><td>3</td></tr></tbody></table>"
    )


def test_a_frame_of_one_cell_is_opened() -> None:
    assert body_of(f"<w:tbl><w:tr>{cell('框')}</w:tr></w:tbl>") == "<p>框</p>"


NUMBERS = st.lists(st.lists(st.integers(0, 10**6).map(str), min_size=2, max_size=4), min_size=1, max_size=4)


@given(rows=NUMBERS.filter(lambda rows: len({len(row) for row in rows}) == 1))
@settings(max_examples=15)
def test_every_cell_comes_out_where_it_was(rows: list[list[str]]) -> None:
    html = html_of(table_docx(rows)).html
    assert [re.findall("<td>(.*?)</td>", row) for row in re.findall("<tr>(.*?)</tr>", html)] == rows


def titled(*lines: tuple[str, int, bool]) -> str:
    """Paragraphs with a size in half points, centred or not."""
    return "".join(
        para(run(text, f'<w:sz w:val="{size}"/>'), properties='<w:jc w:val="center"/>' if centred else "")
        for text, size, centred in lines
    )


BODY = ("各村民委员会：现将有关事项通知如下，请认真贯彻落实，及时报告。", 32, False)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([("关于饮水的通知", 44, True)], "关于饮水的通知"),
        ([("崆峒镇2020年", 44, True), ("工作要点", 44, True)], "崆峒镇2020年工作要点"),
        ([("关于印发《办法》的通知", 44, True), ("第一章 总则", 44, True)], "关于印发《办法》的通知"),
        ([("秘密★一年", 32, False), ("关于饮水的通知", 44, True)], "关于饮水的通知"),
        ([("关于饮水的通知", 32, False)], "关于饮水的通知"),
        ([("公 示", 44, True)], "公示"),
        ([("村情简介", 52, False)], "村情简介"),
        ([("村情简介", 36, True)], "村情简介"),
        ([("三、收到和处理申请情况", 44, True)], ""),
        ([], ""),
    ],
)
def test_the_title_is_known_by_how_it_stands_out(lines: list[tuple[str, int, bool]], title: str) -> None:
    got = html_of(docx_of(titled(*lines, BODY, ("完。", 32, False))))
    assert got.title == title
    assert ("没有认出标题，请填写。" in got.notices) == (not title)
    assert f"<p>{BODY[0]}</p>" in got.html
    assert "关于饮水" not in got.html


def test_a_mark_of_secrecy_stays_in_the_body_for_screening() -> None:
    assert (
        "秘密★一年"
        in html_of(docx_of(titled(("秘密★一年", 32, False), ("关于饮水的通知", 44, True), BODY))).html
    )


def test_the_signer_beside_the_number_is_not_lost_unsaid() -> None:
    xml = titled(("崆镇发〔2020〕12号　　签发人：王某某", 32, False), ("关于饮水的通知", 44, True), BODY)
    got = html_of(docx_of(xml))
    assert "签发人" not in got.html
    assert got.notices == ("文号一行的“签发人：王某某”没有导入。",)
    assert got.fields.document_number and got.fields.document_number.value == "崆镇发〔2020〕12号"


def test_a_number_cited_in_a_sentence_stays() -> None:
    xml = titled(("关于饮水的通知", 44, True), ("根据崆政发〔2020〕12号文件。", 32, False))
    assert "崆政发〔2020〕12号" in html_of(docx_of(xml)).html


def test_styled_headings_take_their_levels() -> None:
    document = docx.Document()
    document.add_paragraph("关于事项的通知", style="Title")
    for level in (1, 2, 3, 5):
        document.add_heading(f"标题{level}", level)
    got = html_of(saved(document))
    assert got.title == "关于事项的通知"
    assert got.html == "<h2>标题1</h2><h3>标题2</h3><h4>标题3</h4><h4>标题5</h4>"


def test_an_index_table_in_the_document_fills_the_fields() -> None:
    document = docx.Document()
    table = document.add_table(1, 4)
    for at, text in enumerate(("索引号", "620802/2020-00012", "主题分类", "综合政务\\政务公开")):
        table.cell(0, at).text = text
    fields = html_of(saved(document)).fields
    assert fields.index_number and fields.index_number.value == "620802/2020-00012"
    assert fields.subject and fields.subject.value == "综合政务\\政务公开"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是 Word 文档"),
        ((FILES / "notice.doc").read_bytes(), "旧版 Word 文档"),
        (zipped({"a.txt": "1"}), "不是 Word 文档"),
        (docx_of("<w:p>"), "已损坏"),
        (docx_of("")[:-30], "损坏"),
        (zipped({"word/document.xml": "<!DOCTYPE a><a/>"}), "不正常"),
        (docx_of("<w:p/>" * 3_000_000), "解压后过大"),
    ],
)
def test_what_is_no_word_document_is_refused_with_a_remedy(data: bytes, said: str) -> None:
    with pytest.raises(CannotConvert) as caught:
        html_of(data)
    assert said in caught.value.message
    assert caught.value.message.endswith("。")


def test_a_scan_in_word_says_that_there_is_no_text() -> None:
    assert html_of(docx_of("")).notices == ("文档里没有文字。如果内容是图片或扫描件，请作为附件上传。",)


@given(data=st.binary(max_size=500), place=st.floats(0, 1), good=st.booleans())
@settings(max_examples=80)
def test_no_bytes_whatever_raise_anything_but_the_refusal(data: bytes, place: float, good: bool) -> None:
    whole = NOTICE
    at = int(place * len(whole))
    spoilt = whole[:at] + data + whole[at + len(data) :] if good else data
    try:
        html_of(spoilt)
    except CannotConvert as refusal:
        assert refusal.message.endswith("。")


XML = st.recursive(
    st.sampled_from(["<w:t>文</w:t>", '<w:gridSpan w:val="9999999"/>', "<w:vMerge/>", '<w:sz w:val="x"/>']),
    lambda inner: st.tuples(
        st.sampled_from(
            ["p", "r", "tbl", "tr", "tc", "pPr", "rPr", "tcPr", "ins", "sdt", "hyperlink", "drawing"]
        ),
        st.lists(inner, max_size=3),
    ).map(lambda one: f"<w:{one[0]}>{''.join(one[1])}</w:{one[0]}>"),
    max_leaves=20,
)


@given(XML)
def test_any_nesting_of_elements_gives_whole_html(xml: str) -> None:
    html = html_of(docx_of(xml)).html
    assert nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None) == html


def test_ten_thousand_paragraphs_take_seconds() -> None:
    import time

    data = docx_of(para(run("各村民委员会要高度重视。")) * 10_000)
    began = time.monotonic()
    assert html_of(data).html.count("<p>") == 10_000
    assert time.monotonic() - began < 8


NOTICE = notice_docx()


@pytest.mark.parametrize(
    ("descr", "alt"),
    [
        ("白杨镇行政区划图", "白杨镇行政区划图"),
        ("  户 数\n表 ", "户 数 表"),
        ("2020年预算表1", "2020年预算表1"),
        ("图形用户界面, 文本 描述已自动生成", ""),
        ("A picture. Description automatically generated", ""),
        ("C:\\Users\\a\\map.PNG", ""),
        ("图片 1", ""),
        ("IMG_2020", ""),
        ("长" * 300, "长" * 200),
        ("", ""),
    ],
)
def test_a_picture_is_called_what_its_author_called_it(descr: str, alt: str) -> None:
    document = docx.Document()
    document.add_picture(io.BytesIO(PNG))
    properties = next(one for one in document.element.iter() if one.tag.endswith("}docPr"))
    properties.set("descr", descr)
    (picture,) = html_of(saved(document)).images
    assert picture.alt == alt
