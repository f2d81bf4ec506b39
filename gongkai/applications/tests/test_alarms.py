"""Each alarm appears on its day and not before, goes when its thing is done, and survives a year without a notice."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from gongkai.applications.alarms import Alarm, alarms_of, days_waited
from gongkai.applications.limits import LIMITS, limits_of
from gongkai.applications.models import CaseEvent
from gongkai.applications.tests.making import MONDAY
from gongkai.law.workdays import Calendar

KNOWN = Calendar.official().through(2026)
RECEIVED = {"kind": "received", "day": MONDAY}


def day(text: str) -> date:
    return date.fromisoformat(text)


def rows(*events: dict[str, Any]) -> list[CaseEvent]:
    return [CaseEvent(serial=serial, **facts) for serial, facts in enumerate(events, 1)]


def alarm(
    kind: str, on: date, *events: dict[str, Any], channel: str = "counter", **more: Any
) -> Alarm | None:
    found = alarms_of(channel, rows(*events), more.pop("calendar", KNOWN), on, **more)
    return next((one for one in found if one.limit.kind == kind), None)


SUPPLEMENT = {"kind": "supplement_requested", "day": day("2021-03-05"), "until": day("2021-03-20")}
THIRD = {"kind": "third_party_consulted", "day": day("2021-03-05"), "party": "第三方1"}
ORGAN = {"kind": "organ_consulted", "day": day("2021-03-05"), "party": "其他机关1"}
EXTENDED = {"kind": "extended", "day": day("2021-03-05"), "days": 10}
FEE = {"kind": "fee_notified", "day": day("2021-03-05"), "amount": 100}
SECTION = {"kind": "co_handling", "day": day("2021-03-05"), "party": "财政所", "until": day("2021-03-12")}
# kind, what has happened, the limit's day, the first day on which it rings, words on the day, words the day after
TABLE = [
    ("due", [], "2021-03-29", "2021-03-24", "今日到期", "逾期1个工作日"),
    ("due", [EXTENDED], "2021-04-13", "2021-04-08", "今日到期", "逾期1个工作日"),
    ("supplement_notice", [], "2021-03-10", "2021-03-08", "今日到期", None),
    ("supplement_over", [SUPPLEMENT], "2021-03-20", "2021-03-21", None, "已届满"),
    ("third_party", [THIRD], "2021-03-26", "2021-03-26", "今日届满", "已届满"),
    (
        "third_party",
        [THIRD | {"served": day("2021-03-08")}],
        "2021-03-29",
        "2021-03-29",
        "今日届满",
        "已届满",
    ),
    ("organ", [ORGAN], "2021-03-26", "2021-03-26", "今日届满", "已届满"),
    ("fee_over", [FEE], "2021-04-02", "2021-04-03", None, "已届满"),
    ("fee_over", [FEE | {"served": day("2021-03-08")}], "2021-04-06", "2021-04-07", None, "已届满"),
    ("extension_notice", [EXTENDED], "2021-03-29", "2021-03-05", "今日到期", "逾期1个工作日"),
    ("section", [SECTION], "2021-03-12", "2021-03-11", "今日到期", "已逾期"),
]


@pytest.mark.parametrize(("kind", "then", "last", "first", "on_it", "after"), TABLE)
def test_an_alarm_rings_from_its_day_on_and_not_before(
    kind: str, then: list[dict[str, Any]], last: str, first: str, on_it: str | None, after: str | None
) -> None:
    events = (RECEIVED, *then)
    limit = next(one for one in limits_of("counter", rows(*events), KNOWN) if one.kind == kind)
    assert (limit.day, limit.rings, limit.provisional) == (day(last), day(first), False)
    assert alarm(kind, day(first) - timedelta(days=1), *events) is None
    assert alarm(kind, day(first), *events) is not None
    for at, words in ((day(last), on_it), (day(last) + timedelta(days=1), after)):
        found = alarm(kind, at, *events)
        assert (found.light.words if found else None) == words
    assert any("一" <= letter <= "鿿" for letter in str(limit.basis))


@pytest.mark.parametrize("asked", [SUPPLEMENT, FEE])
def test_a_day_set_by_a_decision_rings_while_the_applicant_is_waited_for(asked: dict[str, Any]) -> None:
    """责令重新答复: neither a supplement nor a payment moves the day that the decision has set."""
    march = day("2021-03-03")
    answered = {"kind": "answered", "day": march, "posted": march}
    order = {"kind": "reopened", "day": day("2021-03-04")}
    decided = (RECEIVED, answered, order | {"until": day("2021-03-19")}, asked)
    found = alarm("due", day("2021-03-20"), *decided)
    assert found is not None and (found.limit.day, found.light.tone) == (day("2021-03-19"), "late")
    assert alarm("due", day("2021-05-20"), RECEIVED, answered, order, asked) is None


ENDED = [
    ("supplement_notice", [SUPPLEMENT]),
    ("supplement_over", [SUPPLEMENT, {"kind": "supplement_received", "day": day("2021-03-12")}]),
    ("due", [SUPPLEMENT]),  # the applicant is awaited, and the term will run anew
    ("due", [FEE]),
    ("third_party", [THIRD, {"kind": "third_party_replied", "day": day("2021-03-12"), "party": "第三方1"}]),
    ("organ", [ORGAN, {"kind": "organ_replied", "day": day("2021-03-12"), "party": "其他机关1"}]),
    ("third_party", [THIRD, {"kind": "answered", "day": day("2021-03-12"), "posted": day("2021-03-12")}]),
    ("extension_notice", [EXTENDED | {"served": day("2021-03-08")}]),
    ("section", [SECTION, {"kind": "co_handled", "day": day("2021-03-12"), "party": "财政所"}]),
    ("fee_over", [FEE, {"kind": "fee_paid", "day": day("2021-03-12")}]),
    ("due", [{"kind": "answered", "day": day("2021-03-12"), "signed": day("2021-03-12")}]),
    ("posting", [{"kind": "answered", "day": day("2021-03-12"), "signed": day("2021-03-12")}]),
]


@pytest.mark.parametrize(("kind", "then"), ENDED)
def test_an_alarm_is_over_when_its_thing_is_done(kind: str, then: list[dict[str, Any]]) -> None:
    for ahead in range(60):
        assert alarm(kind, day("2021-03-13") + timedelta(days=ahead), RECEIVED, *then) is None


def test_every_party_has_a_limit_of_its_own_and_silence_means_what_the_law_says() -> None:
    second = THIRD | {"party": "第三方2", "day": day("2021-03-09")}
    replied = {"kind": "third_party_replied", "day": day("2021-03-12"), "party": "第三方1"}
    found = limits_of("counter", rows(RECEIVED, THIRD, ORGAN, second, replied), KNOWN)
    waits = {one.what: (one.day, str(one.basis)) for one in found if one.kind in ("third_party", "organ")}
    assert waits == {
        "第三方2答复；没有答复的，由本机关决定是否公开": (
            day("2021-03-30"),
            "《政府信息公开条例》第三十二条",
        ),
        "其他机关1答复；没有答复的，视为同意公开": (day("2021-03-26"), "《政府信息公开条例》第三十四条"),
    }
    assert len({(one.kind, one.key) for one in found}) == len(found)


@pytest.mark.parametrize("channel", ["plain_letter", "fax"])
def test_a_letter_waits_for_its_confirmation_from_the_day_it_came(channel: str) -> None:
    found = alarm("confirm", MONDAY, RECEIVED, channel=channel)
    assert found and found.light.words == "今日应确认"
    found = alarm("confirm", day("2021-03-08"), RECEIVED, channel=channel)
    assert found and (found.light.words, found.light.tone) == ("已等5个工作日", "late")
    confirmed = RECEIVED | {"confirmed": day("2021-03-02")}
    assert alarm("confirm", day("2021-03-08"), confirmed, channel=channel) is None


def test_an_answer_neither_posted_nor_signed_for_waits_until_the_last_day() -> None:
    events = RECEIVED, {"kind": "answered", "day": day("2021-03-12")}
    assert alarm("posting", day("2021-03-11"), *events) is None
    found = alarm("posting", day("2021-03-12"), *events)
    assert found and found.limit.day == day("2021-03-29")
    late = alarm("posting", day("2021-03-31"), *events)
    assert late and late.light.words == "逾期2个工作日"


def test_an_issued_letter_waits_to_be_sent() -> None:
    letter = SimpleNamespace(id=7, number="白镇公开复〔2021〕1号", dated=day("2021-03-12"))
    found = alarm("posting", day("2021-03-12"), RECEIVED, letters=[letter])
    assert found and "白镇公开复〔2021〕1号" in found.sentence and "2021年3月29日" in found.sentence
    answered = {"kind": "answered", "day": day("2021-03-12"), "posted": day("2021-03-12")}
    assert alarm("posting", day("2021-03-15"), RECEIVED, answered, letters=[letter]) is None


def test_an_answer_given_anew_has_the_limits_of_its_own_term() -> None:
    answered = {"kind": "answered", "day": day("2021-03-12"), "posted": day("2021-03-12")}
    letter = SimpleNamespace(id=7, number="白镇公开复〔2021〕1号", dated=day("2021-03-12"))
    anew = {"kind": "reopened", "day": day("2021-06-01")}
    found = limits_of("counter", rows(RECEIVED, answered, anew), KNOWN, [letter])
    assert [(one.kind, one.day) for one in found] == [("due", day("2021-06-30"))]
    found = limits_of("counter", rows(RECEIVED, answered, anew | {"until": day("2021-06-15")}), KNOWN)
    assert [(one.day, one.basis) for one in found] == [(day("2021-06-15"), "行政复议决定书或者行政判决书")]


def test_beyond_the_last_notice_a_limit_is_provisional_and_nothing_breaks() -> None:
    events = ({"kind": "received", "day": day("2026-12-10")},)
    limits = {one.kind: one for one in limits_of("counter", rows(*events), KNOWN)}
    assert limits["due"].provisional and limits["due"].day.year == 2027
    assert not limits["supplement_notice"].provisional
    found = alarm("due", limits["due"].day, *events)
    assert found and "（暂定）" in found.sentence
    for year in range(2027, 2033):
        assert alarm("due", date(year, 6, 1), *events)
    assert days_waited(day("2026-12-10"), date(2040, 1, 1), KNOWN) > 4000


def test_a_limit_is_no_longer_provisional_once_the_notice_is_there() -> None:
    events = rows({"kind": "received", "day": day("2025-12-15")})
    before, after = (
        next(one for one in limits_of("counter", events, calendar) if one.kind == "due")
        for calendar in (Calendar.official().through(2025), Calendar.official().through(2026))
    )
    assert (
        before.provisional and not after.provisional and (before.kind, before.key) == (after.kind, after.key)
    )


def test_what_the_old_regulation_set_no_number_for_has_no_limit() -> None:
    events = (
        {"kind": "received", "day": day("2018-03-01")},
        {"kind": "third_party_consulted", "day": day("2018-03-05"), "party": "第三方1"},
    )
    assert {one.kind for one in limits_of("counter", rows(*events), KNOWN)} == set()


def test_events_that_do_not_go_together_ring_nothing_and_break_nothing() -> None:
    assert limits_of("counter", rows({"kind": "fee_paid", "day": MONDAY}), KNOWN) == ()
    assert limits_of("counter", [], KNOWN) == ()
    assert limits_of("counter", rows({"kind": "received", "day": day("2007-01-01")}), KNOWN) == ()


def test_the_most_urgent_comes_first() -> None:
    found = alarms_of("counter", rows(RECEIVED, EXTENDED, SECTION), KNOWN, day("2021-03-12"))
    assert [one.limit.kind for one in found] == ["section", "extension_notice"]
    assert all(one.limit.kind in LIMITS for one in found)
