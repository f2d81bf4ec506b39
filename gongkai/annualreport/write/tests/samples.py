"""Reports for the tests of the writers: one told number by number, and any at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from gongkai.annualreport.formats import format_for
from gongkai.annualreport.report import Cell, Report

YEARS = (2020, 2023)
HOSTILE = "<b>甲&乙</b> #set page() *粗* _斜_ $x^2$ @引 `码` “引” \"双\" '单' \\n =1+1 // [注] ~ <标签>"


def sample(year: int) -> Report:
    """A report in which no two cells hold the same number, so that a number in a wrong place shows."""
    organ = "平凉市崆峒区试验镇人民政府"
    form = format_for(year)
    count = iter(range(101, 1000))
    table2: dict[str, dict[str, Cell]] = {}
    for _, row, column in form.table2_cells():
        table2.setdefault(row, {})[column] = Decimal("7730.28") if "收费金额" in column else next(count)
    if year < 2021:
        table2["行政处罚"]["本年增/减"] = -12
        table2["政府集中采购"]["采购总金额"] = Decimal("172425.00")
    return Report(
        organ=organ,
        year=year,
        format=form,
        table2=table2,
        table3={row.key: tuple(next(count) for _ in form.table3_columns) for row in form.table3_rows},
        table4=tuple(next(count) for _ in form.table4_cells()),
        title=f"{organ}{year}年政府信息公开工作年度报告",
        intro="本报告根据《中华人民共和国政府信息公开条例》编制。\n统计期限自1月1日起至12月31日止。",
        sections={
            form.sections[
                0
            ]: "（一）主动公开情况\n公开信息220条。\n（二）依申请公开情况。收到申请3件。均已答复。",
            form.sections[4]: "主动公开的意识还不够强。",
            form.sections[5]: "无其他需要报告的事项。",
        },
        issuer=organ,
        dated=date(year + 1, 1, 14),
        amount_unit="元",
    )


def hostile(year: int) -> Report:
    """A report whose every free text is markup of some kind."""
    report = sample(year)
    return replace(
        report,
        organ=HOSTILE,
        title=HOSTILE,
        intro=HOSTILE,
        sections=dict.fromkeys(report.format.sections, f"{HOSTILE}\n（一）{HOSTILE}"),
        issuer=HOSTILE,
        table4=(None, *report.table4[1:]),
        marks={"表4/行政复议/结果维持": "=<i>/</i>"},
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any report of either format: any numbers, blanks among them, any words, even unprintable ones."""
    year, dice = draw(st.sampled_from(YEARS)), draw(st.randoms(use_true_random=True))

    def whole() -> Cell:
        return dice.choice((None, 0, dice.randrange(10), dice.randrange(1000), dice.randrange(10**6)))

    def money() -> Cell:
        return dice.choice((whole(), Decimal(dice.randrange(10**8)) / 100))

    empty = Report.empty("任意镇", year)
    form = empty.format
    words = st.text(max_size=60)
    return replace(
        empty,
        table2={
            row: {column: money() if "金额" in column else whole() for column in columns}
            for row, columns in empty.table2.items()
        },
        table3={row.key: tuple(whole() for _ in form.table3_columns) for row in form.table3_rows},
        table4=tuple(whole() for _ in form.table4_cells()),
        title=draw(words),
        intro=draw(words),
        sections={heading: draw(words) for heading in form.sections},
        issuer=draw(words),
        dated=draw(st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))),
        amount_unit=draw(st.sampled_from((None, "元", "万元"))),
    )


def expected_text(place: str, value: Cell, report: Report) -> str:
    """What the number at a place must look like on paper, worked out without the writers."""
    if value is None:
        return report.marks.get(place, "")
    text = str(value)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    paid = place.endswith("采购总金额") and value != 0
    return text + (report.amount_unit or "" if paid else "")


def texts_by_place(report: Report) -> dict[str, str]:
    """Every cell of the form as it must be printed."""
    return {place: expected_text(place, value, report) for place, value in report.cells()}
