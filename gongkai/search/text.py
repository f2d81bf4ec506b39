"""How folded text becomes terms: pairs of neighbouring characters, Latin words and numbers whole.

崆政发〔2020〕12号 gives 崆政 政发 发 2020 12 号. A character that touches a word or a number is a term of
its own as well, so that 发〔2020〕 and 12号 are phrases too. Positions run on over marks, so a query finds a
phrase whatever brackets stand inside it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from gongkai.search.folding import JOINT, fold

_CHARACTERS = (
    "\u3005\u3007\u3021-\u3029\u3040-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
)
_RUN = rf"[{_CHARACTERS}](?:{JOINT}*[{_CHARACTERS}])*"
_UNIT = re.compile(rf"{_RUN}|\d+|[^\W\d_{_CHARACTERS}]+")
_WORD = re.compile(rf"[\w{JOINT}]+")
_STRETCH = re.compile(f"[{_CHARACTERS}]+")
_IDEOGRAPH = re.compile(f"[{_CHARACTERS}]")
# 2020 年, 第 3 期: the blanks that typists put around numbers part nothing.
_AFTER_NUMBER = re.compile(rf"(?<=\d) +(?=[{_CHARACTERS}](?![{_CHARACTERS}]))")
_BEFORE_NUMBER = re.compile(rf"(?<![{_CHARACTERS}])([{_CHARACTERS}]) +(?=\d)")
_LONGEST_UNIT = 64


def is_ideograph(character: str) -> bool:
    """Whether a folded character belongs to a script written without blanks."""
    return _IDEOGRAPH.match(character) is not None


def stretches(folded: str) -> list[str]:
    """Characters written side by side, nothing between them."""
    return _STRETCH.findall(folded)


def units(folded: str) -> Iterator[str]:
    """Runs of characters (joints dropped), Latin words and numbers, in order."""
    for found in _UNIT.finditer(folded):
        unit = found.group()
        yield unit.replace(JOINT, "") if is_ideograph(unit[0]) else unit[:_LONGEST_UNIT]


def terms(folded: str) -> list[str]:
    """The terms of a folded text, in order; those of any piece of it are found there in the same order."""
    return terms_of(units(folded))


def terms_of(parts: Iterable[str]) -> list[str]:
    """The terms of a text's units."""
    found: list[str] = []
    last_run = ""
    after_word = False
    for unit in parts:
        if is_ideograph(unit[0]):
            if len(unit) == 1 or after_word:
                found.append(unit[0])
            found.extend([first + second for first, second in pairwise(unit)])
            last_run, after_word = unit, False
        else:
            if len(last_run) > 1:
                found.append(last_run[-1])
            found.append(unit)
            last_run, after_word = "", True
    return found


def grams_of(parts: Iterable[str]) -> list[str]:
    """What a text's units say of order without places: every three neighbouring characters, and every seam with
    a number or Latin word (发|2020). A piece of the text has none that the text has not.
    """
    found: list[str] = []
    last = ""
    for unit in parts:
        character = is_ideograph(unit[0])
        if last and not (character and is_ideograph(last[0])):
            found.append(f"{last}|{unit[0] if character else unit}")
        if character and len(unit) > 2:
            found.extend([unit[place : place + 3] for place in range(len(unit) - 2)])
        last = unit[-1] if character else unit
    return found


def covering(found: Sequence[str]) -> list[tuple[int, str]]:
    """As few of a phrase's terms as say the same, each with its place.

    Every second pair of a run holds all its characters already; the others would be looked up in vain.
    """
    needed: list[tuple[int, str]] = []
    skipped = True
    for place, term in enumerate(found):
        before = found[place - 1] if place else ""
        following = found[place + 1] if place + 1 < len(found) else ""
        skipped = not skipped and _overlap(before, term) and _overlap(term, following)
        if not skipped:
            needed.append((place, term))
    return needed


def _overlap(first: str, second: str) -> bool:
    """Whether two terms are neighbouring pairs of one run."""
    return _is_pair(first) and _is_pair(second) and first[1] == second[0]


def _is_pair(term: str) -> bool:
    return len(term) == 2 and is_ideograph(term[0])


def glyphs(folded: str) -> list[str]:
    """Every single character, Latin word and number of a folded text, in order."""
    return [part for unit in units(folded) for part in (unit if is_ideograph(unit[0]) else (unit,))]


def squeezed(text: str) -> str:
    """The text without anything but characters, letters and digits: how 文号 and titles are compared."""
    return "".join(glyphs(fold(text)))


def words(text: str) -> list[str]:
    """The folded words of a query: what stands between blanks and parting marks."""
    folded = _AFTER_NUMBER.sub(JOINT, fold(text))
    folded = _BEFORE_NUMBER.sub(rf"\1{JOINT}", folded)
    found = (word.strip(JOINT) for word in _WORD.findall(folded))
    return [word for word in found if _UNIT.search(word)]
