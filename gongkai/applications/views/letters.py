"""文书 on the screen: what waits, choosing and drafting, reading a letter, changing it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from gongkai.applications import acts
from gongkai.applications.forms.letters import CheckForm, FactsForm, ReturnForm, WordsForm
from gongkai.applications.letters import chain
from gongkai.applications.letters.chain import APPROVERS, UNDER_WAY, open_steps, waits_for, where
from gongkai.applications.letters.demands import missing
from gongkai.applications.letters.kinds import KINDS, REMEDIES, LetterKind
from gongkai.applications.letters.prefilling import facts_before
from gongkai.applications.letters.proposing import impossible, move_of, proposed
from gongkai.applications.letters.waiting import SHOWN, letters_of
from gongkai.applications.letters.words import Words
from gongkai.applications.models import Letter, Stage
from gongkai.applications.states import OFFICE, OPEN, SEEING
from gongkai.applications.views.seeing import Opened, handled
from gongkai.office.clock import now
from gongkai.organs.models import Person
from gongkai.organs.permissions import may, organ_ids, today
from gongkai.trail.acts import Refused
from gongkai.trail.queries import acts_on

PAGE = 30  # letters


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The letters of one's organs by what they wait for."""
    organs = organ_ids(request.user, SEEING)
    if not organs:
        raise PermissionDenied
    which, letters = request.GET.get("show", ""), letters_of(organs)
    which = which if which in SHOWN else "check"
    page = Paginator(SHOWN[which][1](letters), PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "文书",
        "icon": "doc-full",
        "page": page,
        "letters": [(one, KINDS[one.kind], where(one)) for one in page],
        "filters": [(key, label, found(letters).count()) for key, (label, found) in SHOWN.items()],
        "which": which,
        "several": len(organs) > 1,
        "back_url": reverse("applications_application:index"),
    }
    return render(request, "applications/letters.html", context)


