"""Old records: each good row becomes a draft once, each bad one is named, and the whole can be undone in time."""

import os
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from wagtail.models import Revision

from gongkai.disclosure import acts
from gongkai.disclosure.acts import intake as intakes
from gongkai.disclosure.acts.files import lay_down
from gongkai.disclosure.models import (
    Attachment,
    CatalogueNode,
    Intake,
    IntakeState,
    Item,
    RowState,
    StoredFile,
)
from gongkai.disclosure.oldrecords import columns_of, prepare, sheet_for, subjects
from gongkai.disclosure.tests.oldsheets import files, row, sheet
from gongkai.disclosure.tests.passing import publish
from gongkai.documents.tests.samples import PNG
from gongkai.organs import acts as organ_acts
from gongkai.spreadsheets.reading import read
from gongkai.spreadsheets.template import template
from gongkai.trail.acts import Refused
from gongkai.trail.models import Act, Outbox, Reindexing
from tests.sheets import PDF

pytestmark = pytest.mark.django_db
DAY = date(2021, 3, 5)


@pytest.fixture
def taken(town: Any, editor: Any, moment: datetime) -> Callable[..., Intake]:
    """A sheet read and taken in."""

    def take(*rows: Any, attachments: Any = (), by: Any = editor, organ: Any = town) -> Intake:
        given = prepare(organ, sheet(*rows), dict(attachments), day=DAY, name="旧信息.xlsx", keep=lay_down)
        return intakes.receive(prepared=given, by=by, at=moment)

    return take


@pytest.fixture
def imported(taken: Any, editor: Any, moment: datetime) -> Callable[..., Intake]:
    """A sheet imported to its end."""

    def bring(*rows: Any, by: Any = editor, **facts: Any) -> Intake:
        intake = intakes.start(intake=taken(*rows, by=by, **facts), by=by, at=moment)
        while intakes.carry_on(intake=intake, at=moment):
            pass
        intake.refresh_from_db()
        return intake

    return bring


def states(intake: Intake) -> list[tuple[int, str, str]]:
    return list(intake.rows.values_list("number", "state", "remark"))


def test_a_row_becomes_a_draft_with_everything_in_its_place(imported: Any, town: Any, editor: Any) -> None:
    full = row(
        "关于废止部分文件的决定",
        document_number="白镇发〔2019〕3号",
        index_number="620802/2019-00003",
        issuing_organ="白杨镇党政办公室",
        subject="综合政务/政务公开",
        validity="废止",
        validity_on=date(2020, 1, 1),
        source="清水日报",
        keywords="废止、文件",
        summary="废止三件。",
        attachments="图.png；名单.pdf",
    )
    intake = imported(full, attachments=files(图__png=PNG, 名单__pdf=PDF))
    item = Item.objects.get()
    assert intake.state == IntakeState.DONE
    assert states(intake) == [(2, RowState.DRAFTED, "")]
    assert (item.title, item.node.code, item.body) == (
        "关于废止部分文件的决定",
        "20-15",
        "<p>各村：</p><p>现将有关事项通知如下。</p>",
    )
    assert (item.formed_on, item.published_elsewhere_on) == (date(2019, 3, 5), date(2019, 3, 8))
    assert (item.document_number, item.former_index_number) == ("白镇发〔2019〕3号", "620802/2019-00003")
    assert (item.issuing_organ, item.subject, item.genre) == (
        "白杨镇党政办公室",
        "综合政务\\政务公开",
        "决定",
    )
    assert (item.validity, item.validity_on, item.source) == ("repealed", date(2020, 1, 1), "清水日报")
    assert (item.keywords, item.summary) == ("废止、文件", "废止三件。")
    assert [one.stored_file.name for one in item.attachments.all()] == ["图.png", "名单.pdf"]
    assert (item.live, item.author, item.index_number, item.first_published_at) == (False, editor, None, None)
    assert item.latest_revision.user == editor
    assert Act.objects.filter(subject_kind="disclosure.item", subject_id=item.pk).count() == 1
    assert not Outbox.objects.filter(kind="disclosure.item").exists()


