"""What is filled in already 预填: a letter's facts from the register, and the register's form from an issued letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from gongkai.applications.grounds import GROUNDS, Grounds
from gongkai.applications.letters.agreeing import answer_event, kind_of_answer
from gongkai.applications.letters.demands import grounds_of
from gongkai.applications.letters.facts import day_of
from gongkai.applications.letters.gathering import review_organ_of, told_by
from gongkai.applications.letters.kinds import KINDS, OF_ANSWER, LetterKind
from gongkai.applications.letters.proposing import event_for, move_of
from gongkai.applications.letters.words import words_of
from gongkai.applications.models import Application, CaseEvent, Letter, Stage
from gongkai.applications.personal import Unreadable

ORGANS = ("review_organ", "court")  # facts of the organ, not of the case
ENTERED = ("until", "days", "amount", "note")
READ: Mapping[str, Callable[[str], Any]] = {
    "until": day_of,
    "days": int,
    "amount": Decimal,
}  # the others are text


def facts_before(kind: LetterKind, application: Application, rows: Sequence[CaseEvent]) -> dict[str, str]:
    """What is known of the facts that the kind asks: from the step entered, and from the organ's last letter."""
    found = {"review_organ": review_organ_of(application.organ), **_as_last_time(application.organ_id)}
    if kind.outcome in GROUNDS and len(GROUNDS[kind.outcome]) == 1:
        found["ground"] = GROUNDS[kind.outcome][0]
    if kind.answer:
        event = answer_event(rows)
        if event is not None and kind_of_answer(event.answer).key == kind.key:
            found |= {one.name: str(getattr(event.answer, one.name) or "") for one in fields(Grounds)}
    elif (event := event_for(kind, application, rows)) is not None and kind.registers:
        found |= told_by(event)
    return {name: found[name] for name in kind.asks if found.get(name)}


def _as_last_time(organ_id: int) -> dict[str, str]:
    """Where the organ's last answer letter sent those who disagree: it is the same each time."""
    answers = [one.key for one in OF_ANSWER.values()]
    letter = (
        Letter.objects.filter(organ_id=organ_id, stage=Stage.ISSUED, kind__in=answers).order_by("-pk").first()
    )
    if letter is None:
        return {}
    try:
        words = words_of(letter)
    except Unreadable:
        return {}
    return {name: words.fact(name) for name in ORGANS if words.fact(name)}


def entry_from(letter: str, application: Application, key: str) -> dict[str, Any]:
    """What the form of the act `key` is filled in with, from the letter of that number; empty where it is none."""
    if not (letter.isascii() and letter.isdigit() and len(letter) < 10):
        return {}
    found = application.letters.filter(pk=int(letter), stage=Stage.ISSUED).first()
    move = move_of(KINDS[found.kind]) if found is not None else None
    if found is None or move is None or move.key != key:
        return {}
    try:
        return _entry(KINDS[found.kind], found)
    except Unreadable:
        return {}


def _entry(kind: LetterKind, letter: Letter) -> dict[str, Any]:
    words = words_of(letter)
    facts: dict[str, Any] = {"day": letter.dated}
    if kind.answer:
        return facts | {"outcome": kind.outcome, **asdict(grounds_of(kind, words))}
    for name in ENTERED:
        if words.fact(name):
            facts[name] = READ.get(name, str)(words.fact(name))
    return facts
