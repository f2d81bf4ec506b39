"""年报体检 as acts: one person's own, kept or forgotten, and no name of a file in the trail."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from gongkai.annualreport import check
from gongkai.organs import acts as organ_acts
from gongkai.reporting import acts
from gongkai.reporting.acts import checkup as checkup_acts
from gongkai.reporting.examining import Examined
from gongkai.reporting.models import CheckedFile, Checkup
from gongkai.reporting.tests.checkupfiles import wrong
from gongkai.trail.acts import Refused
from gongkai.trail.models import Act

DAY = timedelta(hours=24)
Made = Callable[..., Checkup]


@pytest.fixture
def made(moment: datetime) -> Made:
    """A checkup of one wrong report and one unreadable file."""

    def make(by: Any, at: datetime = moment) -> Checkup:
        report = wrong()
        files = [
            Examined("秘密的文件名.html", report, check(report)),
            Examined("坏.docx", problem="“坏.docx”已损坏。"),
        ]
        return acts.note_checkup(files=files, notes=["说明。"], by=by, at=at)

    return make


def test_what_was_found_is_read_back_as_it_was(made: Made, editor: Any):
    first, second = made(editor).files.all()
    assert first.found == check(wrong()) and first.errors == first.checked.errors > 0
    assert first.restored.table3 == wrong().table3 and first.year == 2023
    assert (second.year, second.report, second.unread) == (None, None, ["“坏.docx”已损坏。"])
    assert second.checked.verdict == "读不出"


def test_the_trail_tells_how_many_files_and_no_name_or_content(made: Made, editor: Any, moment: datetime):
    checkup = made(editor)
    acts.keep_checkup(checkup=checkup, title="秘密的名称", by=editor, at=moment)
    acts.delete_checkup(checkup=checkup, by=editor, at=moment)
    trail = list(Act.objects.filter(subject_kind="reporting.checkup").order_by("pk"))
    assert [act.verb for act in trail] == ["年报体检", "保存年报体检", "删除年报体检"]
    assert trail[0].detail["文件"] == 2 and trail[0].detail["读不出"] == 1
    assert not any("秘密" in f"{act.subject_label}{act.detail}" for act in trail)
    assert not CheckedFile.objects.exists()


def test_hostile_characters_and_endless_numbers_are_stored_and_read_back(editor: Any, moment: datetime):
    report = wrong()
    row = (10**400, *report.table3["new"][1:])
    evil = replace(report, organ="镇\x00\ud800", intro="\x00甲", table3={**report.table3, "new": row})
    found = check(evil)
    acts.note_checkup(
        files=[Examined("名\x00\ud800.html", evil, found)], notes=["\x00"], by=editor, at=moment
    )
    (file,) = CheckedFile.objects.all()
    assert (file.name, file.organ, file.restored.intro) == ("名.html", "镇", "甲")
    assert file.restored.table3["new"][0] == 10**400 and len(file.found) == len(found)


def test_without_an_office_or_without_a_file_it_is_refused(moment: datetime, town: Any, editor: Any):
    idle = organ_acts.enrol(username="kongxian", name="孔闲", password="kongxian-2021", by=None, at=moment)
    file = Examined("甲.html", problem="读不出。")
    with pytest.raises(Refused, match="没有任职"):
        acts.note_checkup(files=[file], notes=[], by=idle, at=moment)
    with pytest.raises(Refused, match="请选择年度报告文件"):
        acts.note_checkup(files=[], notes=[], by=editor, at=moment)
    assert not Checkup.objects.exists()


def test_what_is_not_kept_is_forgotten_after_a_day_and_not_before(made: Made, editor: Any, moment: datetime):
    passing, kept = made(editor), made(editor)
    acts.keep_checkup(checkup=kept, title="留下", by=editor, at=moment)
    assert acts.forget_checkups(at=moment + DAY - timedelta(seconds=1)) == 0
    assert acts.forget_checkups(at=moment + DAY) == 1
    assert list(Checkup.objects.all()) == [kept]
    assert set(CheckedFile.objects.values_list("checkup_id", flat=True)) == {kept.pk}
    with pytest.raises(Refused, match="已经删除了，请重新上传"):
        acts.keep_checkup(checkup=passing, title="晚了", by=editor, at=moment)


def test_much_is_forgotten_lot_by_lot(
    made: Made, editor: Any, moment: datetime, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(checkup_acts, "LOT", 2)
    for _ in range(3):
        made(editor)
    assert [acts.forget_checkups(at=moment + DAY) for _ in range(3)] == [2, 1, 0]


def test_nobody_keeps_or_deletes_what_another_had_checked(
    made: Made, editor: Any, approver: Any, moment: datetime
):
    checkup = made(editor)
    with pytest.raises(Refused):
        acts.keep_checkup(checkup=checkup, title="别人的", by=approver, at=moment)
    with pytest.raises(Refused):
        acts.delete_checkup(checkup=checkup, by=approver, at=moment)
    assert Checkup.objects.filter(kept=False).count() == 1


@pytest.mark.parametrize(("title", "said"), [("  ", "请写一个名称"), ("长" * 61, "最多60个字")])
def test_a_title_is_asked_for(made: Made, editor: Any, moment: datetime, title: str, said: str):
    with pytest.raises(Refused, match=said):
        acts.keep_checkup(checkup=made(editor), title=title, by=editor, at=moment)


def test_more_than_a_shelf_full_is_not_kept_but_a_kept_one_can_be_renamed(
    made: Made, editor: Any, approver: Any, moment: datetime, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(checkup_acts, "MOST_KEPT", 1)
    first, second, other = made(editor), made(editor), made(approver)
    acts.keep_checkup(checkup=first, title="一", by=editor, at=moment)
    with pytest.raises(Refused, match="最多保存1次"):
        acts.keep_checkup(checkup=second, title="二", by=editor, at=moment)
    assert acts.keep_checkup(checkup=first, title="新名", by=editor, at=moment).title == "新名"
    assert acts.keep_checkup(checkup=other, title="别人的一", by=approver, at=moment).kept
