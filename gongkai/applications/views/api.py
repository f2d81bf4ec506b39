"""办理接口: what this person may do with a case now, and doing it, as JSON; the table, forms and acts of the screens.

Whoever is logged in to the back office uses it, with the same session and the same protection against forged requests.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gongkai.applications.forms import DeedForm
from gongkai.applications.forms.deeds import DEEDS
from gongkai.applications.models import Application
from gongkai.applications.states import MOVES, NOT_THE_OFFICE, SEEING, Move, permitted, refusal
from gongkai.applications.views.seeing import Opened, handled, seen
from gongkai.office.clock import now
from gongkai.office.saving import add_faults
from gongkai.organs.permissions import organ_ids
from gongkai.trail.acts import Refused

TYPES: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.DateField, "date"),
    (forms.DecimalField, "decimal"),
    (forms.IntegerField, "integer"),
    (forms.ChoiceField, "choice"),
)
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
HALF = re.compile("[\ud800-\udfff]")  # half of a sign: JSON may name it, no database keeps it
NOT_FOUND = "没有这件申请，或者它属于别的机关。"


class Unusable(Exception):
    """What was sent cannot be taken; a Chinese sentence, and the HTTP status."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def answered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whatever goes wrong is answered as JSON with a sentence."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *args, **named)
        except Http404:
            return _said({"fault": NOT_FOUND}, 404)
        except PermissionDenied:
            return _said({"fault": NOT_THE_OFFICE}, 403)
        except Unusable as fault:
            return _said({"fault": str(fault)}, fault.status)
        except RequestDataTooBig:
            return _said({"fault": "送来的内容太大，请改短以后再送。"}, 413)

    return guarded


@never_cache
@require_GET
@answered
def open_acts(request: HttpRequest, pk: int) -> HttpResponse:
    """The acts open to this person now, each with its article, what it does to the date, and its fields."""
    found = seen(request, pk)
    moves = permitted(found.application, request.user, found.day, found.rows)
    listed = [_act(move, request, found) for move in moves if move.key in DEEDS]
    return _said({"case": _case(found.application), "acts": listed}, 200)


@never_cache
@require_POST
@answered
def do(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One act with the fields of its form. 201 done; 409 not open now; 422 the fields, or the act, refused."""
    if key not in DEEDS:
        return _said({"fault": f"没有“{key}”这种办理，可以办的见 acts.json。"}, 404)
    found, move = handled(request, pk), MOVES[key]
    if shut := refusal(move, found.application, request.user, found.day, found.rows):
        return _said({"fault": shut}, 409)
    form = _form(request, found, key, data := _sent(request))
    if strange := sorted(set(data) - set(form.fields)):
        known = "、".join(form.fields)
        raise Unusable(f"“{move.label}”没有这些项：{'、'.join(strange)}。可以写：{known}。")
    if not form.is_valid() or not _done(request, form, found):
        return _said(
            {"faults": {name if name != "__all__" else "": said for name, said in form.errors.items()}}, 422
        )
    kept = Application.objects.filter(pk=pk, organ_id__in=organ_ids(request.user, SEEING)).first()
    return _said({"done": move.label, "case": _case(kept) if kept else None}, 201)


def _done(request: HttpRequest, form: DeedForm, found: Opened) -> bool:
    try:
        form.do(found.application, by=request.user, at=now())
    except Refused as refused:
        form.add_error(None, str(refused))
    except ValidationError as fault:
        add_faults(form, fault)
    return not form.errors


def _sent(request: HttpRequest) -> dict[str, str]:
    """What was sent, as JSON or as a form sends it; each value as a form would send it."""
    if request.content_type in FORMS:
        return {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    try:
        given = json.loads(request.body or b"{}")
    except (ValueError, RecursionError) as fault:
        raise Unusable('送来的内容不是正确的JSON，请写成 {"名称": "值"} 的样式，编码用UTF-8。') from fault
    if not isinstance(given, dict):
        raise Unusable('送来的内容应是 {"名称": "值"} 的样式。')
    if wrong := [name for name, value in given.items() if isinstance(value, (list, dict))]:
        raise Unusable(f"“{'、'.join(wrong)}”应写一个值，不能写列表或者对象。")
    sent = {name: "" if value is None else str(value) for name, value in given.items()}
    if any(HALF.search(text) for text in (*sent, *sent.values())):
        raise Unusable("送来的内容里有不成字的半个字符（单独的代理码），请去掉以后再送。", 422)
    return sent


def _form(request: HttpRequest, found: Opened, key: str, data: Mapping[str, str] | None) -> DeedForm:
    return DeedForm(
        data, key=key, application=found.application, rows=found.rows, by=request.user, today=found.day
    )


def _act(move: Move, request: HttpRequest, found: Opened) -> dict[str, Any]:
    form = _form(request, found, move.key, None)
    return {
        "key": move.key,
        "label": move.label,
        "article": str(move.article),
        "effect": move.effect,
        "address": reverse("applications_application:do", args=[found.application.pk, move.key]),
        "fields": [_field(name, field) for name, field in form.fields.items()],
    }


def _field(name: str, field: forms.Field) -> dict[str, Any]:
    kind = next((word for one, word in TYPES if isinstance(field, one)), "text")
    told: dict[str, Any] = {
        "name": name,
        "label": str(field.label),
        "type": kind,
        "required": field.required,
        "help": str(field.help_text),
    }
    if isinstance(field, forms.CharField) and field.max_length:
        told["longest"] = field.max_length
    if isinstance(field, forms.ChoiceField):
        told["choices"] = [{"value": str(value), "label": str(label)} for value, label in field.choices]
    return told


def _case(application: Application) -> dict[str, Any]:
    """Where the case stands; never who asked or for what."""
    return {
        "number": application.number,
        "state": application.state,
        "state_label": application.get_state_display(),
        "received": application.received_on and application.received_on.isoformat(),
        "due": application.due_on and application.due_on.isoformat(),
        "provisional": application.provisional,
    }


def _said(told: Mapping[str, Any], status: int) -> JsonResponse:
    return JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
