"""What an applicant does to the own case: amending and withdrawing it within ten minutes, supplementing it.

Nothing of what was sent is shown again: whoever holds number and code may not be the only one who sees the screen.
"""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from gongkai.applications import acts
from gongkai.applications.models import Application, Form, Way
from gongkai.applications.personal import LABELS, Unreadable, applicant_of, request_of
from gongkai.applications.proofs import LIMIT, SUPPLEMENT
from gongkai.office.clock import now
from gongkai.portal.doors.answering import answer, kept_by_nobody
from gongkai.portal.doors.applying.choosing import said_page
from gongkai.portal.doors.applying.filling import TOO_LARGE, too_large
from gongkai.portal.doors.applying.form import ID_KINDS, LONGEST_REQUEST, files_of, words
from gongkai.portal.doors.applying.keys import case_of, key_of
from gongkai.portal.doors.applying.status import COLUMN, key_gone
from gongkai.portal.doors.applying.telling import told
from gongkai.portal.doors.applying.uploads import in_memory
from gongkai.portal.doors.applying.work import too_many_files
from gongkai.portal.doors.limits import limited
from gongkai.trail.acts import Refused

LONGEST_SUPPLEMENT = 1900  # characters: with the longest description they still fit
UNCHANGED = "不改"


class AmendOwnForm(forms.Form):
    """Every field empty: what stays empty stays as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["request"] = words("您要什么信息（整段重写）", LONGEST_REQUEST, rows=5)
        for name, label in LABELS.items():
            self.fields[name] = words(label)
            self.fields[name].widget.attrs["autocomplete"] = "off"
        for name, label, choices in (
            ("id_kind", LABELS["id_kind"], [(one, one) for one in ID_KINDS]),
            ("form", "信息的形式", Form.choices),
            ("way", "怎样取得", Way.choices),
        ):
            self.fields[name] = forms.ChoiceField(
                label=label, required=False, choices=[("", UNCHANGED), *choices],
                error_messages={"invalid_choice": "请在列出的里面选一个。"},
            )  # fmt: skip

    def do(self, case: Application) -> None:
        """Hand what was filled in to the act. Raises what the act raises."""
        given = {name: value for name, value in self.cleaned_data.items() if value}
        try:
            applicant, request = applicant_of(case), request_of(case)
        except Unreadable as fault:
            raise Refused(str(fault)) from None
        acts.amend_own(
            application=case,
            applicant=replace(
                applicant, **{name: given[name] for name in asdict(applicant) if name in given}
            ),
            request=given.get("request", request),
            form=given.get("form", case.form),
            way=given.get("way", case.way),
            at=now(),
        )


class SupplementForm(forms.Form):
    """What was asked for by 补正."""

    text = words("补正的内容", LONGEST_SUPPLEMENT, rows=6)


class WithdrawForm(forms.Form):
    """One question."""

    sure = forms.BooleanField(
        label="我要撤回这件申请，机关不再答复", error_messages={"required": "确实要撤回的，请勾选。"}
    )


Deed = Callable[[HttpRequest, Application, Any], None]


def _amend(request: HttpRequest, case: Application, form: AmendOwnForm) -> None:
    form.do(case)


def _withdraw(request: HttpRequest, case: Application, form: WithdrawForm) -> None:
    acts.withdraw(application=case, at=now())


def _supplement(request: HttpRequest, case: Application, form: SupplementForm) -> None:
    said, _ = too_many_files(request)
    if said:
        raise Refused(said)
    proofs = files_of(request.FILES, SUPPLEMENT)
    acts.supplement(application=case, text=form.cleaned_data["text"], proofs=proofs, at=now())


# By the word in the address: the form, the heading, the button, the deed, what is said when it is done.
DEEDS: dict[str, tuple[type[forms.Form], str, str, Deed, str]] = {
    "xiugai": (AmendOwnForm, "修改申请", "改好了，提交", _amend, "gaihao"),
    "chehui": (WithdrawForm, "撤回申请", "撤回申请", _withdraw, "chehui"),
    "buzheng": (SupplementForm, "补正", "提交补正", _supplement, "buzheng"),
}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@limited(per_minute=20, burst=20)
def own(request: HttpRequest, key: str, word: str) -> HttpResponse:
    """One deed on the own case."""
    if too_large(request):
        return said_page(request, "文件太大", TOO_LARGE, status=413)
    in_memory(request)
    return _guarded(request, key, word)


@csrf_protect
def _guarded(request: HttpRequest, key: str, word: str) -> HttpResponse:
    at = now()
    case = case_of(key, at)
    if case is None:
        return key_gone(request)
    made, heading, button, deed, done = DEEDS[word]
    form = made(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            deed(request, case, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as fault:
            form.add_error(None, "".join(fault.messages))
        else:
            return kept_by_nobody(
                HttpResponseRedirect(reverse("doors:case", args=[key_of(case, at)]) + f"?{done}")
            )
    response = answer(
        request,
        "portal/applying_own.html",
        column=COLUMN,
        status=400 if form.errors else 200,
        organ=case.organ,
        case=case,
        told=told(case, at),
        form=form,
        word=word,
        limit=LIMIT,
        heading=heading,
        button=button,
        csrf_token=get_token(request),
    )
    # The address is a key and stays here; without any referrer browsers would not say where a form comes from either.
    response["Referrer-Policy"] = "strict-origin"
    return response
