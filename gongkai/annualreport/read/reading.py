"""What one table gave, whoever read it: cells, marks, and what was left unread and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from gongkai.annualreport.read.values import Value
from gongkai.annualreport.report import UNREAD, Cell, Origin

NO_TABLE = "请核对文件是否完整；表格如果是图片或者附件，请另存为文字后再上传。"
SEVERAL = 3  # missing rows one after the other are named together from this many on


@dataclass(frozen=True)
class Line:
    """One row to look for: what it is called, and the places of its cells.

    An empty place is a column of the page that the form does not have.
    """

    name: str
    label: str
    places: tuple[str, ...]


@dataclass
class Reading:
    """What one table gave: cells by place, marks by place, places not read, and sentences around it."""

    cells: dict[str, Cell] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    candidates: dict[str, tuple[tuple[int, ...], ...]] = field(default_factory=dict)

    def put(self, place: str, value: Value) -> None:
        """Put one value in its place."""
        self.cells[place] = value.number
        if value.mark:
            self.marks[place] = value.mark
        if value.unit:
            self.units[place] = value.unit

    def leave(self, places: Sequence[str], why: str) -> None:
        """Leave these cells unread and say why."""
        for place in places:
            self.cells[place] = None
            self.marks[place] = UNREAD
        self.unread.append(why)

    def leave_missing(self, rows: Sequence[Line | None], table: str) -> None:
        """Leave the rows that were not found, in the order of the form; None stands for a row that was.

        Several in a row are named in one sentence, all of them as a table that is not there.
        """
        runs = [list(run) for missing, run in groupby(rows, key=lambda row: row is not None) if missing]
        for run in runs:
            lines = [line for line in run if line is not None]
            for line in lines:
                self.leave(
                    [place for place in line.places if place], f"{table}“{line.label}”行：没有找到这一行。"
                )
            if len(lines) >= SEVERAL:
                del self.unread[-len(lines) :]
                extent = f"从“{lines[0].label}”到“{lines[-1].label}”"
                self.unread.append(
                    f"没有找到{table}的表格。{NO_TABLE}"
                    if len(lines) == len(rows)
                    else f"{table}有{len(lines)}行没有找到：{extent}。请核对文件是否完整。"
                )
