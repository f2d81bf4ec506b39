"""The report as PDF: every number is read back from where it stands on the page."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import accumulate

import pypdfium2
import pytest
from hypothesis import given, settings

from gongkai.annualreport.report import Report, digest
from gongkai.annualreport.write.as_pdf import report_pdf
from gongkai.annualreport.write.layout import Grid, grids
from gongkai.annualreport.write.tests.samples import (
    HOSTILE,
    YEARS,
    hostile,
    reports,
    sample,
    texts_by_place,
)

MM = 72 / 25.4
MARKS = {"table2": "第二十条第（一）项", "table3": "申请人情况", "table4": "未经复议直接起诉"}
Char = tuple[str, float, float]  # with its middle, in points from the lower left corner of the page


def pages(report: Report) -> list[pypdfium2.PdfTextPage]:
    return [page.get_textpage() for page in pypdfium2.PdfDocument(report_pdf(report))]


def whole(page: pypdfium2.PdfTextPage) -> str:
    return "".join(page.get_text_range().split())


def chars(page: pypdfium2.PdfTextPage) -> list[Char]:
    boxes = ((page.get_text_range(i, 1), page.get_charbox(i)) for i in range(page.count_chars()))
    return [(char, (b[0] + b[2]) / 2, (b[1] + b[3]) / 2) for char, b in boxes if char.strip()]


def rows_of_numbers(grid: Grid, letters: list[Char], first: int) -> list[list[str]]:
    """The text of the columns from `first` on, line by line, for the lines that hold a digit there."""
    edges = [28 * MM + edge * MM for edge in accumulate(grid.widths, initial=0.0)]
    lines: dict[int, dict[int, str]] = {}
    inside = [c for c in letters if edges[first] < c[1] < edges[-1] and 35 * MM < c[2] < 260 * MM]
    for char, x, y in sorted(inside, key=lambda c: c[1]):
        column = sum(edge < x for edge in edges) - 1
        line = next((known for known in lines if abs(known - y) < 4), round(y))
        lines.setdefault(line, {})
        lines[line][column] = lines[line].get(column, "") + char
    ordered = [lines[y] for y in sorted(lines, reverse=True)]
    width = range(first, len(grid.widths))
    return [[line.get(x, "") for x in width] for line in ordered if any(map(str.isdigit, str(line.values())))]


def assert_table_holds(report: Report, name: str, grid: Grid, first: int) -> None:
    page = next(p for p in pages(report) if MARKS[name] in whole(p))
    index, _ = page.search(MARKS[name]).get_next()
    below = [char for char in chars(page) if char[2] < page.get_charbox(index)[3]]
    found = rows_of_numbers(grid, below, first)
    texts = texts_by_place(report)
    rows = [[texts[s.place] for s in row if s.place] for row in grid.rows]
    wanted = [row for row in rows if any(row)]
    # The first lines of digits belong to the table; what follows it on the page does not.
    assert found[: len(wanted)] == wanted


@given(reports())
@settings(max_examples=6, deadline=None)
def test_any_report_read_back_from_the_pdf_holds_its_numbers(report: Report):
    _, table3, table4 = grids(report)
    assert_table_holds(report, "table3", table3, 3)
    assert_table_holds(report, "table4", table4, 0)


def test_a_number_wider_than_its_column_stays_within_it():
    report = sample(2023)
    wide = (10**11, *range(10**9, 10**9 + 5), 10**12)
    report = replace(report, table3={**report.table3, "new": wide, "other3": wide})
    assert_table_holds(report, "table3", grids(report)[1], 3)


@pytest.mark.parametrize("year", YEARS)
def test_every_number_of_table_2_stands_behind_its_label(year: int):
    report = sample(year)
    page = next(whole(p) for p in pages(report) if MARKS["table2"] in whole(p))
    texts = texts_by_place(report)
    for block in report.format.table2:
        for label in block.rows:
            assert label + "".join(texts[f"表2/{label}/{column}"] for column in block.columns) in page


@pytest.mark.parametrize("year", YEARS)
def test_headings_and_signature_stand_in_order_and_pages_are_numbered(year: int):
    report = sample(year)
    read = pages(report)
    text = "".join(map(whole, read))
    parts = [report.title, *report.format.sections, report.issuer + f"{year + 1}年1月14日"]
    places = [
        text.index(part, len(report.title) if i == len(parts) - 1 else 0) for i, part in enumerate(parts)
    ]
    assert places == sorted(places)
    for number, page in enumerate(read, 1):
        assert f"—{number}—" in whole(page)


@pytest.mark.parametrize("year", YEARS)
def test_a_table_is_never_cut_by_the_end_of_a_page(year: int):
    report = sample(year)
    last = {"table2": report.format.table2[-1].rows[-1], "table3": "四、结转下年度继续办理"}
    for name, label in last.items():
        assert any(MARKS[name] in whole(p) and label in whole(p) for p in pages(report))


def test_no_text_runs_over_the_edge_of_the_page():
    address = "https://www.shiyan.gov.cn/zfxxgk/fdzdgknr/zfxxgknb/2023/index.html?channel=zhengfuxinxigongkai"
    report = replace(sample(2023), intro=f"网址：{address}\n校验码：{'a1' * 60}")
    first, *_ = pages(report)
    assert max(x for char, x, _ in chars(first)) < (210 - 25) * MM
    assert f"校验码：{'a1' * 60}" in whole(first).replace("\u200b", "")


@pytest.mark.parametrize("year", YEARS)
def test_markup_in_a_report_stays_text(year: int):
    text = "".join(map(whole, pages(hostile(year))))
    assert text.count("".join(HOSTILE.split())) == 1 + 1 + 2 * 6 + 1
    assert "=<i>/</i>" in text


def test_properties_name_title_author_and_digest():
    report = sample(2023)
    properties = pypdfium2.PdfDocument(report_pdf(report)).get_metadata_dict()
    assert (properties["Title"], properties["Author"]) == (report.title, report.issuer)
    assert digest(report) in properties["Keywords"]
    assert properties["CreationDate"].startswith("D:20240114")


@pytest.mark.parametrize("year", YEARS)
def test_the_same_report_gives_the_same_bytes(year: int):
    assert report_pdf(sample(year)) == report_pdf(sample(year))


def test_the_page_is_a4():
    sizes = {page.get_size() for page in pypdfium2.PdfDocument(report_pdf(sample(2023)))}
    assert {(round(w / MM), round(h / MM)) for w, h in sizes} == {(210, 297)}


def test_reports_can_be_written_in_several_threads_at_once():
    wanted = [report_pdf(sample(year)) for year in YEARS]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda year: report_pdf(sample(year)), YEARS * 4)) == wanted * 4
