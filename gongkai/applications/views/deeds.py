"""The screens of the acts: one view for all, driven by the table of states; the due day is tried out before it moves."""

from dataclasses import fields
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from wagtail.admin import messages

from gongkai.applications import acts
from gongkai.applications.folding import CannotFold, fold, standing
from gongkai.applications.forms import AmendForm, DeedForm
from gongkai.applications.letters.prefilling import entry_from
from gongkai.applications.models import Application, CaseEvent, Kind
from gongkai.applications.personal import Applicant
from gongkai.applications.states import MOVES, SEEING, Move, refusal
from gongkai.applications.story import moved_sentence
from gongkai.applications.views.seeing import Opened, handled
from gongkai.office.clock import now
from gongkai.office.saving import add_faults
from gongkai.organs.permissions import organ_ids
from gongkai.trail.acts import Refused

UNMOVED = frozenset(
    {"archive", "hand_over", "ask_section", "section_reply", "split", "transfer", "make_public"}
)  # no date
COUNTED = {"extend": "days", "delay": "until"}  # what must be filled in before the new day can be counted
DATED = ("day", "confirmed", "served", "until", "days", "posted", "signed", "party")


def deed(request: HttpRequest, pk: int, key: str, initial: dict[str, Any] | None = None) -> HttpResponse:
    """One act: its form with what it would do to the date; done when posted without “试算”."""
    found, move = handled(request, pk), MOVES[key]
    form = DeedForm(
        request.POST or None,
        key=key,
        application=found.application,
        rows=found.rows,
        by=request.user,
        today=found.day,
        initial=initial or entry_from(request.GET.get("letter", ""), found.application, key),
    )
    trying = "try" in request.POST
    if request.method == "POST" and form.is_valid() and not trying and _done(request, form, found):
        messages.success(request, f"已登记“{move.label}”。")
        return redirect(_after(request, pk))
    given = form.cleaned_data if form.is_bound and hasattr(form, "cleaned_data") else _initial(form)
    shut = refusal(move, found.application, request.user, given.get("day") or found.day, found.rows)
    context = _context(found, move) | {
        "form": form,
        "shut": shut,
        "preview": "" if shut else supposed(found, move, given),
        "trying": trying,
    }
    return render(request, "applications/deed.html", context)


def _after(request: HttpRequest, pk: int) -> str:
    """The case; or the bench where it is another organ's now."""
    seen = Application.objects.filter(pk=pk, organ_id__in=organ_ids(request.user, SEEING)).exists()
    where = ("applications_application:page", [pk]) if seen else ("applications_application:index", [])
    return reverse(where[0], args=where[1])


def _done(request: HttpRequest, form: DeedForm, found: Opened) -> bool:
    try:
        form.do(found.application, by=request.user, at=now())
    except Refused as refused:
        form.add_error(None, str(refused))
    except ValidationError as fault:
        add_faults(form, fault)
    else:
        return True
    return False


def _initial(form: DeedForm) -> dict[str, Any]:
    return {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}


def _context(found: Opened, move: Move) -> dict[str, Any]:
    return {
        "title": f"{move.label}：{found.application.number}",
        "icon": "mail",
        "case": found.application,
        "move": move,
        "back_url": reverse("applications_application:page", args=[found.application.pk]),
    }


def supposed(found: Opened, move: Move, given: dict[str, Any]) -> str:
    """What the act would do to the due day with what is filled in so far; empty where that cannot be said."""
    needed = COUNTED.get(move.key)
    if found.folded is None or move.key in UNMOVED or (needed and not given.get(needed)):
        return ""
    facts = {name: given[name] for name in DATED if given.get(name)}
    kind = move.kind
    if move.key == "confirm":
        arrived = next(row for row in standing(found.rows) if row.kind == Kind.RECEIVED)
        facts |= {"day": arrived.day, "supersedes": arrived}
    if move.key == "reply":
        third = str(given.get("party", "")).startswith("第三方")
        kind = Kind.THIRD_PARTY_REPLIED if third else Kind.ORGAN_REPLIED
    if "day" not in facts:
        return ""
    event = CaseEvent(application=found.application, serial=len(found.rows) + 1, kind=kind, **facts)
    try:
        after = fold(found.application.channel, [*found.rows, event], found.calendar)
    except CannotFold as fault:
        return str(fault)
    return moved_sentence(found.folded, after, move)


@never_cache
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right who asked and for what. Opening the form shows it, and so is in the trail."""
    found, move = handled(request, pk), MOVES["amend"]
    shut = refusal(move, found.application, request.user, found.day, found.rows)
    context = _context(found, move) | {"shut": shut}
    if shut:
        return render(request, "applications/deed.html", context)
    if request.method == "POST":
        form = AmendForm(request.POST)
        if form.is_valid() and _amended(request, form, found):
            messages.success(request, "已更正申请人和内容。")
            return redirect("applications_application:page", pk=pk)
    else:
        try:
            form = AmendForm(initial=_present(request, found))
        except Refused as broken:
            messages.error(request, str(broken))
            return redirect("applications_application:page", pk=pk)
    return render(request, "applications/deed.html", context | {"form": form})


def _present(request: HttpRequest, found: Opened) -> dict[str, Any]:
    shown = acts.reveal(application=found.application, by=request.user, at=now())
    facts = {one.name: getattr(shown.applicant, one.name) for one in fields(Applicant)}
    return facts | {
        "request": shown.request,
        "form": found.application.form,
        "way": found.application.way,
    }


def _amended(request: HttpRequest, form: AmendForm, found: Opened) -> bool:
    facts = form.cleaned_data
    try:
        acts.amend(
            application=found.application,
            applicant=form.applicant(),
            request=facts["request"],
            form=facts["form"],
            way=facts["way"],
            by=request.user,
            at=now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True
