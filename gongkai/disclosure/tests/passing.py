"""How a reviewer of the tests passes an item: the sheet filled in, every question answered."""

from datetime import datetime
from typing import Any

from gongkai.disclosure import acts
from gongkai.disclosure.models import CoIssuer, Involves, Item, Opinion, SecrecySheet, ThirdParty
from gongkai.disclosure.models.secrecy import Carrier
from gongkai.organs.models import Person


def clear(**answers: Any) -> SecrecySheet:
    """A sheet on which nothing stands against publication; `answers` change it."""
    asked = dict.fromkeys(SecrecySheet.QUESTIONS, Involves.NO)
    rest = {
        "carrier": Carrier.OTHER,
        "third_party": ThirdParty.NONE,
        "co_issuer": CoIssuer.NONE,
        "opinion": Opinion.PUBLIC,
    }
    return SecrecySheet(**(asked | rest | answers))


def publish(*, item: Item, by: Person, at: datetime, reviewed: int | None = None, **answers: Any) -> Item:
    """Pass the one step of a two-people chain: confidentiality review and publication."""
    return acts.pass_step(item=item, by=by, at=at, review=reviewed, sheet=clear(**answers))
