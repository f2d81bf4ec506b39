"""What is written as a Word, Excel, PDF or Markdown file is read back: our own files and those of other hands."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings

from gongkai.annualreport.read import read_bytes
from gongkai.annualreport.read.html import html_blocks
from gongkai.annualreport.report import Report
from gongkai.annualreport.tests.generating.files import docx_of, markdown_of, pdf_of, xlsx_of
from gongkai.annualreport.tests.generating.pages import page
from gongkai.annualreport.tests.generating.reports import blanked, generated, seeds
from gongkai.annualreport.tests.test_roundtrip_pages import assert_same
from gongkai.annualreport.write.as_docx import report_docx
from gongkai.annualreport.write.as_html import report_html
from gongkai.annualreport.write.as_pdf import report_pdf
from gongkai.annualreport.write.as_xlsx import report_xlsx

OURS: dict[str, Callable[[Report], bytes]] = {
    "html": lambda report: report_html(report).encode(),
    "docx": report_docx,
    "xlsx": report_xlsx,
    "pdf": report_pdf,
}


def report_of_seed(seed: int) -> tuple[Random, Report]:
    dice = Random(seed)
    return dice, blanked(dice, generated(dice))


@given(seeds)
@settings(max_examples=25)
def test_word_files_of_any_hand_are_read_back(seed: int) -> None:
    dice, report = report_of_seed(seed)
    assert_same(read_bytes(docx_of(html_blocks(page(dice, report)))), report)


@given(seeds)
@settings(max_examples=25)
def test_workbooks_of_any_hand_are_read_back(seed: int) -> None:
    dice, report = report_of_seed(seed)
    assert_same(read_bytes(xlsx_of(dice, html_blocks(page(dice, report)))), report)


@given(seeds)
@settings(max_examples=25)
def test_markdown_is_read_back(seed: int) -> None:
    dice, report = report_of_seed(seed)
    assert_same(read_bytes(markdown_of(html_blocks(page(dice, report))).encode()), report)


@pytest.mark.parametrize("seed", range(3))
def test_a_pdf_whose_tables_break_over_pages_is_read_back(seed: int) -> None:
    dice, report = report_of_seed(seed)
    assert_same(read_bytes(pdf_of(dice, html_blocks(page(dice, report)))), report)


@pytest.mark.parametrize("kind", OURS)
@pytest.mark.parametrize("year", [2020, 2024])
def test_every_file_of_ours_gives_its_numbers_back(kind: str, year: int) -> None:
    dice = Random(year)
    report = blanked(dice, generated(dice, year))
    assert_same(read_bytes(OURS[kind](report)), report)
