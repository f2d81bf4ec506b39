"""Odd layouts of published tables: cut, merged, turned, with columns and rows too many or too few.

Each changes a Sheet in place. What cannot be read for sure afterwards is `lost` (prefixes of places): there a
reader may leave cells unread, but must not read a wrong number.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from gongkai.annualreport.read.spans import Placed
from gongkai.annualreport.tests.generating.sheets import Sheet, is_number
from gongkai.annualreport.tests.generating.tables import Rows, table4_values

Oddity = Callable[[Sheet, Random], None]
LAYOUTS: dict[str, Oddity] = {}
HEADS = 3  # rows of headings of table 3


def layout(oddity: Oddity) -> Oddity:
    """Count this function among the layouts."""
    LAYOUTS[oddity.__name__] = oddity
    return oddity


@layout
def table3_cut_in_two_without_headings(sheet: Sheet, dice: Random) -> None:
    _cut(sheet, dice.randint(HEADS + 1, 20), headings=False)


@layout
def table3_cut_in_two_with_headings_again(sheet: Sheet, dice: Random) -> None:
    _cut(sheet, dice.randint(HEADS + 1, 20), headings=True)


def _cut(sheet: Sheet, at: int, *, headings: bool) -> None:
    rows = _unmerged(sheet.rows3())
    sheet.parts[3] = [rows[:at], "续表", (rows[:HEADS] if headings else []) + rows[at:]]


def _unmerged(rows: Rows) -> Rows:
    """The rows with what spans downwards said again in each row, as after an editor's “取消合并”."""
    full, running = list[list[Placed]](), dict[int, tuple[Placed, int]]()
    for row in rows:
        cells, line, column = iter(row), list[Placed](), 0
        while column < 10:
            over = running.get(column)
            cell = over[0] if over and over[1] > 0 else next(cells, None)
            if cell is None:
                break
            left = (over[1] if over and over[1] > 0 else cell.rowspan) - 1
            running[column] = (cell, left)
            line.append(Placed(cell.text, 1, cell.colspan))
            column += cell.colspan
        full.append(line)
    return full


@layout
def labels_said_in_every_row(sheet: Sheet, dice: Random) -> None:
    rows = sheet.rows3()
    rows[:] = _unmerged(rows)


@layout
def headings_again_within_the_table(sheet: Sheet, dice: Random) -> None:
    rows = _unmerged(sheet.rows3())
    sheet.rows3()[:] = rows[:12] + rows[:HEADS] + rows[12:]


@layout
def everything_in_one_table(sheet: Sheet, dice: Random) -> None:
    """The whole report set in one table, its sentences in cells as wide as it."""
    rows: Rows = [[Placed(sheet.report.title, 1, 15)], [Placed(sheet.report.intro, 1, 15)]]
    for number in range(1, 7):
        rows.append([Placed(sheet.headings[number - 1], 1, 15)])
        for part in sheet.parts[number]:
            rows += [[Placed(part, 1, 15)]] if isinstance(part, str) else part
    sheet.parts = [[rows], [], [], [], [], [], []]
    sheet.headings = [""] * 6


@layout
def tables_as_an_annex(sheet: Sheet, dice: Random) -> None:
    """All tables stand below the signature."""
    for number in (2, 3, 4):
        sheet.closing += [f"附表{number - 1}", *sheet.parts[number]]
        sheet.parts[number] = ["见附表。"]


@layout
def table4_in_three_tables(sheet: Sheet, dice: Random) -> None:
    names, values = sheet.report.format.table4[0].columns, table4_values(sheet.report)
    titles = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")
    sheet.parts[4] = [
        [[Placed(title, 1, 5)], list(map(Placed, names)), list(map(Placed, values[n : n + 5]))]
        for title, n in zip(titles, (0, 5, 10), strict=True)
    ]


@layout
def table4_a_row_a_group(sheet: Sheet, dice: Random) -> None:
    names, values = sheet.report.format.table4[0].columns, table4_values(sheet.report)
    rows = [[Placed("类别", 1, 2), *map(Placed, names)]]
    rows.append([Placed("行政复议", 1, 2), *map(Placed, values[:5])])
    rows.append([Placed("行政诉讼", 2), Placed("未经复议直接起诉"), *map(Placed, values[5:10])])
    rows.append([Placed("复议后起诉"), *map(Placed, values[10:])])
    sheet.parts[4] = [rows]


@layout
def table4_stood_on_its_side(sheet: Sheet, dice: Random) -> None:
    names, values = sheet.report.format.table4[0].columns, table4_values(sheet.report)
    rows: Rows = []
    for group, (above, own) in enumerate(
        (("行政复议", ""), ("行政诉讼", "未经复议直接起诉"), ("", "复议后起诉"))
    ):
        for index, name in enumerate(names):
            head = [Placed(above, 10 if own else 5, 1 if own else 2)] if above and not index else []
            head += [Placed(own, 5)] if own and not index else []
            rows.append([*head, Placed(name), Placed(values[5 * group + index])])
    sheet.parts[4] = [rows]


@layout
def table4_with_the_lawsuits_in_the_other_order(sheet: Sheet, dice: Random) -> None:
    rows = sheet.parts[4][0]
    assert not isinstance(rows, str)
    rows[1][-2:] = rows[1][:-3:-1]
    rows[3][5:] = rows[3][10:] + rows[3][5:10]


