"""Names and places as they may be quoted: a file or sheet can be named with the very number nobody may see."""

import re

from gongkai.screening.content.facts import Facts
from gongkai.screening.content.finding import Severity
from gongkai.screening.content.text import hits

_LONG = re.compile(r"(?:[0-9\uff10-\uff19]\W{0,2}){8}")
_NOT_TEXT = re.compile("[\ud800-\udfff\x00-\x08\x0b-\x1f\x7f]")


def quotable(sentence: str, facts: Facts) -> str:
    """The sentence with what would block it made unreadable, and no sign that cannot be printed."""
    sentence = printable(sentence)
    if not _LONG.search(sentence):
        return sentence
    for hit in sorted(hits(sentence, facts), reverse=True):
        if hit.severity is Severity.BLOCK:
            hidden = hit.mask if hit.mask else "*" * (hit.end - hit.start)
            sentence = sentence[: hit.start] + hidden + sentence[hit.end :]
    return sentence


def printable(sentence: str) -> str:
    """The sentence without signs that no terminal and no page can show."""
    return _NOT_TEXT.sub("\ufffd", sentence)
