"""核验文书: whether a letter with a code was issued, and what to compare; nothing about who asked or for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.applications.letters.kinds import KINDS
from gongkai.applications.letters.numbering import read_code
from gongkai.applications.models import Letter, Stage


@dataclass(frozen=True)
class Genuine:
    """What the public may know of an issued letter."""

    organ: str
    title: str
    number: str
    dated: date


def genuine(typed: str) -> Genuine | None:
    """The letter issued under a code as somebody typed it; None where there is none."""
    code = read_code(typed)
    if not code:
        return None
    letters = Letter.objects.filter(code=code, stage=Stage.ISSUED).select_related("organ")
    letter = letters.defer("sealed_words").first()
    if letter is None or letter.dated is None:
        return None
    return Genuine(letter.organ.name, KINDS[letter.kind].title, letter.number, letter.dated)
