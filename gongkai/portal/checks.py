"""Checking the public folder (核对网站文件): what lies there against the records and the public log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q

from gongkai.disclosure.models import Item
from gongkai.portal.pages.evidence import FOLDER, proof_of
from gongkai.portal.pages.items import item_stem, public_files, stub_of
from gongkai.portal.pages.reports import report_folder
from gongkai.portal.plan import everything
from gongkai.portal.publisher import ALL
from gongkai.reporting.models import AnnualReport
from gongkai.trail.checking import Anchor, Check, Fault, Scope
from gongkai.trail.firsts import ITEM, REPORT
from gongkai.trail.models import DailyRoot, Outbox, PublicLogEntry
from gongkai.trail.publictree import LogBroken

NAME, PAGES = "网站文件", "全部网页"
LOT = 200  # items
REWRITE = "请查明原因；确认记录无误后，用 gongkai publish --all 重写网站。"
WORKER = "请确认后台进程（gongkai serve 或者 gongkai worker）在运行，看它的日志，更新以后再核对。"
STUCK = timedelta(minutes=15)
SHOWN_FACTS = {"总数": "size", "根": "root", "办理记录数": "link_number", "链尾": "chain"}


def anchors_in(content: bytes, source: str) -> tuple[list[Anchor], dict[str, dict[str, Any]]]:
    """What a roots.json says: where the chain ended on each day, and the day's facts. Raises ValueError."""
    try:
        days = {str(day["日期"]): dict(day) for day in json.loads(content)["每日存证"]}
        anchors = [
            Anchor(int(day["办理记录数"]), str(day["链尾"]), f"{source}里{name}的一行")
            for name, day in days.items()
        ]
    except (ValueError, KeyError, TypeError) as fault:
        raise ValueError(f"{source}不是每日存证的 roots.json") from fault
    return anchors, days


def check_roots_file(scope: Scope) -> Iterator[Fault]:
    """The roots that the site shows are those of the records; a root just made may still wait to be shown."""
    if not Path(settings.SITE_ROOT).is_dir():
        return  # said by check_site
    faults = list(_roots_shown())
    if faults and not _owed().roots:  # the file may have been written while it was read
        yield from _roots_shown()
    elif faults:
        scope.remarks.append("有每日存证等待公布，没有核对网站上的每日存证。")


def _roots_shown() -> Iterator[Fault]:
    source = f"网站的 {FOLDER}/roots.json"
    content, held = _read(Path(settings.SITE_ROOT) / FOLDER / "roots.json"), _root_days()
    if content is None and not held:
        return
    try:
        _, days = anchors_in(content or b"", source)
    except ValueError:
        yield Fault(NAME, source, "不见了，或者读不出，内容被改动", REWRITE)
        return
    yield from roots_against(days, source)
    for day in sorted(held - days.keys()):
        yield Fault(NAME, source, f"{day}的每日存证不在里面", REWRITE)


def _root_days() -> set[str]:
    return {str(day) for day in DailyRoot.objects.values_list("day", flat=True)}


def check_outbox(scope: Scope) -> Iterator[Fault]:
    """Nothing waits long for its pages: what waits is not looked at on the site, and must not hide it for ever."""
    if not Path(settings.SITE_ROOT).is_dir():
        return  # never published: said by check_site
    since, until = scope.now - STUCK, scope.now + STUCK
    late = Outbox.objects.filter(Q(at__lt=since) | Q(at__gt=until))
    if number := late.count():
        yield Fault(NAME, f"有{number}处待更新的网页", "等了超过15分钟还没有更新，这几处网站没有核对", WORKER)


def roots_against(days: dict[str, dict[str, Any]], source: str) -> Iterator[Fault]:
    """Every day that a roots.json has is the same in the records."""
    held = {str(root.day): root for root in DailyRoot.objects.all()}
    for day, said in days.items():
        root = held.get(day)
        if root is None:
            yield Fault(NAME, f"{day}的每日存证", f"{source}里有，记录里没有，记录被删去")
        elif any(said.get(name) != getattr(root, fact) for name, fact in SHOWN_FACTS.items()):
            yield Fault(NAME, f"{day}的每日存证", f"与{source}里的不同，其中一个被改动")


def check_site(scope: Scope) -> Iterator[Fault]:
    """Each public item has its page, its data, its attachments byte for byte, and its proof; a withdrawn one nothing."""
    root, owed = Path(settings.SITE_ROOT), _owed()
    if not root.is_dir() or owed.all:
        scope.remarks.append("网站还没有写好，或者正要整个重写，没有核对网站上的信息。")
        return
    keys = list(Item.objects.filter(address_serial__isnull=False).order_by("pk").values_list("pk", flat=True))
    roots = list(DailyRoot.objects.order_by("size", "day"))
    for start in range(0, len(keys), LOT):
        lot = Item.objects.filter(pk__in=keys[start : start + LOT]).select_related("organ").defer("body")
        entries = {
            one.subject_id: one
            for one in PublicLogEntry.objects.filter(
                subject_kind=ITEM, subject_id__in=keys[start : start + LOT]
            )
        }
        for item in lot.prefetch_related("attachments__stored_file"):
            found = list(_item(root, item, _proof(entries.get(item.pk), roots) if item.live else None))
            if found and ((ITEM, item.pk) in owed.records or _changing(item, len(roots))):
                scope.remarks.append(f"核对时正在更新“{item.title[:30]}”的网页，没有核对。")
            else:
                yield from found
        scope.progress(NAME, min(start + LOT, len(keys)), len(keys))
    scope.count(NAME, len(keys))