def test_what_a_row_does_not_say_is_filled_in_as_the_organ_would(imported: Any, town: Any) -> None:
    imported(row("2019年公开目录", body="<p onclick=x>甲<script>x</script></p><table><tr><td>1</table>"))
    item = Item.objects.get()
    assert (item.issuing_organ, item.genre, item.validity) == (town.name, "其他", "")
    assert item.body == "<p>甲</p><table><tbody><tr><td>1</td></tr></tbody></table>"


def test_a_column_may_be_written_by_code_name_or_path_and_no_other_organ_s_counts(
    town: Any, other_town: Any, taken: Any, officer: Any, moment: datetime
) -> None:
    parent = CatalogueNode.objects.get(organ=town, code="fdzdgk")
    for organ, code, title in ((town, "x1", "同名"), (town, "x2", "同名"), (other_town, "x3", "外镇栏目")):
        CatalogueNode.objects.create(organ=organ, parent=parent, code=code, slug=code, title=title)
    ways = columns_of(town)
    node = CatalogueNode.objects.get(organ=town, code="20-15")
    assert {way for way, one in ways.items() if one == node} == {
        "20-15",
        node.title,
        f"{parent.title}/{node.title}",
    }
    assert "同名" not in ways and "外镇栏目" not in ways and parent.title not in ways
    intake = taken(
        row(node="外镇栏目"), row("乙", node="同名"), row("丙", node=f"{parent.title}／{node.title}")
    )
    assert [fault[1] for fault in intake.faults] == ["B2", "B3"]
    assert intake.total == 1


def test_the_sheet_to_fill_in_offers_the_organ_s_columns_and_reads_back_empty(town: Any) -> None:
    own = sheet_for([town])
    (node,) = [column for column in own.columns if column.key == "node"]
    assert CatalogueNode.objects.get(organ=town, code="20-15").title in node.choices
    assert "政府信息公开制度" in node.choices
    blank = read(own, template(own))
    assert (blank.rows, blank.faults) == ((), ())


def test_a_subject_may_be_written_with_any_usual_sign() -> None:
    known = subjects()
    assert known["综合政务>政务公开"] == known["政务公开"] == "综合政务\\政务公开"
    assert "其他" in known and "综合政务" not in known


def test_every_fault_names_its_cell_before_anything_is_imported(taken: Any) -> None:
    attachments = files(图__png=PDF, 空__pdf=b"", 好__pdf=PDF, 多余__pdf=PDF)
    intake = taken(
        row("好行", attachments="好.pdf"),
        row("假图", attachments="图.png"),
        row("空文件", attachments="空.pdf"),
        row("以后", formed_on=date(2021, 3, 6), published_on=date(2021, 3, 7)),
        row("没有主题", subject="不存在的分类"),
        row(None),
        attachments=attachments,
    )
    assert [(fault[0], fault[1]) for fault in intake.faults] == [
        (3, "P3"),
        (4, "P4"),
        (5, "D5"),
        (5, "E5"),
        (6, "I6"),
        (7, "A7"),
    ]
    assert "“图.png”不能用" in intake.faults[0][4] and "P3" in intake.faults[0][4]
    assert "2021年3月6日晚于今天2021年3月5日" in "".join(intake.faults[2][4].split())
    assert [number for number, *_ in states(intake)] == [2]
    assert any("多余.pdf" in notice for notice in intake.notices)
    assert not Item.objects.exists() and not StoredFile.objects.exists()


def test_rows_go_in_by_lots_and_nothing_is_left_to_do_at_the_end(
    taken: Any, editor: Any, moment: datetime
) -> None:
    intake = taken(*(row(f"第{n}件") for n in range(5)))
    assert intakes.carry_on(intake=intake, at=moment) == 0, "nobody has said so yet"
    intakes.start(intake=intake, by=editor, at=moment)
    assert [intakes.carry_on(intake=intake, at=moment, lot=2) for _ in range(5)] == [2, 2, 1, 0, 0]
    assert Item.objects.count() == 5
    verbs = list(Act.objects.filter(subject_kind="disclosure.intake").values_list("verb", flat=True))
    assert verbs[::-1] == ["读取旧信息表", "开始导入旧信息", "导入旧信息完毕"]


