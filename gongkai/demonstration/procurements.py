"""Procurements (政府集中采购) and their announcements (采购结果公告), from `procurements.yaml`."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from gongkai.demonstration.content import ProcurementData
from gongkai.demonstration.days import FIRST, LAST, after_working_days, spelled, working_day
from gongkai.demonstration.draws import draw
from gongkai.demonstration.families import FOLDER, families, read_yaml
from gongkai.demonstration.occasions import Occasion

ANNOUNCEMENT = "采购结果公告"


def _money(amount: int) -> Decimal:
    return Decimal(amount).quantize(Decimal("0.01"))


def _drawn(organ: str, year: int, count: int, data: dict[str, Any]) -> Iterator[ProcurementData]:
    since = max(date(year, 2, 20), FIRST)
    until = min(date(year, 12, 10), LAST - timedelta(days=12))
    width = (until - since).days // count
    for nth in range(count):
        seed = f"{organ}|采购|{year}|{nth}"
        turn = draw(organ, 0, 8) + 4 * (year - 2019) + nth
        project, low, high, supplier = data["pool"][turn % len(data["pool"])]
        yield ProcurementData(
            organ=organ,
            project=f"{year}年{project}",
            amount=_money(low + 10 * draw(seed, 0, (high - low) // 10)),
            contracted_on=working_day(since + timedelta(days=nth * width + draw(seed + "日", 0, width - 1))),
            method=data["methods"][turn % len(data["methods"])],
            supplier=supplier,
        )


def procurements() -> tuple[ProcurementData, ...]:
    """Every procurement in the order of its contract."""
    data = read_yaml(FOLDER / "procurements.yaml")
    found = [
        ProcurementData(
            row["organ"], row["project"], _money(row["amount"]), row["day"], row["method"], row["supplier"]
        )
        for row in data["listed"]
    ]
    for organ, years in data["counts"].items():
        for year, count in years.items():
            found += _drawn(organ, year, count, data)
    return tuple(sorted(found, key=lambda procurement: (procurement.contracted_on, procurement.organ)))


def announcements() -> Iterator[Occasion]:
    """The announcement of each procurement, formed the working day after its contract."""
    family = families()[ANNOUNCEMENT]
    for nth, procurement in enumerate(procurements()):
        formed = after_working_days(procurement.contracted_on, 1)
        facts = {
            "项目": procurement.project,
            "金额": f"{procurement.amount:.2f}",
            "方式": procurement.method,
            "供应商": procurement.supplier,
            "成交日": spelled(procurement.contracted_on),
        }
        yield Occasion(procurement.organ, family, formed.year, formed.month, nth, formed, facts)
