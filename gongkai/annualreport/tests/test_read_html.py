"""Web pages as blocks: what is a paragraph, what a table, and what only lays out the page."""

from __future__ import annotations

from gongkai.annualreport.read.blocks import MOST_COLUMNS, Grid, Words
from gongkai.annualreport.read.html import html_blocks


def blocks(body: str) -> list[Words | Grid]:
    return html_blocks(f"<!DOCTYPE html><html><body>{body}</body></html>".encode())


def texts(body: str) -> list[str]:
    return [block.text for block in blocks(body) if isinstance(block, Words)]


def table(body: str) -> list[list[tuple[str, int, int]]]:
    (grid,) = [block for block in blocks(body) if isinstance(block, Grid)]
    return [[(cell.text, cell.row, cell.column) for cell in row] for row in grid.rows]


def test_a_label_cut_over_fonts_and_spans_is_one_paragraph() -> None:
    assert texts("<p><span>一、</span><font>总体<b>情</b></font>况<o:p></o:p></p><p>&nbsp;</p>") == [
        "一、总体情况"
    ]


def test_old_markup_without_end_tags_is_read() -> None:
    assert texts("<P>第一段<P>第二段<BR>第三段") == ["第一段", "第二段", "第三段"]
    assert table("<TABLE><TR><TD>甲<TD>1<TR><TD>乙<TD>2</TABLE>") == [
        [("甲", 0, 0), ("1", 0, 1)],
        [("乙", 1, 0), ("2", 1, 1)],
    ]


def test_scripts_styles_and_hidden_things_say_nothing() -> None:
    page = '<script>var a="一、总体情况"</script><style>p{}</style><p style="DISPLAY: none">隐</p><p>见</p>'
    assert texts(page) == ["见"]


def test_spans_put_every_cell_in_its_column() -> None:
    rows = "<tr><td rowspan=2>三</td><td>1.甲</td><td>5</td></tr><tr><td>2.乙</td><td>6</td></tr>"
    assert table(f"<table>{rows}</table>")[1] == [("2.乙", 1, 1), ("6", 1, 2)]


def test_a_span_beyond_the_table_ends_with_it() -> None:
    rows = "<tr><td rowspan=999>甲</td><td colspan=0>乙</td></tr><tr><td>丙</td></tr>"
    assert table(f"<table>{rows}</table>")[1] == [("丙", 1, 1)]


def test_lines_of_a_cell_stay_apart_and_pieces_of_a_line_do_not() -> None:
    assert table(
        "<table><tr><td><p>商业</p><p>企业</p></td><td>1<br>2</td><td><b>1</b>2</td></tr></table>"
    ) == [[("商业\n企业", 0, 0), ("1\n2", 0, 1), ("12", 0, 2)]]


def test_a_table_that_lays_out_the_page_gives_what_it_holds() -> None:
    inner = "<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>"
    page = f"<table><tr><td>导航</td><td><p>一、总体情况</p>{inner}<p>完</p></td></tr></table>"
    kinds = [block.text if isinstance(block, Words) else "表" for block in blocks(page)]
    assert kinds == ["导航", "一、总体情况", "表", "完"]


def test_a_table_wider_than_any_form_is_no_table() -> None:
    page = "<table><tr>" + "<td>1</td>" * 10_000 + "</tr></table>"
    assert not [block for block in blocks(page) if isinstance(block, Grid)]
    spans = f"<table><tr><td colspan={MOST_COLUMNS}>a</td><td>b</td><td colspan=9999>c</td></tr></table>"
    assert not [block for block in blocks(spans) if isinstance(block, Grid)]


def test_tags_nested_without_end_are_read_without_failing() -> None:
    assert html_blocks(b"<div>" * 50_000 + "一、总体情况".encode()) is not None
    assert html_blocks(b"<table><tr><td>" * 20_000 + b"1") is not None
    assert html_blocks(b"<!DOCTYPE html>") == []
