"""Words that a person should look at: 工作秘密 and internal use, and wrong or outdated expressions (错敏词)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.lexicon import load
from gongkai.screening.content.kinds.reading import Reading
from gongkai.screening.content.kinds.spots import Word

_FORMER = ("原", "原区", "原市", "原县", "原省", "原国家", "前身为", "前身是", "原名", "原为")


@dataclass(frozen=True)
class Wrong:
    """What is right instead; `since` is the day from which, None if it always was."""

    right: str
    since: date | None = None
    not_after: tuple[str, ...] = field(default=())
    not_before: tuple[str, ...] = field(default=())


@cache
def wrong_words() -> dict[str, Wrong]:
    """The list of wrong and outdated words."""
    found = {}
    for word, entry in load("wrong").items():
        if isinstance(entry, str):
            found[word] = Wrong(entry)
        else:
            beside = (tuple(entry.get("not_after", ())), tuple(entry.get("not_before", ())))
            found[word] = Wrong(entry["right"], entry.get("since"), *beside)
    return found


def wordings(reading: Reading) -> Iterator[Hit]:
    """Words of the lists; an outdated name only counts in what was made after the change."""
    for word in reading.words:
        if word.name == "worksecrets":
            yield Hit(word.start, word.end, Kind.WORK_SECRET, Severity.WARN)
        elif word.name == "wrong":
            wrong = wrong_words()[word.text]
            severity = _weight(wrong, reading)
            if severity is not None and not _another_word(word, wrong, reading.text):
                yield Hit(word.start, word.end, Kind.WRONG_WORD, severity, wrong.right)


def _weight(wrong: Wrong, reading: Reading) -> Severity | None:
    """By the day on which the text was made; where nobody knows it, as information."""
    if wrong.since is None:
        return Severity.WARN
    made = reading.facts.formed_on or reading.facts.published_on
    if made is None:
        return Severity.INFO
    return Severity.WARN if made >= wrong.since else None


def _another_word(word: Word, wrong: Wrong, text: str) -> bool:
    """Whether it is part of a right name (文化和旅游局), or called former by the text itself."""
    before, after = text[max(word.start - 12, 0) : word.start], text[word.end : word.end + 12]
    if before.endswith(wrong.not_after) or after.startswith(wrong.not_before):
        return True
    if wrong.since is not None and any(before[-5:].find(former) >= 0 for former in _FORMER):
        return True
    place = (before + word.text + after).find(wrong.right) if word.text in wrong.right else -1
    return place >= 0 and place <= len(before) < place + len(wrong.right)
