"""解读 in the back office: documents offered while typing, both ends on an item's page, what nobody has explained."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.disclosure.explaining import explainable, label_of, suggestions
from gongkai.disclosure.models import ExplanationForm, Genre, Item
from gongkai.disclosure.queries import unexplained
from gongkai.organs.permissions import EDITING, may, organ_ids, today


def _own_organs(request: HttpRequest) -> frozenset[int]:
    organs = organ_ids(request.user, EDITING)
    if not organs:
        raise PermissionDenied
    return organs


@require_GET
def offered(request: HttpRequest) -> JsonResponse:
    """Documents that whoever types may mean, for `disclosure/suggest.js`."""
    words = request.GET.get("q", "").replace("\0", "")
    found = suggestions(words, explainable(_own_organs(request)))
    return JsonResponse({"found": [{"value": label_of(item), "hint": _hint(item)} for item in found]})


def _hint(item: Item) -> str:
    return "　".join(
        part for part in (item.organ.short_name, item.document_number, str(item.formed_on)) if part
    )


@require_GET
def lacking(request: HttpRequest) -> HttpResponse:
    """Public documents in force that nobody has explained yet."""
    items = unexplained(_own_organs(request), today())
    return render(request, "disclosure/unexplained.html", {"title": "还没有解读的政策文件", "items": items})


def both_ways(item: Item, draft: Item, user: Any) -> dict[str, Any]:
    """What an item's own page says: the document that its draft explains, and what explains it."""
    own = organ_ids(user)
    others = [
        one
        for one in item.explanations.select_related("organ").defer("body")
        if one.live or one.organ_id in own
    ]
    explained = draft.explains
    begin = (
        may(user, EDITING, item.organ_id) and item.pk and draft.explains_id is None and not item.withdrawn_at
    )
    return {
        "explained": explained,
        "explained_is_own": explained is not None and explained.organ_id in own,
        "explanation_form": draft.get_explanation_form_display(),
        "explanations": [(one, one.organ_id in own) for one in others],
        "explain_url": f"{reverse('wagtailsnippets_disclosure_item:add')}?explains={item.pk}"
        if begin
        else "",
    }


def begun(request: HttpRequest) -> dict[str, Any]:
    """What a new item's form holds when it was opened to explain a document; nothing for one that may not be."""
    number = request.GET.get("explains", "")
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        return {}
    item = explainable(organ_ids(request.user, EDITING)).filter(pk=int(number)).first()
    if item is None:
        return {}
    return {
        "explains": item,
        "explanation_form": ExplanationForm.TEXT,
        "title": f"《{item.title}》政策解读"[:200],
        "genre": Genre.OTHER,
        "subject": item.subject,
        "keywords": "政策解读",
    }
