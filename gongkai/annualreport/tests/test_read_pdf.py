"""PDF files: rows cut by the end of a page, tables without lines, numbers alone on a line, pages without text."""

from __future__ import annotations

from random import Random

import pytest
import typst

from gongkai.annualreport.read import CannotRead, read_bytes
from gongkai.annualreport.read.blocks import Words
from gongkai.annualreport.read.html import html_blocks
from gongkai.annualreport.read.pdf import pdf_blocks
from gongkai.annualreport.read.pdftext import TextLine, rows_joined
from gongkai.annualreport.report import UNREAD
from gongkai.annualreport.tests.generating.files import pdf_of
from gongkai.annualreport.tests.generating.oddlayouts import LAYOUTS
from gongkai.annualreport.tests.generating.oddwords import WORDS
from gongkai.annualreport.tests.generating.reports import generated
from gongkai.annualreport.tests.generating.sheets import page_of, sheet_of

ODDITIES = {**LAYOUTS, **WORDS}
NAMES = (
    "headings_again_within_the_table",
    "table3_cut_in_two_without_headings",
    "an_empty_row_and_an_empty_column",
    "table4_stood_on_its_side",
    "radicals_for_characters",
)
SET = (
    "#set page(margin: 2cm, footer: align(center)[— #context counter(page).display() —])\n"
    '#set text(font: "Noto Serif CJK SC")\n'
)


@pytest.mark.parametrize("name", NAMES)
def test_odd_layouts_are_read_from_a_pdf(name: str) -> None:
    dice = Random(0)
    sheet = sheet_of(generated(dice))
    ODDITIES[name](sheet, dice)
    found = read_bytes(pdf_of(dice, html_blocks(page_of(sheet).encode())))
    assert dict(found.cells()) == dict(sheet.report.cells())
    assert (found.organ, found.year) == (sheet.report.organ, sheet.report.year)


@pytest.mark.parametrize("seed", [0, 3])
def test_of_tables_without_lines_nothing_is_read_wrong(seed: int) -> None:
    dice = Random(seed)
    sheet = sheet_of(generated(dice))
    found = read_bytes(pdf_of(dice, html_blocks(page_of(sheet).encode()), ruled=False))
    true = dict(sheet.report.cells())
    cells = dict(found.cells())
    read = [place for place in cells if found.marks.get(place) != UNREAD]
    assert [place for place in read if cells[place] != true[place]] == []
    assert len(read) > len(cells) // 3
    assert found.unread


def test_a_number_alone_on_a_line_is_kept_and_that_of_the_page_is_not() -> None:
    blocks = pdf_blocks(bytes(typst.compile((SET + "一、甲\n\n#v(6cm)\n17\n#v(6cm)\n二、乙").encode())))
    assert [block.text for block in blocks if isinstance(block, Words)] == ["一、甲17", "二、乙"]


def test_a_pdf_without_text_is_called_a_scan() -> None:
    with pytest.raises(CannotRead, match="扫描件"):
        read_bytes(bytes(typst.compile(b"#set page(width: 10cm, height: 10cm)\n#rect(width: 5cm)")))


def test_a_long_run_of_digits_that_goes_on_in_words_takes_no_time() -> None:
    lines = [
        TextLine(text, 10.0, 90.0, top, 9.0, 1)
        for text, top in (("总", 90.0), (f"{'0123456789' * 12}予", 80.0), ("计", 78.0))
    ]
    assert [line.text for line in rows_joined(lines)] == [line.text for line in lines]