def test_the_worker_carries_on_with_all_that_is_under_way(
    taken: Any, editor: Any, other_town: Any, stranger: Any, moment: datetime
) -> None:
    for count, facts in ((3, {"by": editor}), (2, {"by": stranger, "organ": other_town})):
        intake = taken(*(row(f"第{n}件") for n in range(count)), **facts)
        intakes.start(intake=intake, by=facts["by"], at=moment)
    assert intakes.carry_on_all(lambda: moment, lot=1, share=0.0) == 1
    assert intakes.carry_on_all(lambda: moment) == 4
    assert intakes.carry_on_all(lambda: moment) == 0
    assert set(Intake.objects.values_list("state", flat=True)) == {IntakeState.DONE}


def test_a_row_that_cannot_stand_any_more_is_left_out_with_the_reason(
    taken: Any, town: Any, editor: Any, moment: datetime
) -> None:
    rows = (row("甲"), row("乙", node="20-1"), row("丙", attachments="好.pdf"))
    intake = intakes.start(intake=taken(*rows, attachments=files(好__pdf=PDF)), by=editor, at=moment)
    CatalogueNode.objects.filter(organ=town, code="20-1").update(takes_items=False)
    StoredFile(sha256=lay_down(PDF)).path.unlink()
    while intakes.carry_on(intake=intake, at=moment):
        pass
    assert [item.title for item in Item.objects.all()] == ["甲"]
    (_, first, _), (_, second, why), (_, third, lost) = states(intake)
    assert (first, second, third) == (RowState.DRAFTED, RowState.FAILED, RowState.FAILED)
    assert "请选择具体栏目" in why and lost == "随表上传的附件不在了，请把这一行和附件重新导入。"


def test_what_was_imported_before_does_not_come_in_again_even_if_it_was_changed(
    imported: Any, edit: Any, taken: Any, editor: Any, moment: datetime
) -> None:
    imported(row("甲", index_number="x/1"), row("乙"))
    edit(Item.objects.get(title="甲"), title="甲（更正）", formed_on=date(2018, 1, 1))
    again = imported(row("甲", index_number="x/1", body="正文改过"), row("乙"), row("丙"))
    assert [state for _, state, _ in states(again)] == [
        RowState.REPEATED,
        RowState.REPEATED,
        RowState.DRAFTED,
    ]
    assert sorted(item.title for item in Item.objects.all()) == ["丙", "乙", "甲（更正）"]
    whole = taken(row("甲", index_number="x/1"), row("乙"))
    with pytest.raises(Refused, match="没有可以导入的行"):
        intakes.start(intake=whole, by=editor, at=moment)


def test_two_rows_that_read_alike_are_two_records(imported: Any) -> None:
    imported(row(), row())
    assert Item.objects.count() == 2
    again = imported(row(), row(), row())
    assert [state for _, state, _ in states(again)] == [
        RowState.REPEATED,
        RowState.REPEATED,
        RowState.DRAFTED,
    ]


def test_the_same_sheet_read_twice_is_imported_once(taken: Any, editor: Any, moment: datetime) -> None:
    first, second = taken(row("甲"), row("乙")), taken(row("甲"), row("乙"), row("丙"))
    intakes.start(intake=first, by=editor, at=moment)
    with pytest.raises(Refused, match=r"“旧信息\.xlsx”正在导入，请等它导入完再开始这一批。"):
        intakes.start(intake=second, by=editor, at=moment)
    intakes.carry_on_all(lambda: moment)
    intakes.start(intake=second, by=editor, at=moment)
    intakes.carry_on_all(lambda: moment)
    assert Item.objects.count() == 3


def test_another_organ_s_import_of_the_same_record_is_its_own(
    imported: Any, other_town: Any, stranger: Any
) -> None:
    imported(row("甲"))
    imported(row("甲"), organ=other_town, by=stranger)
    assert Item.objects.count() == 2


