"""Applications and remedies of the demonstration district, from `applications.yaml` and `remedies.yaml`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.demonstration.content import ApplicationData, RemedyData
from gongkai.demonstration.days import LAST, after_working_days, spread
from gongkai.demonstration.draws import draw
from gongkai.demonstration.families import FOLDER, read_yaml

FORMAT_2021 = 2021  # only from this report year on has 其他处理 three kinds
TERM = 20  # working days, Art. 33
UNPAID = "other2"


@dataclass(frozen=True)
class OpenCase:
    """A case still on the bench at the end of the records: each event as the name of its act, its day and its facts."""

    organ: str
    number: str
    channel: str
    applicant_kind: str
    received_on: date
    events: tuple[tuple[str, date, dict[str, Any]], ...] = ()


def _open(
    number: int, channel: str, kind: str, received: date, *events: tuple[str, date, dict[str, Any]]
) -> OpenCase:
    return OpenCase("kongtong-zhen", f"崆镇依申〔2026〕{number}号", channel, kind, received, events)


_NOV = {day: date(2026, 11, day) for day in range(1, 14)}
# One in every state that a case may wait in.
OPEN_CASES = (
    _open(101, "plain_letter", "person", _NOV[12]),
    _open(102, "counter", "person", _NOV[2], (
        "request_supplement", _NOV[6],
        {"until": date(2026, 12, 4), "served": _NOV[9], "note": "请写明要哪一年的补贴发放表。"},
    )),
    _open(103, "online", "business", date(2026, 10, 28), (
        "consult", _NOV[4], {"whom": "third_party_consulted", "served": _NOV[5]},
    )),
    _open(104, "post", "research", _NOV[3], ("notify_fee", _NOV[10], {"amount": Decimal(300), "served": _NOV[12]})),
    _open(105, "counter", "legal", date(2026, 10, 15), (
        "extend", _NOV[6], {"days": 15, "served": _NOV[6], "note": "需要到县档案馆查阅旧档案。"},
    )),
    _open(106, "online", "person", _NOV[9], (
        "extend", _NOV[13], {"days": 20, "served": _NOV[13], "note": "申请的内容多，需要逐户核对。"},
    )),
)  # fmt: skip


def _answer_lag(seed: str, month: int, outcome: str) -> int:
    """Working days until the answer: December ones cross the year, one in nine took the extension.

    Who is to pay a fee has 20 working days for it; only afterwards is the case closed.
    """
    if outcome == UNPAID:
        return draw(seed, TERM + 2, TERM + 6)
    if month == 12:
        return draw(seed, 17, TERM)
    if draw(seed + "延期", 1, 9) == 1:
        return draw(seed, TERM + 4, 2 * TERM - 2)
    return draw(seed, 3, TERM - 1)


def _answered_on(received: date, lag: int) -> date | None:
    """The day of the answer; None when it lies after the last day of the records."""
    day = received
    for _ in range(lag):
        day = after_working_days(day, 1)
        if day > LAST:
            return None
    return day


def applications() -> Iterator[ApplicationData]:
    """Every application in the order of the registers; those still open on the last day have no outcome."""
    data = read_yaml(FOLDER / "applications.yaml")
    for organ, years in data["received"].items():
        turn = draw(organ, 0, 12)
        for year, months in years.items():
            for nth, month in enumerate(months):
                turn += 1
                seed = f"{organ}|申请|{year}|{nth}"
                alike, earlier = months.count(month), months[:nth].count(month)
                received = spread(year, month, earlier, alike, seed)
                outcome = data["outcomes"][turn % len(data["outcomes"])]
                if outcome.startswith("other") and received.year < FORMAT_2021:
                    outcome = "other3"
                answered = _answered_on(received, _answer_lag(seed, month, outcome))
                yield ApplicationData(
                    organ=organ,
                    number=f"{data['numbers'][organ]}〔{year}〕{nth + 1}号",
                    channel=data["channels"][turn % len(data["channels"])],
                    applicant_kind=data["kinds"][turn % len(data["kinds"])],
                    received_on=received,
                    outcome=outcome if answered else None,
                    answered_on=answered,
                )


def remedies() -> Iterator[RemedyData]:
    """Every review and lawsuit, in the order of filing."""
    rows = (RemedyData(**row) for row in read_yaml(FOLDER / "remedies.yaml"))
    return iter(sorted(rows, key=lambda remedy: remedy.filed_on or date.min))


def charging() -> frozenset[str]:
    """The organs that charge a handling fee (信息处理费): those whose registers know of a fee notice."""
    unpaid = {case.organ for case in applications() if case.outcome == UNPAID}
    return frozenset(
        unpaid | {c.organ for c in OPEN_CASES if any(act == "notify_fee" for act, _, _ in c.events)}
    )
