"""What is published as a web page is read back: any report, any layout, any markup, any encoding."""

from __future__ import annotations

from random import Random

from hypothesis import example, given

from gongkai.annualreport.read import read_bytes
from gongkai.annualreport.report import Report, cells_json
from gongkai.annualreport.tests.generating.pages import page
from gongkai.annualreport.tests.generating.reports import blanked, generated, seeds


def assert_same(found: Report, written: Report) -> None:
    """The same cells, blank and 0 and “/” kept apart, and the same facts."""
    assert cells_json(found) == cells_json(written)
    assert found.marks == written.marks
    assert (found.organ, found.year, found.format) == (written.organ, written.year, written.format)
    assert not [said for said in found.unread if said.startswith("表")]


@given(seeds)
@example(1)
def test_a_page_is_read_back_cell_for_cell(seed: int) -> None:
    dice = Random(seed)
    report = blanked(dice, generated(dice))
    found = read_bytes(page(dice, report))
    assert_same(found, report)
    for heading in (0, 4, 5):
        assert found.sections[report.format.sections[heading]].replace("\n", "") == report.sections[
            report.format.sections[heading]
        ].replace("\n", "")
