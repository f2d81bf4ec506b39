"""The report in a file's blocks: its tables from the tables, its words from the paragraphs around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.annualreport.formats import Format, UnknownYear, format_for
from gongkai.annualreport.read.assembling import Tables, assembled
from gongkai.annualreport.read.before2019 import report_before_2019
from gongkai.annualreport.read.blocks import PICTURE, Absent, Block, Grid, Words
from gongkai.annualreport.read.gridtables import Found, read_grids
from gongkai.annualreport.read.kinds import CannotRead, refuse_too_long
from gongkai.annualreport.read.outline import Outline, outline, paragraphs
from gongkai.annualreport.read.rows import apply_units, read_table2, read_table3
from gongkai.annualreport.read.tables import Text
from gongkai.annualreport.read.text import NO_REPORT, report_in
from gongkai.annualreport.read.texttable4 import read_table4
from gongkai.annualreport.read.twofold import refuse_two_reports
from gongkai.annualreport.report import Report

_IS_TEXT = re.compile(r"^[一二三四五六]、.*(?:情况|事项)$|[。：:]$|(?:报告|年报)$|月.{1,3}日$")


def report_of(blocks: Sequence[Block]) -> Report:
    """The report; CannotRead when the blocks are none, with what the file has instead of it where that is known.

    A report without any table is read as running text.
    """
    try:
        return _report(blocks)
    except CannotRead as refused:
        absent = next((block.why for block in blocks if isinstance(block, Absent) and block.why), "")
        raise CannotRead(f"{refused}{absent}") from refused


def _report(blocks: Sequence[Block]) -> Report:
    grids = [block for block in blocks if isinstance(block, Grid)]
    whole = text_of(blocks, frozenset())
    refuse_too_long(whole)
    refuse_two_reports(whole)
    once = {grid.cells: grid for grid in reversed(grids)}  # the same table twice is one table
    again = frozenset(grid.number for grid in grids) - {grid.number for grid in once.values()}
    single = [grid for grid in grids if grid.number not in again]
    form, found = read_grids(single, lambda: _due(outline(whole).year))
    if found.table2 is None and found.table3 is None and found.table4 is None:
        parts = outline(whole)
        if parts.year and parts.year < 2019 and parts.title:
            return report_before_2019(whole, parts, grids)
        return report_in(whole)
    parts = outline(text_of(blocks, found.grids | again))
    if not parts.title and not parts.sections and found.table3 is None:
        raise CannotRead(NO_REPORT)
    return assembled(parts, form, _tables(parts, form, found))


def text_of(blocks: Sequence[Block], without: frozenset[int]) -> str:
    """The blocks as text, a paragraph a line; of the tables in `without` only what stands over their columns."""
    return "\n".join(line for block in blocks for line in _lines(block, without))


def _lines(block: Block, without: frozenset[int]) -> Iterator[str]:
    if isinstance(block, Words):
        yield block.text
        return
    if isinstance(block, Absent):
        yield "" if block.why else PICTURE
        return
    for row in block.rows:
        texts = [" ".join(cell.text.split()) for cell in row]
        if block.number not in without:
            yield "|".join(("", *texts, ""))
        elif len(said := [text for text in texts if text]) == 1 and _IS_TEXT.search(said[0]):
            yield said[0]  # a heading or a sentence set within the table


def _due(year: int | None) -> str | None:
    try:
        return format_for(year).name if year else None
    except UnknownYear:
        return None


def _section(parts: Outline, number: int) -> Text:
    return Text(parts.sections.get(number, ""), parts.lines.get(number, 1))


def _tables(parts: Outline, form: Format, found: Found) -> Tables:
    """The tables found; one that is no table in the file is looked for in the words of its section."""
    if found.table2 is not None:
        apply_units(found.table2, "")
    for number, table in ((2, found.table2), (3, found.table3), (4, found.table4)):
        if table is not None:
            table.sentences += paragraphs(parts.sections.get(number, "")).splitlines()
    return (
        found.table2 or read_table2(_section(parts, 2), form),
        found.table3 or read_table3(_section(parts, 3), form),
        found.table4 or read_table4(_section(parts, 4), form),
    )