@layout
def table4_headings_as_others_word_them(sheet: Sheet, dice: Random) -> None:
    words = {"结果维持": "维持", "结果纠正": "纠正", "其他结果": "其它结果", "总计": "合计"}
    sheet.every(lambda cell, number: cell._replace(text=words.get(cell.text, cell.text)), "4")


@layout
def table4_with_a_name_before_its_row(sheet: Sheet, dice: Random) -> None:
    rows = sheet.parts[4][0]
    assert not isinstance(rows, str)
    sheet.parts[4] = [[[Placed("类别", 3), *rows[0]], *rows[1:-1], [Placed("件数"), *rows[-1]]]]


@layout
def table2_stood_side_by_side_captions(sheet: Sheet, dice: Random) -> None:
    """The caption stands in a column of its own beside the rows it is over."""
    rows: Rows = []
    for part in sheet.parts[2]:
        if not isinstance(part, str):
            caption, *others = part
            rows.append([Placed(caption[0].text, len(others)), *others[0]])
            rows += others[1:]
    sheet.parts[2] = [rows]


@layout
def a_subtotal_column_of_organs(sheet: Sheet, dice: Random) -> None:
    """法人或其他组织 has a 小计 of its own, which the form does not have."""
    rows = sheet.rows3()
    rows[0][1] = Placed("申请人情况", 1, 8)
    rows[1][1] = Placed("法人或其他组织", 1, 6)
    rows[2].append(Placed("小计"))
    for row in rows[HEADS:]:
        six = [int(cell.text or 0) for cell in row[-6:-1]]
        row.insert(-1, Placed(str(sum(six))))
    sheet.says = "小计"


@layout
def no_total_column(sheet: Sheet, dice: Random) -> None:
    rows = sheet.rows3()
    rows[0][1] = Placed("申请人情况", 1, 6)
    for row in (rows[1], *rows[HEADS:]):
        row.pop()
    sheet.lost = tuple(f"表3/{row.key}/总计" for row in sheet.report.format.table3_rows)
    sheet.says = "总计"


@layout
def the_total_column_first(sheet: Sheet, dice: Random) -> None:
    rows = sheet.rows3()
    rows[1].insert(0, rows[1].pop())
    for row in rows[HEADS:]:
        row.insert(-6, row.pop())


@layout
def columns_named_otherwise(sheet: Sheet, dice: Random) -> None:
    words = {"自然人": "公民", "社会公益组织": "社会组织", "其他": "其它", "总计": "合计", "商业企业": "企业"}
    heads = sheet.rows3()[:HEADS]
    for row in heads:
        row[:] = [cell._replace(text=words.get(cell.text, cell.text)) for cell in row]


@layout
def a_row_lost(sheet: Sheet, dice: Random) -> None:
    rows = _unmerged(sheet.rows3())
    index = dice.randrange(HEADS, len(rows))
    del rows[index]
    sheet.rows3()[:] = rows
    row = sheet.report.format.table3_rows[index - HEADS]
    sheet.lost, sheet.says = (f"表3/{row.key}/",), "没有找到这一行"


@layout
def a_row_invented(sheet: Sheet, dice: Random) -> None:
    rows = _unmerged(sheet.rows3())
    rows.insert(
        dice.randrange(HEADS + 1, len(rows)), [Placed("9.本单位另列的情形", 1, 3), *[Placed("7")] * 7]
    )
    sheet.rows3()[:] = rows
    sheet.says = "多出一行"


@layout
def zeros_merged_across(sheet: Sheet, dice: Random) -> None:
    """A row of nothing but zeros is one cell with one 0."""
    for row in sheet.rows3()[HEADS:]:
        if all(cell.text == "0" for cell in row[-7:]):
            row[-7:] = [Placed("0", 1, 7)]
    sheet.lost_in_text = ("表3/",)


@layout
def numbers_in_rows_of_their_groups(sheet: Sheet, dice: Random) -> None:
    """The number of a label stands in a column of its own."""
    rows = sheet.rows3()
    for index, row in enumerate(rows):
        at = next((i for i, cell in enumerate(row) if cell.text[:2].rstrip(".").isdecimal()
                   and cell.text[1:2] == "."), None)  # fmt: skip
        if index >= HEADS and at is not None and not is_number(row[at]):
            row[at : at + 1] = [Placed(row[at].text[:2]), Placed(row[at].text[2:])]
        elif len(row) > 7:
            own = len(row) - 8 if index >= HEADS else 0
            row[own] = row[own]._replace(colspan=row[own].colspan + 1)


@layout
def an_empty_row_and_an_empty_column(sheet: Sheet, dice: Random) -> None:
    """What Word leaves behind: a row of no height, a column of no width."""
    for number in (2, 3, 4):
        for part in sheet.parts[number]:
            if not isinstance(part, str):
                width = sum(cell.colspan for cell in part[0])
                part.append([Placed("") for _ in range(width)])
                if number != 4:
                    for row in part:
                        row.append(Placed(""))


@layout
def a_note_below_every_table(sheet: Sheet, dice: Random) -> None:
    for number in (2, 3, 4):
        for part in sheet.parts[number]:
            if not isinstance(part, str):
                width = sum(cell.colspan for cell in part[0])
                part.append(
                    [Placed("注：本表由某某县清河镇党政综合办公室填报，数据截至12月31日。" * 12, 1, width)]
                )
