"""Checks of single cells: not read, blank, marked, no whole number; 规章 below city level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.annualreport.check.facts import TABLES, Facts
from gongkai.annualreport.check.levels import BELOW_CITY
from gongkai.annualreport.findings import Finding, finding, not_assessable, place_name
from gongkai.annualreport.report import UNREAD

MONEY_COLUMNS = ("采购总金额", "本年收费金额（单位：万元）")
CHANGE_COLUMN = "本年增/减"  # the only column that may go below zero
NOT_APPLICABLE = "/"
NAMED_AT_MOST = 8


def check_cells(facts: Facts) -> Iterator[Finding]:
    """Everything that can be said of the cells one by one, table by table."""
    blank = [p for p, value in facts.cells.items() if value is None and p not in facts.report.marks]
    for table, name in TABLES:
        if facts.unread:
            yield from _check_unread(facts, table, name)
        if blank:
            yield from _check_blanks(facts, [p for p in blank if p.startswith(table)], table, name)
    yield from _check_marks(facts)
    yield from _check_numbers(facts)
    yield from _check_made_rules(facts)
    yield from _check_opened(facts)


def _check_unread(facts: Facts, table: str, name: str) -> Iterator[Finding]:
    """READ: cells that could not be read; a table of which nothing could be read is an error."""
    whole = facts.is_whole(table)
    missing = frozenset() if whole else facts.missing(table, name)  # ROWS says those
    unread = [p for p in facts.cells if p.startswith(table) and p in facts.unread and p not in missing]
    if not unread:
        return
    extent = "整张表都没有读出" if whole else f"有{len(unread)}格没有读出：{_list(facts, unread)}"
    message = f"{name}{extent}，相关的勾稽关系未核对，请对照原文补录。"
    yield finding("READ", name, message, severity="error" if whole else "warning", places=tuple(unread))


def _check_blanks(facts: Facts, blank: Sequence[str], table: str, name: str) -> Iterator[Finding]:
    if not blank:
        return
    if len(blank) == sum(place.startswith(table) for place in facts.cells):
        message = f"{name}整张表都是空白，按0计算。请据实填写，没有的填0。"
    else:
        message = f"{name}有{len(blank)}格空白，按0计算：{_list(facts, blank)}。没有的请填0。"
    yield finding("BLANK", name, message, places=tuple(blank))


def _list(facts: Facts, places: Sequence[str]) -> str:
    """The places by name; a row that is there with all its cells is named once."""
    sizes = Counter(_row_of(place) for place in facts.cells)
    names: list[str] = []
    for row, group in groupby(places, key=_row_of):
        cells = [place_name(facts.form, place).split("·", 1)[1] for place in group]
        whole = len(cells) == sizes[row] > 1
        names += [f"{cells[0].rsplit('·', 1)[0]}（整行）"] if whole else cells
        if len(names) > NAMED_AT_MOST:
            break
    return "；".join(names[:NAMED_AT_MOST]) + ("等" if len(names) > NAMED_AT_MOST else "")


def _row_of(place: str) -> str:
    table, row, column = place.split("/", 2)
    return (
        f"{table}/{row}/{column.rsplit('/', 1)[0]}" if table == "表4" and "/" in column else f"{table}/{row}"
    )


def _check_marks(facts: Facts) -> Iterator[Finding]:
    for place, mark in facts.report.marks.items():
        if (
            mark == UNREAD
            or place not in facts.cells
            or (mark == NOT_APPLICABLE and place.startswith("表2/规章/"))
        ):
            continue
        where = place_name(facts.form, place)
        message = f"{where}填的是“{mark}”，不是数字，按0计算。没有的请填0；“/”只能用于规章。"
        yield finding("MARK", where, message, places=(place,))


def _check_numbers(facts: Facts) -> Iterator[Finding]:
    """T3-6: counts are whole numbers and not negative; money may have decimals, a change may be negative."""
    for place, value in facts.cells.items():
        if not value or (isinstance(value, int) and value > 0):
            continue
        column = place.split("/", 2)[2]
        fraction = value != int(value) and column not in MONEY_COLUMNS
        negative = value < 0 and column != CHANGE_COLUMN
        if fraction or negative:
            where = place_name(facts.form, place)
            due = "不小于0的整数" if fraction else "不小于0的数"
            message = f"{where}填的是{value}，应为{due}。请核对后改正。"
            yield finding("T3-6", where, message, found=value, places=(place,))


def _check_made_rules(facts: Facts) -> Iterator[Finding]:
    """T2-2: only provinces and prefecture-level cities make 规章 (立法法 Art. 93)."""
    made = {
        f"表2/规章/{column}": number
        for column, number in facts.report.table2.get("规章", {}).items()
        if number
    }
    if made and facts.level is None:
        why = "规章填了数，但从机关名称看不出层级。设区的市以上的政府请核对数字，其他机关请填0。"
        yield not_assessable("T2-2", "表二·规章", why)
    if facts.level not in BELOW_CITY:
        return
    for place, value in made.items():
        where = place_name(facts.form, place)
        message = (
            f"{where}填了{value}，但县级以下机关没有规章制定权，应填0。"
            "内部规章制度不是规章；行政规范性文件请填入下一行。"
        )
        yield finding("T2-2", where, message, expected=0, found=value, places=(place,))


def _check_opened(facts: Facts) -> Iterator[Finding]:
    """T2-4: what was newly opened this year is part of all that is open (2019 format)."""
    for label, columns in facts.report.table2.items():
        fresh, every = columns.get("本年新公开数量"), columns.get("对外公开总数量")
        if fresh is not None and every is not None and fresh > every:
            where = f"表二·{label}·对外公开总数量"
            message = f"{where}为{every}，少于本年新公开数量{fresh}，请核对后改正。"
            places = (f"表2/{label}/本年新公开数量", f"表2/{label}/对外公开总数量")
            yield finding("T2-4", where, message, expected=fresh, found=every, places=places)
