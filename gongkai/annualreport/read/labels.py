"""Finding official labels in text as published: brackets, quotes, blanks, line breaks differ or are lost."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gongkai.annualreport.read.letters import RADICALS
from gongkai.search.folding import traditional

# Anything that may stand between two characters of a label without making it another label.
GAP = r"[\s|\"'“”‘’()（）、,，.．。:：·/]*"
_PUNCTUATION = re.compile(r"[\s|\"'“”‘’()（）、,，.．。:：·/]")
_SAME_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(odd): plain
    for plain, odds in ((" ", "\u3000\xa0\u200b\ufeff\u2002\u2003"), ("-", "−–—－"), ("|", "│｜┃"))
    for odd in odds
}
_SAME_WIDTH |= {ord(odd): plain for odd, plain in traditional().items()} | RADICALS | {ord("它"): "他"}
# ⒈ ⑴ ㈠: a number with its point or brackets in one character
_SAME_WIDTH |= {first + n: "123456789"[n] for first in (0x2488, 0x2474) for n in range(9)}
_SAME_WIDTH |= {0x3220 + n: "一二三四五六七八九"[n] for n in range(9)}
SHORT = 100  # characters of what is worth remembering
# Ends of labels that published reports often lose: the note of （二）部分公开, the 减 of 本年增/减.
_LOST_ENDS = ("区分处理的只计这一情形不计其他情形", "减")


def fold(text: str) -> str:
    """Full width as half width, traditional characters (繁体) as simplified, odd blanks as blanks; no place moves."""
    return text.translate(_SAME_WIDTH)


def bare(text: str) -> str:
    """The text without blanks and punctuation, for comparing."""
    return _bare(text) if len(text) <= SHORT else _PUNCTUATION.sub("", fold(text))


@lru_cache(maxsize=20_000)  # the same few labels and numbers come again and again
def _bare(text: str) -> str:
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
    """The characters with gaps between them; 总计 is called 合计 as well."""
    letters = [re.escape(char) for char in plain]
    if plain.endswith("总计"):
        letters[-2] = "[总合]"
    return GAP.join(letters)
