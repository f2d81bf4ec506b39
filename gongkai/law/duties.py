"""What each kind of organ must publish 法定主动公开内容: the headings of Arts. 20 and 21 (`duties.yaml`)."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from gongkai.law.cite import Article
from gongkai.law.dated import Dated, Value
from gongkai.law.publication import REGULATION, Limit

Level = Literal["district", "town", "department", "village"]
UpdatePeriod = Literal["及时", "一月", "一季度", "半年", "一年"]
STATUTORY = 20


@dataclass(frozen=True)
class Duty:
    """One heading of what must be public.

    `code` never changes (20-1, 21-x1 乡镇, 21-q1 区县); `slug` is for addresses; `elements` are the labels of
    the fields an item must carry; `owner` is only a suggestion. `working_days` is the usual time limit, given
    by `limit_basis` where it is not Art. 26.
    """

    code: str
    slug: str
    title: str
    basis: Article
    elements: tuple[str, ...]
    update_period: UpdatePeriod
    owner: str
    working_days: int = STATUTORY
    limit_basis: str = ""
    note: str = ""

    @property
    def limit(self) -> Limit | None:
        """The heading's own limit for `publication_due`; None where Art. 26 applies."""
        return Limit(self.working_days, self.limit_basis) if self.limit_basis else None


def duties_for(level: Level, day: date) -> tuple[Duty, ...]:
    """The headings an organ of this level must keep on `day`; none for a village, which is no organ.

    Raises NotInForce before 2019-05-15 (the earlier regulation listed other headings), ValueError for an
    unknown level.
    """
    if level not in get_args(Level):
        raise ValueError(f"没有“{level}”这一级公开主体，只有区县、乡镇、部门、村。")
    duties = _duties().on(day).value
    return tuple(duty for duty in duties if duty.code.startswith(_PREFIXES[level]))


_PREFIXES: dict[Level, tuple[str, ...]] = {
    "district": ("20-", "21-q"),
    "department": ("20-", "21-q"),
    "town": ("20-", "21-x"),
    "village": (),
}


@cache
def _duties() -> Dated[tuple[Duty, ...]]:
    rows: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("duties.yaml").read_text("utf-8"))
    return Dated(
        "法定主动公开内容",
        Value(tuple(_duty(row) for row in rows), Article(REGULATION, 20), since=date(2019, 5, 15)),
    )


def _duty(row: dict[str, Any]) -> Duty:
    return Duty(**{**row, "basis": Article.parse(row["basis"]), "elements": tuple(row["elements"])})
