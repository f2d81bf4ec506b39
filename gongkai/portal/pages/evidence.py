"""公开存证 on the site: a proof beside each item, the daily roots, and a small program that checks them offline."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.utils import timezone

from gongkai.disclosure.models import Item
from gongkai.portal.pages.items import ItemFile
from gongkai.portal.pages.page import Column, Page, render
from gongkai.portal.pages.reports import ReportFile
from gongkai.reporting.models import AnnualReport
from gongkai.trail.firsts import ITEM, REPORT
from gongkai.trail.leaves import leaf_text
from gongkai.trail.models import DailyRoot, PublicLogEntry
from gongkai.trail.publictree import tree_of
from gongkai.trail.queries import entry_and_root

FOLDER = "cunzheng"
SHOWN = 60  # days on the page; all of them are in the data
CHECKER = Path(__file__).with_name("yanzheng.py")
ABOUT_PROOF = (
    "用同网站 cunzheng/ 里的 yanzheng.py 和 roots.json 核对，不需要联网。存证内容按原样计算，一个字也不能改。"
)
ABOUT_ROOTS = "每天一个根。保存这个文件，以后可以核对网站有没有改动或者倒填首次公开的时间。"


def _written(facts: Any) -> bytes:
    return json.dumps(facts, ensure_ascii=False, indent=1).encode()


@dataclass(frozen=True)
class ProofFile(ItemFile):
    """That an item was public on a day, for anyone to check: from the night after its first publication.

    Gone with the item when it is taken down. Once made it never changes, for it counts from the first root that
    holds the item.
    """

    def content(self) -> bytes | None:
        public = Item.objects.public().filter(pk=self.item_id).exists()
        found = entry_and_root(ITEM, self.item_id) if public else None
        return None if found is None else proof_of(*found)


@dataclass(frozen=True)
class ReportProof(ReportFile):
    """That an annual report was public on a day; beside its page from the night after, gone with it."""

    def content(self) -> bytes | None:
        public = AnnualReport.objects.filter(pk=self.report_id, published_at__isnull=False).exists()
        found = entry_and_root(REPORT, self.report_id) if public else None
        return None if found is None else proof_of(*found)


def proof_of(entry: PublicLogEntry, root: DailyRoot) -> bytes:
    """The proof that `entry` stands in the log of `root`. Raises LogBroken."""
    path = tree_of(root).inclusion(entry.number - 1, root.size)
    return _written(
        {
            "说明": ABOUT_PROOF,
            "存证内容": leaf_text(entry),
            "序号": entry.number,
            "叶": entry.leaf,
            "存证日期": str(root.day),
            "总数": root.size,
            "根": root.root,
            "路径": [step.hex() for step in path],
        }
    )


@dataclass(frozen=True)
class Roots(Page):
    """Every daily root, each with the proof that it holds all of the one before."""

    def content(self) -> bytes | None:
        return _written({"说明": ABOUT_ROOTS, "每日存证": daily_roots()})


def daily_roots() -> list[dict[str, Any]]:
    """The daily roots as data, the oldest first. Raises LogBroken."""
    roots = list(DailyRoot.objects.order_by("day"))
    if not roots:
        return []
    tree = tree_of(roots[-1])
    proofs = [[]] + [tree.consistency(old.size, new.size) for old, new in pairwise(roots)]
    return [
        {
            "日期": str(root.day),
            "总数": root.size,
            "根": root.root,
            "接续": [step.hex() for step in proof],
            "办理记录数": root.link_number,
            "链尾": root.chain,
            "生成时间": timezone.localtime(root.made_at).isoformat(timespec="seconds"),
        }
        for root, proof in zip(roots, proofs, strict=True)
    ]


@dataclass(frozen=True)
class Checker(Page):
    """The program that checks a proof, to be kept and read by anyone."""

    def content(self) -> bytes | None:
        return CHECKER.read_bytes()


@dataclass(frozen=True)
class EvidencePage(Page):
    """What the public log is, the newest roots, and how to check."""

    def content(self) -> bytes | None:
        return render(
            "portal/evidence.html",
            self.path,
            column=Column(
                "公开存证", "数据开放", "证明信息在哪一天已经公开的存证", "公开存证,首次公开时间,核对"
            ),
            roots=list(DailyRoot.objects.order_by("-day")[:SHOWN]),
            days=DailyRoot.objects.count(),
        )


PAGES = (
    Checker(f"{FOLDER}/yanzheng.py"),
    Roots(f"{FOLDER}/roots.json"),
    EvidencePage(f"{FOLDER}/index.html"),
)  # the page last: it links to the others
