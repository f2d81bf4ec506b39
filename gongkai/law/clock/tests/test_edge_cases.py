"""The edge cases of deadlines that other systems test or stumbled over, each with what holds it here.

The numbers are those of a survey of ten systems: 1 to 37 from their tests, 38 to 54 from their bugs and from Chinese
law. What stands beside a number: a worked example of cases/clock.yaml by its name (例：), a test by file and name, or
why it cannot occur under this law (无：).
"""

from collections.abc import Mapping
from datetime import date

import pytest

from gongkai.law.clock import Event, reckon
from gongkai.law.workdays import Calendar
from tests.vouching import ROOT, there

CLOCK, LAW, ROOM = "gongkai/law/clock/tests", "gongkai/law/tests", "gongkai/applications/tests"

EDGES: Mapping[int, tuple[str, ...]] = {
    1: ("例：媒体案例，2025年没有节假日",),
    2: ("例：平年二月",),
    3: ("例：闰年二月没有节假日在内",),
    4: ("例：周四收到",),
    5: ("例：周五收到",),
    6: ("例：周六收到与周五收到同日届满",),
    7: ("例：周日收到与周五收到同日届满",),
    8: ("例：周一收到",),
    9: ("例：假期中间收到",),
    10: (f"{LAW}/test_workdays.py::test_a_moment_is_no_day",
         f"{CLOCK}/test_clock.py::test_what_is_no_event_is_refused_in_chinese"),
    11: (f"{LAW}/test_workdays.py::test_a_period_of_plain_days_ends_on_the_next_working_day",
         f"{LAW}/test_remedies.py::test_a_last_day_of_rest_moves_to_the_next_working_day",
         f"{LAW}/test_remedies.py::test_a_last_day_of_work_stays"),
    12: (f"{LAW}/test_remedies.py::test_a_suit_without_review_has_months",),
    13: ("无：没有长于六个月的按月计算的期限。",),
    14: (f"{LAW}/test_remedies.py::test_a_suit_without_review_has_months",),
    15: ("无：条例第三十一条按日确定收到之日，当日几点收到没有区别。",),
    16: ("例：网上申请，假期中系统确认，以系统确认之日为准", "例：假期中间收到"),
    17: (f"{ROOM}/test_acts.py::test_today_is_the_day_in_china", f"{ROOM}/test_folding.py::test_the_light_counts_working_days"),
    18: ("无：条例只有一个答复期限，没有第二道逾期线。",),
    19: ("例：届满当日签发，次日交邮，逾期", "例：两次都逾期，两次都记"),
    20: ("例：延期后在新期限内答复，不逾期",),
    21: ("例：补正后重新计算全部期限", "例：告知补正后没有补正，原期限不变", "例：补正收到两次，拒绝"),
    22: ("例：重发的信不重新起算，只能登记为另一件", f"{ROOM}/test_submitting.py::test_sent_twice_it_is_one_case"),
    23: ("例：重发的信不重新起算，只能登记为另一件",),
    24: ("例：收到当日当场答复", f"{CLOCK}/test_histories.py::test_the_ledger_counts_up_to_the_due_day"),
    25: ("例：届满当日交邮，按期", f"{ROOM}/test_folding.py::test_the_light_counts_working_days"),
    26: (f"{CLOCK}/test_edge_cases.py::test_a_case_without_an_answer_has_no_day_of_it",),
    27: (f"{LAW}/test_workdays.py::test_local_rest_days_count_only_where_they_hold",
         f"{LAW}/test_workdays_properties.py::test_local_rest_days_never_bring_a_due_day_forward"),
    28: ("无：同一机关的各种期限用同一个工作日历。",),
    29: ("例：送达早于发出，拒绝", "例：事件倒序，拒绝", "例：早于收到之日的事件，拒绝",
         f"{ROOM}/test_acts.py::test_an_act_with_wrong_facts_is_refused"),
    30: ("例：没有征求过意见就登记答复，拒绝", f"{ROOM}/test_acts.py::test_everybody_asked_gets_a_label_and_answers_by_it"),
    31: ("例：先后征求两方意见，分别扣除", "例：同时征求两方意见，重叠的日子只扣一次"),
    32: (f"{ROOM}/test_correcting.py::test_an_event_that_never_happened_gives_its_days_back",),
    33: ("例：第二次延期，拒绝",),
    34: ("例：延长零个工作日，拒绝", "例：延长负数，拒绝", "例：延长二十一个工作日，拒绝", "例：没有写延长几天，拒绝",
         f"{ROOM}/test_states.py::test_an_act_goes_through_exactly_when_the_table_opens_it"),
    35: ("无：我国的节假日和调休由每年的通知逐日列明，没有按规则推算的节日（例如复活节）。",),
    36: (f"{LAW}/test_workdays.py::test_no_days_at_all_is_the_day_itself_and_fewer_is_refused",),
    37: (f"{LAW}/test_workdays_properties.py::test_spans_add_up_in_any_order",),
    38: ("例：2026年周六调休上班当天", "例：2025年周日调休上班当天"),
    39: (f"{ROOM}/test_recounting.py::test_a_day_already_counted_moves_with_the_calendar_and_says_so",
         f"{ROOM}/test_recounting.py::test_closed_cases_stay_as_they_were"),
    40: ("例：数到没有放假安排的年份，暂定", "例：公布以后就有了期限"),
    41: (f"{ROOM}/test_submitting.py::test_it_is_received_on_the_day_in_china_whatever_the_clock_is_set_to",),
    42: ("gongkai/organs/tests/test_holidays.py::test_a_loaded_notice_is_counted_with_at_once",),
    43: (f"{CLOCK}/test_histories.py::test_extensions_add_up",),
    44: ("例：逾期以后才征求意见，不再扣除", f"{CLOCK}/test_histories.py::test_a_pause_begun_when_late_gives_nothing_back"),
    45: ("例：跨国庆征求意见，周六调休上班也扣除",),
    46: ("例：当日征求当日答复，一天也不扣",),
    47: ("例：征求第三方意见，期间不计", "例：补正后重新计算全部期限"),
    48: (f"{ROOM}/test_parting.py::test_the_day_of_receipt_and_the_term_stay_and_the_old_organ_sees_it_no_more",),
    49: ("例：邮寄，以签收之日为收到之日", "例：平常信函，当日确认", "例：网上申请，假期中系统确认，以系统确认之日为准",
         "例：2024年春节前"),
    50: ("例：休息日答复，不算提前也不算逾期", f"{ROOM}/test_acts.py::test_an_act_with_wrong_facts_is_refused"),
    51: (f"{ROOM}/test_counting.py::test_the_tables_foot_and_carry_over_whatever_the_cases",
         f"{ROOM}/test_reopening.py::test_reopened_in_december_and_answered_in_january_it_is_still_counted_once"),
    52: ("gongkai/organs/tests/test_holidays.py::test_a_notice_is_loaded_once",
         f"{LAW}/test_workdays.py::test_an_amended_notice_replaces_its_year_and_no_other"),
    53: (f"{CLOCK}/test_histories.py::test_the_clock_agrees_with_counting_on_a_wall_calendar",
         f"{CLOCK}/test_histories.py::test_one_holiday_more_never_brings_a_due_day_forward",
         f"{CLOCK}/test_histories.py::test_an_earlier_receipt_never_falls_due_later"),
    54: (f"{ROOM}/test_screens.py::test_an_act_says_what_it_would_do_to_the_date_before_it_is_done",
         f"{CLOCK}/test_edge_cases.py::test_no_script_of_a_page_counts_days"),
}  # fmt: skip


