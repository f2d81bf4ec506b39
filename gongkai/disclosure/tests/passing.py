"""How a reviewer of the tests passes an item: the sheet filled in, every question answered."""

from datetime import datetime
from typing import Any

from gongkai.disclosure import acts
from gongkai.disclosure.models import CoIssuer, Involves, Item, Opinion, SecrecySheet, ThirdParty
from gongkai.disclosure.models.secrecy import Carrier
from gongkai.disclosure.reviewing.chain import under_way
from gongkai.disclosure.reviewing.looking import to_look_at
from gongkai.disclosure.reviewing.personal import personal
from gongkai.organs.models import Person

ASSESSMENT = {
    "necessity": "依法公示，只公开必须公开的",
    "effect": "对本人影响小，风险低",
    "protection": "号码已经遮盖，专人核对",
}


def clear(**answers: Any) -> SecrecySheet:
    """A sheet on which nothing stands against publication; `answers` change it."""
    asked = dict.fromkeys(SecrecySheet.QUESTIONS, Involves.NO)
    rest: dict[str, Any] = {
        "carrier": Carrier.OTHER,
        "summary": "一条信息的摘要",
        "attribute_article": "16-2",
        "attribute_reason": "还在讨论，没有定下来",
        "third_party": ThirdParty.NONE,
        "co_issuer": CoIssuer.NONE,
        "opinion": Opinion.PUBLIC,
    }
    return SecrecySheet(**(asked | rest | answers))


def clear_of(item: Item, **answers: Any) -> SecrecySheet:
    """The same for the review that the item waits in: every attachment opened, people in it assessed."""
    review = under_way(item)
    assert review is not None
    seen: dict[str, Any] = {"looked": to_look_at(review)}
    if personal(review):
        seen |= {"privacy": Involves.HANDLED} | ASSESSMENT
    return clear(**(seen | answers))


def publish(*, item: Item, by: Person, at: datetime, reviewed: int | None = None, **answers: Any) -> Item:
    """Pass the one step of a two-people chain: confidentiality review and publication."""
    sheet = clear_of(item, **answers) if under_way(item) else clear(**answers)
    return acts.pass_step(item=item, by=by, at=at, review=reviewed, sheet=sheet)
