"""Checking the public log (核对公开存证): entries against the trail, roots against the entries."""

from collections.abc import Iterator
from typing import Any

from gongkai.trail.checking import Fault, Scope
from gongkai.trail.firsts import fingerprint_of, index_number_of, makes_public, publishing
from gongkai.trail.leaves import leaf_hash_of
from gongkai.trail.merkle import Tree
from gongkai.trail.models import Act, DailyRoot, Link, PublicLogEntry
from gongkai.trail.publictree import leaf_bytes

NAME = "公开存证"
LOT = 500  # entries
WORKER = "后台进程运行以后会补上；一直没有的，请看它的日志。"


def check_log(scope: Scope) -> Iterator[Fault]:
    """Every entry is what its act says, numbered without a gap; every publication that was passed has its entry."""
    last, expected = 0, 1
    total = PublicLogEntry.objects.count()
    while lot := list(PublicLogEntry.objects.filter(number__gt=last).order_by("number")[:LOT]):
        links = Link.objects.filter(number__in=[entry.link_number for entry in lot])
        told = links.values_list("number", "act__subject_kind", "act__subject_id", "act__at", "act__detail")
        acts = {number: tuple(facts) for number, *facts in told}
        for entry in lot:
            if entry.number != expected:
                yield Fault(NAME, f"公开存证第{expected}项到第{entry.number - 1}项", "被删去，序号不连续")
            expected = entry.number + 1
            if said := _wrong(entry, acts.get(entry.link_number)):
                yield Fault(NAME, place(entry), said)
        last = lot[-1].number
        scope.progress(NAME, last, total)
    scope.count("公开存证", total)
    yield from _left_out(scope)


def place(entry: PublicLogEntry) -> str:
    """How an entry is named."""
    known = f"索引号 {entry.index_number}" if entry.index_number else entry.address
    return f"公开存证第{entry.number}项（{known}）"


def _wrong(entry: PublicLogEntry, act: tuple[Any, ...] | None) -> str:
    """What does not agree in an entry; empty when all does."""
    if leaf_hash_of(entry) != entry.leaf:
        return "内容被改动，与它的叶不符"
    if act is None:
        return f"找不到它所根据的第{entry.link_number}条办理记录"
    kind, key, at, detail = act
    told = (kind, key, at, index_number_of(detail), fingerprint_of(detail))
    held = (entry.subject_kind, entry.subject_id, entry.first_published_at)
    if told != (*held, entry.index_number, entry.fingerprint):
        return f"与第{entry.link_number}条办理记录写的首次发布不符"
    return ""


def _left_out(scope: Scope) -> Iterator[Fault]:
    """First publications that the log has passed over; those beyond its end are still to come."""
    end = PublicLogEntry.objects.order_by("-link_number").values_list("link_number", flat=True).first() or 0
    held = set(
        PublicLogEntry.objects.values_list("subject_kind", "subject_id")
    )  # after `end`: the log may grow meanwhile
    rows = publishing().order_by("link__number")
    waiting = 0
    for number, kind, key, label, detail in rows.values_list(
        "link__number", "subject_kind", "subject_id", "subject_label", "detail"
    ).iterator():
        if (kind, key) in held or not makes_public(kind, detail):
            continue
        held.add((kind, key))
        if number is not None and number <= end:
            known = f"索引号 {detail['索引号']}" if "索引号" in detail else "年度报告"
            where = f"第{number}条办理记录发布的“{label[:30]}”（{known}）"
            yield Fault(NAME, where, "没有公开存证，它的存证被删去")
        else:
            waiting += 1
    if waiting:
        scope.remarks.append(f"有{waiting}条信息的首次公开还没有记入公开存证。{WORKER}")


def check_roots(scope: Scope) -> Iterator[Fault]:
    """Every daily root is the root of the entries there are, holds those before, and is the one the trail tells of."""
    roots = list(
        DailyRoot.objects.order_by("day")
    )  # before what they are held against, which may grow meanwhile
    leaves = PublicLogEntry.objects.order_by("number").values_list("leaf", flat=True).iterator()
    tree, before = Tree(map(leaf_bytes, leaves)), 0
    made = Act.objects.filter(subject_kind="trail.dailyroot", verb="每日存证")
    told = {detail.get("日期"): detail for detail in made.values_list("detail", flat=True)}
    for root in roots:
        scope.count("每日存证")
        where = f"{root.day:%Y-%m-%d}的每日存证"
        detail = told.pop(str(root.day), {})
        facts = (root.size, root.root, root.link_number, root.chain)
        if facts != tuple(detail.get(name) for name in ("总数", "根", "办理记录数", "链尾")):
            yield Fault(NAME, where, "与办理记录写的不符，根、总数或者链尾被改动")
        if root.size > len(tree):
            yield Fault(NAME, where, f"共有{root.size}项，现在只剩{len(tree)}项，存证被删去")
        elif root.size < before or tree.root(root.size).hex() != root.root:
            yield Fault(NAME, where, "由现在的存证算不出这一天公布的根，存证或者根被改动")
        before = root.size
    made_since = {str(day) for day in DailyRoot.objects.values_list("day", flat=True)}
    for day in told.keys() - made_since:
        yield Fault(NAME, f"{day}的每日存证", "被删去，只剩下办理记录")
