"""Reviews and lawsuits: filed once, decided once, by the organ's own office."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai.applications import acts
from gongkai.applications.models import Remedy
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
DAY, TODAY, TOMORROW = date(2021, 3, 1), date(2021, 3, 5), date(2021, 3, 6)
NOT_THE_OFFICE = "只有本机关的公开办可以登记和办理申请。"


def remedy(organ: Any, **facts: Any) -> Remedy:
    return Remedy(organ=organ, **({"number": "复〔2021〕1号", "route": "review", "filed_on": DAY} | facts))


@pytest.fixture
def dispute(town: Any, officer: Any, moment: datetime) -> Remedy:
    return acts.file_remedy(remedy=remedy(town), by=officer, at=moment)


@pytest.mark.parametrize("who", ["stranger", "editor", "approver"])
def test_only_the_organs_own_office_handles_its_disputes(
    request: pytest.FixtureRequest, town: Any, dispute: Remedy, moment: datetime, who: str
) -> None:
    deed = {"by": request.getfixturevalue(who), "at": moment}
    with refused(NOT_THE_OFFICE):
        acts.file_remedy(remedy=remedy(town, number="2"), **deed)
    with refused(NOT_THE_OFFICE):
        acts.decide_remedy(remedy=dispute, result="upheld", decided_on=TODAY, **deed)


def test_a_stranger_cannot_take_a_dispute_over(
    dispute: Remedy, other_town: Any, stranger: Any, moment: datetime
) -> None:
    dispute.organ = other_town
    with refused("这件复议或诉讼已经登记过了。"):
        acts.file_remedy(remedy=dispute, by=stranger, at=moment)
    with refused(NOT_THE_OFFICE):
        acts.decide_remedy(remedy=dispute, result="upheld", decided_on=TODAY, by=stranger, at=moment)


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


@pytest.mark.parametrize("broken", [{"result": "upheld"}, {"decided_on": TODAY}])
def test_the_database_keeps_decision_and_day_together(dispute: Remedy, broken: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="remedy_decided"), transaction.atomic():
        Remedy.objects.filter(pk=dispute.pk).update(**broken)
