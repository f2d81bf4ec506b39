"""One annual report (年度报告) as a value: its cells, its words, its signature."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.annualreport.formats import Format, format_for, mixed

Cell = Decimal | int | None  # None: blank on the page; a mark such as "/" is kept in Report.marks

UNREAD = "？"  # the mark of a cell that has something on the page which could not be read


@dataclass(frozen=True)
class Origin:
    """Where a cell was read: page and table counted from 1, row and column within the table, the raw text.

    Zero where the file has no such thing (a text has no pages, a line no columns).
    """

    raw: str
    page: int = 0
    table: int = 0
    row: int = 0
    column: int = 0


@dataclass(frozen=True)
class Statistic:
    """One row of the statistics table (统计表) that reports had before 2019, as far as it is recognised."""

    label: str
    unit: str
    values: tuple[Cell, ...]  # this year's, and where the table has them the years' together (历年累计)


@dataclass(frozen=True)
class Report:
    """A report of one organ (机关) for one year, in the format its tables are written in.

    A report for a year before 2019 has the format BEFORE_2019: no cells at all (tables 2 to 4 are empty), its
    sections under the headings it has itself, and its numbers in `statistics`.
    """

    organ: str
    year: int
    format: Format
    table2: Mapping[str, Mapping[str, Cell]]  # row label -> column label -> value
    table3: Mapping[str, tuple[Cell, ...]]  # row key -> 7 cells
    table4: tuple[Cell, ...]  # 15 cells
    title: str = ""
    intro: str = ""  # the opening paragraph(s), before section 一
    sections: Mapping[str, str] = field(default_factory=dict)  # heading -> paragraphs joined by "\n"
    issuer: str = ""
    dated: date | None = None
    amount_unit: str | None = None  # unit of 采购总金额: "元", or None when the page states none
    unread: tuple[str, ...] = ()  # places that could not be read, in Chinese
    marks: Mapping[str, str] = field(default_factory=dict)  # place -> what stands there instead of a number
    origins: Mapping[str, Origin] = field(default_factory=dict)  # place -> where it was read
    # first place of a row -> every way its digits, written without separators, can be cut
    candidates: Mapping[str, tuple[tuple[int, ...], ...]] = field(default_factory=dict)
    statistics: tuple[Statistic, ...] = ()  # of a report before 2019, whose format has no tables

    @classmethod
    def empty(cls, organ: str, year: int) -> Report:
        """A report of zeros in the format of its year; UnknownYear before 2019."""
        form = format_for(year)
        table2: dict[str, dict[str, Cell]] = {}
        for _, row, column in form.table2_cells():
            table2.setdefault(row, {})[column] = 0
        return cls(
            organ=organ,
            year=year,
            format=form,
            table2=table2,
            table3={row.key: (0,) * len(form.table3_columns) for row in form.table3_rows},
            table4=(0,) * sum(1 for _ in form.table4_cells()),
        )

    def cells(self) -> Iterator[tuple[str, Cell]]:
        """Every cell of the form with its place (表2/行/列, 表3/key/列, 表4/组/列); a missing one is None."""
        for _, label, column in self.format.table2_cells():
            yield f"表2/{label}/{column}", self.table2.get(label, {}).get(column)
        for row in self.format.table3_rows:
            values = self.table3.get(row.key, ())
            for index, column in enumerate(self.format.table3_columns):
                yield f"表3/{row.key}/{column}", values[index] if index < len(values) else None
        for index, (group, column) in enumerate(self.format.table4_cells()):
            yield f"表4/{group.name}/{column}", self.table4[index] if index < len(self.table4) else None


def cells_json(report: Report) -> dict[str, Any]:
    """The cells as plain JSON: {"table2": {row: {column: value}}, "table3": {key: [7]}, "table4": [15]}.

    A Decimal becomes an int when whole, a float when the float prints back the same number, else a string.
    """
    return {
        "table2": {
            row: {column: json_number(value) for column, value in columns.items()}
            for row, columns in report.table2.items()
        },
        "table3": {key: [json_number(value) for value in values] for key, values in report.table3.items()},
        "table4": [json_number(value) for value in report.table4],
    }


def digest(report: Report) -> str:
    """SHA-256 (hex) over the canonical JSON of the cells: equal numbers, equal digest, whatever the file."""
    return canonical_digest(cells_json(report))


def canonical_digest(facts: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over the canonical JSON of cells as cells_json gives them, or of a whole report."""
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def report_json(report: Report) -> dict[str, Any]:
    """The whole report as plain JSON; report_from_json gives it back."""
    return {
        "organ": report.organ,
        "year": report.year,
        "format": report.format.name,
        "table2_format": report.format.table2_name,
        "cells": cells_json(report),
        "title": report.title,
        "intro": report.intro,
        "sections": dict(report.sections),
        "issuer": report.issuer,
        "dated": report.dated.isoformat() if report.dated else None,
        "amount_unit": report.amount_unit,
        "unread": list(report.unread),
        "marks": dict(report.marks),
        "origins": {place: _origin_json(origin) for place, origin in report.origins.items()},
        "candidates": {place: [list(way) for way in ways] for place, ways in report.candidates.items()},
        "statistics": [
            {"label": s.label, "unit": s.unit, "values": [json_number(value) for value in s.values]}
            for s in report.statistics
        ],
    }


def report_from_json(data: Mapping[str, Any]) -> Report:
    """The report that report_json described; KeyError, TypeError or ValueError when it is no such thing."""
    cells = data["cells"]
    return Report(
        organ=data["organ"],
        year=data["year"],
        format=mixed(data.get("table2_format", data["format"]), data["format"]),
        table2={row: {c: _cell(v) for c, v in columns.items()} for row, columns in cells["table2"].items()},
        table3={key: tuple(_cell(v) for v in values) for key, values in cells["table3"].items()},
        table4=tuple(_cell(v) for v in cells["table4"]),
        title=data.get("title", ""),
        intro=data.get("intro", ""),
        sections=dict(data.get("sections", {})),
        issuer=data.get("issuer", ""),
        dated=date.fromisoformat(data["dated"]) if data.get("dated") else None,
        amount_unit=data.get("amount_unit"),
        unread=tuple(data.get("unread", ())),
        marks=dict(data.get("marks", {})),
        origins={place: Origin(**origin) for place, origin in data.get("origins", {}).items()},
        candidates={
            place: tuple(tuple(way) for way in ways) for place, ways in data.get("candidates", {}).items()
        },
        statistics=tuple(
            Statistic(s["label"], s["unit"], tuple(_cell(value) for value in s["values"]))
            for s in data.get("statistics", ())
        ),
    )


def _origin_json(origin: Origin) -> dict[str, str | int]:
    return {name: value for name, value in asdict(origin).items() if value or name == "raw"}


def json_number(value: Cell) -> int | float | str | None:
    """A number as JSON has it: whole ones as integers, others as a float that prints back the same, else a string."""
    if not isinstance(value, Decimal):
        return value
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, int):
        return value
    return Decimal(str(value))
