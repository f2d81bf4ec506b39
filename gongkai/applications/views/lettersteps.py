"""The steps of a letter as buttons: passing, returning, issuing, dropping; and the letter as a file."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from gongkai.applications import acts
from gongkai.applications.forms.letters import CheckForm, ReturnForm
from gongkai.applications.letters.printing import FORMS, printed
from gongkai.applications.models import Letter
from gongkai.applications.views.letters import entry_address, opened
from gongkai.office.clock import now
from gongkai.organs.permissions import today
from gongkai.trail.acts import Refused


def _stepped(
    request: HttpRequest, letter: Letter, done: str, act: Callable[..., Any], **facts: Any
) -> HttpResponse:
    try:
        act(letter=letter, by=request.user, at=now(), **facts)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("applications_letter:page", pk=letter.pk)


def _first_fault(form: Any) -> str:
    return str(next(iter(form.errors.values()))[0])


@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """审查."""
    letter, form = opened(request, pk), CheckForm(request.POST)
    if not form.is_valid():
        messages.error(request, _first_fault(form))
        return redirect("applications_letter:page", pk=pk)
    facts = {"opinion": form.cleaned_data["opinion"], "digest": request.POST.get("digest", "")}
    return _stepped(request, letter, "已审查，送签发。", acts.check_letter, **facts)


@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """退回修改."""
    letter, form = opened(request, pk), ReturnForm(request.POST)
    if not form.is_valid():
        messages.error(request, f"退回的理由：{_first_fault(form)}")
        return redirect("applications_letter:page", pk=pk)
    return _stepped(
        request, letter, "已退回拟稿人修改。", acts.return_letter, reason=form.cleaned_data["reason"]
    )


@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """签发."""
    return _stepped(
        request,
        opened(request, pk),
        "已签发，请公开办印发。",
        acts.sign_letter,
        digest=request.POST.get("digest", ""),
    )


@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """印发; where the step it tells of is not entered yet, on to that form, filled in from the letter."""
    letter = opened(request, pk)
    answer = _stepped(request, letter, "已印发。请打印盖章、送达，然后登记送达的日期。", acts.issue_letter)
    entry = entry_address(opened(request, pk), request.user)
    return redirect(entry) if entry else answer


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """作废."""
    return _stepped(request, opened(request, pk), "已作废，没有占用文号。", acts.drop_letter)


@require_GET
@never_cache
def file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The letter as PDF, shown in the browser, or as Word, to be kept; that it was read is in the trail."""
    letter = opened(request, pk)
    if ending not in FORMS:
        raise Http404("文书只有 PDF 和 Word 两种格式。")
    try:
        words = acts.open_letter(letter=letter, by=request.user, at=now())
        content = printed(words, ending, today())
    except (Refused, OSError) as fault:
        messages.error(request, str(fault))
        return redirect("applications_application:page", pk=letter.application_id)
    response = HttpResponse(content, content_type=FORMS[ending])
    shown = "inline" if ending == "pdf" else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="wenshu-{letter.pk}.{ending}"'
    return response
