"""A third party who objects is told before all is disclosed (条例第三十二条); and no fee where none is charged (第四十二条)."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from gongkai.applications import acts
from gongkai.applications.grounds import GROUNDS, Grounds
from gongkai.applications.models import Application
from gongkai.applications.states import permitted
from gongkai.applications.story import lines
from gongkai.applications.tests.lettering import LATER, issued
from gongkai.applications.tests.making import FRIDAY, NOON, do
from gongkai.organs.models import Organ
from gongkai.trail.acts import Refused
from gongkai.trail.models import Act

pytestmark = pytest.mark.django_db


def heard(case: Application, officer: Any, agrees: bool | None) -> Application:
    """A third party was asked and has answered on the same day."""
    do("consult_third_party", case, officer)
    do("reply", case, officer, agrees=agrees)
    return case


@pytest.mark.parametrize(("agrees", "outcome"), [(True, "granted"), (None, "granted"), (False, "partial")])
def test_what_nobody_objects_to_may_be_disclosed(
    case: Application, officer: Any, agrees: bool | None, outcome: str
) -> None:
    heard(case, officer, agrees)
    grounds = _grounds(outcome)
    do("answer", case, officer, outcome=outcome, **grounds)
    case.refresh_from_db()
    assert case.outcome == outcome


def _grounds(outcome: str) -> dict[str, Any]:
    if outcome not in GROUNDS:
        return {}
    return {"grounds": Grounds(ground=GROUNDS[outcome][0], reason="附件涉及他人的商业秘密，不宜公开。")}


def test_all_is_disclosed_over_an_objection_only_after_the_third_party_was_told(
    case: Application, officer: Any, approver: Any
) -> None:
    heard(case, officer, False)
    with pytest.raises(Refused, match=r"第三方1不同意公开.*依申请公开告知书.*第三十二条"):
        do("answer", case, officer, outcome="granted")
    issued("third_party_told", case.organ, officer, approver, case=case)
    do("answer", case, officer, outcome="granted", day=LATER.date(), posted=LATER.date(), at=LATER)
    case.refresh_from_db()
    assert case.outcome == "granted"


def test_the_opinion_stands_in_the_story_and_in_the_trail_and_may_be_corrected(
    case: Application, officer: Any
) -> None:
    event = do("reply", _asked(case, officer), officer, agrees=True)
    assert "同意公开" in lines([event])[0].facts
    assert Act.objects.latest("pk").detail["对方的意见"] == "同意公开"
    new = acts.correct(event=event, reason="当时登记错了。", agrees=False, by=officer, at=NOON)
    assert new.agrees is False
    with pytest.raises(Refused, match="第三方1不同意公开"):
        do("answer", case, officer, outcome="granted")


def _asked(case: Application, officer: Any) -> Application:
    do("consult_third_party", case, officer)
    return case


def test_an_organ_that_charges_nothing_sends_no_notice_of_a_fee(case: Application, officer: Any) -> None:
    assert Organ().charges_fees is False
    Organ.objects.filter(pk=case.organ_id).update(charges_fees=False)
    case = Application.objects.get(pk=case.pk)
    rows = list(case.events.all())
    assert "notify_fee" not in {move.key for move in permitted(case, officer, FRIDAY, rows)}
    with pytest.raises(Refused, match=r"没有启用信息处理费.*机关和指南"):
        do("notify_fee", case, officer)


def test_what_waits_for_a_payment_may_still_be_paid_when_charging_ends(
    case: Application, officer: Any
) -> None:
    do("notify_fee", case, officer)
    Organ.objects.filter(pk=case.organ_id).update(charges_fees=False)
    do("pay", case, officer)


def test_an_organ_that_has_charged_goes_on_charging_after_the_upgrade(
    case: Application, officer: Any, other_town: Any
) -> None:
    do("notify_fee", case, officer)
    Organ.objects.update(charges_fees=False)
    migration = import_module("gongkai.applications.migrations.0011_opinions_of_whoever_was_asked")
    migration.charge_where_charged(apps, connection)
    assert list(Organ.objects.filter(charges_fees=True)) == [case.organ]
