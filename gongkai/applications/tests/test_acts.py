"""The register of cases: one registration, one result, and no day that has not come."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai.applications import acts
from gongkai.applications.models import Application, Remedy
from gongkai.law.outcomes import OUTCOMES
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
DAY, TODAY, TOMORROW = date(2021, 3, 1), date(2021, 3, 5), date(2021, 3, 6)
NOT_THE_OFFICE = "只有本机关的公开办可以登记和办理申请。"


def application(organ: Any, **facts: Any) -> Application:
    made = {"number": "2021-001", "channel": "post", "applicant_kind": "person", "received_on": DAY}
    return Application(organ=organ, **(made | facts))


def remedy(organ: Any, **facts: Any) -> Remedy:
    return Remedy(organ=organ, **({"number": "复〔2021〕1号", "route": "review", "filed_on": DAY} | facts))


@pytest.fixture
def case(town: Any, officer: Any, moment: datetime) -> Application:
    return acts.register(application=application(town), by=officer, at=moment)


@pytest.fixture
def dispute(town: Any, officer: Any, moment: datetime) -> Remedy:
    return acts.file_remedy(remedy=remedy(town), by=officer, at=moment)


def test_a_case_is_registered_and_answered_with_its_trail(
    case: Application, officer: Any, moment: datetime
) -> None:
    acts.answer(application=case, outcome="partial", answered_on=TODAY, by=officer, at=moment)
    case.refresh_from_db()
    assert (case.outcome, case.answered_on, case.received_on) == ("partial", TODAY, DAY)
    first, second = Act.objects.filter(subject_kind="applications.application")
    assert (second.verb, first.verb) == ("登记申请", "答复申请")
    assert first.detail == {"办理结果": "部分公开", "答复送达日期": "2021-03-05"}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_of_the_law_can_be_entered(
    case: Application, officer: Any, moment: datetime, outcome: str
) -> None:
    acts.answer(application=case, outcome=outcome, answered_on=DAY, by=officer, at=moment)
    assert Application.objects.get().outcome == outcome


def test_a_registration_takes_no_result_along(town: Any, officer: Any, moment: datetime) -> None:
    finished = application(town, outcome="granted", answered_on=TODAY)
    acts.register(application=finished, by=officer, at=moment)
    stored = Application.objects.get()
    assert (stored.outcome, stored.answered_on) == ("", None)


@pytest.mark.parametrize("who", ["stranger", "editor", "approver"])
def test_only_the_organs_own_office_handles_its_cases(
    request: pytest.FixtureRequest, town: Any, case: Application, dispute: Remedy, moment: datetime, who: str
) -> None:
    deed = {"by": request.getfixturevalue(who), "at": moment}
    with refused(NOT_THE_OFFICE):
        acts.register(application=application(town, number="2"), **deed)
    with refused(NOT_THE_OFFICE):
        acts.answer(application=case, outcome="granted", answered_on=TODAY, **deed)
    with refused(NOT_THE_OFFICE):
        acts.file_remedy(remedy=remedy(town, number="2"), **deed)
    with refused(NOT_THE_OFFICE):
        acts.decide_remedy(remedy=dispute, result="upheld", decided_on=TODAY, **deed)


def test_a_stranger_cannot_take_a_case_over_by_calling_it_their_own(
    other_town: Any, case: Application, dispute: Remedy, stranger: Any, moment: datetime
) -> None:
    case.organ = dispute.organ = other_town
    deed = {"by": stranger, "at": moment}
    with refused("这件申请已经登记过了。"):
        acts.register(application=case, **deed)
    with refused("这件复议或诉讼已经登记过了。"):
        acts.file_remedy(remedy=dispute, **deed)
    with refused(NOT_THE_OFFICE):
        acts.answer(application=case, outcome="granted", answered_on=TODAY, **deed)
    with refused(NOT_THE_OFFICE):
        acts.decide_remedy(remedy=dispute, result="upheld", decided_on=TODAY, **deed)


def test_a_case_has_one_result_even_when_two_screens_are_open(
    case: Application, officer: Any, moment: datetime
) -> None:
    opened = Application.objects.get(pk=case.pk)
    acts.answer(application=case, outcome="granted", answered_on=DAY, by=officer, at=moment)
    with refused("这件申请已经办结。办理结果只能有一个。"):
        acts.answer(application=opened, outcome="refuse1", answered_on=TODAY, by=officer, at=moment)


def test_answering_changes_nothing_but_the_result(case: Application, officer: Any, moment: datetime) -> None:
    case.received_on, case.applicant_kind = date(2020, 1, 1), "legal"
    acts.answer(application=case, outcome="granted", answered_on=TODAY, by=officer, at=moment)
    stored = Application.objects.get()
    assert (stored.received_on, stored.applicant_kind) == (DAY, "person")


@pytest.mark.parametrize(
    ("outcome", "answered_on", "sentence"),
    [
        ("granted", date(2021, 2, 28), "且不早于收到之日。"),
        ("granted", TOMORROW, "答复送达日期不能晚于今天。"),
        ("granted", None, "办结的申请要同时有办理结果和答复送达日期"),
        ("", TODAY, "办结的申请要同时有办理结果和答复送达日期"),
        ("forgotten", TODAY, "。"),
    ],
)
def test_an_answer_that_cannot_stand_is_refused(
    case: Application, officer: Any, moment: datetime, outcome: str, answered_on: Any, sentence: str
) -> None:
    with refused(sentence):
        acts.answer(application=case, outcome=outcome, answered_on=answered_on, by=officer, at=moment)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"received_on": TOMORROW}, "收到申请之日不能晚于今天。"),
        ({"received_on": None}, "。"),
        ({"number": ""}, "。"),
        ({"channel": "pigeon"}, "。"),
        ({"applicant_kind": ""}, "。"),
    ],
)
def test_a_registration_that_cannot_stand_is_refused(
    town: Any, officer: Any, moment: datetime, facts: dict[str, Any], sentence: str
) -> None:
    with refused(sentence):
        acts.register(application=application(town, **facts), by=officer, at=moment)


def test_a_number_is_used_once_in_an_organ(
    case: Application, town: Any, other_town: Any, officer: Any, stranger: Any, moment: datetime
) -> None:
    with refused("。"):
        acts.register(application=application(town), by=officer, at=moment)
    acts.register(application=application(other_town), by=stranger, at=moment)


def test_today_is_the_day_in_china(town: Any, officer: Any) -> None:
    evening = datetime(2021, 3, 5, 15, 59, tzinfo=UTC)
    with refused("不能晚于今天。"):
        acts.register(application=application(town, received_on=TOMORROW), by=officer, at=evening)
    night = evening.replace(hour=16)
    case = acts.register(application=application(town, received_on=TOMORROW), by=officer, at=night)
    acts.answer(application=case, outcome="granted", answered_on=TOMORROW, by=officer, at=night)


def test_a_dispute_is_filed_and_decided_once(dispute: Remedy, officer: Any, moment: datetime) -> None:
    opened = Remedy.objects.get(pk=dispute.pk)
    acts.decide_remedy(remedy=dispute, result="corrected", decided_on=TODAY, by=officer, at=moment)
    assert Act.objects.first().detail == {"结果": "结果纠正", "审结日期": "2021-03-05"}
    with refused("这件复议或诉讼已经审结。"):
        acts.decide_remedy(remedy=opened, result="upheld", decided_on=TODAY, by=officer, at=moment)


def test_a_dispute_takes_no_result_along_when_filed(town: Any, officer: Any, moment: datetime) -> None:
    acts.file_remedy(remedy=remedy(town, result="upheld", decided_on=TODAY), by=officer, at=moment)
    assert Remedy.objects.get().result == ""


@pytest.mark.parametrize(
    ("result", "decided_on", "sentence"),
    [
        ("upheld", date(2021, 2, 28), "且不早于受理日期。"),
        ("upheld", TOMORROW, "审结日期不能晚于今天。"),
        ("", TODAY, "审结的案件要同时有结果和审结日期"),
        ("upheld", None, "审结的案件要同时有结果和审结日期"),
        ("won", TODAY, "。"),
    ],
)
def test_a_decision_that_cannot_stand_is_refused(
    dispute: Remedy, officer: Any, moment: datetime, result: str, decided_on: Any, sentence: str
) -> None:
    with refused(sentence):
        acts.decide_remedy(remedy=dispute, result=result, decided_on=decided_on, by=officer, at=moment)


def test_a_dispute_is_not_filed_tomorrow(town: Any, officer: Any, moment: datetime) -> None:
    with refused("受理日期不能晚于今天。"):
        acts.file_remedy(remedy=remedy(town, filed_on=TOMORROW), by=officer, at=moment)


@pytest.mark.parametrize(
    "broken",
    [
        {"outcome": "granted"},
        {"answered_on": TODAY},
        {"outcome": "granted", "answered_on": date(2021, 2, 28)},
    ],
)
def test_the_database_keeps_result_and_day_together(case: Application, broken: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="application_closed"), transaction.atomic():
        Application.objects.filter(pk=case.pk).update(**broken)


@pytest.mark.parametrize("broken", [{"result": "upheld"}, {"decided_on": TODAY}])
def test_the_database_keeps_decision_and_day_together(dispute: Remedy, broken: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="remedy_decided"), transaction.atomic():
        Remedy.objects.filter(pk=dispute.pk).update(**broken)
