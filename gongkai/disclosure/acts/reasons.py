"""Reasons given for a return, a withdrawal or a strike-out."""

import unicodedata

from gongkai.trail.acts import Refused

LONGEST = 200  # characters
_LEAST = 2  # letters; one alone says nothing
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"  # letters by name, and nobody sees them


def stated(reason: str, lacking: str) -> str:
    """`reason` as it can be read; refused with the sentence `lacking` when it says nothing, or when too long."""
    reason = plain(reason)
    if not says_something(reason):
        raise Refused(lacking)
    if len(reason) > LONGEST:
        raise Refused(f"理由有{len(reason)}个字，最多{LONGEST}个字，请写短一些。")
    return reason


def plain(words: str) -> str:
    """The words without signs that nobody sees, and without blanks around them; line ends stay."""
    seen = (
        sign
        for sign in words
        if sign in "\n\t" or not (unicodedata.category(sign).startswith("C") or sign in _BLANK_LETTERS)
    )
    return "".join(seen).strip()


def says_something(words: str) -> bool:
    """Whether there are at least two letters or ideographs; full stops and figures alone are no reason."""
    return sum(sign.isalpha() and sign not in _BLANK_LETTERS for sign in words) >= _LEAST
