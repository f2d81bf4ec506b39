"""Which issued letter tells of which entered step 文书与办理事项的对应: by the link, or by kind and day.

A letter that went out first has no link, and what is issued is never changed: the step entered after it is found by
its day, not before that of the letter.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.applications.folding import RESTARTS, standing
from gongkai.applications.letters.kinds import KINDS, LetterKind
from gongkai.applications.models import Application, CaseEvent, Letter, Stage


def matched(
    kind: LetterKind, application: Application, rows: Sequence[CaseEvent]
) -> tuple[dict[int, Letter], list[Letter]]:
    """The issued letters of the kind by the number of their standing event, and those whose step is not entered yet.

    The latter are those of the present running of the term: an earlier one is over.
    """
    held = standing(rows)
    events = [row for row in held if row.kind in kind.events]
    begun = next((row.at for row in reversed(held) if row.kind in RESTARTS), None)
    issued = application.letters.filter(stage=Stage.ISSUED, kind=kind.key).defer("sealed_words")
    found: dict[int, Letter] = {}
    loose: list[Letter] = []
    for letter in sorted(issued, key=lambda one: (one.event_id is None, one.issued_at, one.pk)):
        row = next((row for row in events if row.pk not in found and _goes(letter, row, rows)), None)
        if row is not None:
            found[row.pk] = letter
        elif letter.event_id is None and (begun is None or letter.issued_at >= begun):
            loose.append(letter)
    return found, loose


def letter_of(event: CaseEvent, application: Application, rows: Sequence[CaseEvent]) -> Letter | None:
    """The issued letter of the procedure that tells of this event, of whichever kind."""
    for kind in KINDS.values():
        if event.kind in kind.events and (letter := matched(kind, application, rows)[0].get(event.pk)):
            return letter
    return None


def _goes(letter: Letter, row: CaseEvent, rows: Sequence[CaseEvent]) -> bool:
    if letter.event_id is not None:
        return letter.event_id in _line(row, rows)
    return letter.dated is not None and letter.dated <= row.day


def _line(row: CaseEvent, rows: Sequence[CaseEvent]) -> set[int]:
    """The numbers of the row and of everything that it corrects."""
    before = {one.pk: one.supersedes_id for one in rows}
    line, number = set(), row.pk
    while number is not None:
        line.add(number)
        number = before.get(number)
    return line
