"""The official tables as grids: their shape is the form's, their numbers are the report's."""

import pytest
from hypothesis import given, settings

from gongkai.annualreport.report import Report
from gongkai.annualreport.write.layout import WIDTH, Grid, grids
from gongkai.annualreport.write.tests.reading import all_texts
from gongkai.annualreport.write.tests.samples import YEARS, reports, sample, texts_by_place


def rectangle(grid: Grid) -> list[list[str]]:
    """The grid with every merged cell repeated; fails where two squares overlap or a hole is left."""
    cells: dict[tuple[int, int], str] = {}
    for y, x, square in grid.placed():
        for place in ((y + j, x + i) for j in range(square.rowspan) for i in range(square.colspan)):
            assert place not in cells
            cells[place] = square.text
    height, width = len(grid.rows), len(grid.widths)
    assert set(cells) == {(y, x) for y in range(height) for x in range(width)}
    return [[cells[y, x] for x in range(width)] for y in range(height)]


def spans(grid: Grid, text: str) -> set[tuple[int, int]]:
    return {(s.rowspan, s.colspan) for _, _, s in grid.placed() if s.text == text}


@given(reports())
@settings(max_examples=30, deadline=None)
def test_every_table_of_any_report_is_a_full_rectangle_with_every_number_in_its_place(report: Report):
    assert all_texts(report, [rectangle(grid) for grid in grids(report)]) == texts_by_place(report)


@pytest.mark.parametrize("year", YEARS)
def test_every_place_of_the_form_stands_in_the_tables_once(year: int):
    places = [s.place for grid in grids(sample(year)) for _, _, s in grid.placed() if s.place]
    assert sorted(places) == sorted(place for place, _ in sample(year).cells())


@pytest.mark.parametrize("year", YEARS)
def test_the_columns_fill_the_width_between_the_margins(year: int):
    for grid in grids(sample(year)):
        assert sum(grid.widths) == pytest.approx(WIDTH)
        assert sum(grid.column_groups) == len(grid.widths)
        assert grid.head + sum(grid.bodies) == len(grid.rows)


@pytest.mark.parametrize(("year", "results", "rows"), [(2020, 20, 23), (2023, 22, 25)])
def test_the_results_of_the_year_span_as_many_rows_as_on_the_official_form(year, results, rows):
    _, table3, _ = grids(sample(year))
    assert spans(table3, "三、本年度办理结果") == {(results, 1)}
    assert len(table3.rows) - table3.head == rows
    assert spans(table3, "（三）不予公开") == {(8, 1)}
    assert spans(table3, "（四）无法提供") == {(3, 1)}
    assert spans(table3, "（五）不予处理") == {(5, 1)}
    assert spans(table3, "（六）其他处理") == {(1, 2) if year == 2020 else (3, 1)}
    assert spans(table3, "（七）总计") == {(1, 2)}
    assert spans(table3, "四、结转下年度继续办理") == {(1, 3)}


def test_the_head_of_table_3_is_the_official_one():
    _, table3, _ = grids(sample(2023))
    assert spans(table3, sample(2023).format.table3_note) == {(3, 3)}
    assert spans(table3, "申请人情况") == {(1, 7)}
    assert spans(table3, "自然人") == spans(table3, "总计") == {(2, 1)}
    assert spans(table3, "法人或其他组织") == {(1, 5)}


def test_the_head_of_table_4_is_the_official_one():
    *_, table4 = grids(sample(2023))
    assert spans(table4, "行政复议") == {(1, 5)}
    assert spans(table4, "行政诉讼") == {(1, 10)}
    assert spans(table4, "复议后起诉") == {(1, 5)}
    assert spans(table4, "结果维持") == {(2, 1), (1, 1)}


def test_blocks_of_fewer_columns_share_the_width_evenly():
    new, _, _ = grids(sample(2023))
    old, _, _ = grids(sample(2020))
    assert spans(new, "本年处理决定数量") == {(1, 3)}
    assert spans(new, "第二十条第（一）项") == {(1, 4)}
    assert spans(old, "采购项目数量") == spans(old, "采购总金额") == {(1, 2)}
    assert old.widths[1] + old.widths[2] == pytest.approx(old.widths[3] + old.widths[4])


def test_a_heading_too_long_for_its_column_is_set_in_lines_of_equal_length():
    _, table3, _ = grids(sample(2023))
    margins = {s.text: table3.margin(x, s) for y, x, s in table3.placed() if y < table3.head}
    assert margins["商业企业"] > 1 > margins["社会公益组织"]
    assert margins["其他"] == 0
