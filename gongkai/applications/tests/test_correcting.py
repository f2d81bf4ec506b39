"""更正: a later row takes the place of a wrong one, the wrong one stays, and what cannot be so is refused."""

from datetime import date
from typing import Any

import pytest

from gongkai.applications import acts
from gongkai.applications.models import Application, CaseEvent
from gongkai.applications.tests.making import FRIDAY, MONDAY, NOON, do, registered
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
WHY = "日期登错了。"


def correct(event: CaseEvent, by: Any, reason: str = WHY, **facts: Any) -> CaseEvent:
    return acts.correct(event=event, reason=reason, by=by, at=NOON, **facts)


def last(case: Application, kind: str) -> CaseEvent:
    return case.events.filter(kind=kind).latest("serial")


def test_a_corrected_day_moves_the_term_and_the_wrong_one_stays_to_be_read(
    case: Application, officer: Any
) -> None:
    wrong = last(case, "received")
    correct(wrong, officer, day=date(2021, 3, 2))
    case.refresh_from_db()
    assert (case.received_on, case.due_on) == (date(2021, 3, 2), date(2021, 3, 30))
    assert CaseEvent.objects.get(pk=wrong.pk).day == MONDAY
    assert Act.objects.first().detail["更正的事项"] == "收到申请（2021-03-01）"
    assert Act.objects.first().detail["理由"] == WHY


def test_once_answered_the_day_of_receipt_is_not_moved_later(
    case: Application, town: Any, officer: Any
) -> None:
    """A later day of receipt would turn a late answer into one in time."""
    do("answer", case, officer)
    with refused("已经答复的申请，收到之日2021年3月1日不能往后改"):
        correct(last(case, "received"), officer, day=date(2021, 3, 2))
    correct(last(case, "received"), officer, day=date(2021, 2, 26))
    case.refresh_from_db()
    assert case.received_on == date(2021, 2, 26)
    fax = registered(town, officer, channel="fax")
    do("confirm", fax, officer, confirmed=date(2021, 3, 4))
    do("answer", fax, officer)
    with refused("已经答复的申请，收到之日2021年3月4日不能往后改"):
        correct(last(fax, "received"), officer, confirmed=FRIDAY)


def test_an_event_that_never_happened_gives_its_days_back(
    case: Application, officer: Any, approver: Any
) -> None:
    event = do("extend", case, officer, approver=approver)
    correct(event, officer, "点错了，没有延期。", void=True)
    case.refresh_from_db()
    assert case.due_on == date(2021, 3, 29)
    do("extend", case, officer, approver=approver, days=5)
    case.refresh_from_db()
    assert case.due_on == date(2021, 4, 6)


def test_the_day_of_service_is_added_by_a_correction(case: Application, officer: Any) -> None:
    event = do("consult_third_party", case, officer, day=MONDAY)
    assert Application.objects.get().due_on == date(2021, 4, 20)
    correct(event, officer, "补登送达之日。", served=date(2021, 3, 3))
    assert Application.objects.get().due_on == date(2021, 4, 22)
    assert last(case, "third_party_consulted").party == "第三方1"


def test_a_correction_keeps_its_place_among_events_of_one_day(case: Application, officer: Any) -> None:
    asked = do("request_supplement", case, officer)
    do("receive_supplement", case, officer)
    correct(asked, officer, until=date(2021, 3, 31))
    assert Application.objects.get().due_on == date(2021, 4, 2)


def test_a_result_may_be_corrected_and_taken_back_until_the_case_is_in_the_archive(
    case: Application, officer: Any
) -> None:
    first = do("answer", case, officer)
    second = correct(first, officer, outcome="refuse2", posted=None, signed=FRIDAY)
    assert Application.objects.get().outcome == "refuse2"
    third = correct(second, officer, "答复书还没有发出。", void=True)
    case.refresh_from_db()
    assert (case.outcome, case.answered_on, case.state) == ("", None, "handling")
    with refused("请更正最后的那一条"):
        correct(first, officer)
    assert third.void
    do("answer", case, officer)
    do("archive", case, officer)
    with refused("已经归档"):
        correct(last(case, "answered"), officer)


def test_a_corrected_answer_needs_its_grounds_too(case: Application, officer: Any) -> None:
    answered = do("answer", case, officer)
    with refused("要写明依据"):
        correct(answered, officer, outcome="deny1")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"reason": "错"}, "请写明更正的理由"),
        ({"reason": "长" * 201}, "请写明更正的理由"),
        ({"day": date(2021, 3, 6)}, "不能晚于今天"),
        ({"day": date(2007, 3, 6)}, "没有可适用的规定"),
        ({"void": True}, "收到申请不能作废"),
        ({"days": 20}, "没有这些内容"),
    ],
)
def test_a_correction_that_cannot_stand_is_refused(
    case: Application, officer: Any, facts: dict[str, Any], sentence: str
) -> None:
    with refused(sentence):
        correct(last(case, "received"), officer, **facts)


def test_a_correction_that_breaks_what_came_after_is_refused(case: Application, officer: Any) -> None:
    asked = do("request_supplement", case, officer, day=MONDAY)
    do("receive_supplement", case, officer, day=date(2021, 3, 3))
    with refused("没有告知过补正，或者补正已经收到"):
        correct(asked, officer, day=FRIDAY)
    with refused("没有告知过补正"):
        correct(asked, officer, void=True)
    with refused("“告知补正”在2021年3月1日，早于前一事件的2021年3月4日"):
        correct(last(case, "received"), officer, day=date(2021, 3, 4))


def test_nobody_moves_the_receipt_of_an_online_application(town: Any, officer: Any) -> None:
    """指导案例26号: what the system confirmed stands."""
    case = registered(town, officer, channel="online")
    for facts in ({"day": date(2021, 3, 2)}, {"confirmed": date(2021, 3, 4)}):
        with refused("以系统确认之日为收到之日"):
            correct(last(case, "received"), officer, **facts)


@pytest.mark.parametrize("who", ["approver", "editor", "stranger"])
def test_only_the_office_corrects(request: pytest.FixtureRequest, case: Application, who: str) -> None:
    person = request.getfixturevalue(who)
    with refused("只有本机关的公开办"):
        correct(last(case, "received"), person, day=date(2021, 3, 2))
