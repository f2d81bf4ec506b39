"""Checking the chain (核对办理记录): every act as it was written, every link in its place, none missing."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.trail.checking import RESTORE, Anchor, Fault, Scope
from gongkai.trail.digests import FIRST, act_digest, link_value
from gongkai.trail.models import Act, DailyRoot, Link, Unlinked

CHINA = ZoneInfo("Asia/Shanghai")
NAME = "办理记录"
SLACK = timedelta(days=1)  # an act may be this much older than the root made before it was linked
AHEAD = timedelta(hours=1)  # and lie this far beyond the check's own clock
PATIENCE = timedelta(minutes=5)  # by then an act is linked, or nobody links
STEP = 10_000  # acts between two reports of progress
NAMED = 100  # missing ones of one gap that are named one by one
FACTS = (
    "act__at", "act__verb", "act__actor_id", "act__actor_name", "act__organ_id",
    "act__subject_kind", "act__subject_id", "act__subject_label", "act__detail",
)  # fmt: skip
LATER = "写着的时间还没有到"
EARLIER = "写着的时间比封存它以前公布的每日存证还早一天以上，可能是后来补写、倒填的"
FORGED = "可能是绕过系统写入的，也可能是服务器的时钟不对。请核对时钟，查明是谁写的。"
NOT_LINKED = (
    "请确认后台进程（gongkai serve 或者 gongkai worker）在运行；在运行而仍未封存的，可能是绕过系统写入的。"
)


def check_chain(scope: Scope) -> Iterator[Fault]:
    """Every act's digest and every link's value recomputed, from the first act of `scope.since` on.

    Where the chain ends is asked first: what is linked while the check runs is left to the next.
    """
    previous, number = _beginning(scope)
    anchors, floors = _anchors(scope, number), _Floors()
    end = Link.objects.order_by("-number").values_list("number", flat=True).first() or 0
    links = Link.objects.filter(number__gt=number, number__lte=end).order_by("number")
    total = links.count()
    rows = links.values_list("number", "chain", "act_id", "act__digest", *FACTS).iterator(chunk_size=2000)
    for done, (found, chain, act_id, digest, *facts) in enumerate(rows, start=1):
        if found != number + 1:
            yield from _missing(number + 1, found - 1)
            previous = _chain_at(found - 1) or previous
        if act_digest(*facts) != digest:
            yield Fault(NAME, _place(found, facts), "内容被改动，与写入时的摘要不符")
        if link_value(previous, found, act_id, digest) != chain:
            yield Fault(NAME, _place(found, facts), "与前一条接不上，这条记录的摘要或者它的封存被改动")
        if what := floors.untimely(found, facts[0], scope.now):
            yield Fault(NAME, _place(found, facts), what, FORGED)
        for anchor in anchors.pop(found, ()):
            if anchor.chain != chain:
                yield _not_the_anchor(anchor)
        previous, number = chain, found
        if done % STEP == 0:
            scope.progress(NAME, done, total)
    if number < end:
        yield from _missing(number + 1, end)
        previous, number = _chain_at(end), end
    for anchor in (one for place in sorted(anchors) if place > end for one in anchors[place]):
        yield _cut_off(anchor, end)
    scope.count("办理记录", total)
    scope.end = Anchor(number, previous, "链尾")


def check_waiting(scope: Scope) -> Iterator[Fault]:
    """Every act is in the chain, but those of the last minutes."""
    due = scope.now - PATIENCE
    for act in Act.objects.filter(link=None).order_by("pk").iterator():
        where = f"编号{act.pk}的办理记录（{_told(act.at, act.actor_name, act.verb, act.subject_label)}）"
        if act.at > scope.now + AHEAD:
            yield Fault(NAME, where, LATER, FORGED)
        elif act.at < due:
            yield Fault(NAME, where, "没有封存", NOT_LINKED)
        else:
            scope.count("等待封存")
    gone = Unlinked.objects.exclude(act_id__in=Act.objects.values("pk"))
    for act_id in gone.values_list("act_id", flat=True):
        yield Fault(NAME, f"编号{act_id}的办理记录", "还没有封存就被删去")


class _Floors:
    """Where the chain ended at each daily root, and when that was made.

    Before the first root years may have been entered at once, each act with its own day (a demonstration).
    """

    def __init__(self) -> None:
        roots = DailyRoot.objects.order_by("link_number", "made_at")
        self.rows = list(roots.values_list("link_number", "made_at"))
        self.ends = [end for end, _ in self.rows]

    def untimely(self, number: int, at: datetime, now: datetime) -> str:
        """Whether an act says it was done long before a root made before it was linked, or later than now; else empty."""
        if at > now + AHEAD:
            return LATER
        place = bisect_left(self.ends, number)
        return EARLIER if place and at < self.rows[place - 1][1] - SLACK else ""


def _beginning(scope: Scope) -> tuple[str, int]:
    """The value and number after which to check: 0, or the link before the first of the day."""
    if scope.since is None:
        return FIRST, 0
    midnight = datetime.combine(scope.since, time(), CHINA)
    links = Link.objects.filter(act__at__gte=midnight).order_by("number")
    first = links.values_list("number", flat=True).first()
    if first is None:  # nothing since: the last link stands for all
        first = (Link.objects.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    if first == 1:
        return FIRST, 0
    scope.remarks.append(f"从第{first}条办理记录起核对；第{first - 1}条的链值相信是对的，没有重算。")
    return _chain_at(first - 1), first - 1


def _chain_at(number: int) -> str:
    return Link.objects.filter(number=number).values_list("chain", flat=True).first() or ""


def _anchors(scope: Scope, first: int) -> dict[int, list[Anchor]]:
    """By number: what the daily roots and the caller say the chain was, beyond link `first`."""
    known = [
        Anchor(number, chain, f"{day}的每日存证")
        for day, number, chain in DailyRoot.objects.values_list("day", "link_number", "chain")
    ]
    by_number: dict[int, list[Anchor]] = {}
    for anchor in [*known, *scope.anchors]:
        if anchor.number > first:
            by_number.setdefault(anchor.number, []).append(anchor)
    return by_number


def _missing(first: int, last: int) -> Iterator[Fault]:
    """Links that the join with their acts passed over: the link is gone, or the act is."""
    held = dict(Link.objects.filter(number__gte=first, number__lte=last).values_list("number", "act_id"))
    numbers = iter(range(first, last + 1))
    for number in islice(numbers, NAMED):
        if number in held:
            yield Fault(NAME, f"第{number}条办理记录（编号{held[number]}）", "被删去，只剩下它的封存")
        else:
            yield Fault(NAME, f"第{number}条办理记录", "封存被删去，序号不连续")
    if rest := sum(1 for _ in numbers):
        yield Fault(NAME, f"第{first + NAMED}条到第{last}条办理记录", f"另有{rest}条被删去")


def _place(number: int, facts: list[Any]) -> str:
    at, verb, _, name, _, _, _, label, _ = facts
    return f"第{number}条办理记录（{_told(at, name, verb, label)}）"


def _told(at: datetime, name: str, verb: str, label: str) -> str:
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M} {name} {verb} {label[:30]}"


def _not_the_anchor(anchor: Anchor) -> Fault:
    what = f"链值与{anchor.source}写的不同，这一条或者以前的记录被整体改写过"
    return Fault(NAME, f"第{anchor.number}条办理记录", what, RESTORE)


def _cut_off(anchor: Anchor, end: int) -> Fault:
    return Fault(
        NAME, f"链尾第{end}条办理记录", f"{anchor.source}写着已有{anchor.number}条，末尾的记录被删去"
    )
