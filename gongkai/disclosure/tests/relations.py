"""A document of the tests with what belongs to it."""

from datetime import date, timedelta
from typing import Any

from gongkai.conftest import MOMENT
from gongkai.disclosure.models import Item

CLOSES = MOMENT.date() + timedelta(days=30)
OPINIONS = {"relation": "solicitation", "closes_on": CLOSES, "opinions_to": "白杨街1号党政办"}
AFTER = MOMENT + timedelta(days=31)


def opinions(**facts: Any) -> dict[str, Any]:
    """The facts of a solicitation that may be handed in; `facts` change them."""
    return OPINIONS | facts


def feedback_to(solicitation: Item, **facts: Any) -> dict[str, Any]:
    """The facts of the feedback to a solicitation."""
    return {"relation": "feedback", "explains": solicitation, "formed_on": date(2021, 4, 5)} | facts
