"""Reports as values: they foot, unless a test then spoils them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from gongkai.annualreport.formats import format_for
from gongkai.annualreport.report import Cell, Report
from gongkai.annualreport.tests.building import footed

YEARS = (2019, 2020, 2021, 2022, 2023, 2024, 2025)
ORGANS = (
    "某某县清河镇人民政府",
    "青山市白石区教育局",
    "某某县统计局",
    "云岭县红旗乡人民政府",
    "青山市东湖街道办事处",
)
HEADS = ("我镇", "我局", "本机关")


def generated(dice: Random, year: int | None = None) -> Report:
    """A report of any year that foots; most counts are 0, some large, a few cells blank, 规章 now and then “/”."""
    year = year or dice.choice(YEARS)
    most = dice.choice((0, 3, 60, 4_000))
    form = format_for(year)

    def count() -> int:
        return dice.choice((0, 0, 0, dice.randint(0, most)))

    leaves = [[count() for _ in range(6)] for _ in form.leaf_rows]
    report = footed(year, leaves, [count() for _ in range(6)], [count() for _ in range(12)])
    organ = dice.choice(ORGANS)
    marks = {f"表2/规章/{c}": "/" for c in report.table2["规章"]} if dice.random() < 0.2 else {}
    return replace(
        report,
        organ=organ,
        title=f"{organ}{year}年政府信息公开工作年度报告",
        intro=f"本报告根据《中华人民共和国政府信息公开条例》编制，统计期限自{year}年1月1日起至{year}年12月31日止。",
        table2=_table2(dice, report, barred="规章" if marks else ""),
        sections=_sections(dice, report),
        issuer=organ,
        marks=marks,
    )


def _table2(dice: Random, report: Report, barred: str) -> dict[str, dict[str, Cell]]:
    def value(label: str, column: str) -> Cell:
        if label == barred:
            return None
        if label == "规章":
            return 0
        if "金额" in column:
            return dice.choice((0, dice.randint(1, 10**6), Decimal(dice.randint(1, 10**8)) / 100))
        number = dice.choice((0, dice.randint(0, 9), dice.randint(10, 99_999)))
        return -number if column == "本年增/减" and dice.random() < 0.3 else number

    table = {label: {c: value(label, c) for c in columns} for label, columns in report.table2.items()}
    for columns in table.values():
        if "对外公开总数量" in columns and columns["对外公开总数量"] is not None:
            columns["对外公开总数量"] = (columns["本年新公开数量"] or 0) + dice.randint(0, 90)
    return table


def _sections(dice: Random, report: Report) -> dict[str, str]:
    form, we = report.format, dice.choice(HEADS)
    overview = "\n".join(
        f"（{number}）{part}。{we}认真落实有关要求，全年开展{dice.randint(1, 30)}次培训。"
        for number, part in zip("一二三四五", form.section1_parts, strict=False)
    )
    texts = {
        form.sections[0]: overview + "工作考核结果为良好，社会评议满意，没有责任追究。",
        form.sections[4]: f"一是{we}公开的内容还不够及时；二是人员变动较大。下一步将加强学习。",
        form.sections[5]: dice.choice(("无", "无。", "无其他需要报告的事项。")),
    }
    return {heading: texts.get(heading, "") for heading in form.sections}


def blanked(dice: Random, report: Report) -> Report:
    """The same with every 0 of some rows of table 3 left blank, as hasty hands leave them."""
    rows = {key for key in report.table3 if dice.random() < 0.4}
    return replace(
        report,
        table3={
            key: tuple(value or None for value in values) if key in rows else values
            for key, values in report.table3.items()
        },
    )


seeds = st.integers(0, 10**9)
