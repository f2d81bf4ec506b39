"""The official tables among a file's tables: by labels and headings, in pieces, with gaps and misprints."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annualreport.formats import format_named
from gongkai.annualreport.read.alignment import aligned
from gongkai.annualreport.read.blocks import Grid, Words
from gongkai.annualreport.read.published import report_of
from gongkai.annualreport.read.spans import Placed, grid_of
from gongkai.annualreport.report import UNREAD, Report

TITLE = Words("某某县清河镇人民政府2023年政府信息公开工作年度报告")
FORM = format_named("2021")
LABELS = [row.label for row in FORM.table3_rows]
Rows = list[list[str]]


def grid(rows: Sequence[Sequence[str]], number: int = 1, page: int = 0) -> Grid:
    return grid_of([[Placed(text) for text in row] for row in rows], number, page)


def headings() -> Rows:
    return [["", *FORM.table3_columns]]


def body() -> Rows:
    return [[label, *(str(index + 10 * column) for column in range(7))] for index, label in enumerate(LABELS)]


def report(*grids: Grid) -> Report:
    return report_of([TITLE, Words("三、收到和处理政府信息公开申请情况"), *grids])


def values(row: Sequence[str]) -> tuple[int, ...]:
    return tuple(map(int, row[1:]))


def test_a_plain_table_is_read_by_its_labels() -> None:
    found = report(grid(headings() + body()))
    assert [found.table3[row.key] for row in FORM.table3_rows] == [values(row) for row in body()]
    assert not [said for said in found.unread if said.startswith("表三")]


@pytest.mark.parametrize("cut", [1, 5, 13, 24])
def test_a_table_cut_by_a_page_is_read_as_one(cut: int) -> None:
    rows = body()
    found = report(grid(headings() + rows[:cut], 1, 2), grid(rows[cut:], 2, 3))
    again = report(grid(headings() + rows[:cut], 1, 2), grid(headings() + rows[cut:], 2, 3))
    assert (
        found.table3
        == again.table3
        == {r.key: values(v) for r, v in zip(FORM.table3_rows, rows, strict=True)}
    )
    assert found.origins["表3/carried_out/自然人"].page == 3
    assert found.origins["表3/new/自然人"].row == 2


def test_misprinted_and_unnumbered_labels_are_known() -> None:
    rows = body()
    rows[5][0], rows[6][0], rows[4][0] = "2.其他法律行政止公开", "危及三安全一稳定", "属于国家机密"
    found = report(grid(headings() + rows))
    assert [found.table3[key] for key in ("deny1", "deny2", "deny3")] == [values(rows[i]) for i in (4, 5, 6)]


def test_a_missing_row_is_named_and_moves_no_other() -> None:
    rows = body()
    lost = rows.pop(8)
    found = report(grid(headings() + rows))
    key = FORM.table3_rows[8].key
    assert found.table3[key] == (None,) * 7
    assert found.marks[f"表3/{key}/总计"] == UNREAD
    assert any("没有找到这一行" in said and lost[0] in said for said in found.unread)
    assert found.table3["carried_out"] == values(rows[-1])


def test_an_invented_row_is_named_and_counts_nowhere() -> None:
    rows = body()
    rows.insert(9, ["9.属于本局规定不公开的其他情形", "7", "0", "0", "0", "0", "0", "7"])
    found = report(grid(headings() + rows))
    assert any("多出一行" in said and "本局规定" in said for said in found.unread)
    assert found.table3["carried_out"] == values(rows[-1])


def test_a_row_short_of_cells_is_read_only_when_its_total_agrees() -> None:
    blank, short = ["", ""], body()
    short[0] = [LABELS[0], "3", "4"]
    short[1] = [LABELS[1], "0", "0"]
    found = report(grid(headings() + short))
    assert found.table3["new"] == (None,) * 7
    assert any("无法确定缺哪一格" in said for said in found.unread)
    assert found.table3["carried_in"] == (0, 0, None, None, None, None, None)
    assert blank == ["", ""]


def test_a_cell_that_is_no_number_is_left_by_name() -> None:
    rows = body()
    rows[0][3] = "1\n2"
    found = report(grid(headings() + rows))
    assert found.marks["表3/new/科研机构"] == UNREAD
    assert found.table3["new"][3] == 30


def test_table4_in_one_row_or_in_three_pieces_is_the_same() -> None:
    names = list(FORM.table4[0].columns)
    whole = report(grid([names * 3, [str(i) for i in range(15)]]))
    pieces = [grid([names, [str(i) for i in range(n, n + 5)]], n + 1) for n in (0, 5, 10)]
    assert whole.table4 == report(*pieces).table4 == tuple(range(15))


def test_table2_takes_its_columns_by_their_headings() -> None:
    rows = [
        ["信息内容", "现行有效件数", "本年制发件数", "本年废止件数"],
        ["规章", "/", "/", "/"],
        ["行政规范性文件", "30", "2", "1"],
    ]
    found = report_of([TITLE, Words("二、主动公开政府信息情况"), grid(rows)])
    assert found.table2["行政规范性文件"] == {"本年制发件数": 2, "本年废止件数": 1, "现行有效件数": 30}
    assert found.marks["表2/规章/现行有效件数"] == "/"


def test_a_list_of_links_is_not_taken_for_table2() -> None:
    links = grid([["行政许可", "行政处罚", "行政强制"], ["规章", "规范性文件", "政府集中采购"]], 1)
    found = report_of(
        [TITLE, links, Words("三、收到和处理政府信息公开申请情况"), grid(headings() + body(), 2)]
    )
    assert found.table2["行政许可"] == {"本年处理决定数量": None}
    assert found.table3["new"] == values(body()[0])


@given(st.sets(st.integers(0, len(LABELS) - 1)))
def test_labels_align_in_order_whichever_are_missing(missing: set[int]) -> None:
    kept = [label for index, label in enumerate(LABELS) if index not in missing]
    chosen = aligned(kept, LABELS)
    said = [kept[index] if index is not None else None for index in chosen]
    assert [label for label in said if label] == [x for x in kept if x in said]
    exact = [label is None or label == official for label, official in zip(said, LABELS, strict=True)]
    assert sum(exact) >= len(LABELS) - 1  # 3.其他 and a heading of another group may stand for each other