def test_an_import_whose_importer_lost_the_office_stops_until_another_takes_over(
    taken: Any, town: Any, editor: Any, officer: Any, moment: datetime
) -> None:
    intake = intakes.start(intake=taken(row("甲"), row("乙")), by=editor, at=moment)
    intakes.carry_on(intake=intake, at=moment, lot=1)
    organ_acts.dismiss(appointment=editor.appointments.get(), until=date(2020, 1, 1), by=None, at=moment)
    assert intakes.carry_on(intake=intake, at=moment) == 0
    intake.refresh_from_db()
    assert (intake.state, "由别的信息员点“接着导入”" in intake.remark) == (IntakeState.STOPPED, True)
    intakes.start(intake=intake, by=officer, at=moment)
    intakes.carry_on_all(lambda: moment)
    assert [(item.title, item.author.name) for item in Item.objects.order_by("pk")] == [
        ("甲", "甄编辑"),
        ("乙", "龚开办"),
    ]


def test_only_an_editor_of_the_organ_brings_in_leaves_or_undoes(
    taken: Any,
    imported: Any,
    town: Any,
    stranger: Any,
    approver: Any,
    nobody: Any,
    editor: Any,
    moment: datetime,
) -> None:
    waiting, done = taken(row("甲")), imported(row("乙"))
    given = prepare(town, sheet(row()), {}, day=DAY, name="x.xlsx", keep=lay_down)
    before = list(Act.objects.values_list("pk", flat=True))
    for person in (stranger, approver, nobody):
        for deed, facts in (
            (intakes.receive, {"prepared": given}),
            (intakes.start, {"intake": waiting}),
            (intakes.discard, {"intake": waiting}),
            (intakes.ask_review, {"intake": done}),
            (intakes.undo, {"intake": done}),
        ):
            with pytest.raises(Refused, match="您没有白杨镇的信息员职责，不能导入旧信息。"):
                deed(by=person, at=moment, **facts)
    assert list(Act.objects.values_list("pk", flat=True)) == before


def test_each_deed_has_its_time(taken: Any, imported: Any, editor: Any, moment: datetime) -> None:
    waiting, done = taken(row("甲")), imported(row("乙"))
    refused = [
        (intakes.ask_review, waiting, "还没有导入完"),
        (intakes.undo, waiting, "待确认，没有可以撤销的"),
        (intakes.start, done, "已导入，不能再开始"),
        (intakes.discard, done, "请用“撤销整批导入”"),
    ]
    for deed, intake, why in refused:
        with pytest.raises(Refused, match=why):
            deed(intake=intake, by=editor, at=moment)
    intakes.undo(intake=done, by=editor, at=moment)
    for deed in (intakes.undo, intakes.start, intakes.ask_review, intakes.discard):
        with pytest.raises(Refused):
            deed(intake=done, by=editor, at=moment)