def test_every_number_of_the_survey_has_its_line() -> None:
    assert list(EDGES) == list(range(1, 55))


@pytest.mark.parametrize("number", EDGES)
def test_an_edge_has_an_example_a_test_or_a_reason(number: int) -> None:
    assert EDGES[number]
    assert [held for held in EDGES[number] if not there(held)] == []


def test_an_example_or_a_test_that_is_not_there_would_be_missed() -> None:
    assert not there("例：没有这个算例")
    assert not there(f"{CLOCK}/test_clock.py::test_nothing")
    assert not there("无：太短。")


def test_a_case_without_an_answer_has_no_day_of_it() -> None:
    received = Event("received", date(2024, 1, 22), channel="counter")
    assert reckon([received], calendar=Calendar.official()).answered is None
    order = [received, Event("answered", date(2024, 2, 1)), Event("reopened", date(2024, 3, 1))]
    assert reckon(order[:2], calendar=Calendar.official()).answered == date(2024, 2, 1)
    assert reckon(order, calendar=Calendar.official()).answered is None


def test_no_script_of_a_page_counts_days() -> None:
    scripts = list((ROOT / "gongkai").rglob("static/**/*.js"))
    assert scripts
    for script in scripts:
        said = script.read_text(encoding="utf-8")
        assert not any(word in said for word in ("getDay(", "setDate(", "工作日")), script.name
