"""征求第三方意见: who was asked, what came of it, and until when an answer may still come (条例第三十二条)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from gongkai.applications.folding import unanswered
from gongkai.applications.models import Kind
from gongkai.law.clock.rules import TERMS
from gongkai.law.workdays import Calendar


def asked_and_answered(held: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each question to a third party since the case was last reopened, with the answer to it; None where none came.

    `held` are the standing rows.
    """
    found: list[tuple[Any, Any]] = []
    for row in held:
        if row.kind == Kind.REOPENED:
            found = []
        elif row.kind == Kind.THIRD_PARTY_CONSULTED:
            found.append((row, None))
        elif row.kind == Kind.THIRD_PARTY_REPLIED:
            found = [
                (asked, row if answer is None and asked.party == row.party else answer)
                for asked, answer in found
            ]
    return found


def objecting(held: Sequence[Any]) -> list[Any]:
    """The answers of third parties who do not agree to disclosing; `held` are the standing rows."""
    return [answer for _, answer in asked_and_answered(held) if answer and answer.agrees is False]


def may_answer(held: Sequence[Any], asked: Any, day: date, calendar: Calendar) -> date | None:
    """The last day on which the third party may answer the question `asked`, if that is not over on `day`.

    Without the day of service the term is counted from the day the question was sent, as the clock does. Raises
    NoticeMissing where the last day lies beyond the last notice.
    """
    begun = [row for row in held if row.kind in (Kind.RECEIVED, Kind.REOPENED)][-1:]
    days = TERMS.on(begun[0].confirmed or begun[0].day).value.reply if begun else None
    if days is None:
        return None  # the regulation of 2008 set no term
    last = calendar.add_working_days(asked.served or asked.day, days)
    return last if day <= last else None


def still_asked(held: Sequence[Any], day: date, calendar: Calendar) -> list[tuple[Any, date]]:
    """The questions to third parties that may still be answered on `day`, each with its last day.

    Raises NoticeMissing as `may_answer` does.
    """
    asked = [row for row in unanswered(held) if row.kind == Kind.THIRD_PARTY_CONSULTED]
    lasts = [(row, may_answer(held, row, day, calendar)) for row in asked]
    return [(row, last) for row, last in lasts if last]
