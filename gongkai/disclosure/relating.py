"""What an item may be to the document it belongs to (所属的文件): 解读, 征求意见, 征集结果反馈, 澄清."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from gongkai.disclosure.explaining import SCOPE, parents
from gongkai.disclosure.models import Attribute, Item, Relation

SHORTEST = 30  # days of a solicitation; fewer need a reason (《重大行政决策程序暂行条例》第十五条)
# Fields that say something only with one relation.
OWN_FIELDS = {
    "explanation_form": Relation.EXPLANATION,
    "closes_on": Relation.SOLICITATION,
    "opinions_to": Relation.SOLICITATION,
    "shortened_why": Relation.SOLICITATION,
    "answers": Relation.CLARIFICATION,
}
# What a page calls those that belong to it.
HEADINGS = (
    (Relation.SOLICITATION, "征求意见"),
    (Relation.FEEDBACK, "意见采纳情况"),
    (Relation.EXPLANATION, "相关解读"),
    (Relation.CLARIFICATION, "澄清"),
)
# These follow their document into public; a solicitation comes before it.
FOLLOWING = (Relation.EXPLANATION, Relation.FEEDBACK, Relation.CLARIFICATION)


def check(item: Item) -> None:
    """Raise ValidationError, with the reason in Chinese, when `item` may not be what it says to its document."""
    if item.relation and item.relation not in Relation.values:
        raise ValidationError({"relation": "请重新选择与别的文件的关系。"})
    for name, relation in OWN_FIELDS.items():
        if getattr(item, name) and item.relation != relation:
            label = Item._meta.get_field(name).verbose_name
            said = f"“{label}”只有“{relation.label}”才填。请清空，或者把关系选为“{relation.label}”。"
            raise ValidationError({name: said})
    if fault := _of_children(item) or _of_parent(item):
        raise ValidationError({"explains": fault})


def _of_children(item: Item) -> str:
    """Why it may not be what it is to others, because of what belongs to itself."""
    if not item.pk or not item.relation:
        return ""
    for child in item.explanations.exclude(pk=item.pk).only("relation", "title"):
        label = Relation(child.relation).label
        if child.relation != Relation.FEEDBACK:
            return f"这条信息已有{label}《{child.title}》，它自己不能再作别的文件的{Relation(item.relation).label}。"
        if item.relation != Relation.SOLICITATION:
            return f"这条信息已有{label}《{child.title}》，它只能是征求意见。"
    return ""


def _of_parent(item: Item) -> str:
    other = item.explains
    if other is None or not item.relation:
        return ""
    relation = Relation(item.relation)
    if other.pk == item.pk:
        return f"一条信息不能{'解读自己' if relation == Relation.EXPLANATION else '属于自己'}，请选它所属的文件。"
    if relation == Relation.FEEDBACK:
        if other.relation != Relation.SOLICITATION:
            return f"《{other.title}》不是征求意见，征集结果反馈要填原来的那条征求意见。"
        twin = other.explanations.filter(relation=Relation.FEEDBACK, withdrawn_at=None).exclude(pk=item.pk)
        if first := twin.first():
            return f"《{other.title}》已经有征集结果反馈《{first.title}》，一条征求意见只能有一条反馈。"
    elif other.relation:
        above = f"《{other.explains.title}》" if other.explains else ""
        return f"《{other.title}》本身是{other.get_relation_display()}，请选它所属的文件{above}。"
    if parents([item.organ_id], relation).filter(pk=other.pk).exists():
        return ""
    if relation in (Relation.FEEDBACK, Relation.SOLICITATION):
        return f"不能填《{other.title}》：它不属于本机关，或者已经撤下。{relation.label}只能填本机关的。"
    return f"不能填《{other.title}》：它不属于本机关和上级机关，或者已经撤下。{SCOPE}"


def not_ready(item: Item, day: date) -> str:
    """Why it may be neither handed in nor published on `day`, as a sentence; empty when it may."""
    return _parent_closed(item) or _by_relation(item, day)


def _parent_closed(item: Item) -> str:
    parent = item.explains
    if parent is None or item.relation not in FOLLOWING or parent.live:
        return ""
    if parent.withdrawn_at:
        return f"所属的文件《{parent.title}》已经撤下，不能送审和发布。请换掉或者清空“所属的文件”。"
    if parent.withholdings.standing().exists() or parent.attribute != Attribute.PROACTIVE:
        return f"所属的文件《{parent.title}》不公开，它的{item.get_relation_display()}也不能送审和发布。"
    return ""


def _by_relation(item: Item, day: date) -> str:
    if item.relation == Relation.SOLICITATION:
        return _solicitation(item, day)
    if item.relation == Relation.FEEDBACK and item.explains is not None:
        closes = item.explains.closes_on
        if closes is None or closes >= day:
            until = f"{closes:%Y-%m-%d}截止，" if closes else "没有写截止日期，"
            return f"《{item.explains.title}》{until}征求意见还没有结束，结束以后才能反馈。"
    if item.relation == Relation.CLARIFICATION and item.explains is None and not item.answers.strip():
        return "澄清要写明澄清的是什么说法，或者填它澄清的文件。请补上“澄清的说法”。"
    return ""


def _solicitation(item: Item, day: date) -> str:
    if item.closes_on is None or not item.opinions_to.strip():
        return "征求意见要写明截止日期和意见寄到哪里。请补上“征求意见截止日期”“意见寄到哪里”。"
    if item.first_published_at is not None:
        day = timezone.localtime(item.first_published_at).date()  # a change does not begin it anew
    if item.closes_on < day:
        return f"征求意见的截止日期{item.closes_on:%Y-%m-%d}已经过去，请改为以后的日期。"
    if item.closes_on < day + timedelta(days=SHORTEST) and not item.shortened_why.strip():
        left = (item.closes_on - day).days
        return (
            f"从公开到截止只有{left}日，公开征求意见一般不少于{SHORTEST}日。"
            "请推后截止日期，或者写明“缩短期限的理由”（《重大行政决策程序暂行条例》第十五条）。"
        )
    return ""


def awaited(item: Item) -> Item | None:
    """The document that must be public before `item` may be (同步公开); None when nothing holds it."""
    parent = item.explains
    return parent if parent is not None and item.relation in FOLLOWING and not parent.live else None


def grouped(children: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    """What belongs to an item, under the headings of a page, in their order; empty ones left out."""
    held = list(children)
    named = [(heading, [one for one in held if one.relation == relation]) for relation, heading in HEADINGS]
    return [(heading, found) for heading, found in named if found]
