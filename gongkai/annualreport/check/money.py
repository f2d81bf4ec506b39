"""Money in table 2: a unit that is missing (T2-UNIT), an amount no organ of the level can have (T2-MONEY)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.annualreport.check.facts import Facts
from gongkai.annualreport.check.levels import Level
from gongkai.annualreport.findings import Amount, Finding, finding
from gongkai.annualreport.report import UNREAD

FEES = "表2/行政事业性收费/本年收费金额（单位：万元）"
PURCHASES, PROJECTS = "表2/政府集中采购/采购总金额", "表2/政府集中采购/采购项目数量"
# 万元. A township that took in more than a hundred million yuan, a county more than ten thousand million, has
# almost certainly written yuan. Chosen wide: a city of ten million people takes in some 320,000.
MOST: dict[Level | None, int] = {
    "township": 10_000,
    "county": 1_000_000,
    "city": 5_000_000,
    "province": 20_000_000,
    None: 5_000_000,
}
LEAST_PER_PROJECT = 100  # 元: below it the amount was written in 万元
LEAP = 1_000  # times last year's amount, up or down: the two years are not in the same unit


def check_money(facts: Facts, previous: Facts | None) -> Iterator[Finding]:
    """All of it only ever a warning: arithmetic cannot prove which unit was meant."""
    yield from _check_unit(facts)
    yield from _check_fees(facts, previous)
    yield from _check_purchases(facts)


def _check_unit(facts: Facts) -> Iterator[Finding]:
    amount = facts.cells.get(PURCHASES)
    if amount and facts.report.amount_unit is None:
        where = "表二·政府集中采购·采购总金额"
        message = f"{where}为{amount}，没有写明单位，请注明“元”。"
        yield finding("T2-UNIT", where, message, found=amount, places=(PURCHASES,))


def _check_fees(facts: Facts, previous: Facts | None) -> Iterator[Finding]:
    fees, most = facts.cells.get(FEES), MOST[facts.level]
    if not fees:
        return
    before = _last_years(previous)
    where = "表二·行政事业性收费·本年收费金额（单位：万元）"
    if fees > most:
        message = f"{where}填了{fees}，合{_in_yi(fees)}亿元，金额过大，可能把“元”填进了“万元”栏。"
    elif before and (fees >= before * LEAP or fees * LEAP <= before):
        message = f"{where}填了{fees}，上年为{before}，相差千倍以上，两年的单位可能不同。"
    else:
        return
    yield finding("T2-MONEY", where, message + "请核对单位，按万元填写。", found=fees, places=(FEES,))


def _last_years(previous: Facts | None) -> Amount | None:
    if previous is None or previous.report.marks.get(FEES) == UNREAD:
        return None
    return previous.cells.get(FEES)


def _in_yi(amount: Amount) -> Decimal:
    return (Decimal(amount) / 10_000).quantize(Decimal("0.1"))


def _check_purchases(facts: Facts) -> Iterator[Finding]:
    amount, projects = facts.cells.get(PURCHASES), facts.cells.get(PROJECTS)
    where = "表二·政府集中采购·采购总金额"
    places = (PROJECTS, PURCHASES)
    if amount and projects == 0:
        message = f"{where}为{amount}，采购项目数量却为0。请核对项目数量。"
        yield finding("T2-MONEY", where, message, found=amount, places=places)
    elif amount and projects and facts.report.amount_unit == "元" and amount / projects < LEAST_PER_PROJECT:
        message = (
            f"{where}为{amount}元、{projects}个项目，平均每个不足{LEAST_PER_PROJECT}元，可能是按“万元”填的。"
        )
        yield finding("T2-MONEY", where, message + "请核对单位。", found=amount, places=places)
    elif amount and facts.report.amount_unit == "万元" and amount > MOST[facts.level]:
        message = f"{where}为{amount}万元，合{_in_yi(amount)}亿元，金额过大，可能应为“元”。请核对单位。"
        yield finding("T2-MONEY", where, message, found=amount, places=places)