def check_reports(scope: Scope) -> Iterator[Fault]:
    """Each published annual report has its page and its proof."""
    root, roots = Path(settings.SITE_ROOT), list(DailyRoot.objects.order_by("size", "day"))
    owed = _owed()
    if not root.is_dir() or owed.all:
        return  # said by check_site
    entries = {one.subject_id: one for one in PublicLogEntry.objects.filter(subject_kind=REPORT)}
    for record in AnnualReport.objects.select_related("organ").defer("snapshot"):
        folder, public = report_folder(record), record.published_at is not None
        if (REPORT, record.pk) in owed.records:
            continue
        if (root / folder / "index.html").is_file() != public:
            yield Fault(NAME, f"网站的 {folder}/index.html", "年度报告的网页不见了，或者多出", REWRITE)
        proof = _proof(entries.get(record.pk), roots) if public else None
        if _read(root / folder / "report.proof.json") != proof and not owed.roots:
            yield Fault(
                NAME,
                f"网站的 {folder}/report.proof.json",
                "存证文件与公开存证不符，被改动、删去或者多出",
                REWRITE,
            )


def _item(root: Path, item: Item, proof: bytes | None) -> Iterator[Fault]:
    stem = item_stem(item.organ.slug, item)
    for ending in ("html", "json"):
        there = (root / f"{stem}.{ending}").is_file()
        told = ending == "html" and stub_of(item) is not None
        if there and not item.live and not told:
            yield Fault(NAME, f"网站的 {stem}.{ending}", "信息已经撤下，网页还在", REWRITE)
        elif not there and item.live:
            yield Fault(NAME, f"网站的 {stem}.{ending}", "信息已经公开，网页不见了", REWRITE)
        elif not there and told:
            yield Fault(NAME, f"网站的 {stem}.{ending}", "说明撤回理由的网页不见了", REWRITE)
    if _read(root / f"{stem}.proof.json") != proof:
        yield Fault(
            NAME, f"网站的 {stem}.proof.json", "存证文件与公开存证不符，被改动、删去或者多出", REWRITE
        )
    for file in public_files(item) if item.live else ():
        content = _read(root / file.path)
        if content is None or sha256(content).hexdigest() != file.stored.sha256:
            yield Fault(
                NAME, f"网站的 {file.path}", f"附件“{file.title}”与审查时的原件不符，或者不见了", REWRITE
            )


def _proof(entry: PublicLogEntry | None, roots: list[DailyRoot]) -> bytes | None:
    """What the proof file should be; None when there should be none, or the log is at fault, which is said elsewhere."""
    root = entry and next((one for one in roots if one.size >= entry.number), None)
    try:
        return proof_of(entry, root) if entry and root else None
    except LogBroken:
        return None


def check_pages(scope: Scope) -> Iterator[Fault]:
    """Every file of the site is what the records make of it now; asked for only, for it takes as long as publishing."""
    root, planned = Path(settings.SITE_ROOT), set()
    for done, page in enumerate(everything(), start=1):
        planned.add(page.path)
        if done % 50 == 0:
            scope.progress(PAGES, done, 0)
        try:
            wanted = page.content()
        except Exception as fault:
            yield Fault(PAGES, f"网站的 {page.path}", f"由记录写不出这个网页（{fault}）")
            continue
        if _read(root / page.path) != wanted:
            yield Fault(PAGES, f"网站的 {page.path}", "与记录写出的不同，被改动、删去或者多出", REWRITE)
    there = (path for path in root.rglob("*") if path.is_file())
    for path in sorted(one.relative_to(root).as_posix() for one in there):
        if path not in planned:
            yield Fault(PAGES, f"网站的 {path}", "没有记录要求有这个文件", REWRITE)
    scope.count(PAGES, len(planned))


class _Owed(NamedTuple):
    """What the outbox says is not written yet: records, all, and whether a root (and so proofs) are among them."""

    records: frozenset[tuple[str, int]]
    all: bool
    roots: bool


def _owed() -> _Owed:
    rows = frozenset(Outbox.objects.values_list("kind", "key"))
    kinds = {kind for kind, _ in rows}
    return _Owed(rows, ALL in kinds, bool(kinds & {ALL, DailyRoot._meta.label_lower}))


def _changing(item: Item, roots: int) -> bool:
    """Whether the item was published or withdrawn, or a root was made, while the check was under way."""
    now = Item.objects.filter(pk=item.pk).values_list("live", "last_published_at").first()
    same = now == (item.live, item.last_published_at) and DailyRoot.objects.count() == roots
    owed = _owed()
    return owed.roots or (ITEM, item.pk) in owed.records or not same


def _read(place: Path) -> bytes | None:
    try:
        return place.read_bytes()
    except OSError:
        return None


CHECKS = (
    Check("网站上的每日存证", check_roots_file),
    Check("待更新的网页", check_outbox),
    Check(NAME, check_site),
    Check("网站上的年度报告", check_reports),
)
