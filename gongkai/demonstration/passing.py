"""How items of the demonstration pass their review: each step by whose it is, the sheet filled in."""

from datetime import datetime

from gongkai.disclosure import acts
from gongkai.disclosure.models import CoIssuer, Involves, Item, Opinion, SecrecySheet, StepKind, ThirdParty
from gongkai.disclosure.models.secrecy import Carrier
from gongkai.disclosure.reviewing.chain import turn, under_way


def passed(item: Item, at: datetime) -> Item:
    """Walk the item through every step of its chain at the moment `at`; gives it back as it is in public."""
    while (review := under_way(item)) is not None and (step := turn(review)) is not None:
        assert step.person is not None, f"{item.organ} has nobody for {step.kind}"
        sheet = _sheet(item) if step.kind == StepKind.SECRECY else None
        item = acts.pass_step(item=item, by=step.person, at=at, sheet=sheet)
    return item


def _sheet(item: Item) -> SecrecySheet:
    answers = dict.fromkeys(SecrecySheet.QUESTIONS, Involves.NO)
    return SecrecySheet(
        carrier=Carrier.DOCUMENT if item.document_number else Carrier.OTHER,
        third_party=ThirdParty.NONE,
        co_issuer=CoIssuer.NONE,
        opinion=Opinion.PUBLIC,
        **answers,
    )
