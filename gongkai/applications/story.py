"""A case told in order 办理经过: its events with who and when, the count week by week, the sentence of the due day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gongkai.applications.acts.correcting import CORRECTABLE
from gongkai.applications.acts.keeping import UNTIL
from gongkai.applications.folding import Folded
from gongkai.applications.models import CaseEvent, Kind
from gongkai.applications.sentences import WEEK
from gongkai.law.dated import written_day
from gongkai.law.workdays import CountedDay

ONE = timedelta(days=1)
DAYS = {  # what a line says of each day kept besides the event's own
    "confirmed": "{}与申请人确认",
    "served": "{}送达",
    "posted": "{}交邮",
    "signed": "{}签收",
}


@dataclass(frozen=True)
class Line:
    """One event as a line: what, its facts in words, whether it still stands, what replaced it, whether it may be corrected."""

    event: CaseEvent
    facts: list[str]
    stands: bool
    correctable: bool


def lines(rows: Sequence[CaseEvent]) -> list[Line]:
    """The events, oldest entry first."""
    gone = {row.supersedes_id for row in rows}
    return [
        Line(row, _facts(row), row.pk not in gone and not row.void, _correctable(row, gone)) for row in rows
    ]


def _correctable(row: CaseEvent, gone: Iterable[int | None]) -> bool:
    return row.kind in CORRECTABLE and row.pk not in gone and not row.void


def _facts(row: CaseEvent) -> list[str]:
    said = [row.party] if row.party else []
    said += [words.format(_short(getattr(row, name))) for name, words in DAYS.items() if getattr(row, name)]
    if row.until:
        said.append(f"{UNTIL.get(row.kind, '期限至')}{_short(row.until)}")
    if row.days:
        said.append(f"{row.days}个工作日")
    if row.agrees is not None:
        said.append("同意公开" if row.agrees else "不同意公开")
    if row.amount is not None:
        said.append(f"{row.amount}元")
    if row.person:
        said.append(f"{row.person}{'同意' if row.kind == Kind.EXTENDED else '接办'}")
    return said


def _short(day: date) -> str:
    return written_day(day)


@dataclass(frozen=True)
class Cell:
    """One day of the count on the sheet: its day, the words under it, how it looks (counted, rest, pause, due)."""

    day: date
    words: str
    look: str


def weeks(ledger: Sequence[CountedDay], due: date | None) -> list[list[Cell | None]]:
    """The count as a sheet of weeks from Monday to Sunday; days before its beginning and after its end are empty."""
    if not ledger:
        return []
    cells = {line.day: _cell(line, due) for line in ledger}
    first, last = ledger[0].day, ledger[-1].day
    monday, sheet = first - ONE * first.weekday(), []
    while monday <= last:
        sheet.append([cells.get(monday + ONE * ahead) for ahead in range(7)])
        monday += ONE * 7
    return sheet


def _cell(line: CountedDay, due: date | None) -> Cell:
    if line.counted:
        made_up = "调休上班" if line.why.endswith("调休上班") else ""
        return Cell(line.day, f"第{line.number}日{made_up}", "due" if line.day == due else "counted")
    return Cell(line.day, line.why, "pause" if "征求" in line.why else "rest")


def moved_sentence(before: Folded, after: Folded, move: Any) -> str:
    """What an act would do to the due day, before it is entered."""
    old, new = before.reckoning.due, after.reckoning.due
    if after.reckoning.answered:
        return _answer_sentence(after)
    if new is None:
        return (
            "登记以后期限暂定，要等放假安排载入。"
            if after.reckoning.provisional
            else "登记以后期限还没有开始。"
        )
    if old == new:
        return f"登记以后期限不变，仍是{written_day(new)}。"
    since = f"由{written_day(old)}改为" if old else "为"
    return f"登记以后期限{since}{written_day(new)}（周{WEEK[new.weekday()]}）。"


def _answer_sentence(after: Folded) -> str:
    answered, due = after.reckoning.answered, after.reckoning.due
    if answered is None or due is None:
        return "登记以后期限停止计算。"
    if answered <= due:
        return f"期限是{written_day(due)}，按{written_day(answered)}算，按期答复。"
    return f"期限是{written_day(due)}，按{written_day(answered)}算，逾期答复，将记为违法情形。"
