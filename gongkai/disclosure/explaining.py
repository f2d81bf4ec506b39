"""Which documents (所属的文件) an item may belong to, and which one is meant by what a clerk typed."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Q

from gongkai.disclosure.models import Item, Relation
from gongkai.disclosure.models.item import ItemQuerySet
from gongkai.documents.numbers import normalised
from gongkai.organs.models import Organ

SUGGESTED, NAMED = 12, 5  # documents offered while typing; named in a message
_LABEL = re.compile(r"^.*（(?:索引号(?P<index>[^（）]+)|未公开，编号(?P<key>\d{1,18}))）$", re.DOTALL)
_BRACKETS = ("〔〕", "[]", "［］", "（）", "()", "【】")
SCOPE = "可以填的是本机关的信息，和上级机关已经公开的信息。"


def explainable(organ_ids: Iterable[int]) -> ItemQuerySet:
    """What an item of these organs may explain: their own documents, and the public ones of organs above.

    Nothing is among them that itself belongs to a document, nor anything withdrawn.
    """
    own = frozenset(organ_ids)
    return _offered(Q(organ_id__in=own, withdrawn_at=None) | Q(organ_id__in=_above(own), live=True), "")


def answerable(organ_ids: Iterable[int]) -> ItemQuerySet:
    """The solicitations (征求意见) to which an item of these organs may give the outcome (征集结果反馈): their own."""
    return _offered(Q(organ_id__in=frozenset(organ_ids), withdrawn_at=None), Relation.SOLICITATION)


def issuable(organ_ids: Iterable[int]) -> ItemQuerySet:
    """The documents on which a solicitation of these organs may be held: their own, public or still drafts."""
    return _offered(Q(organ_id__in=frozenset(organ_ids), withdrawn_at=None), "")


def parents(organ_ids: Iterable[int], relation: str) -> ItemQuerySet:
    """What an item of these organs may belong to by `relation`; by none, what a 解读 may."""
    if relation == Relation.FEEDBACK:
        return answerable(organ_ids)
    if relation == Relation.SOLICITATION:
        return issuable(organ_ids)
    return explainable(organ_ids)


def _offered(scope: Q, relation: str) -> ItemQuerySet:
    return Item.objects.filter(scope, relation=relation).select_related("organ").defer("body")


def _above(organ_ids: frozenset[int]) -> frozenset[int]:
    found: set[int] = set()
    layer = set(organ_ids)
    while layer:
        parents = Organ.objects.filter(pk__in=layer, parent__isnull=False)
        layer = set(parents.values_list("parent_id", flat=True)) - found
        found |= layer
    return frozenset(found)


def label_of(item: Item) -> str:
    """How a form names a document, so that it is found again by it."""
    known = f"索引号{item.index_number}" if item.index_number else f"未公开，编号{item.pk}"
    return f"{item.title}（{known}）"


def meant(text: str, among: ItemQuerySet) -> Item:
    """The document that `text` names: a label, 文号 in any brackets, 索引号 or the whole title.

    Raises ValidationError naming the candidates when it names none or several.
    """
    text = text.strip()
    if label := _LABEL.match(text):
        exact = Q(index_number=label["index"]) if label["index"] else Q(pk=int(label["key"]))
    else:
        title = text.removeprefix("《").removesuffix("》")
        exact = Q(index_number=text) | Q(document_number__in=_spellings(text)) | Q(title=title)
    found = list(among.filter(exact)[: NAMED + 1])
    if len(found) == 1:
        return found[0]
    if found:
        raise ValidationError(f"“{text}”有不止一条：{_named(found[:NAMED])}。请改填其中一条的索引号。")
    near = suggestions(text, among)[:NAMED]
    hint = f"您要找的是不是：{_named(near)}？" if near else SCOPE
    raise ValidationError(f"没有找到“{text}”。请填写完整的标题、文号或者索引号。{hint}")


def _named(items: Iterable[Item]) -> str:
    return "、".join(label_of(item) for item in items)


def _spellings(number: str) -> set[str]:
    """A document number in every kind of brackets that clerks write it in."""
    official = normalised(number)
    if official is None or "〔" not in official:
        return {number}
    return {number} | {official.replace("〔", left).replace("〕", right) for left, right in _BRACKETS}


def suggestions(text: str, among: ItemQuerySet) -> list[Item]:
    """Documents whose title or number holds `text`, or else all its words; policy documents and new ones first."""
    text = text.strip()[:100]
    words = [word for word in re.split(r"[\s，、,]+", text) if word]
    if not words:
        return []
    wanted = Q()
    for word in words:
        numbers = Q(index_number__icontains=word)
        for spelling in _spellings(word):
            numbers |= Q(document_number__icontains=spelling)
        wanted &= Q(title__icontains=word) | numbers
    return list(among.filter(wanted).order_by("-validity", "-formed_on", "-pk")[:SUGGESTED])
