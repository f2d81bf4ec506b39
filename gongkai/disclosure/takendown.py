"""What was taken down (撤下): when and why, who may still see it, what the public is told, and what is due."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from gongkai.disclosure.models import Annulment, Item, StepKind, TakeDown, TakeDownGround
from gongkai.disclosure.reviewing.chain import role_of
from gongkai.disclosure.told import TAKEN_DOWN
from gongkai.law.dated import NotInForce
from gongkai.law.publication import Due, withdrawal_due
from gongkai.law.workdays import Calendar
from gongkai.organs.models import Person
from gongkai.organs.permissions import MANAGING, may
from gongkai.trail.models import Act
from gongkai.trail.queries import acts_on

SEALING = frozenset({TakeDownGround.PERSONAL, TakeDownGround.SECRET})
REPORT_LEAK = (
    "涉及国家秘密、工作秘密的：不要转发、不要重新上传；发现泄密的，24小时内报告同级保密行政管理部门和上级主管部门"
    "（《保守国家秘密法实施条例》）。"
)


def withdrawals(item: Item) -> QuerySet[Act]:
    """Every time `item` was taken down, newest first, as the trail tells it: coming back blanks nothing there."""
    return acts_on(item).filter(verb=TAKEN_DOWN)


def standing_takedown(item: Item) -> TakeDown | None:
    """The take-down because of which `item` is not public now."""
    if item.live or item.pk is None:
        return None
    return item.takedowns.select_related("by", "ordering_organ").first()


def sealed_off(item: Item) -> TakeDown | None:
    """The take-down after which hardly anybody may see the content: personal information or a secret leaked."""
    taken = standing_takedown(item)
    return taken if taken is not None and taken.ground in SEALING else None


SEALED = "这条信息因为泄密或者泄露个人信息已经撤下封存，不能再修改、送审。改好以后要公开的，请另行起草。"


def sealed_items() -> QuerySet[Item]:
    """All that is sealed off like that."""
    last = TakeDown.objects.filter(item=OuterRef("pk")).order_by("-id").values("ground")[:1]
    return Item.objects.filter(live=False).annotate(_ground=Subquery(last)).filter(_ground__in=SEALING)


def may_see_sealed(person: Person, organ_id: int, day: date) -> bool:
    """保密审查人, or who does that where nobody holds the office, and administrators: they may open the evidence too."""
    return may(person, {role_of(StepKind.SECRECY, organ_id, day)} | MANAGING, organ_id)


def hidden_ids(person: Person, organ_ids: Iterable[int], day: date) -> frozenset[int]:
    """Numbers of the items of these organs that `person` may not see the content of."""
    barred = [one for one in organ_ids if not may_see_sealed(person, one, day)]
    return frozenset(sealed_items().filter(organ_id__in=barred).values_list("pk", flat=True))


def told_publicly(item: Item) -> TakeDown | None:
    """The take-down that the old address still tells of: a decision that was undone (行政处罚法第四十八条)."""
    taken = standing_takedown(item)
    return taken if taken is not None and taken.public_note else None


def told_publicly_ids(organ_id: int) -> list[int]:
    """Numbers of the organ's items whose old address tells why they are gone."""
    last = TakeDown.objects.filter(item=OuterRef("pk")).order_by("-id").values("public_note")[:1]
    gone = Item.objects.filter(organ_id=organ_id, live=False).annotate(_note=Subquery(last))
    return list(gone.exclude(_note=None).exclude(_note="").order_by("pk").values_list("pk", flat=True))


def withdrawal_deadline(decided_on: date, calendar: Calendar) -> Due | None:
    """By when a decision undone on that day must be off the public side; None before the law set a limit."""
    try:
        return withdrawal_due(decided_on, calendar=calendar)
    except NotInForce:
        return None


def open_annulments(organ_ids: Iterable[int]) -> QuerySet[Annulment]:
    """Decisions known to be undone whose items have not been taken down since."""
    done = TakeDown.objects.filter(item=OuterRef("item"), at__gte=OuterRef("at"))
    open_ones = Annulment.objects.filter(~Exists(done), item__organ_id__in=organ_ids, item__live=True)
    return open_ones.select_related("item__organ").order_by("decided_on", "pk")
