"""来件: which mail a person finds, which of it nobody has judged yet, and how long it has waited."""

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import QuerySet

from gongkai.applications.models import Arrival, Channel

Mail = QuerySet[Arrival]


def mail_of(organs: frozenset[int]) -> Mail:
    """Every piece of mail of these organs, the newest first."""
    return Arrival.objects.filter(organ_id__in=organs).select_related(
        "organ", "received_by", "application", "photo"
    )


def unjudged(organs: frozenset[int]) -> Mail:
    """Mail that is neither an application nor known to be none: what has waited longest first."""
    return mail_of(organs).filter(application=None, other="").order_by("arrived_on", "id")


def pressing(organs: frozenset[int], day: date) -> Mail:
    """Unjudged mail that should have been judged: come before `day`, or a plain letter, to be confirmed the same day."""
    found = unjudged(organs)
    return found.filter(arrived_on__lt=day) | found.filter(channel=Channel.PLAIN_LETTER)


# What may be shown, by the word in the address.
SHOWN: Mapping[str, tuple[str, Callable[[frozenset[int]], Mail]]] = {
    "waiting": ("还没有登记", unjudged),
    "registered": ("已登记为申请", lambda organs: mail_of(organs).exclude(application=None)),
    "other": ("不是申请", lambda organs: mail_of(organs).exclude(other="")),
    "all": ("全部", mail_of),
}
