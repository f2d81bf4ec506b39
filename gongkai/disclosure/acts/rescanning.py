"""Looking through the archive with today's rules: a lot at a time, cut off anywhere, taken up again."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from gongkai.disclosure.acts.reasons import stated
from gongkai.disclosure.acts.standing import allow, day_of
from gongkai.disclosure.models import Item, PublishedFinding, Rescan, ReviewFinding
from gongkai.disclosure.reviewing.known import Known
from gongkai.disclosure.reviewing.screening import RULES, Found, screened
from gongkai.organs.models import Person
from gongkai.organs.permissions import REVIEWING
from gongkai.screening.content.facts import NOTHING_KNOWN
from gongkai.screening.content.finding import Severity
from gongkai.screening.content.masked import Let, is_let
from gongkai.screening.content.quoting import quotable
from gongkai.trail.acts import Refused, record

UNSAID = "请写明怎样处理的，例如“已撤下”“核对过，是公开的办公电话”。"
LOT = 100  # items in one transaction


@transaction.atomic
def begin_rescan(*, at: datetime) -> Rescan:
    """The look that is under way with these rules, or a new one; one with older rules is ended as it is."""
    under_way = Rescan.objects.select_for_update().filter(ended_at=None)
    for older in under_way.exclude(rules=RULES):
        older.ended_at = at
        older.save(update_fields=["ended_at"])
    held = under_way.filter(rules=RULES).first()
    if held is None:
        held = Rescan.objects.create(rules=RULES, begun_at=at)
        record(verb="筛查历史信息", subject=held, by=None, at=at)
    return held


def rescan_lot(*, rescan: Rescan, at: datetime, lot: int = LOT, known: Known | None = None) -> int:
    """Look at the next public items and open a task for each new finding; gives how many items, 0 at the end.

    Everything is read before anything is locked: the archive is looked through while others work. Whoever
    looks through many lots hands in what is `known`.
    """
    rescan.refresh_from_db()
    if rescan.ended_at is not None:
        return 0
    known = known or Known()
    ahead = Item.objects.public().filter(pk__gt=rescan.last_item).order_by("pk")
    items = list(ahead.select_related("organ", "node").prefetch_related("attachments__stored_file")[:lot])
    let_through = _let_through(items)
    made = [
        _task(item, one, at)
        for item in items
        for one in screened(item, day_of(item.first_published_at or at), known).found
        if one.finding.severity is not Severity.INFO
        and not is_let(one.finding, let_through[item.pk, _named(one)])
    ]
    _keep(rescan, items, made, at)
    return len(items)


@transaction.atomic
def _keep(rescan: Rescan, items: list[Item], made: list[PublishedFinding], at: datetime) -> None:
    """The tasks and how far the look has come, both or neither; nothing when another has looked here meanwhile."""
    stands = Rescan.objects.select_for_update().get(pk=rescan.pk)
    if stands.ended_at is not None or stands.last_item != rescan.last_item:
        return
    tasks = PublishedFinding.objects.filter(item__in=items)
    before = tasks.count()
    PublishedFinding.objects.bulk_create(made, ignore_conflicts=True)
    stands.found += tasks.count() - before
    stands.items += len(items)
    if items:
        stands.last_item = items[-1].pk
    else:
        stands.ended_at = at
    stands.save()


def _named(one: Found) -> str:
    """The part as it may be written down: a file can be named with the very number nobody may see."""
    return quotable(one.part, NOTHING_KNOWN)[:200]


def _let_through(items: list[Item]) -> dict[tuple[int | None, str], Let]:
    """What a reviewer let through with a reason is no news: by item and part."""
    held = ReviewFinding.objects.filter(review__item__in=items, overridden_at__isnull=False)
    let: dict[tuple[int | None, str], Let] = defaultdict(frozenset)
    for item, part, *known in held.values_list("review__item_id", "part", "kind", "where", "excerpt"):
        let[item, part] |= {(known[0], known[1], known[2])}
    return let


def _task(item: Item, one: Found, at: datetime) -> PublishedFinding:
    return PublishedFinding(
        item=item, part=_named(one), stored_file=one.stored, kind=one.finding.kind.value,
        severity=one.finding.severity.value, where=one.finding.where[:200],
        excerpt=one.finding.excerpt[:200], found_at=at,
    )  # fmt: skip


@transaction.atomic
def settle_finding(*, finding: PublishedFinding, by: Person, at: datetime, outcome: str) -> PublishedFinding:
    """Say what became of a finding in something public: put right, taken down, or looked at and lawful.

    What must be dealt with is not settled by whoever wrote it, nor with a full stop.
    """
    finding = (
        PublishedFinding.objects.select_for_update(of=("self",))
        .select_related("item__organ", "item__live_revision")
        .get(pk=finding.pk)
    )
    allow(by, REVIEWING, finding.item, "审核人")
    if finding.settled_at is not None:
        raise Refused("这一处已经处理过。")
    finding.outcome = stated(outcome, UNSAID)
    if finding.severity == Severity.BLOCK.value:
        wrote = finding.item.live_revision.user_id if finding.item.live_revision else None
        if by.pk in {finding.item.author_id, wrote}:
            raise Refused("必须处理的筛查发现，起草人、修改人不能自己处理，请另一个有审查职责的人办理。")
    finding.settled_at, finding.settled_by = at, by
    finding.save(update_fields=["outcome", "settled_at", "settled_by"])
    record(
        verb="处理筛查发现", subject=finding.item, by=by, at=at, organ_id=finding.item.organ_id,
        detail={"位置": f"{finding.part} {finding.where}", "处理": finding.outcome},
    )  # fmt: skip
    return finding
