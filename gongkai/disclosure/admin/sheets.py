"""保密审查登记表 as printed, and the record of impact assessments (影响评估记录)."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.views.decorators.http import require_GET

from gongkai.disclosure.models import Opinion, Review, ReviewFinding, SecrecySheet
from gongkai.disclosure.reviewing.looking import label_of
from gongkai.disclosure.takendown import hidden_ids
from gongkai.disclosure.views import readable
from gongkai.office.clock import CHINA, now
from gongkai.organs.models import Person
from gongkai.organs.permissions import EVERYONE, organ_ids


@require_GET
def sheet(request: HttpRequest, pk: int, sheet_id: int) -> HttpResponse:
    """保密审查登记表, to be printed and signed: all of it from the draft that was reviewed."""
    item = readable(request, pk)
    kept = SecrecySheet.objects.select_related("review__revision", "review__submitted_by", "by")
    filled = get_object_or_404(kept, pk=sheet_id, review__item=item)
    review = filled.review
    draft = review.revision.as_object() if review.revision else item
    withheld = item.withholdings.filter(decided_by=filled.by, decided_on=filled.at.astimezone(CHINA).date())
    context = {
        "title": "保密审查登记表",
        "item": item,
        "draft": draft,
        "review": review,
        "sheet": filled,
        "questions": [
            (SecrecySheet._meta.get_field(name).verbose_name, getattr(filled, f"get_{name}_display")())
            for name in SecrecySheet.QUESTIONS
        ],
        "steps": review.steps.select_related("decided_by", "person"),
        "findings": review.findings.filter(overridden_at__isnull=False).select_related("overridden_by"),
        "attachments": [one for one in draft.attachments.all() if not one.inline],
        "looked": [(label_of(one), one.get("sha256", "")) for one in filled.looked],
        "referrals": review.referrals.select_related("asked_by").order_by("id"),
        "withheld": withheld.first() if filled.opinion == Opinion.WITHHOLD else None,
    }
    return render(request, "disclosure/sheet.html", context)


@dataclass(frozen=True)
class Assessed:
    """One impact assessment: of what, by whom, when, the answers, and where it stands."""

    review: Review
    at: datetime
    by: Person
    answers: list[tuple[str, str]]
    place: str
    address: str


@require_GET
def assessments(request: HttpRequest) -> HttpResponse:
    """Every assessment of the person's organs in one year, the newest first; none is ever thrown away."""
    organs = organ_ids(request.user, EVERYONE)
    if not organs:
        raise PermissionDenied
    asked = request.GET.get("year", "")
    year = int(asked) if re.fullmatch(r"[12]\d{3}", asked, re.ASCII) else now().year
    hidden = hidden_ids(request.user, organs, now().date())
    both = [*_on_sheets(organs, year), *_let_through(organs, year)]
    found = sorted((one for one in both if one.review.item_id not in hidden), key=lambda one: one.at)
    context = {
        "title": "影响评估记录",
        "icon": "clipboard-list",
        "found": found[::-1],
        "year": year,
        "years": range(now().year, _first(organs, now().year) - 1, -1),
    }
    return render(request, "disclosure/assessments.html", context)


def _first(organs: Any, year: int) -> int:
    """The year of the first review, before which nothing can have been assessed."""
    first = Review.objects.filter(item__organ_id__in=organs).order_by("submitted_at").first()
    return min(year, first.submitted_at.year) if first else year


def _on_sheets(organs: Any, year: int) -> list[Assessed]:
    answered = ~Q(necessity="") | ~Q(effect="") | ~Q(protection="")
    held = SecrecySheet.objects.filter(answered, review__item__organ_id__in=organs, at__year=year)
    return [
        Assessed(
            one.review, one.at, one.by, one.assessment(), f"保密审查登记表（{one.get_opinion_display()}）",
            reverse("disclosure:sheet", args=[one.review.item_id, one.pk]),
        )
        for one in held.select_related("review__item__organ", "by")
    ]  # fmt: skip


def _let_through(organs: Any, year: int) -> list[Assessed]:
    """What was let through in one go has one assessment, told once with its places."""
    held = ReviewFinding.objects.filter(
        review__item__organ_id__in=organs, overridden_at__year=year
    ).exclude(impact="")  # fmt: skip
    by_deed: dict[tuple[int, Any, str], list[ReviewFinding]] = {}
    for one in held.select_related("review__item__organ", "overridden_by"):
        by_deed.setdefault((one.review_id, one.overridden_at, one.impact), []).append(one)
    return [
        Assessed(
            ones[0].review, at, ones[0].overridden_by, [("放行的理由", ones[0].reason), ("影响评估", impact)],
            "放行：" + "；".join(str(one) for one in ones[:10]) + (f"等{len(ones)}处" if len(ones) > 10 else ""),
            reverse("disclosure:item", args=[ones[0].review.item_id]),
        )
        for (_, at, impact), ones in by_deed.items()
    ]  # fmt: skip


urlpatterns = [
    path("item/<int:pk>/sheet/<int:sheet_id>/", sheet, name="sheet"),
    path("assessments/", assessments, name="assessments"),
]
