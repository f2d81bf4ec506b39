"""What each cell of table 2 counts: the query behind the number, in words and as records."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from gongkai.disclosure import queries
from gongkai.disclosure.models import DocumentKind, MatterKind
from gongkai.organs.models import Organ

TEN_THOUSAND = Decimal(10_000)


@dataclass(frozen=True)
class Source:
    """The records behind one cell: how many, less how many, or how much of one field."""

    words: str
    counted: QuerySet[Any]
    less: QuerySet[Any] | None = None
    amount: str = ""
    per: Decimal = Decimal(1)

    def value(self) -> int | Decimal:
        """The cell's number: a count, a difference of counts, or a sum of money in the form's unit."""
        if self.amount:
            # Added up here, not in the database: SQLite adds floating-point numbers, and loses the last fen.
            return sum(self.counted.values_list(self.amount, flat=True), Decimal(0)) / self.per
        return self.counted.count() - (self.less.count() if self.less is not None else 0)


Sources = dict[tuple[str, str], Source]  # (row label, column label) → what it counts


def table2_sources(organ: Organ, year: int, format_name: str) -> Sources:
    """The source of every cell of table 2 in the format named, keyed by the official labels."""
    return _sources_2019(organ, year) if format_name == "2019" else _sources_2021(organ, year)


def _sources_2019(organ: Organ, year: int) -> Sources:
    first, last, eve = date(year, 1, 1), date(year, 12, 31), date(year - 1, 12, 31)
    found: Sources = {}
    for row, kind in (("规章", DocumentKind.RULE), ("规范性文件", DocumentKind.NORMATIVE)):
        documents = queries.documents(organ, kind)
        open_now = queries.documents_in_force(organ, kind, last).filter(disclosed_on__lte=last)
        found[row, "本年新制作数量"] = Source(
            f"{year}年内制发的{row}", documents.filter(issued_on__year=year)
        )
        found[row, "本年新公开数量"] = Source(
            f"{year}年内公开的{row}", documents.filter(disclosed_on__year=year)
        )
        found[row, "对外公开总数量"] = Source(f"至{year}年底对外公开且现行有效的{row}", open_now)
    for kind in (
        MatterKind.PERMIT,
        MatterKind.SERVICE,
        MatterKind.PENALTY,
        MatterKind.COERCION,
        MatterKind.CHARGE,
    ):
        row, matters = kind.label, queries.matters(organ, kind)
        found[row, "上一年项目数量"] = Source(
            f"至{year - 1}年底列入清单的{row}项目", queries.matters_on(organ, kind, eve)
        )
        found[row, "本年增/减"] = Source(
            f"{year}年新列入清单的{row}项目，减去当年取消的",
            matters.filter(since__range=(first, last)),
            less=matters.filter(until__range=(first, last)),
        )
        if kind != MatterKind.CHARGE:
            found[row, "处理决定数量"] = _decisions(organ, kind, year)
    bought = queries.procurements(organ, year)
    found["政府集中采购", "采购项目数量"] = Source(f"{year}年成交的政府集中采购项目", bought)
    found["政府集中采购", "采购总金额"] = Source(
        f"{year}年政府集中采购成交金额（元）", bought, amount="amount"
    )
    return found


def _sources_2021(organ: Organ, year: int) -> Sources:
    last = date(year, 12, 31)
    found: Sources = {}
    for row, kind in (("规章", DocumentKind.RULE), ("行政规范性文件", DocumentKind.NORMATIVE)):
        documents = queries.documents(organ, kind)
        found[row, "本年制发件数"] = Source(f"{year}年内制发的{row}", documents.filter(issued_on__year=year))
        found[row, "本年废止件数"] = Source(
            f"{year}年内废止的{row}", documents.filter(repealed_on__year=year)
        )
        found[row, "现行有效件数"] = Source(
            f"至{year}年底现行有效的{row}", queries.documents_in_force(organ, kind, last)
        )
    for kind in (MatterKind.PERMIT, MatterKind.PENALTY, MatterKind.COERCION):
        found[kind.label, "本年处理决定数量"] = _decisions(organ, kind, year)
    found["行政事业性收费", "本年收费金额（单位：万元）"] = Source(
        f"{year}年收取的行政事业性收费（万元）",
        queries.charges(organ, year),
        amount="amount",
        per=TEN_THOUSAND,
    )
    return found


def _decisions(organ: Organ, kind: MatterKind, year: int) -> Source:
    return Source(
        f"{year}年作出的{kind.label}决定，公开和依法不公开的都算", queries.decisions(organ, kind, year)
    )
