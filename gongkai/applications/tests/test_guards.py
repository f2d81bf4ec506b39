"""What the database itself refuses: changing or deleting what happened, and the case it happened to."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from gongkai.applications.models import Answer, Application, Arrival, CaseEvent, Letter, Proof, Wording
from gongkai.applications.tests.making import do

pytestmark = pytest.mark.django_db

ATTACKS: list[Callable[[], Any]] = [
    lambda: CaseEvent.objects.update(day="2021-03-02"),
    lambda: CaseEvent.objects.all()._raw_delete("default"),
    lambda: Answer.objects.update(outcome="partial"),
    lambda: Answer.objects.all()._raw_delete("default"),
    lambda: Wording.objects.update(form="paper"),
    lambda: Wording.objects.all()._raw_delete("default"),
    lambda: Application.objects.all()._raw_delete("default"),
]


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_what_happened_is_neither_changed_nor_deleted(
    case: Application, officer: Any, attack: Callable[[], Any]
) -> None:
    do("answer", case, officer)
    do("amend", case, officer)
    with pytest.raises(DatabaseError, match="不能"), transaction.atomic():
        attack()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    assert (CaseEvent.objects.count(), Answer.objects.count(), Application.objects.count()) == (2, 1, 1)


def test_an_issued_letter_and_registered_mail_stay_as_they_are(
    case: Application, officer: Any, town: Any, moment: Any
) -> None:
    draft = {
        "application": case,
        "organ": town,
        "kind": "receipt",
        "drafted_by": officer,
        "drafted_at": moment,
    }
    letter = Letter.objects.create(**draft)
    Letter.objects.filter(pk=letter.pk).update(stage="issued", series="白镇公开告", year=2021, serial=1)
    entered = {
        "received_by": officer,
        "entered_by": officer,
        "entered_at": moment,
        "arrived_on": moment.date(),
    }
    Arrival.objects.create(organ=town, channel="post", **entered)
    Proof.objects.create(organ=town, size=1, added_at=moment, keep_until=moment.date())
    for attack in (
        lambda: Letter.objects.update(stage="draft"),
        lambda: Letter.objects.all()._raw_delete("default"),
        lambda: Arrival.objects.all()._raw_delete("default"),
        lambda: Proof.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="不能"), transaction.atomic():
            attack()
    Letter.objects.create(**draft)
    assert (Letter.objects.count(), Arrival.objects.count(), Proof.objects.count()) == (2, 1, 1)


def test_django_protects_a_case_too(case: Application) -> None:
    with pytest.raises(ProtectedError):
        case.delete()
