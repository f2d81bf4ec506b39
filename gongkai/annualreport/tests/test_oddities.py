"""Odd layouts and words of published reports, as pages and as text: read right, or left unread by name."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from gongkai.annualreport.read import read_bytes
from gongkai.annualreport.report import UNREAD
from gongkai.annualreport.tests.generating.oddlayouts import LAYOUTS
from gongkai.annualreport.tests.generating.oddwords import WORDS
from gongkai.annualreport.tests.generating.reports import generated
from gongkai.annualreport.tests.generating.sheets import Sheet, page_of, sheet_of, text_of

FORMS: dict[str, Callable[[Sheet], str]] = {
    "page": page_of,
    "a cell a line": lambda sheet: text_of(sheet, "\n"),
    "tabs": lambda sheet: text_of(sheet, "\t"),
    "a row a line": lambda sheet: text_of(sheet, " "),
}
ODDITIES = {**LAYOUTS, **WORDS}
SEEDS = range(4)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ODDITIES)
def test_an_odd_report_is_read_right_or_left_by_name(name: str, form: str) -> None:
    for seed in SEEDS:
        dice = Random(seed)
        report = generated(dice)
        sheet = sheet_of(report)
        ODDITIES[name](sheet, dice)
        found = read_bytes(FORMS[form](sheet).encode())
        lost = sheet.lost if form == "page" else sheet.lost + sheet.lost_in_text
        true = dict(report.cells())
        for place, value in found.cells():
            unread = found.marks.get(place) == UNREAD
            assert value == true[place] or (unread and place.startswith(lost)), (seed, place)
        assert (found.format, found.organ, found.year) == (report.format, report.organ, report.year)
        assert not sheet.says or any(sheet.says in said for said in found.unread)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", [name for name in WORDS if name.startswith("headings")])
def test_the_words_under_odd_headings_are_kept(name: str, form: str) -> None:
    for seed in SEEDS:
        dice = Random(seed)
        sheet = sheet_of(generated(dice))
        WORDS[name](sheet, dice)
        found = read_bytes(FORMS[form](sheet).encode())
        for number in (0, 4, 5):
            heading = sheet.report.format.sections[number]
            words, read = sheet.report.sections[heading], found.sections[heading]
            assert read.replace("\n", "").strip("。") == words.replace("\n", "").strip("。")
