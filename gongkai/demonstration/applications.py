"""Applications and remedies of the demonstration district, from `applications.yaml` and `remedies.yaml`."""

from collections.abc import Iterator
from datetime import date

from gongkai.demonstration.content import ApplicationData, RemedyData
from gongkai.demonstration.days import LAST, after_working_days, spread
from gongkai.demonstration.draws import draw
from gongkai.demonstration.families import FOLDER, read_yaml

FORMAT_2021 = 2021  # only from this report year on has 其他处理 three kinds
TERM = 20  # working days, Art. 33


def _answer_lag(seed: str, month: int) -> int:
    """Working days until the answer: December ones cross the year, one in nine took the extension."""
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
                answered = _answered_on(received, _answer_lag(seed, month))
                outcome = data["outcomes"][turn % len(data["outcomes"])]
                if outcome.startswith("other") and received.year < FORMAT_2021:
                    outcome = "other3"
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
