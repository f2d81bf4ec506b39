"""Which letters a case calls for 拟写哪种文书: first what is registered and has no letter, then what the state allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.applications.folding import running as running_term
from gongkai.applications.folding import standing
from gongkai.applications.letters.agreeing import answer_event, answer_letter, kind_of_answer, running
from gongkai.applications.letters.gathering import earliest
from gongkai.applications.letters.kinds import KINDS, TOLD_THIRD_PARTY, LetterKind
from gongkai.applications.letters.matching import matched
from gongkai.applications.models import Application, CaseEvent, Channel, Kind, Stage, State
from gongkai.applications.states import MOVES, NOT_THE_OFFICE, OFFICE, OPEN, Move, refusal
from gongkai.law.dated import written_day
from gongkai.organs.models import Person
from gongkai.organs.permissions import may


@dataclass(frozen=True)
class Proposed:
    """Kinds of letters: those that something registered calls for, and the others that are possible now."""

    first: tuple[LetterKind, ...]
    others: tuple[LetterKind, ...]

    @property
    def grouped(self) -> list[tuple[str, list[LetterKind]]]:
        """The others under two heads: the procedure, which comes first, and the answers."""
        heads = (("办理过程中的文书", False), ("答复文书", True))
        found = [
            (head, [one for one in self.others if bool(one.answer) == answers]) for head, answers in heads
        ]
        return [(head, kinds) for head, kinds in found if kinds]


def move_of(kind: LetterKind) -> Move | None:
    """The act that enters what the letter tells; None where it tells of something entered before."""
    if kind.answer:
        return MOVES["answer"]
    if not kind.registers:
        return None
    return next((move for move in MOVES.values() if move.kind and move.kind in kind.events), None)


def event_for(kind: LetterKind, application: Application, rows: Sequence[CaseEvent]) -> CaseEvent | None:
    """The entered step that a letter of this kind would go with: the last one that has no letter issued."""
    if kind.answer:
        return answer_event(rows)
    found, _ = matched(kind, application, rows)
    held = [row for row in _of_this_running(kind, standing(rows)) if row.kind in kind.events]
    return next((row for row in reversed(held) if row.pk not in found), None)


def _out_already(kind: LetterKind, move: Move, application: Application, rows: Sequence[CaseEvent]) -> str:
    """What is done once is told of once: a letter that went out waits for its step to be entered."""
    loose = matched(kind, application, rows)[1] if move.once else []
    if not loose:
        return ""
    return (
        f"已经印发过{kind.title}（{loose[-1].number}），还没有登记“{move.label}”。"
        f"请先登记，不能再印发一份（{move.article}）。"
    )


def _of_this_running(kind: LetterKind, held: Sequence[CaseEvent]) -> Sequence[CaseEvent]:
    """A longer term is over with the running that it belongs to: it has no letter to be written any more."""
    return running_term(held) if set(kind.events) & {Kind.EXTENDED, Kind.DELAYED} else held


def impossible(
    kind: LetterKind, application: Application, person: Person, day: date, rows: Sequence[CaseEvent]
) -> str:
    """Why no letter of this kind can go out on `day`, in a sentence; empty when it can."""
    if not may(person, OFFICE, application.organ_id):
        return NOT_THE_OFFICE
    if application.received_on is None:
        return "还没有与申请人确认收到，不能制作文书。请先登记确认收到之日。"
    if application.received_on < earliest():
        return f"{written_day(earliest())}以前收到的申请适用修订以前的条例，这里的文书不适用，请另行制作。"
    if application.state == State.ARCHIVED:
        return "这件申请已经归档，不能再制作文书。"
    if event_for(kind, application, rows) is not None:
        return ""
    if (move := move_of(kind)) is not None:
        return refusal(move, application, person, day, rows) or _out_already(kind, move, application, rows)
    if kind.events and not kind.registers:
        return (
            f"还没有登记“{'”或者“'.join(one.label for one in kind.events)}”，请先登记，再拟写{kind.title}。"
        )
    return "" if application.state in OPEN else "这件申请已经答复，不能再制作这种文书。"


def proposed(application: Application, person: Person, day: date, rows: Sequence[CaseEvent]) -> Proposed:
    """The kinds to offer, in the order of the table."""
    possible = [one for one in KINDS.values() if not impossible(one, application, person, day, rows)]
    answered = answer_event(rows)
    if answered is not None and answer_letter(application, rows) is None:
        own = kind_of_answer(answered.answer)
        possible = [one for one in possible if not one.answer or one.key == own.key]
    called = {one.key for one in possible if _called_for(one, application, rows, answered)}
    return Proposed(
        tuple(one for one in possible if one.key in called),
        tuple(one for one in possible if one.key not in called),
    )


def _called_for(
    kind: LetterKind, application: Application, rows: Sequence[CaseEvent], answered: CaseEvent | None
) -> bool:
    """Whether something entered has no letter yet, not even one under way."""
    alive = application.letters.exclude(stage=Stage.DROPPED)
    if kind.answer:
        return (
            answered is not None and answer_letter(application, rows) is None and not _under_way(alive, kind)
        )
    if kind.key == TOLD_THIRD_PARTY or not any(row.kind in kind.events for row in running(rows)):
        return False
    if kind.events == (Kind.RECEIVED,) and application.channel == Channel.ONLINE:
        return False  # the system gave the receipt
    return event_for(kind, application, rows) is not None and not _under_way(alive, kind)


def _under_way(alive: object, kind: LetterKind) -> bool:
    return alive.filter(kind=kind.key).exclude(stage=Stage.ISSUED).exists()  # type: ignore[attr-defined]
