"""A signed key in an address that opens one case to its applicant for an hour; and the pages that it opens."""

import re
from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from gongkai.applications.models import Application

LASTS = timedelta(hours=1)
SKEW = timedelta(minutes=5)
AGAIN = "chongfu"  # in the address of a receipt: the form was sent before
_SHAPE = re.compile(r"(\d{1,18})-(\d{1,12})")
_signer = Signer(sep=".", salt="gongkai 申请人查看申请")


def key_of(case: Application, at: datetime) -> str:
    """The key to a case, good for an hour after `at`."""
    return _signer.sign(f"{case.pk}-{int(at.timestamp())}")


def case_of(key: str, at: datetime) -> Application | None:
    """The case that a key opens; None when it is none of ours, or too old."""
    try:
        found = _SHAPE.fullmatch(_signer.unsign(key[:200]))
    except BadSignature:
        return None
    if found is None:
        return None
    age = at.timestamp() - int(found[2])
    if not -SKEW.total_seconds() <= age <= LASTS.total_seconds():
        return None
    return Application.objects.select_related("organ__parent__parent").filter(pk=int(found[1])).first()


def receipt_door(case: Application, at: datetime, *, again: bool = False) -> str:
    """The address of the receipt with a fresh key; `again` when the case was there already."""
    return reverse("doors:receipt", args=[key_of(case, at)]) + (f"?{AGAIN}" if again else "")


def asking_url() -> str:
    """The full address where a case is asked for by number and code."""
    return f"{settings.BASE_URL}{settings.DOORS}shenqing/chaxun/"
