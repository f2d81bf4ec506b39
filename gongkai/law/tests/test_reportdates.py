"""The annual report is due on the day the law gives, with a warning when that is a rest day."""

from datetime import date

import pytest

from gongkai.law.cite import Article
from gongkai.law.dated import NotInForce
from gongkai.law.duties import Level
from gongkai.law.noticecheck import load_notice
from gongkai.law.reportdates import report_due
from gongkai.law.tests.invented import NOTICE_2027
from gongkai.law.workdays import Calendar

CALENDAR = Calendar.official().through(2026)


@pytest.mark.parametrize("level", ["town", "department"])
def test_towns_and_departments_report_by_the_end_of_january(level: Level) -> None:
    due = report_due(2025, level, calendar=CALENDAR)
    assert (due.day, due.warn_for, due.provisional) == (date(2026, 1, 31), date(2026, 1, 30), False)
    assert due.basis == Article("政府信息公开条例", 49, 1)
    assert "当日为休息日，请在2026年1月30日前完成" in due.sentence
    assert ("乡镇随本级政府部门的时限" in due.sentence) == (level == "town")


def test_the_district_reports_by_the_end_of_march() -> None:
    due = report_due(2025, "district", calendar=CALENDAR)
    assert due.day == due.warn_for == date(2026, 3, 31)
    assert due.sentence == "2025年度报告应于2026年3月31日前公布（《政府信息公开条例》第四十九条第二款）。"


def test_a_make_up_weekend_is_no_rest_day() -> None:
    worked = CALENDAR.with_notice(load_notice(NOTICE_2027.replace("2月14日（星期日）", "1月31日（星期日）")
                                              .replace("2027-02-14", "2027-01-31")))  # fmt: skip
    due = report_due(2026, "town", calendar=worked)
    assert due.warn_for == due.day == date(2027, 1, 31)
    assert "休息日" not in due.sentence


def test_without_the_years_notice_the_warning_is_provisional() -> None:
    due = report_due(2026, "town", calendar=CALENDAR)
    assert (due.day, due.warn_for, due.provisional) == (date(2027, 1, 31), date(2027, 1, 29), True)
    assert "暂定：2027年放假安排尚未载入" in due.sentence
    loaded = report_due(2026, "town", calendar=CALENDAR.with_notice(load_notice(NOTICE_2027)))
    assert (loaded.warn_for, loaded.provisional) == (date(2027, 1, 29), False)
    assert "暂定" not in loaded.sentence


def test_without_the_years_notice_a_weekday_is_kept_but_provisional() -> None:
    due = report_due(2026, "district", calendar=CALENDAR)
    assert (due.warn_for, due.provisional) == (date(2027, 3, 31), True)


def test_before_the_revision_all_reported_by_the_end_of_march() -> None:
    for level in ("town", "department", "district"):
        due = report_due(2018, level, calendar=CALENDAR)
        assert due.day == date(2019, 3, 31)
        assert str(due.basis) == "《政府信息公开条例》（国务院令第492号）第三十一条"
    assert report_due(2019, "town", calendar=CALENDAR).day == date(2020, 1, 31)


def test_the_new_year_of_2020_warns_before_the_prolonged_holiday() -> None:
    assert report_due(2019, "town", calendar=CALENDAR).warn_for == date(2020, 1, 23)


def test_a_village_reports_nothing_and_2007_had_no_report() -> None:
    with pytest.raises(ValueError, match="不是行政机关"):
        report_due(2025, "village", calendar=CALENDAR)
    with pytest.raises(NotInForce):
        report_due(2007, "town", calendar=CALENDAR)
