"""The report in a file's blocks: its tables from the tables, its words from the paragraphs around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.annualreport.formats import Format, UnknownYear, format_for
from gongkai.annualreport.read.assembling import Tables, assembled
from gongkai.annualreport.read.blocks import Block, Grid, Words
from gongkai.annualreport.read.gridtables import Found, read_grids
from gongkai.annualreport.read.kinds import CannotRead
from gongkai.annualreport.read.outline import Outline, outline, paragraphs
from gongkai.annualreport.read.rows import apply_units, read_table2, read_table3, read_table4
from gongkai.annualreport.read.text import NO_REPORT, report_in
from gongkai.annualreport.report import Report

_IS_TEXT = re.compile(r"^[一二三四五六]、.*(?:情况|事项)$|[。：:]$")


def report_of(blocks: Sequence[Block]) -> Report:
    """The report; CannotRead when the blocks are none. A report without any table is read as running text."""
    grids = [block for block in blocks if isinstance(block, Grid)]
    parts = outline(text_of(blocks, frozenset(grid.number for grid in grids)))
    form, found = read_grids(grids, _due(parts.year))
    if found.table2 is None and found.table3 is None and found.table4 is None:
        return report_in(text_of(blocks, frozenset()))
    parts = outline(text_of(blocks, found.grids))
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
    for row in block.rows():
        texts = [" ".join(cell.text.split()) for cell in row]
        if block.number not in without:
            yield "|".join(("", *texts, ""))
        elif len(row) == 1 and row[0].colspan == block.width and _IS_TEXT.search(texts[0]):
            yield texts[0]  # a heading or a sentence set within the table


def _due(year: int | None) -> str | None:
    try:
        return format_for(year).name if year else None
    except UnknownYear:
        return None


def _tables(parts: Outline, form: Format, found: Found) -> Tables:
    """The tables found; one that is no table in the file is looked for in the words of its section."""
    if found.table2 is not None:
        apply_units(found.table2, "")
    for number, table in ((2, found.table2), (3, found.table3), (4, found.table4)):
        if table is not None:
            table.sentences += paragraphs(parts.sections.get(number, "")).splitlines()
    return (
        found.table2 or read_table2(parts.sections.get(2, ""), form),
        found.table3 or read_table3(parts.sections.get(3, ""), form),
        found.table4 or read_table4(parts.sections.get(4, ""), form),
    )
