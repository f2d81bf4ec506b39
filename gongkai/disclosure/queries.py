"""Reading disclosure: what the report counts, what the office must do, what the portal lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from gongkai.disclosure.models import (
    UNDER_WAY,
    Charge,
    Decision,
    Delegation,
    DocumentKind,
    Item,
    Matter,
    MatterKind,
    NormativeDocument,
    Placement,
    Procurement,
    PublishedFinding,
    Relation,
    Review,
    ReviewState,
    ReviewStep,
    Sequence,
    Validity,
    Withheld,
)
from gongkai.law.dated import NotInForce
from gongkai.law.duties import STATUTORY
from gongkai.law.publication import Due, Limit, publication_due
from gongkai.law.workdays import Calendar
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Organ, Person
from gongkai.trail.queries import acts_on

MARKED = "标注有效性"  # the act by which a public document's validity changes
UNEXPLAINED_AFTER = (
    3  # working days: the outer limit where 解读 does not come with the document (国办发〔2017〕47号)
)
LOOKED_BACK = 365  # days: older documents are not asked after


@dataclass(frozen=True)
class Returned:
    """A return (退回): by whom (None: masked copies took the place of the draft), when, and the whole reason."""

    by: Person | None
    at: datetime | None
    reason: str


def items_first_published(organ: Organ, year: int) -> QuerySet[Item]:
    """Items of `organ` first published in `year`, China time; a later withdrawal does not unpublish history.

    What another site had published before it came here (旧信息) was counted there and then.
    """
    return Item.objects.filter(organ=organ, address_year=year, published_elsewhere_on=None)


def documents(organ: Organ, kind: DocumentKind) -> QuerySet[NormativeDocument]:
    """The register of 规章 or 行政规范性文件, struck rows left out."""
    return NormativeDocument.objects.filter(organ=organ, kind=kind, struck_at=None)


def documents_in_force(organ: Organ, kind: DocumentKind, day: date) -> QuerySet[NormativeDocument]:
    """Documents made by and not repealed on `day`."""
    return documents(organ, kind).filter(Q(repealed_on=None) | Q(repealed_on__gt=day), issued_on__lte=day)


def matters(organ: Organ, kind: MatterKind) -> QuerySet[Matter]:
    """The organ's list of matters of one kind, struck rows left out."""
    return Matter.objects.filter(organ=organ, kind=kind, struck_at=None)


def matters_on(organ: Organ, kind: MatterKind, day: date) -> QuerySet[Matter]:
    """Matters on the list on `day`."""
    return matters(organ, kind).filter(Q(until=None) | Q(until__gt=day), since__lte=day)


def decisions(organ: Organ, kind: MatterKind, year: int) -> QuerySet[Decision]:
    """Decisions taken in `year`, whether published or lawfully not."""
    return Decision.objects.filter(organ=organ, kind=kind, decided_on__year=year, struck_at=None)


def charges(organ: Organ, year: int) -> QuerySet[Charge]:
    """Charges collected in `year`."""
    return Charge.objects.filter(organ=organ, collected_on__year=year, struck_at=None)


def procurements(organ: Organ, year: int) -> QuerySet[Procurement]:
    """Centralised procurements contracted in `year`."""
    return Procurement.objects.filter(organ=organ, contracted_on__year=year, struck_at=None)


def publication_deadline(item: Item, calendar: Calendar) -> Due | None:
    """By when `item` must be public, with the count behind it (Art. 26, or its column's shorter limit).

    None for what has no limit: formed before the regulation was in force, or public elsewhere before it came here.
    """
    if item.published_elsewhere_on is not None:
        return None
    limit = None
    if item.node.limit_days < STATUTORY:
        limit = Limit(item.node.limit_days, item.node.limit_basis or f"本机关目录“{item.node}”的公开时限")
    try:
        return publication_due(item.formed_on, changed_on=item.changed_on, limit=limit, calendar=calendar)
    except NotInForce:
        return None


def waiting_for_review(organ_ids: Iterable[int]) -> QuerySet[ReviewStep]:
    """Steps whose turn it is, of these organs' drafts: the earliest due first, those without a day last."""
    return (
        ReviewStep.objects.filter(
            review__state__in=UNDER_WAY, review__item__organ_id__in=organ_ids,
            begun_at__isnull=False, decided_at=None,
        )
        .select_related("review__item__organ", "review__item__node", "review__submitted_by", "person")
        .order_by(F("due_on").asc(nulls_last=True), "begun_at")
    )  # fmt: skip


def reviews_waiting(
    person: Person, organ_ids: Iterable[int], day: date
) -> tuple[list[ReviewStep], list[ReviewStep]]:
    """The steps that are `person`'s today, delegated ones and those without a person among them; then the others."""
    lent = set(Delegation.objects.in_force(day).filter(deputy=person).values_list("organ_id", "person_id"))
    mine: list[ReviewStep] = []
    others: list[ReviewStep] = []
    for step in waiting_for_review(organ_ids):
        item = step.review.item
        if step.review.state == ReviewState.REFERRED:
            asked = step.review.referrals.filter(public=None, recalled_at=None).first()
            step.waited = asked.waited(day) if asked else 0  # type: ignore[attr-defined]
        own = step.person_id in (None, person.pk) or (item and (item.organ_id, step.person_id) in lent)
        (mine if own else others).append(step)
    return mine, others


def findings_open(organ_ids: Iterable[int]) -> QuerySet[PublishedFinding]:
    """What looking through the archive has found in these organs and nobody has dealt with."""
    return PublishedFinding.objects.filter(item__organ_id__in=organ_ids, settled_at=None)


