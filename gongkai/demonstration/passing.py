"""How items of the demonstration pass their review: each step by whose it is, the sheet filled in."""

from datetime import datetime

from gongkai.disclosure import acts
from gongkai.disclosure.models import (
    Carrier,
    CoIssuer,
    Involves,
    Item,
    Opinion,
    Review,
    SecrecySheet,
    StepKind,
    ThirdParty,
)
from gongkai.disclosure.reviewing.chain import turn, under_way
from gongkai.disclosure.reviewing.looking import to_look_at
from gongkai.disclosure.reviewing.personal import personal

ASSESSMENT = {
    "necessity": "依照规定公示公告，只公开办理事项必需的内容，合法、正当、必要。",
    "effect": "公开的内容有限，对个人权益影响小，泄露和被冒用的风险低。",
    "protection": "号码、住址等已经遮盖或者删去，与风险程度相适应。",
}


def passed(item: Item, at: datetime) -> Item:
    """Walk the item through every step of its chain at the moment `at`; gives it back as it is in public."""
    while (review := under_way(item)) is not None and (step := turn(review)) is not None:
        assert step.person is not None, f"{item.organ} has nobody for {step.kind}"
        sheet = sheet_of(item, review) if step.kind == StepKind.SECRECY else None
        item = acts.pass_step(item=item, by=step.person, at=at, sheet=sheet)
    return item


def sheet_of(item: Item, review: Review) -> SecrecySheet:
    """Nothing stands against it; every attachment was opened, and people in it were thought of."""
    answers = dict.fromkeys(SecrecySheet.QUESTIONS, Involves.NO)
    people = personal(review)
    if people:
        answers["privacy"] = Involves.HANDLED
    return SecrecySheet(
        carrier=Carrier.DOCUMENT if item.document_number else Carrier.OTHER,
        summary=item.summary or item.title,
        third_party=ThirdParty.NONE,
        co_issuer=CoIssuer.NONE,
        opinion=Opinion.PUBLIC,
        looked=to_look_at(review),
        **answers,
        **(ASSESSMENT if people else {}),
    )
