"""The official report formats (年度报告格式) as data: which labels, rows and columns a report year must use.

Sources: 国办公开办函〔2019〕60号 (report years 2019 and 2020) and 国办公开办函〔2021〕30号 (2021 onward).
Every label is byte-exact; readers tolerate other spellings, writers never emit them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

FORMAT_NAMES = ("2019", "2021")
BEFORE_2019 = "2008"  # reports of 2008 to 2018, under the 条例 of 2008: no tables alike in all of them


class UnknownYear(LookupError):
    """No national format was in force for this report year; the message is for the user."""


@dataclass(frozen=True)
class Block:
    """One of the small tables of section 二, headed by the item of Art. 20 it answers."""

    caption: str
    columns: tuple[str, ...]  # without the heading 信息内容
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One numeric row of the table in section 三."""

    key: str
    label: str
    group: str | None = None
    subgroup: str | None = None
    computed: bool = False  # （七）总计: the sum of the leaf rows


@dataclass(frozen=True)
class Group:
    """One group of five columns of the table in section 四."""

    group: str
    subgroup: str | None
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """The group's full name, e.g. 行政诉讼/复议后起诉."""
        return f"{self.group}/{self.subgroup}" if self.subgroup else self.group


@dataclass(frozen=True)
class Format:
    """One official report format: everything on the form that is not a number.

    A published report may mix two formats: `name` is that of tables 3 and 4, `table2_name` that of table 2.
    """

    name: str
    document: str
    first_year: int
    last_year: int | None
    sections: tuple[str, ...]
    section1_parts: tuple[str, ...]
    table2: tuple[Block, ...]
    table3_note: str
    table3_columns: tuple[str, ...]
    table3_rows: tuple[Row, ...]
    table4: tuple[Group, ...]
    table2_name: str

    @property
    def leaf_rows(self) -> tuple[Row, ...]:
        """The rows of 三、本年度办理结果 that count cases: every closed case is in exactly one."""
        return tuple(row for row in self.table3_rows if row.group and not row.computed)

    def row(self, key: str) -> Row:
        """The row of table 3 with this key; KeyError when the format has none."""
        for row in self.table3_rows:
            if row.key == key:
                return row
        raise KeyError(key)

    def table2_cells(self) -> Iterator[tuple[Block, str, str]]:
        """Every cell of section 二 as (block, row label, column label), in the order of the form."""
        for block in self.table2:
            for row in block.rows:
                for column in block.columns:
                    yield block, row, column

    def table4_cells(self) -> Iterator[tuple[Group, str]]:
        """The fifteen cells of section 四 as (group, column label), from left to right."""
        for group in self.table4:
            for column in group.columns:
                yield group, column


def format_for(year: int) -> Format:
    """The format in force for a report year (报告年度, the year reported on).

    Raises UnknownYear for years before 2019, when no national format existed.
    """
    for name in FORMAT_NAMES:
        form = format_named(name)
        if form.first_year <= year and (form.last_year is None or year <= form.last_year):
            return form
    raise UnknownYear(
        f"{year}年度没有全国统一的年度报告格式：统一格式自2019年度起施行"
        f"（{format_named('2019').document}）。请核对报告年度。"
    )


def mixed(table2_name: str, name: str) -> Format:
    """The format of a report whose table 2 follows one format and whose tables 3 and 4 follow another."""
    return replace(format_named(name), table2=format_named(table2_name).table2, table2_name=table2_name)


@cache
def format_named(name: str) -> Format:
    """The format called "2019" or "2021", whatever the year; UnknownYear for any other name.

    BEFORE_2019 is one without sections and tables: what such a report has in numbers is in Report.statistics.
    """
    if name == BEFORE_2019:
        return Format(name, "", 2008, 2018, (), (), (), "", (), (), (), name)
    if name not in FORMAT_NAMES:
        raise UnknownYear(f"没有名为“{name}”的年度报告格式，可用的是：{'、'.join(FORMAT_NAMES)}。")
    text = resources.files(__package__).joinpath("formats", f"{name}.json").read_text(encoding="utf-8")
    return _format(json.loads(text))


def _format(data: dict[str, Any]) -> Format:
    return Format(
        name=data["name"],
        document=data["document"],
        first_year=data["first_year"],
        last_year=data["last_year"],
        sections=tuple(data["sections"]),
        section1_parts=tuple(data["section1_parts"]),
        table2=tuple(Block(b["caption"], tuple(b["columns"]), tuple(b["rows"])) for b in data["table2"]),
        table3_note=data["table3_note"],
        table3_columns=tuple(data["table3_columns"]),
        table3_rows=tuple(Row(**row) for row in data["table3_rows"]),
        table4=tuple(Group(g["group"], g.get("subgroup"), tuple(g["columns"])) for g in data["table4"]),
        table2_name=data["name"],
    )
