"""Checks of single cells: blanks, marks, whole numbers, 规章 below city level, the unit of money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from gongkai.annualreport.check.levels import BELOW_CITY, Level
from gongkai.annualreport.findings import Finding, finding, place_name
from gongkai.annualreport.report import UNREAD, Report

MONEY_COLUMNS = ("采购总金额", "本年收费金额（单位：万元）")
CHANGE_COLUMN = "本年增/减"  # the only column that may go below zero
NOT_APPLICABLE = "/"
TABLES = (("表2", "表二"), ("表3", "表三"), ("表4", "表四"))
NAMED_AT_MOST = 8


def check_cells(report: Report, level: Level | None) -> Iterator[Finding]:
    """Everything that can be said of the cells one by one, table by table."""
    for table, name in TABLES:
        yield from _check_unread(report, table, name)
        yield from _check_blanks(report, table, name)
    yield from _check_marks(report)
    yield from _check_numbers(report)
    yield from _check_made_rules(report, level)
    yield from _check_opened(report)
    yield from _check_unit(report)


def _check_unread(report: Report, table: str, name: str) -> Iterator[Finding]:
    """READ: cells that could not be read; a table of which nothing could be read is an error."""
    places = [place for place, _ in report.cells() if place.startswith(table)]
    unread = [place for place in places if report.marks.get(place) == UNREAD]
    if not unread:
        return
    whole = len(unread) == len(places)
    extent = "整张表都没有读出" if whole else f"有{len(unread)}格没有读出：{_list(report, unread)}"
    message = f"{name}{extent}，相关的勾稽关系未核对，请对照原文补录。"
    yield finding("READ", name, message, severity="error" if whole else "warning")


def _check_blanks(report: Report, table: str, name: str) -> Iterator[Finding]:
    blank = [
        place
        for place, value in report.cells()
        if value is None and place.startswith(table) and place not in report.marks
    ]
    if blank:
        message = f"{name}有{len(blank)}格空白，按0计算：{_list(report, blank)}。没有的请填0。"
        yield finding("BLANK", name, message)


def _list(report: Report, places: list[str]) -> str:
    """The places by name; a row that is there with all its cells is named once."""
    sizes = Counter(_row_of(place) for place, _ in report.cells())
    names: list[str] = []
    for row, group in groupby(places, key=_row_of):
        cells = [place_name(report.format, place).split("·", 1)[1] for place in group]
        whole = len(cells) == sizes[row] > 1
        names += [f"{cells[0].rsplit('·', 1)[0]}（整行）"] if whole else cells
    return "；".join(names[:NAMED_AT_MOST]) + ("等" if len(names) > NAMED_AT_MOST else "")


def _row_of(place: str) -> str:
    table, row, column = place.split("/", 2)
    return (
        f"{table}/{row}/{column.rsplit('/', 1)[0]}" if table == "表4" and "/" in column else f"{table}/{row}"
    )


def _check_marks(report: Report) -> Iterator[Finding]:
    for place, mark in report.marks.items():
        if mark == UNREAD or (mark == NOT_APPLICABLE and place.startswith("表2/规章/")):
            continue
        where = place_name(report.format, place)
        yield finding(
            "MARK", where, f"{where}填的是“{mark}”，不是数字，按0计算。没有的请填0；“/”只能用于规章。"
        )


def _check_numbers(report: Report) -> Iterator[Finding]:
    """T3-6: counts are whole numbers and not negative; money may have decimals, a change may be negative."""
    for place, value in report.cells():
        if value is None:
            continue
        column = place.split("/", 2)[2]
        fraction = value != int(value) and column not in MONEY_COLUMNS
        negative = value < 0 and column != CHANGE_COLUMN
        if fraction or negative:
            where = place_name(report.format, place)
            yield finding(
                "T3-6", where, f"{where}填的是{value}，应为不小于0的{'整数' if fraction else '数'}。"
            )


def _check_made_rules(report: Report, level: Level | None) -> Iterator[Finding]:
    """T2-2: only provinces and prefecture-level cities make 规章 (立法法 Art. 93)."""
    if level not in BELOW_CITY:
        return
    for column, value in report.table2.get("规章", {}).items():
        if value:
            where = f"表二·规章·{column}"
            message = (
                f"{where}填了{value}，但县级以下机关没有规章制定权，应填0。"
                "内部规章制度不是规章；行政规范性文件请填入下一行。"
            )
            yield finding("T2-2", where, message, expected=0, found=value)


def _check_opened(report: Report) -> Iterator[Finding]:
    """T2-4: what was newly opened this year is part of all that is open (2019 format)."""
    for label, columns in report.table2.items():
        fresh, every = columns.get("本年新公开数量"), columns.get("对外公开总数量")
        if fresh is not None and every is not None and fresh > every:
            where = f"表二·{label}·对外公开总数量"
            message = f"{where}为{every}，少于本年新公开数量{fresh}，请核对。"
            yield finding("T2-4", where, message, expected=fresh, found=every)


def _check_unit(report: Report) -> Iterator[Finding]:
    for label, columns in report.table2.items():
        amount: Decimal | int | None = columns.get("采购总金额")
        if amount and report.amount_unit is None:
            where = f"表二·{label}·采购总金额"
            yield finding("T2-UNIT", where, f"{where}为{amount}，没有写明单位，请注明“元”。")
