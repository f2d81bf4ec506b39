"""Tables keep their spans and stay within the type area."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.official.body import parts_of
from gongkai.documents.official.parts import Grid
from gongkai.documents.official.table import LARGEST, WIDTH


def table(html):
    (found,) = (part for part in parts_of(html) if isinstance(part, Grid))
    return found


def texts(grid):
    return {(cell.y, cell.x): "".join(cell.texts) for cell in grid.cells if cell.lines}


def covered(grid):
    """How often each square is covered."""
    squares = [(c.y + y, c.x + x) for c in grid.cells for y in range(c.rowspan) for x in range(c.colspan)]
    return {square: squares.count(square) for square in squares}


def test_spans_are_kept():
    grid = table(
        "<table><caption>登记表</caption><tr><th rowspan=2>村</th><th colspan=2>树</th></tr><tr><th>杨</th><th>柳</th></tr>"
        "<tr><td>上湾</td><td>1</td><td>2</td></tr></table>"
    )
    assert texts(grid) == {
        (0, 0): "村",
        (0, 1): "树",
        (1, 1): "杨",
        (1, 2): "柳",
        (2, 0): "上湾",
        (2, 1): "1",
        (2, 2): "2",
    }
    assert (grid.caption, grid.head, grid.rows) == ("登记表", 2, 3)


def test_a_table_of_headings_alone_has_no_head_to_repeat():
    assert table("<table><tr><th>甲</th></tr><tr><th>乙</th></tr></table>").head == 0


def test_columns_that_only_a_span_passes_through_are_none():
    grid = table("<table><tr><td colspan=1000>题</td></tr><tr><td>甲</td><td>乙</td></tr></table>")
    assert len(grid.widths) == 3 and covered(grid).keys() == {(y, x) for y in range(2) for x in range(3)}


def test_an_empty_table_is_none_and_one_within_another_stays_as_its_words():
    assert parts_of("<table></table>") == []
    inner = table("<table><tr><td>外<table><tr><td>内甲</td><td>内乙</td></tr></table></td></tr></table>")
    assert [[run.text for run in line] for line in inner.cells[0].lines] == [["外"], ["内甲"], ["内乙"]]


def test_wide_words_get_wide_columns_and_ordinary_tables_the_ordinary_size():
    grid = table("<table><tr><td>序</td><td>一段说明这一事项的比较长的文字</td></tr></table>")
    assert grid.size == LARGEST and grid.widths[1] > 3 * grid.widths[0]


SPANS = st.integers(1, 5)
ROWS = st.lists(
    st.lists(st.tuples(SPANS, SPANS, st.text("甲乙1234567890", max_size=30)), max_size=6),
    min_size=1,
    max_size=6,
)


@given(ROWS)
def test_every_square_is_covered_once_and_the_widths_fill_the_type_area(rows):
    html = "".join(
        "<tr>"
        + "".join(f'<td rowspan="{high}" colspan="{wide}">{text}</td>' for high, wide, text in row)
        + "</tr>"
        for row in rows
    )
    if not any(rows):
        return
    grid = table(f"<table>{html}</table>")
    assert set(covered(grid).values()) == {1}
    assert len(covered(grid)) == grid.rows * len(grid.widths)
    assert sum(grid.widths) == pytest.approx(WIDTH, abs=0.1) and min(grid.widths) > 0
    assert sorted(t for t in texts(grid).values() if t) == sorted(
        text for row in rows for _, _, text in row if text
    )


def test_two_hundred_columns_become_small_and_are_all_there():
    grid = table("<table><tr>" + "<td>甲乙</td>" * 200 + "</tr></table>")
    assert len(grid.widths) == 200 and sum(grid.widths) == pytest.approx(WIDTH) and grid.size < 3
