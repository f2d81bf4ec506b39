"""Compiling a year's report from the records: the report is a view, nothing in it is typed by hand."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from gongkai.annualreport.report import Report
from gongkai.applications import queries as cases
from gongkai.disclosure.queries import items_first_published, procurements
from gongkai.organs.models import Organ
from gongkai.reporting.cells import Source, table2_sources


def compile_report(organ: Organ, year: int) -> Report:
    """The tables of `organ` for `year` as the records stand now, in the format of that year.

    Raises UnknownYear before 2019.
    """
    blank = Report.empty(organ.name, year)
    sources = table2_sources(organ, year, blank.format.table2_name)
    return replace(
        blank,
        table2={
            row: {column: sources[row, column].value() for column in columns}
            for row, columns in blank.table2.items()
        },
        table3=_table3(organ, blank),
        table4=_table4(organ, year),
        amount_unit="元" if blank.format.table2_name == "2019" else None,
    )


def _table3(organ: Organ, blank: Report) -> dict[str, tuple[int, ...]]:
    found = cases.counted(organ, blank.year, blank.format.name)
    counts = {key: tuple(found[key, kind] for kind in cases.COLUMNS) for key in blank.table3}
    return {key: (*values, sum(values)) for key, values in counts.items()}


def _table4(organ: Organ, year: int) -> tuple[int, ...]:
    counts = [0] * 15
    for remedy in cases.remedies_of(organ, year):
        for place in cases.places_of(remedy, year):
            counts[place] += 1
    return tuple(counts)


@dataclass(frozen=True)
class Behind:
    """What stands behind one cell: the words of the query, its records, and those it takes away."""

    words: str
    records: list[Any]
    less: list[Any]
    value: Any


def behind(organ: Organ, year: int, place: str) -> Behind:
    """The records behind the cell at `place` (表3/granted/自然人). Raises KeyError for no such place."""
    report = Report.empty(organ.name, year)
    table, row, column = [*place.split("/", 2), "", ""][:3]
    if table == "表2":
        return _behind_source(table2_sources(organ, year, report.format.table2_name)[row, column])
    if table == "表3" and row in report.table3 and column in report.format.table3_columns:
        at = report.format.table3_columns.index(column)
        wanted = cases.COLUMNS if at == len(cases.COLUMNS) else (cases.COLUMNS[at],)
        found = [
            application
            for application in cases.applications_of(organ, year)
            if application.applicant_kind in wanted
            and row in cases.rows_of(application, year, report.format.name)
        ]
        return Behind(f"{report.format.row(row).label}，{column}", found, [], len(found))
    places = [f"表4/{group.name}/{column}" for group, column in report.format.table4_cells()]
    if place in places:
        at = places.index(place)
        remedies = [r for r in cases.remedies_of(organ, year) if at in cases.places_of(r, year)]
        return Behind(place.removeprefix("表4/").replace("/", "，"), remedies, [], len(remedies))
    raise KeyError(place)


def _behind_source(source: Source) -> Behind:
    less = list(source.less) if source.less is not None else []
    return Behind(source.words, list(source.counted), less, source.value())


QUOTED_CELLS = {  # (row, column) of table 2 in either format → the name a narrative quotes it by
    ("规范性文件", "本年新制作数量"): "制发规范性文件",
    ("规范性文件", "对外公开总数量"): "现行有效规范性文件",
    ("行政规范性文件", "本年制发件数"): "制发规范性文件",
    ("行政规范性文件", "本年废止件数"): "废止规范性文件",
    ("行政规范性文件", "现行有效件数"): "现行有效规范性文件",
    ("行政许可", "处理决定数量"): "行政许可",
    ("行政许可", "本年处理决定数量"): "行政许可",
    ("行政处罚", "处理决定数量"): "行政处罚",
    ("行政处罚", "本年处理决定数量"): "行政处罚",
    ("行政强制", "处理决定数量"): "行政强制",
    ("行政强制", "本年处理决定数量"): "行政强制",
    ("行政事业性收费", "本年收费金额（单位：万元）"): "收费金额",
}


def quoted_numbers(organ: Organ, report: Report) -> dict[str, str]:
    """Numbers that a narrative may quote by name, live until the report is signed."""
    totals = {key: values[-1] for key, values in report.table3.items()}
    bought = procurements(organ, report.year)
    numbers: dict[str, Any] = {
        "年度": report.year,
        "主动公开条数": items_first_published(organ, report.year).count(),
        "新收申请": totals["new"],
        "上年结转": totals["carried_in"],
        "办结申请": totals["result_total"],
        "结转下年": totals["carried_out"],
        "行政复议": report.table4[4],
        "行政诉讼": (report.table4[9] or 0) + (report.table4[14] or 0),
        "采购项目数": bought.count(),
        "采购金额": sum((one.amount for one in bought), Decimal(0)),
    }
    for (row, column), name in QUOTED_CELLS.items():
        if column in report.table2.get(row, {}):
            numbers[name] = report.table2[row][column]
    return {name: _plainly(number) for name, number in numbers.items()}


def _plainly(number: Any) -> str:
    """A number as a sentence says it: 172425, 1.25, never 172425.00."""
    if isinstance(number, Decimal):
        return f"{number.normalize():f}"
    return str(number)
