"""The parts of a document as it is set: lines, tables and pictures, each line of runs in one type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias


class Run(NamedTuple):
    """Text in one type. `face` is "" for 仿宋, "hei" for 黑体, "kai" for 楷体."""

    text: str
    face: str = ""
    bold: bool = False
    underline: bool = False
    script: int = 0  # 1 above the line, -1 below it
    href: str = ""


@dataclass(frozen=True)
class Line:
    """A paragraph. `role` is one of those that `structure` and `article` give; `gap` is blank characters right."""

    role: str
    runs: tuple[Run, ...]
    gap: float = 0.0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Image:
    """A picture of the document, by the name it has there; its words when it cannot be printed."""

    name: str
    alt: str

    @property
    def words(self) -> str:
        return f"（图片：{self.alt or '无说明'}）"


@dataclass(frozen=True)
class Cell:
    """One cell with its place, its extent and what stands in it, a paragraph a line."""

    y: int
    x: int
    rowspan: int
    colspan: int
    lines: tuple[tuple[Run, ...], ...]
    is_head: bool

    @property
    def texts(self) -> Iterator[str]:
        return ("".join(run.text for run in line) for line in self.lines)

    @property
    def is_short(self) -> bool:
        """Whether it holds a word or number, which stands in the middle of its cell."""
        return len(self.lines) <= 1 and all(len(text) <= 12 for text in self.texts)


@dataclass(frozen=True)
class Grid:
    """A table: the cells cover it without overlap. `widths` in mm fill the type area, `size` in points."""

    caption: str
    rows: int
    head: int  # rows that are repeated on each page
    cells: tuple[Cell, ...]
    widths: tuple[float, ...]
    size: float


Part: TypeAlias = Line | Grid | Image
