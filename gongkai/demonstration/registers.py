"""The registers (台账) of the demonstration district, from `registers.yaml`."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from gongkai.demonstration.content import ChargeData, DecisionData, MatterData
from gongkai.demonstration.days import FIRST, LAST, working_day
from gongkai.demonstration.draws import draw
from gongkai.demonstration.families import FOLDER, read_yaml

QUARTER_ENDS = ((3, 25), (6, 24), (9, 24), (12, 22))


@dataclass(frozen=True)
class Registers:
    """What table 2 counts, but for normative documents and procurements."""

    matters: tuple[MatterData, ...]
    decisions: tuple[DecisionData, ...]
    charges: tuple[ChargeData, ...]


def _days(since: date, until: date, count: int, seed: str) -> list[date]:
    """`count` working days from `since` to about `until`, evenly strewn, in order."""
    width = (until - since).days // count
    return [
        working_day(since + timedelta(days=i * width + draw(f"{seed}|{i}", 0, width - 1)))
        for i in range(count)
    ]


def _decisions(row: dict[str, Any], matter: MatterData) -> Iterator[tuple[str, DecisionData]]:
    """One row's decisions with their number's prefix; the serial is still to be given."""
    for year, count in row["counts"].items():
        since = max(date(year, 1, 10), matter.since, FIRST)
        until = min(date(year, 12, 20), matter.until or LAST, LAST - timedelta(days=3))
        for nth, day in enumerate(_days(since, until, count, f"{row['prefix']}|{matter.name}|{year}")):
            words = row["words"][(year + nth) % len(row["words"])]
            yield (
                row["prefix"],
                DecisionData(matter.organ, matter.name, matter.kind, "", day, f"{matter.name}：{words}。"),
            )


def _numbered(decisions: Sequence[tuple[str, DecisionData]]) -> Iterator[DecisionData]:
    last = Counter[tuple[str, int]]()
    for prefix, decision in sorted(decisions, key=lambda pair: pair[1].decided_on):
        year = decision.decided_on.year
        last[prefix, year] += 1
        number = f"{prefix}〔{year}〕{last[prefix, year]}号"
        yield DecisionData(
            decision.organ, decision.matter, decision.kind, number, decision.decided_on, decision.summary
        )


def _charges(row: dict[str, Any], since: date) -> Iterator[ChargeData]:
    first, last = (int(year) for year in row["years"].split("-"))
    low, high, step = row["range"]
    for year in range(first, last + 1):
        for month, day in QUARTER_ENDS:
            collected = working_day(date(year, month, day))
            if since <= collected <= LAST:
                amount = low + step * draw(
                    f"{row['organ']}|{row['matter']}|{collected}", 0, (high - low) // step
                )
                yield ChargeData(
                    row["organ"], row["matter"], collected, Decimal(amount).quantize(Decimal("0.01"))
                )


def registers() -> Registers:
    """Matters, decisions and charges. Raises KeyError when a decision has no matter on the list."""
    data = read_yaml(FOLDER / "registers.yaml")
    matters = tuple(MatterData(**row) for row in data["matters"])
    by_name = {(matter.organ, matter.name): matter for matter in matters}
    decisions = [
        pair for row in data["decisions"] for pair in _decisions(row, by_name[row["organ"], row["matter"]])
    ]
    charges = (
        charge
        for row in data["charges"]
        for charge in _charges(row, by_name[row["organ"], row["matter"]].since)
    )
    return Registers(matters, tuple(_numbered(decisions)), tuple(charges))


def decided(decisions: Sequence[DecisionData], organ: str, year: int, until: date) -> dict[str, int]:
    """How many decisions an organ took in `year` up to a day, as values for texts."""
    counted = Counter(
        decision.kind
        for decision in decisions
        if decision.organ == organ and decision.decided_on.year == year and decision.decided_on <= until
    )
    return {"许可件数": counted["permit"], "处罚件数": counted["penalty"], "强制件数": counted["coercion"]}
