"""The worked examples of the clock, what it says of itself, and the command that runs a file of examples."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from gongkai.law.clock import Event, EventRefused, reckon, refusals
from gongkai.law.clock.cases import CasesUnreadable, read_cases, run_case
from gongkai.law.clock.events import CHANNELS, KINDS
from gongkai.law.clock.fold import HANDLERS
from gongkai.law.workdays import Calendar

OFFICIAL = Calendar.official()
FILE = Path(__file__).parents[4] / "cases" / "clock.yaml"
CASES = read_cases(FILE.read_text(encoding="utf-8"))
RECEIVED = Event("received", date(2024, 1, 22), channel="counter")
ASKED = Event("third_party_consulted", date(2024, 1, 30), served=date(2024, 1, 31))
REPLIED = Event("third_party_replied", date(2024, 2, 21))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_worked_example_holds(case: dict[str, Any]) -> None:
    assert run_case(case, OFFICIAL).failures == ()


def test_every_refusal_and_every_kind_of_event_has_an_example() -> None:
    names = {case.get("refused") for case in CASES}
    reasons = {
        name
        for name, one in vars(refusals).items()
        if isinstance(one, type) and one is not refusals.ClockRefused
    }
    assert reasons - {"Article"} <= names
    kinds = {event["kind"] for case in CASES for event in case["events"]}
    assert kinds == KINDS.keys() == HANDLERS.keys()
    assert {e.get("channel") for case in CASES for e in case["events"]} - {None} == CHANNELS.keys()


def test_each_step_names_its_article_reason_and_days() -> None:
    found = reckon([RECEIVED, ASKED, REPLIED], calendar=OFFICIAL)
    assert [(str(s.article), s.start, s.end) for s in found.steps] == [
        ("《政府信息公开条例》第三十一条第（一）项", date(2024, 1, 22), date(2024, 1, 22)),
        ("《政府信息公开条例》第三十三条第二款", date(2024, 1, 22), date(2024, 2, 22)),
        ("《政府信息公开条例》第三十二条", date(2024, 1, 30), date(2024, 2, 26)),
        ("《政府信息公开条例》第三十三条第三款", date(2024, 1, 30), date(2024, 2, 21)),
    ]
    assert (
        found.steps[-1].reason
        == "第三方于2024年2月21日答复，这段时间有13个工作日不计，答复期限至2024年3月12日。"
    )


def test_the_ledger_says_of_each_day_whether_it_counts_and_why() -> None:
    ledger = {line.day: line for line in reckon([RECEIVED, ASKED, REPLIED], calendar=OFFICIAL).ledger}
    assert (ledger[date(2024, 1, 27)].counted, ledger[date(2024, 1, 27)].why) == (False, "周末")
    assert (ledger[date(2024, 1, 31)].counted, ledger[date(2024, 1, 31)].why) == (False, "征求第三方意见")
    assert ledger[date(2024, 2, 4)].why == "征求第三方意见"  # a Sunday worked, but paused
    assert ledger[date(2024, 2, 12)].why == "春节假期"
    assert ledger[date(2024, 2, 22)].number == 7
    assert len(ledger) == 50


def test_the_ledger_of_a_provisional_term_goes_as_far_as_is_known() -> None:
    found = reckon([Event("received", date(2026, 12, 10), channel="online")], calendar=OFFICIAL.through(2026))
    assert (found.ledger[-1].day, found.ledger[-1].number) == (date(2026, 12, 31), 15)


@pytest.mark.parametrize("day", [date(2030, 1, 1), date(9999, 12, 30)])
def test_a_receipt_beyond_all_notices_has_no_ledger_and_no_crash(day: date) -> None:
    found = reckon([Event("received", day, channel="counter")], calendar=OFFICIAL)
    assert (found.due, found.provisional, found.ledger) == (None, True, ())


def test_a_delayed_term_is_not_counted() -> None:
    found = reckon([RECEIVED, Event("delayed", date(2024, 2, 1), until=date(2024, 9, 1))], calendar=OFFICIAL)
    assert (found.fixed, found.due, found.ledger) == (True, date(2024, 9, 1), ())


def test_an_answer_to_someone_asked_too_late_moves_nothing_and_is_no_fault() -> None:
    late = Event("organ_consulted", date(2024, 2, 23))
    found = reckon([RECEIVED, late, Event("organ_replied", date(2024, 2, 26))], calendar=OFFICIAL)
    assert found.due == date(2024, 2, 22)
    assert [one.code for one in found.violations] == ["late_consultation"]


def test_an_answer_late_but_after_the_last_notice_is_not_judged() -> None:
    known = OFFICIAL.through(2026)
    events = [
        Event("received", date(2026, 12, 10), channel="online"),
        Event("answered", date(2027, 3, 1), posted=date(2027, 3, 1)),
    ]
    found = reckon(events, calendar=known)
    assert (found.answered, found.violations) == (date(2027, 3, 1), ())


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({}, "没有“None”这种事件"),
        ({"kind": "closed", "day": date(2024, 1, 1)}, "没有“closed”这种事件"),
        ({"kind": "received", "channel": "counter"}, "缺少“day”"),
        ({"kind": "received", "day": date(2024, 1, 1)}, "缺少“channel”"),
        ({"kind": "received", "day": date(2024, 1, 1), "channel": "mail"}, "没有“mail”这种渠道"),
        ({"kind": "received", "day": "2024年", "channel": "post"}, "应写日期"),
        ({"kind": "received", "day": datetime(2024, 1, 1, 9), "channel": "post"}, "应写日期"),
        ({"kind": "extended", "day": date(2024, 1, 1), "days": "五"}, "应写整数"),
        ({"kind": "extended", "day": date(2024, 1, 1), "days": True}, "应写整数"),
        ({"kind": "extended", "day": date(2024, 1, 1), "days": 3, "by": date(2024, 1, 2)}, "不能写“by”"),
        ({True: date(2024, 1, 1), "kind": "fee_paid"}, "不能写“True”"),  # YAML reads a bare `on` as true
        ({"kind": "delayed", "day": date(2024, 1, 1)}, "缺少“until”"),
    ],
)
def test_what_is_no_event_is_refused_in_chinese(row: dict[Any, Any], said: str) -> None:
    with pytest.raises(EventRefused, match=said):
        Event.read(row)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "应是算例的列表"),
        ("a: [", "第1行不是正确的YAML"),
        ("- 甲", "第1个算例不是"),
        ("- {name: 甲, 期限: 20, events: []}", "不能写“期限”"),
        ("- {name: 甲, events: 无}", "events 应是事件的列表"),
        ("- {name: 甲, events: [2024-01-01]}", "events 应是事件的列表"),
        ("- {name: 甲, events: [], due: 2024-02-31}", "不是正确的YAML"),
    ],
)
def test_what_is_no_file_of_cases_is_refused_in_chinese(text: str, said: str) -> None:
    with pytest.raises(CasesUnreadable, match=said):
        read_cases(text)


def test_a_year_without_a_notice_cannot_be_asked_for() -> None:
    with pytest.raises(CasesUnreadable, match="没有“1999”年的放假安排"):
        run_case({"name": "甲", "events": [], "notices_through": 1999}, OFFICIAL)


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ({"due": date(2024, 2, 21)}, "期限应为2024-02-21，实为2024-02-22"),
        ({"due": None}, "期限应为未定"),
        ({"provisional": True}, "暂定应为True"),
        ({"violations": ["late_answer"]}, "违法情形应为"),
        ({"violations": 1}, "实为没有"),
        ({"refused": "SecondExtension"}, "实为没有拒绝"),
    ],
)
def test_an_expectation_that_does_not_hold_fails(expected: dict[str, Any], said: str) -> None:
    case = {"name": "甲", "events": [{"kind": "received", "day": RECEIVED.day, "channel": "counter"}]}
    [failure] = run_case({**case, **expected}, OFFICIAL).failures
    assert said in failure


def test_a_refusal_nobody_expected_fails() -> None:
    [failure] = run_case(
        {"name": "甲", "events": [{"kind": "fee_paid", "day": RECEIVED.day}]}, OFFICIAL
    ).failures
    assert "没有料到的拒绝（NotReceived）" in failure


def test_an_outcome_is_plain_json() -> None:
    rows = [
        {
            "kind": "received",
            "day": date(2024, 1, 22),
            "channel": "plain_letter",
            "confirmed": date(2024, 1, 23),
        }
    ]
    found = run_case({"name": "甲", "events": rows}, OFFICIAL).as_json()
    assert (found["due"], found["provisional"], found["refused"], found["failures"]) == (
        "2024-02-23",
        False,
        None,
        [],
    )
    assert found["steps"][1] == {
        "article": "《政府信息公开条例》第三十三条第二款",
        "reason": "答复期限20个工作日，收到当日不计。",
        "from": "2024-01-23",
        "to": "2024-02-23",
    }
    assert found["ledger"][-1] == {"day": "2024-02-23", "counts": True, "why": "工作日", "number": 20}
    assert found["violations"] == [
        {
            "code": "late_confirmation",
            "sentence": "平常信函应于收到当日与申请人确认，2024年1月22日收到，2024年1月23日才确认。",
            "day": "2024-01-23",
        }
    ]
    refused = run_case({"name": "乙", "events": [{**rows[0], "kind": "拆信"}]}, OFFICIAL).as_json()
    assert (refused["refused"], refused["due"], refused["ledger"]) == ("EventRefused", None, [])
    assert "没有“拆信”这种事件" in refused["message"]


def test_two_asked_one_after_the_other_on_a_rest_day_leave_no_hole() -> None:
    friday, sunday = date(2025, 7, 4), date(2025, 7, 6)
    events = [
        Event("received", date(2025, 6, 6), channel="counter"),  # due on that Friday
        Event("third_party_consulted", friday, served=friday),
        Event("organ_consulted", sunday),
        Event("third_party_replied", sunday),
        Event("organ_replied", date(2025, 7, 8)),
    ]
    found = reckon(events, calendar=OFFICIAL)
    assert (found.due, found.violations) == (date(2025, 7, 8), ())


def test_no_application_before_the_regulation() -> None:
    case = {"name": "甲", "events": [{"kind": "received", "day": date(2008, 4, 30), "channel": "post"}]}
    assert run_case({**case, "refused": "NotInForce"}, OFFICIAL).failures == ()
