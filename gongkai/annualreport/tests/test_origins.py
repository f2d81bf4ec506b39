"""Where each cell was read (出处): page, table, row and column, and what stands there, for every kind of file."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from gongkai.annualreport.read import read_bytes
from gongkai.annualreport.read.gridrows import cell_value
from gongkai.annualreport.read.html import html_blocks
from gongkai.annualreport.report import Report, report_from_json, report_json
from gongkai.annualreport.tests.generating.files import docx_of, markdown_of, pdf_of, xlsx_of
from gongkai.annualreport.tests.generating.flattening import one_cell_a_line, run_together
from gongkai.annualreport.tests.generating.pages import page
from gongkai.annualreport.tests.generating.reports import generated

Files = dict[str, Callable[[Random, Report], bytes]]
TABLED: Files = {
    "html": page,
    "docx": lambda dice, report: docx_of(html_blocks(page(dice, report))),
    "xlsx": lambda dice, report: xlsx_of(dice, html_blocks(page(dice, report))),
    "markdown": lambda dice, report: markdown_of(html_blocks(page(dice, report))).encode(),
    "pdf": lambda dice, report: pdf_of(dice, html_blocks(page(dice, report))),
}


@pytest.mark.parametrize("kind", TABLED)
@pytest.mark.parametrize("seed", [2, 3])
def test_every_cell_of_a_table_knows_where_it_stands(kind: str, seed: int) -> None:
    dice = Random(seed)
    report = read_bytes(TABLED[kind](dice, generated(dice)))
    for place, value in report.cells():
        origin = report.origins[place]
        found = cell_value(origin.raw)
        assert found is not None
        assert found.number == value, place
        assert origin.table > 0
        assert origin.row > 0
        assert origin.column > 0
        assert (origin.page > 0) == (kind == "pdf")


@pytest.mark.parametrize("kind", TABLED)
def test_no_two_cells_stand_in_the_same_place(kind: str) -> None:
    dice = Random(7)
    report = read_bytes(TABLED[kind](dice, generated(dice)))
    where = {(o.page, o.table, o.row, o.column) for o in report.origins.values()}
    assert len(where) == len(dict(report.cells()))


@pytest.mark.parametrize("seed", range(3))
def test_every_cell_of_a_text_knows_its_line(seed: int) -> None:
    written = generated(Random(seed))
    text = one_cell_a_line(written)
    lines = text.splitlines()
    report = read_bytes(text.encode())
    for place, value in report.cells():
        origin = report.origins[place]
        assert lines[origin.row - 1] == origin.raw
        if value is not None:
            assert cell_value(origin.raw).number == value  # type: ignore[union-attr]


def test_cells_cut_from_digits_run_together_have_the_whole_run() -> None:
    report = read_bytes(run_together(generated(Random(1), 2023)).encode())
    assert {len(report.origins[f"表3/{key}/总计"].raw) >= 7 for key in report.table3} == {True}


def test_a_cell_left_unread_keeps_what_stands_there() -> None:
    rows = "".join(
        f"<tr><td>{row.label}</td>{'<td>1或2</td>' if row.key == 'new' else '<td>0</td>'}{'<td>0</td>' * 6}</tr>"
        for row in generated(Random(1), 2023).format.table3_rows
    )
    heads = "".join(f"<td>{name}</td>" for name in ("", *generated(Random(1), 2023).format.table3_columns))
    report = read_bytes(f"<html><table><tr>{heads}</tr>{rows}</table></html>".encode())
    origin = report.origins["表3/new/自然人"]
    assert (origin.raw, origin.row, origin.column) == ("1或2", 2, 2)


def test_origins_outlive_json() -> None:
    dice = Random(5)
    report = read_bytes(page(dice, generated(dice)))
    assert report_from_json(report_json(report)).origins == report.origins
