"""Tables saved as comma-separated values (CSV), as Excel and WPS offer it."""

from __future__ import annotations

import csv
import io
from random import Random

import pytest

from gongkai.annualreport.read import read_bytes
from gongkai.annualreport.read.spans import grid_of
from gongkai.annualreport.tests.generating.reports import blanked, generated
from gongkai.annualreport.tests.generating.sheets import sheet_of
from gongkai.annualreport.tests.test_roundtrip_pages import assert_same


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("seed", range(4))
def test_a_sheet_saved_with_commas_is_read_back(seed: int, encoding: str) -> None:
    dice = Random(seed)
    report = blanked(dice, generated(dice))
    sheet, stream = sheet_of(report), io.StringIO()
    rows = csv.writer(stream)
    for number, parts in enumerate([*sheet.parts, sheet.closing]):
        rows.writerows([[sheet.headings[number - 1]]] if 0 < number < 7 else [])
        for part in parts:
            if isinstance(part, str):
                rows.writerow([part])
            else:  # what a merged cell covers is an empty value
                grid = grid_of(part, 1)
                texts = {(cell.row, cell.column): cell.text for cell in grid.cells}
                rows.writerows([texts.get((y, x), "") for x in range(grid.width)] for y in range(grid.height))
    assert_same(read_bytes(stream.getvalue().encode(encoding)), report)