def drafts_of(organ_ids: Iterable[int]) -> list[Item]:
    """Items of these organs that never were public, do not wait for review and are to be made public at all."""
    withheld = Exists(Withheld.objects.standing().filter(item=OuterRef("pk")))
    return list(
        Item.objects.filter(organ_id__in=organ_ids, first_published_at=None, submitted_revision=None)
        .exclude(withheld)
        .exclude(Exists(Review.objects.filter(item=OuterRef("pk"), held_at__isnull=False)))
        .select_related("node")
        .defer("body")
    )


def returned(person: Person, organ_ids: Iterable[int]) -> QuerySet[Item]:
    """Items that a reviewer sent back to `person`, who wrote or handed them in, and that are not handed in again."""
    latest = Review.objects.filter(item=OuterRef("pk")).order_by("-id")
    withheld = Exists(Withheld.objects.standing().filter(item=OuterRef("pk")))
    return (
        Item.objects.filter(organ_id__in=organ_ids, submitted_revision=None)
        .annotate(last=Subquery(latest.values("state")[:1]), sent=Subquery(latest.values("submitted_by")[:1]))
        .filter(Q(author=person) | Q(sent=person.pk), last=ReviewState.RETURNED)
        .exclude(withheld)
        .order_by("-id")
    )


def return_of(item: Item) -> Returned | None:
    """Who sent the latest draft back, when and why; None unless the last review ended so."""
    last = next(iter(item.reviews.all()), None)
    if last is None or item.submitted_revision_id or last.state != ReviewState.RETURNED:
        return None
    step = last.steps.filter(decided_at=last.closed_at).select_related("decided_by").last()
    if step is None:
        return Returned(None, last.closed_at, "已换成遮盖后的副本。请核对遮盖的地方，再重新送审。")
    return Returned(step.decided_by, last.closed_at, step.remark)


def past_due(items: Iterable[Item], day: date) -> list[Item]:
    """Those of `items` whose publication due day has passed on `day`; a provisional due day has not."""
    calendar = working_calendar()
    deadlines = ((item, publication_deadline(item, calendar)) for item in items)
    return [item for item, due in deadlines if due is not None and due.day is not None and due.day < day]


def beside(node_id: int, position: int) -> tuple[Item | None, Item | None]:
    """The public items next to `position` in a column's list, the older and the newer.

    Only the column's own: what its list takes over from columns under it has neighbours there.
    """
    shown = [f"item__{field}" for field in ("title", "organ_id", "address_year", "address_serial")]
    own = Placement.objects.filter(node_id=node_id, item__node_id=node_id, item__live=True)
    own = own.select_related("item").only("item", *shown)
    older = own.filter(position__lt=position).order_by("-position")[:1]
    newer = own.filter(position__gt=position).order_by("position")[:1]
    return next((one.item for one in older), None), next((one.item for one in newer), None)


def addresses_given(organ: Organ | None = None) -> list[tuple[str, int, int]]:
    """Slug, year, and how many items got an address in it, of one organ or all; withdrawn items keep theirs."""
    given = Sequence.objects.filter(scope__startswith="address:").order_by("organ_id", "scope")
    if organ is not None:
        given = given.filter(organ=organ)
    return [
        (slug, int(scope.removeprefix("address:")), last)
        for slug, scope, last in given.values_list("organ__slug", "scope", "last")
    ]


def ever_policy_document(item: Item) -> bool:
    """Whether `item` has a validity, or had one in a draft or by a mark, so that it may stand on a list of such."""
    if item.validity or item.revisions.exclude(content__validity="").exists():
        return True
    return acts_on(item).filter(verb=MARKED).exists()


def unexplained(organ_ids: Iterable[int], day: date) -> QuerySet[Item]:
    """Public documents in force of these organs that nobody has explained (解读) within three working days.

    A hint, no fault: not every document needs it. Whatever waits with its draft counts as explained, a withdrawn
    explanation does not. What came from another site is not asked after: it was explained there or not at all.
    """
    calendar = working_calendar()
    latest = day
    while calendar.knows(latest) and calendar.working_days_between(latest, day) < UNEXPLAINED_AFTER:
        latest -= timedelta(days=1)
    explained = Exists(
        Item.objects.filter(explains=OuterRef("pk"), relation=Relation.EXPLANATION, withdrawn_at=None)
    )
    return (
        Item.objects.filter(organ_id__in=organ_ids, live=True, validity=Validity.VALID, relation="")
        .filter(~explained, published_elsewhere_on=None)
        .filter(first_published_at__date__range=(day - timedelta(days=LOOKED_BACK), latest))
        .select_related("organ", "node")
        .order_by("-first_published_at")
    )


def lacks_explanation(item: Item) -> bool:
    """Whether `item` is a policy document whose 解读 nobody has begun (同步解读, 国办发〔2017〕47号)."""
    draft = item.get_latest_revision_as_object() if item.pk else item
    if not draft.validity or draft.relation:
        return False
    return not item.explanations.filter(relation=Relation.EXPLANATION, withdrawn_at=None).exists()


def unanswered(organ_ids: Iterable[int], day: date) -> QuerySet[Item]:
    """Solicitations of these organs that ended before `day` and whose outcome is not public, the oldest first."""
    told = Item.objects.public().filter(explains=OuterRef("pk"), relation=Relation.FEEDBACK)
    return (
        Item.objects.public()
        .filter(organ_id__in=organ_ids, relation=Relation.SOLICITATION, closes_on__lt=day)
        .filter(~Exists(told))
        .select_related("organ")
        .order_by("closes_on", "pk")
    )
