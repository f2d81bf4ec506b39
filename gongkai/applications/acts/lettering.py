"""What every act on a letter shares: the lock, the permission, the words, the sentence of a refusal, the trail."""

from datetime import date, datetime

from gongkai.applications.acts.keeping import stored
from gongkai.applications.letters import chain
from gongkai.applications.letters.kinds import KINDS
from gongkai.applications.letters.words import Words, words_of
from gongkai.applications.models import Letter
from gongkai.applications.personal import Unreadable
from gongkai.law.outcomes import OUTCOMES
from gongkai.office.clock import CHINA
from gongkai.organs.models import Person
from gongkai.trail.acts import Refused, record


def opened_letter(step: str, letter: Letter, by: Person, at: datetime) -> Letter:
    """The letter, locked, when the step is open to `by`; the case is locked before it."""
    stored(letter.application)
    letter = stored(letter)
    refuse(chain.refusal(step, letter, by, day_of(at)))
    return letter


def words_for(letter: Letter) -> Words:
    """The words of a letter; Refused where they do not open."""
    try:
        return words_of(letter)
    except Unreadable as fault:
        raise Refused(str(fault)) from None


def day_of(at: datetime) -> date:
    """The day in China."""
    return at.astimezone(CHINA).date()


def refuse(sentence: str) -> None:
    """Refused with the sentence, if there is one."""
    if sentence:
        raise Refused(sentence)


def noted_letter(verb: str, letter: Letter, by: Person, at: datetime, **detail: str) -> None:
    """The act in the trail: which kind of letter, never what it says or to whom."""
    kind = KINDS[letter.kind]
    said = {"文书": kind.title, **detail}
    if kind.outcome:
        said["办理结果"] = OUTCOMES[kind.outcome].label
    record(verb=verb, subject=letter, by=by, at=at, organ_id=letter.organ_id, detail=said)