def test_leaving_a_sheet_takes_its_files_off_the_disk_but_not_those_of_others(
    taken: Any, town: Any, editor: Any, moment: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    held = acts.store_file(organ=town, name="有人用.pdf", data=PDF, by=editor, at=moment)
    both = files(甲__png=PNG, 乙__pdf=PDF)
    intake = taken(row(attachments="甲.png；乙.pdf"), attachments=both)
    other = taken(row("别的表", attachments="甲.png"), attachments=both)
    picture = StoredFile(sha256=lay_down(PNG)).path
    os.utime(picture, (0, 0))  # laid down long ago: nobody is about to record it
    for left, remains in ((intake, True), (other, False)):
        with django_capture_on_commit_callbacks(execute=True):
            intakes.discard(intake=left, by=editor, at=moment)
        assert (picture.exists(), held.path.exists(), left.sheet.exists()) == (remains, True, False)
    intake.refresh_from_db()
    assert (intake.state, intake.rows.count(), intake.faults) == (IntakeState.DISCARDED, 0, [])


def test_the_whole_is_undone_while_nothing_of_it_was_public(
    imported: Any, edit: Any, editor: Any, officer: Any, moment: datetime
) -> None:
    intake = imported(row("甲", attachments="甲.png"), row("乙"), attachments=files(甲__png=PNG))
    one, two = Item.objects.order_by("pk")
    edit(one, title="改过")
    acts.submit(item=two, by=editor, at=moment)
    edit(two, explains=one, explanation_form="text")
    Reindexing.objects.all().delete()
    intakes.undo(intake=intake, by=officer, at=moment)
    intake.refresh_from_db()
    assert intake.state == IntakeState.UNDONE
    assert not Item.objects.exists() and not Attachment.objects.exists()
    assert not Revision.objects.exists()
    act = Act.objects.get(verb="撤销导入旧信息")
    assert (act.detail, act.actor_name) == ({"撤销条数": 2, "表格": "旧信息.xlsx"}, "龚开办")
    assert set(Reindexing.objects.values_list("kind", "key")) >= {
        ("disclosure.item", one.pk),
        ("disclosure.item", two.pk),
    }
    assert intakes.carry_on(intake=intake, at=moment) == 0
    again = imported(row("甲"), row("乙"))
    assert [state for _, state, _ in states(again)] == [RowState.DRAFTED] * 2, (
        "undone is as if never imported"
    )


def test_an_import_under_way_can_be_undone(taken: Any, editor: Any, moment: datetime) -> None:
    intake = intakes.start(intake=taken(row("甲"), row("乙")), by=editor, at=moment)
    intakes.carry_on(intake=intake, at=moment, lot=1)
    intakes.undo(intake=intake, by=editor, at=moment)
    assert intakes.carry_on(intake=intake, at=moment) == 0
    assert not Item.objects.exists()


def test_what_was_once_public_is_never_deleted(
    imported: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    intake = imported(row("甲"), row("乙"))
    item = acts.submit(item=Item.objects.get(title="甲"), by=editor, at=moment)
    publish(item=item, by=approver, at=moment)
    acts.withdraw(item=item, by=approver, at=moment, reason="内容有误")
    with pytest.raises(Refused, match="这批信息里有1条已经公开过"):
        intakes.undo(intake=intake, by=editor, at=moment)
    assert Item.objects.count() == 2


def test_what_another_item_explains_is_not_taken_from_under_it(
    imported: Any, draft: Any, editor: Any, moment: datetime
) -> None:
    intake = imported(row("甲"))
    draft("甲的解读", explains=Item.objects.get(), explanation_form="text")
    with pytest.raises(Refused, match="有1条解读链接着这批信息"):
        intakes.undo(intake=intake, by=editor, at=moment)


def test_all_drafts_are_sent_for_review_by_one_word_and_reviewed_one_by_one(
    imported: Any, edit: Any, editor: Any, officer: Any, approver: Any, moment: datetime
) -> None:
    intake = imported(row("甲"), row("乙"), row("丙"))
    edit(Item.objects.get(title="乙"), attribute="on_request")
    acts.submit(item=Item.objects.get(title="丙"), by=editor, at=moment)
    intakes.ask_review(intake=intake, by=officer, at=moment)
    assert [intakes.carry_on(intake=intake, at=moment, lot=2) for _ in range(3)] == [2, 1, 0]
    assert [state for _, state, _ in states(intake)] == [
        RowState.SUBMITTED,
        RowState.HELD,
        RowState.SUBMITTED,
    ]
    assert "不能送审发布" in states(intake)[1][2]
    sent = Act.objects.filter(verb="送审").values_list("subject_label", "actor_name")
    assert sorted(sent) == [("丙", "甄编辑"), ("甲", "龚开办")]
    assert not Item.objects.public().exists()
    publish(item=Item.objects.get(title="甲"), by=approver, at=moment)
    assert Item.objects.public().count() == 1
    edit(Item.objects.get(title="乙"), attribute="proactive")
    intakes.ask_review(intake=intake, by=officer, at=moment)
    assert intakes.carry_on_all(lambda: moment) == 1
    assert set(Item.objects.waiting().values_list("title", flat=True)) == {"乙", "丙"}
    with pytest.raises(Refused, match="没有要送审的草稿"):
        intakes.ask_review(intake=intake, by=officer, at=moment)


def test_a_record_that_came_from_elsewhere_is_public_since_we_published_it(
    imported: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    imported(row("甲"))
    item = acts.submit(item=Item.objects.get(), by=editor, at=moment)
    public = publish(item=item, by=approver, at=moment + timedelta(days=1))
    assert public.first_published_at == moment + timedelta(days=1)
    assert (public.address_year, public.published_elsewhere_on) == (2021, date(2019, 3, 8))
