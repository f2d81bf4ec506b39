"""One case from top to bottom: the due day and why, what happened, what may be done now; and who asked, on demand."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from gongkai.applications import acts
from gongkai.applications.folding import standing
from gongkai.applications.lights import light_of
from gongkai.applications.models import Kind
from gongkai.applications.pending import alarms_in
from gongkai.applications.personal import LABELS, Applicant, applicant_of, request_of
from gongkai.applications.sentences import due_sentence
from gongkai.applications.states import MOVES, Move, permitted
from gongkai.applications.story import lines, weeks
from gongkai.applications.views import letters
from gongkai.applications.views.around import around
from gongkai.applications.views.seeing import Opened, seen
from gongkai.law.outcomes import OUTCOMES
from gongkai.office.clock import now
from gongkai.trail.acts import Refused
from gongkai.trail.queries import acts_on


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The case as a story; who asked stays closed."""
    return render(request, "applications/case.html", _context(request, seen(request, pk)))


@require_POST
@never_cache
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page with who asked and for what; that it was looked at is in the trail."""
    found = seen(request, pk)
    try:
        revealed = acts.reveal(application=found.application, by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("applications_application:page", pk=pk)
    context = _context(request, found) | {
        "revealed": True,
        "personal": _facts(revealed.applicant),
        "asked": revealed.request,
        "earlier": [
            (one, _facts(applicant_of(one)), request_of(one))
            for one in found.application.wordings.select_related("by")
        ],
        "missing": "、".join(revealed.applicant.missing()),
    }
    return render(request, "applications/case.html", context)


def _facts(applicant: Applicant) -> list[tuple[str, str]]:
    """What is known of who asked, in words."""
    known = [(label, getattr(applicant, name)) for name, label in LABELS.items()]
    return [(label, value) for label, value in known if value]


def _context(request: HttpRequest, found: Opened) -> dict[str, Any]:
    application, folded = found.application, found.folded
    reckoning = folded.reckoning if folded else None
    open_moves = permitted(application, request.user, found.day, found.rows)
    return {
        "title": application.number,
        "icon": "mail",
        "case": application,
        "light": light_of(application, found.day, found.calendar),
        "sentence": due_sentence(folded) if folded else application.fault,
        "reckoning": reckoning,
        "weeks": weeks(reckoning.ledger, reckoning.due) if reckoning else [],
        "lines": lines(found.rows),
        "letters": letters.of_case(request.user, found),
        "alarms": [
            one for _, alarms in alarms_in([application], found.day, found.calendar) for one in alarms
        ],
        "answer": _answer(found),
        "moves": [_button(move, application.pk) for move in open_moves if move.key not in ELSEWHERE],
        "may_correct": MOVES["correct"] in open_moves,
        "may_amend": MOVES["amend"] in open_moves,
        "trail": acts_on(application),
        **around(request.user, found),
        "back_url": reverse("applications_application:index"),
    }


ELSEWHERE = frozenset({"correct", "amend", "reopen"})  # acts with their own place on the page or in a dispute


def _button(move: Move, pk: int) -> tuple[Move, str]:
    return move, reverse(f"applications_application:{move.key}", args=[pk])


def _answer(found: Opened) -> list[tuple[str, str]]:
    """The standing answer in words."""
    event = next((row for row in reversed(standing(found.rows)) if row.kind == Kind.ANSWERED), None)
    if event is None:
        return []
    given, outcome = event.answer, OUTCOMES[event.answer.outcome]
    kind = next((one.label for one in outcome.answers if one.key == given.answer), "")
    search = "，".join(filter(None, [given.searched_by, given.searched_in, given.searched_for]))
    if given.searched_on:
        search += f"，{given.searched_on:%Y-%m-%d}"
    facts = [
        ("办理结果" if found.folded and found.folded.answered else "原来的办理结果", outcome.label),
        ("答复类型", kind if kind != outcome.label else ""),
        ("依据", given.ground),
        ("理由", given.reason),
        ("检索记录", search),
        ("负责公开的机关", given.right_organ),
    ]
    return [(label, value) for label, value in facts if value]