@never_cache
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a kind for the case `pk`, fill in what it must be told, and have the draft made."""
    found = handled(request, pk)
    kind = KINDS.get(request.POST.get("kind") or request.GET.get("kind", ""))
    back = {"back_url": reverse("applications_application:page", args=[pk]), "icon": "doc-full"}
    if kind is None:
        offered = proposed(found.application, request.user, found.day, found.rows)
        context = {
            "title": f"拟写文书：{found.application.number}",
            "case": found.application,
            "offered": offered,
        }
        return render(request, "applications/letter_kinds.html", context | back)
    form = FactsForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        initial=facts_before(kind, found.application, found.rows),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.draft_letter(
                application=found.application, kind=kind.key, facts=form.facts(), by=request.user, at=now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "草稿已经拟好，请核对正文，补上还没填的地方，然后送审。")
            return redirect("applications_letter:edit", pk=made.pk)
    context = _facts_context(kind, form) | {
        "title": f"拟写{kind.title}：{found.application.number}",
        "shut": impossible(kind, found.application, request.user, found.day, found.rows),
        "button": "生成草稿",
    }
    return render(request, "applications/letter_facts.html", context | back)


def _facts_context(kind: LetterKind, form: FactsForm) -> dict[str, Any]:
    return {"kind": kind, "form": form, "passes": passes(kind)}


def passes(kind: LetterKind) -> str:
    """What the letter must go through, in words."""
    named = [label for key, label in (("check", "审查"), ("sign", "签发")) if key in kind.needs]
    return f"印发以前要由审核人{'、'.join(named)}。" if named else "由公开办直接印发。"


def opened(request: HttpRequest, pk: int) -> Letter:
    """A letter of one's own organs' cases; not found for anybody else."""
    letters = Letter.objects.select_related(
        "application__organ", "organ", "drafted_by", "checked_by", "signed_by", "issued_by"
    )
    return get_object_or_404(letters, pk=pk, application__organ_id__in=organ_ids(request.user, SEEING))


@require_GET
@never_cache
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it reads, where it stands, and what may be done; that it was read is in the trail."""
    letter = opened(request, pk)
    try:
        words = acts.open_letter(letter=letter, by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("applications_application:page", pk=letter.application_id)
    return render(request, "applications/letter.html", _page_context(request.user, letter, words))


def _page_context(person: Person, letter: Letter, words: Words) -> dict[str, Any]:
    kind, day = KINDS[letter.kind], today()
    steps = open_steps(letter, person, day)
    return {
        "title": f"{kind.title}：{letter.application.number}",
        "icon": "doc-full",
        "letter": letter,
        "case": letter.application,
        "kind": kind,
        "passes": passes(kind),
        "words": words,
        "blocks": sorted(words.blocks, key=lambda block: block[0] == REMEDIES),
        "attached": [line for line in words.fact("attachments").splitlines() if line.strip()],
        "where": where(letter),
        "faults": missing(kind, words, day) if letter.stage in UNDER_WAY else [],
        "digest": words.digest(),
        "steps": {step.key: step for step in steps},
        "shut": shut_sentence(letter, person),
        "check": CheckForm(),
        "back_form": ReturnForm(),
        "enter": entry_address(letter, person),
        "trail": acts_on(letter),
        "back_url": reverse("applications_application:page", args=[letter.application_id]),
    }


def shut_sentence(letter: Letter, person: Person) -> str:
    """For an approver: why what the letter waits for is not this person's to do; empty where there is nothing to say."""
    step = waits_for(letter)
    if step not in ("check", "sign") or not may(person, APPROVERS, letter.application.organ_id):
        return ""
    return chain.refusal(step, letter, person, today())


def entry_address(letter: Letter, person: Person) -> str:
    """Where the step that an issued letter tells of is entered, filled in from it; empty where nothing is open."""
    kind = KINDS[letter.kind]
    move = move_of(kind)
    if letter.stage != Stage.ISSUED or letter.event_id is not None or move is None:
        return ""
    if letter.application.state not in OPEN or not may(person, OFFICE, letter.application.organ_id):
        return ""
    if move.kind and letter.application.events.filter(kind=move.kind, at__gte=letter.issued_at).exists():
        return ""
    address = reverse(f"applications_application:{move.key}", args=[letter.application_id])
    return f"{address}?letter={letter.pk}"


@never_cache
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The paragraphs of a letter under way; kept, or kept and handed on."""
    letter = _writable(request, pk)
    kind = KINDS[letter.kind]
    try:
        words = acts.open_letter(letter=letter, by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("applications_application:page", pk=letter.application_id)
    form = WordsForm(request.POST if request.method == "POST" else None, kind=kind, words=words)
    if request.method == "POST" and form.is_valid():
        ready = "ready" in request.POST
        try:
            acts.rewrite_letter(letter=letter, blocks=form.blocks(), ready=ready, by=request.user, at=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已保存。" if not ready else f"已保存，{where(_again(letter))}。")
            return redirect("applications_letter:page", pk=pk)
    context = {
        "title": f"修改{kind.title}：{letter.application.number}",
        "icon": "doc-full",
        "letter": letter,
        "kind": kind,
        "form": form,
        "words": words,
        "faults": missing(kind, words, today()) if not form.is_bound else [],
        "hand_on": "保存并送审" if kind.needs else "写好了，待印发",
        "void": letter.stage != Stage.DRAFT or bool(letter.digest),
        "back_url": reverse("applications_letter:page", args=[pk]),
    }
    return render(request, "applications/letter_edit.html", context)


@never_cache
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """What the letter was told, changed; the paragraphs are made anew from it."""
    letter = _writable(request, pk)
    kind = KINDS[letter.kind]
    try:
        told = acts.open_letter(letter=letter, by=request.user, at=now()).facts
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("applications_application:page", pk=letter.application_id)
    form = FactsForm(request.POST if request.method == "POST" else None, kind=kind, initial=dict(told))
    if request.method == "POST" and form.is_valid():
        try:
            acts.rewrite_letter(letter=letter, facts=form.facts(), by=request.user, at=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "正文已经重新生成，请核对。")
            return redirect("applications_letter:edit", pk=pk)
    context = _facts_context(kind, form) | {
        "title": f"改{kind.title}的事实：{letter.application.number}",
        "icon": "doc-full",
        "button": "重新生成",
        "warning": "重新生成会覆盖在正文里改过的字。",
        "back_url": reverse("applications_letter:page", args=[pk]),
    }
    return render(request, "applications/letter_facts.html", context)


def _writable(request: HttpRequest, pk: int) -> Letter:
    letter = opened(request, pk)
    if not may(request.user, OFFICE, letter.application.organ_id):
        raise PermissionDenied
    return letter


def _again(letter: Letter) -> Letter:
    return Letter.objects.get(pk=letter.pk)


def of_case(person: Person, found: Opened) -> dict[str, Any]:
    """What the page of a case says of its letters: those there are, and those it calls for."""
    letters = found.application.letters.defer("sealed_words").order_by("-pk")
    writes = may(person, OFFICE, found.application.organ_id)
    offered = proposed(found.application, person, found.day, found.rows) if writes else None
    return {
        "all": [(one, KINDS[one.kind], where(one), entry_address(one, person)) for one in letters],
        "first": offered.first if offered else (),
        "more": bool(offered and (offered.first or offered.others)),
    }
