"""Finding official labels in text as published: brackets, quotes, blanks, line breaks differ or are lost."""

from __future__ import annotations

import re
from functools import cache

from gongkai.search.folding import traditional

# Anything that may stand between two characters of a label without making it another label.
GAP = r"[\s|\"'“”‘’()（）、,，.．。:：·/]*"
_PUNCTUATION = re.compile(r"[\s|\"'“”‘’()（）、,，.．。:：·/]")
_SAME_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(odd): plain
    for plain, odds in ((" ", "\u3000\xa0\u200b\ufeff\u2002\u2003"), ("-", "−–—－"), ("|", "│｜┃"))
    for odd in odds
}
_SAME_WIDTH |= {ord(odd): plain for odd, plain in traditional().items()}
# Ends of labels that published reports often lose: the note of （二）部分公开, the 减 of 本年增/减.
_LOST_ENDS = ("区分处理的只计这一情形不计其他情形", "减")


def fold(text: str) -> str:
    """Full width as half width, traditional characters (繁体) as simplified, odd blanks as blanks; no place moves."""
    return text.translate(_SAME_WIDTH)


def bare(text: str) -> str:
    """The text without blanks and punctuation, for comparing."""
    return _PUNCTUATION.sub("", fold(text))


@cache
def label_pattern(label: str) -> re.Pattern[str]:
    """A pattern for folded text that finds this label however it is punctuated or broken over lines."""
    plain = bare(label)
    if plain.endswith("规范性文件"):  # named with and without 行政 in both formats' reports
        return re.compile(f"(?:{_spaced('行政')}{GAP})?{_spaced('规范性文件')}")
    for end in _LOST_ENDS:
        if plain.endswith(end):
            return re.compile(f"{_spaced(plain.removesuffix(end))}(?:{GAP}{_spaced(end)})?")
    return re.compile(_spaced(plain))


def _spaced(plain: str) -> str:
    return GAP.join(re.escape(char) for char in plain)
