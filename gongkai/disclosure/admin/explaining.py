"""解读, 征求意见, 反馈 and 澄清 in the back office: documents offered while typing, both ends of a link, what lacks one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.disclosure.explaining import answerable, explainable, label_of, parents, suggestions
from gongkai.disclosure.models import ExplanationForm, Genre, Item, Relation
from gongkai.disclosure.queries import unanswered, unexplained
from gongkai.disclosure.takendown import hidden_ids
from gongkai.organs.permissions import EDITING, may, organ_ids, today

CALLED = {
    Relation.EXPLANATION: "政策解读",
    Relation.SOLICITATION: "公开征求意见",
    Relation.FEEDBACK: "意见采纳情况",
    Relation.CLARIFICATION: "有关情况的澄清",
}


def _own_organs(request: HttpRequest) -> frozenset[int]:
    organs = organ_ids(request.user, EDITING)
    if not organs:
        raise PermissionDenied
    return organs


@require_GET
def offered(request: HttpRequest) -> JsonResponse:
    """Documents that whoever types may mean, for `disclosure/suggest.js`."""
    words = request.GET.get("q", "").replace("\0", "")
    organs = _own_organs(request)
    among = explainable(organs) | answerable(organs)  # which of them fits is told when the form is saved
    found = suggestions(words, among)
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


@require_GET
def without_feedback(request: HttpRequest) -> HttpResponse:
    """Solicitations that ended and whose outcome nobody has told."""
    day = today()
    items = list(unanswered(_own_organs(request), day))
    begun = Item.objects.filter(explains__in=items, relation=Relation.FEEDBACK, withdrawn_at=None)
    drafts = dict(begun.values_list("explains_id", "pk"))
    for item in items:
        item.since, item.begun = (day - item.closes_on).days, drafts.get(item.pk)
    context = {"title": "征求意见已结束、还没有反馈", "items": items}
    return render(request, "disclosure/unanswered.html", context)


def both_ways(item: Item, draft: Item, user: Any) -> dict[str, Any]:
    """What an item's own page says: the document that its draft explains, and what explains it."""
    own = organ_ids(user)
    hidden = hidden_ids(user, own, today())
    others = [
        one
        for one in item.explanations.select_related("organ").defer("body")
        if (one.live or one.organ_id in own) and one.pk not in hidden
    ]
    explained = draft.explains if draft.explains_id not in hidden else None
    return {
        "explained": explained,
        "explained_is_own": explained is not None and explained.organ_id in own,
        "relation": draft.get_explanation_form_display() or draft.get_relation_display(),
        "explanations": [(one, one.organ_id in own) for one in others],
        "beginnings": _beginnings(item, draft) if may(user, EDITING, item.organ_id) else [],
    }


def _beginnings(item: Item, draft: Item) -> list[tuple[str, str]]:
    """What may be begun from an item's page: the words and the address of each."""
    if not item.pk or item.withdrawn_at:
        return []
    begin = f"{reverse('wagtailsnippets_disclosure_item:add')}?explains={item.pk}"
    if draft.relation == Relation.SOLICITATION:
        answered = item.explanations.filter(relation=Relation.FEEDBACK, withdrawn_at=None).exists()
        return [] if answered else [("起草征集结果反馈", f"{begin}&relation=feedback")]
    if draft.relation:
        return []
    found = [("为它起草解读", begin)]
    if not item.live:
        found.append(("为它征求意见", f"{begin}&relation=solicitation"))
    return [*found, ("为它起草澄清", f"{begin}&relation=clarification")]


def opened_for(request: HttpRequest) -> dict[str, Any]:
    """What a new item's form holds when it was opened to explain a document; nothing for one that may not be."""
    number = request.GET.get("explains", "")
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        return {}
    relation = request.GET.get("relation", "")
    relation = Relation(relation) if relation in Relation.values else Relation.EXPLANATION
    item = parents(organ_ids(request.user, EDITING), relation).filter(pk=int(number)).first()
    if item is None:
        return {}
    called = CALLED[relation]
    return {
        "explains": item,
        "relation": relation,
        "explanation_form": ExplanationForm.TEXT if relation == Relation.EXPLANATION else "",
        "title": f"《{item.title}》{called}"[:200],
        "genre": Genre.OTHER,
        "subject": item.subject,
        "keywords": called,
    }
