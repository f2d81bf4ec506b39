"""What was answered in a review, bound into the trail: a digest over it stands in the detail of the act that answered.

Every field of a row is in it, those of later versions too. A field that is empty is left out, so that a row written
before the field existed keeps its digest; one that a later version fills in for old rows is named in `SINCE`.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from django.db import models

from gongkai.disclosure.models import Referral, Review, ReviewFinding, ReviewStep, SecrecySheet

SEAL = "审查记录"  # what it is called in an act's detail
VERSION = 1
SINCE: dict[str, int] = {}  # "reviewstep.field": the version from which on it is sealed, if not the first

Seal = Mapping[str, Any]
Rows = dict[str, dict[int, models.Model]]  # by kind and number


def sealed(review: Review) -> dict[str, Any]:
    """For the detail of an act: the number of the review, the rows answered so far, and the digest over them."""
    rows = answered([review.pk])[review.pk]
    named = {kind: sorted(held) for kind, held in rows.items()}
    return {SEAL: {"审查": review.pk, "版": VERSION, "各项": named, "摘要": _digest(rows, named, VERSION)}}


def answered(reviews: Collection[int]) -> defaultdict[int, Rows]:
    """By review: its steps decided, sheets, findings let through and referrals answered; none changes any more."""
    found: defaultdict[int, Rows] = defaultdict(dict)
    for lot in (
        ReviewStep.objects.filter(decided_at__isnull=False),
        SecrecySheet.objects.all(),
        ReviewFinding.objects.filter(overridden_at__isnull=False),
        Referral.objects.filter(answered_on__isnull=False),
    ):
        for row in lot.filter(review_id__in=reviews):
            found[row.review_id].setdefault(row._meta.model_name, {})[row.pk] = row
    return found


def broken(seal: Seal, rows: Rows, *, closed: bool) -> str:
    """What of a review no longer is as sealed; empty when all is. `closed`: nothing may have been added since."""
    named: dict[str, list[int]] = seal["各项"]
    for kind, keys in named.items():
        if lost := [key for key in keys if key not in rows.get(kind, {})]:
            return f"有{len(lost)}项{_name(kind)}被删去"
    if _digest(rows, named, seal["版"]) != seal["摘要"]:
        return "审查环节、保密审查登记表或者放行理由被改动，与办理时的摘要不符"
    for kind, held in rows.items() if closed else ():
        if more := held.keys() - set(named.get(kind, ())):
            return f"办结以后多出{len(more)}项{_name(kind)}"
    return ""


def _name(kind: str) -> str:
    return next(
        str(model._meta.verbose_name)
        for model in (ReviewStep, SecrecySheet, ReviewFinding, Referral)
        if model._meta.model_name == kind
    )


def _digest(rows: Rows, named: Mapping[str, Iterable[int]], version: int) -> str:
    facts = [[kind, key, _facts(rows[kind][key], version)] for kind in sorted(named) for key in named[kind]]
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _facts(row: models.Model, version: int) -> dict[str, Any]:
    return {
        field.name: _written(value)
        for field in row._meta.concrete_fields
        if SINCE.get(f"{row._meta.model_name}.{field.name}", 1) <= version
        and (value := getattr(row, field.attname)) not in (None, "", [], {})
    }


def _written(value: Any) -> Any:
    """The same from every database."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value
