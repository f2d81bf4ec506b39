"""Handing reports in: an organ's own signed one, a file, many files; and everything that is not taken."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from gongkai.annualreport.report import report_from_json
from gongkai.conftest import _organ, _person
from gongkai.reporting import acts
from gongkai.reporting.collecting import Board, State, previous_report, standing_of
from gongkai.reporting.models import Called, Collection, Submission
from gongkai.reporting.tests.collecting import a_file, a_report
from gongkai.reporting.tests.collecting import call as call
from gongkai.reporting.tests.collecting import clerk as clerk
from gongkai.reporting.tests.collecting import collection as collection
from gongkai.reporting.tests.collecting import collector as collector
from gongkai.reporting.tests.collecting import department as department
from gongkai.reporting.tests.collecting import january as january
from gongkai.trail.acts import Refused
from gongkai.trail.models import Act

BUREAU = "清水区统计局"
Call = Callable[[Any], Called]


def test_the_signed_report_is_handed_in_as_it_was_signed(
    signed: Any, call: Call, town: Any, officer: Any, moment: datetime
) -> None:
    report = signed(2020)
    submission = acts.submit_own(called=call(town), by=officer, at=moment)
    assert (submission.serial, submission.source, submission.verdict) == (1, "system", "waiting")
    assert submission.report == report.snapshot
    done = Act.objects.get(verb="报送年报")
    assert (done.actor_name, done.organ_id, done.detail["来源"]) == ("龚开办", town.pk, "系统里签发的报告")
    with pytest.raises(Refused, match="这份报告第1次已经报送，没有变化，不用再报"):
        acts.submit_own(called=call(town), by=officer, at=moment)


def test_a_report_not_yet_signed_is_not_handed_in(
    prepared: Any, call: Call, town: Any, officer: Any, moment: datetime
) -> None:
    for _ in range(2):  # with none at all, and with one in preparation
        with pytest.raises(Refused, match="还没有在系统里签发"):
            acts.submit_own(called=call(town), by=officer, at=moment)
        prepared(2020) if not town.reports.exists() else None


def test_a_returned_signed_report_asks_for_a_corrected_file(
    signed: Any, call: Call, town: Any, officer: Any, collector: Any, moment: datetime
) -> None:
    signed(2020)
    submission = acts.submit_own(called=call(town), by=officer, at=moment)
    acts.return_submission(submission=submission, note="总体情况写得太短。", by=collector, at=moment)
    with pytest.raises(Refused, match="请上传改正后的报告文件"):
        acts.submit_own(called=call(town), by=officer, at=moment)


def test_a_file_is_kept_privately_with_what_was_found_in_it(
    call: Call, department: Any, clerk: Any, january: datetime, settings: Any
) -> None:
    file = a_file(a_report(BUREAU, wrong=True), "年报 定稿.html")
    submission = acts.submit_file(called=call(department), file=file, by=clerk, at=january)
    kept = Submission.objects.get(pk=submission.pk)
    assert (kept.file_name, kept.file_sha256) == ("年报 定稿.html", hashlib.sha256(file.data).hexdigest())
    assert kept.path.read_bytes() == file.data
    assert kept.path.is_relative_to(settings.MEDIA_ROOT)
    assert report_from_json(kept.report) == file.report
    assert kept.errors == sum(said["severity"] == "error" for said in kept.findings) > 0


def test_characters_that_no_database_takes_are_left_out_of_what_is_kept(
    call: Call, department: Any, clerk: Any, january: datetime
) -> None:
    file = a_file(a_report(BUREAU, wrong=True), "年报.html")
    odd = replace(file.report, intro="本报告\x00由\ud800本局编制。")
    submission = acts.submit_file(
        called=call(department), file=replace(file, report=odd), by=clerk, at=january
    )
    kept = Submission.objects.get(pk=submission.pk)
    assert report_from_json(kept.report).intro == "本报告由本局编制。"


def test_each_hand_in_is_a_new_row_and_the_latest_counts(
    call: Call, department: Any, clerk: Any, january: datetime
) -> None:
    for granted in (1, 2):
        file = a_file(a_report(BUREAU, granted=granted))
        acts.submit_file(called=call(department), file=file, by=clerk, at=january + timedelta(days=granted))
    standing = standing_of(call(department), january.date())
    assert [one.serial for one in standing.submissions] == [1, 2]
    assert standing.latest and standing.latest.at == january + timedelta(days=2)


def test_the_district_hands_in_on_behalf_and_the_trail_says_so(
    call: Call, department: Any, collector: Any, january: datetime
) -> None:
    acts.submit_file(called=call(department), file=a_file(a_report(BUREAU)), by=collector, at=january)
    assert Act.objects.get(verb="报送年报").detail["代报"] == "清水区"


def test_nobody_else_hands_in(
    call: Call, department: Any, town: Any, officer: Any, editor: Any, stranger: Any, january: datetime
) -> None:
    file = a_file(a_report(BUREAU))
    for who in (officer, stranger):
        with pytest.raises(Refused, match="只有统计局的公开办、审核人和清水区的公开办可以报送"):
            acts.submit_file(called=call(department), file=file, by=who, at=january)
    with pytest.raises(Refused, match="只有白杨镇"):
        acts.submit_own(called=call(town), by=editor, at=january)
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        (a_report(BUREAU, 2019), "是2019年度的报告，现在收的是2020年度的"),
        (a_report("清水区民政局"), "上写的机关是“清水区民政局”，不是清水区统计局"),
        (a_report("清泉区统计局"), "上写的机关是“清泉区统计局”，不是清水区统计局"),
    ],
)
def test_another_year_s_or_another_organ_s_report_is_refused(
    report: Any, sentence: str, call: Call, department: Any, clerk: Any, january: datetime
) -> None:
    with pytest.raises(Refused, match=sentence):
        acts.submit_file(called=call(department), file=a_file(report), by=clerk, at=january)
    assert not Submission.objects.exists()


@pytest.mark.parametrize("written", ["", BUREAU, "某省某市清水区统计局", "统计局"])
def test_an_organ_may_write_its_name_with_more_or_less_above(
    written: str, call: Call, department: Any, clerk: Any, january: datetime
) -> None:
    file = a_file(replace(a_report(BUREAU), organ=written))
    assert acts.submit_file(called=call(department), file=file, by=clerk, at=january).serial == 1


def test_the_same_file_twice_is_refused_with_the_remedy(
    call: Call, department: Any, clerk: Any, collector: Any, january: datetime
) -> None:
    file = a_file(a_report(BUREAU))
    submission = acts.submit_file(called=call(department), file=file, by=clerk, at=january)
    with pytest.raises(Refused, match="和第1次报送的文件完全相同，不用再报"):
        acts.submit_file(called=call(department), file=file, by=clerk, at=january)
    acts.return_submission(submission=submission, note="请补充。", by=collector, at=january)
    with pytest.raises(Refused, match="那一次已经退回，请改正以后再报"):
        acts.submit_file(called=call(department), file=file, by=clerk, at=january)


def test_an_excused_organ_and_one_whose_report_is_accepted_hand_nothing_in(
    call: Call, department: Any, other_town: Any, clerk: Any, collector: Any, stranger: Any, january: datetime
) -> None:
    submission = acts.submit_file(
        called=call(department), file=a_file(a_report(BUREAU)), by=clerk, at=january
    )
    acts.accept(submission=submission, by=collector, at=january)
    again = a_file(a_report(BUREAU, granted=9))
    with pytest.raises(Refused, match="已经接收。确需更正的，请清水区公开办先退回"):
        acts.submit_file(called=call(department), file=again, by=clerk, at=january)
    acts.excuse(called=call(other_town), reason="并入白杨镇", by=collector, at=january)
    with pytest.raises(Refused, match="已经免报（并入白杨镇）"):
        acts.submit_own(called=call(other_town), by=stranger, at=january)


def test_before_the_year_has_ended_nothing_is_handed_in(
    town: Any, district: Any, collector: Any, officer: Any, moment: datetime
) -> None:
    december = moment.replace(year=2020, month=12, day=31, hour=23)
    opened = acts.open_year(organ=district, year=2020, by=collector, at=december)
    with pytest.raises(Refused, match=r"2020年还没有结束.*2021年1月1日以后"):
        acts.submit_own(called=opened.called.get(), by=officer, at=december)


def test_the_first_hand_in_decides_whether_it_came_late(
    call: Call, department: Any, clerk: Any, collector: Any, january: datetime
) -> None:
    due_day = january.replace(day=31, hour=23, minute=59)
    submission = acts.submit_file(
        called=call(department), file=a_file(a_report(BUREAU)), by=clerk, at=due_day
    )
    acts.return_submission(submission=submission, note="请补充。", by=collector, at=due_day)
    later = a_file(a_report(BUREAU, granted=4))
    acts.submit_file(called=call(department), file=later, by=clerk, at=due_day + timedelta(days=9))
    board = Board(call(department).collection, due_day.date() + timedelta(days=2))
    assert {row.called.organ.short_name: row.late for row in board.rows} == {
        "统计局": 0,
        "白杨镇": 2,
        "柳树镇": 2,
    }
    assert [row.state for row in board.owing] == [State.MISSING, State.MISSING]


def test_last_year_s_accepted_report_is_compared_with(
    call: Call, department: Any, district: Any, clerk: Any, collector: Any, january: datetime
) -> None:
    last_january = january.replace(year=2020)
    before = acts.open_year(organ=district, year=2019, by=collector, at=last_january)
    file = a_file(a_report(BUREAU, 2019))
    submission = acts.submit_file(
        called=before.called.get(organ=department), file=file, by=clerk, at=last_january
    )
    assert previous_report(department, 2020) is None
    acts.accept(submission=submission, by=collector, at=january)
    assert previous_report(department, 2020) == file.report
    carried = dict(a_report(BUREAU).table3) | {
        "carried_in": (2, 0, 0, 0, 0, 0, 2), "granted": (5, 0, 0, 0, 0, 0, 5), "result_total": (5, 0, 0, 0, 0, 0, 5),
    }  # fmt: skip
    this_year = a_file(replace(a_report(BUREAU), table3=carried))
    found = acts.submit_file(called=call(department), file=this_year, by=clerk, at=january)
    assert {said["rule"] for said in found.findings if said["severity"] == "error"} == {"T3-4"}


def fates(collection: Collection, by: Any, at: datetime, *files: Any) -> dict[str, str]:
    found = acts.submit_many(collection=collection, files=files, by=by, at=at)
    assert [one.name for one in found] == [file.name for file in files]
    return {one.name: ("收：" if one.submission else "") + one.sentence for one in found}


def test_many_files_each_find_their_organ_or_say_why_not(
    collection: Collection, collector: Any, january: datetime
) -> None:
    found = fates(
        collection, collector, january,
        a_file(a_report("清水区白杨镇人民政府"), "1.html"),
        a_file(a_report(BUREAU, wrong=True), "2.html"),
        a_file(a_report("清水区卫生健康局"), "3.html"),
        a_file(replace(a_report(""), organ=""), "柳树镇2020年年报.html"),
        a_file(replace(a_report(""), organ=""), "年报（定稿）.html"),
    )  # fmt: skip
    assert found["1.html"] == "收：已收为白杨镇的报告，没有错误。"
    assert found["2.html"].startswith("收：已收为统计局的报告，有错误")
    assert "“清水区卫生健康局”，不在应报机关名单里" in found["3.html"]
    assert found["柳树镇2020年年报.html"].startswith("收：已收为柳树镇的报告")
    assert "没有写明机关，文件名里也没有" in found["年报（定稿）.html"]
    assert Submission.objects.count() == 3


def test_two_different_files_of_one_organ_are_both_left_out_and_equal_ones_taken_once(
    collection: Collection, collector: Any, january: datetime
) -> None:
    town = a_report("清水区白杨镇")
    found = fates(
        collection, collector, january,
        a_file(town, "a.html"), a_file(a_report("清水区白杨镇", granted=8), "b.html"),
        a_file(a_report(BUREAU), "c.html"), a_file(a_report(BUREAU), "d.html"),
    )  # fmt: skip
    assert found["a.html"].startswith("“b.html”也是白杨镇的报告，分不清报哪一份，都没有收")
    assert found["b.html"].startswith("“a.html”也是白杨镇的报告")
    assert found["c.html"].startswith("收：") and found["d.html"] == "和“c.html”内容完全相同，只收一份。"
    assert Submission.objects.get().called.organ.name == BUREAU


def test_a_name_that_fits_two_organs_is_taken_for_neither(
    collection: Collection, district: Any, collector: Any, january: datetime
) -> None:
    _organ("laoqu-tongji", "清水区老城统计局", "department", district)
    _organ("xinqu-tongji", "清水区新城统计局", "department", district)
    acts.call_more(collection=collection, by=collector, at=january)
    unnamed = replace(a_report(""), organ="")
    found = fates(collection, collector, january, a_file(unnamed, "统计局年报.html"))
    assert "可能是" in found["统计局年报.html"] and not Submission.objects.exists()


def test_many_files_replace_nothing_that_an_organ_handed_in(
    collection: Collection, call: Call, department: Any, clerk: Any, collector: Any, january: datetime
) -> None:
    acts.submit_file(called=call(department), file=a_file(a_report(BUREAU)), by=clerk, at=january)
    found = fates(collection, collector, january, a_file(a_report(BUREAU, granted=8), "x.html"))
    assert "统计局已经报送（待审核），没有收" in found["x.html"]
    assert Submission.objects.get().by == clerk


def test_one_bad_file_of_many_does_not_hold_up_the_others(
    collection: Collection, collector: Any, january: datetime
) -> None:
    found = fates(
        collection, collector, january,
        a_file(a_report(BUREAU, 2019), "old.html"), a_file(a_report("清水区白杨镇"), "good.html"),
    )  # fmt: skip
    assert "是2019年度的报告" in found["old.html"]
    assert found["good.html"].startswith("收：")


def test_a_person_dismissed_yesterday_hands_nothing_in(
    call: Call, department: Any, clerk: Any, january: datetime
) -> None:
    held = clerk.appointments.get()
    held.until = held.since
    held.save()
    fresh = type(clerk).objects.get(pk=clerk.pk)
    with pytest.raises(Refused, match="只有统计局"):
        acts.submit_file(called=call(department), file=a_file(a_report(BUREAU)), by=fresh, at=january)


def test_an_approver_of_the_organ_may_hand_in_what_was_signed(
    signed: Any, call: Call, town: Any, approver: Any, moment: datetime
) -> None:
    signed(2020)
    assert acts.submit_own(called=call(town), by=approver, at=moment).by == approver
    assert _person("bieren", "边人", town, "editor").pk
