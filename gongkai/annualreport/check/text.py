"""The words of a report (正文) cut into sentences and clauses, with the numbers written in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

_WIDE = {ord(char): "，；：（）！？"[index] for index, char in enumerate(",;:()!?")}
_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)} | {ord("％"): "%"}
_BLANKS = dict.fromkeys(map(ord, " \t\r\n\u3000\xa0\u200b\ufeff"))
_FOLD = _WIDE | _DIGITS | _BLANKS
_SENTENCE = re.compile(r"[^。！？!?\n]{1,3000}[。！？!?]?")  # no sentence is longer
# A comma between thousands is no end of a clause: 1,234件.
_CLAUSE_END = re.compile(r"(?<!\d)，|，(?!\d{3}(?!\d))|[；：（）。！？]")
_PART = re.compile(r"（[一二三四五六七八九十]{1,2}）([^，。；：〔]{2,24})")
_CHINESE = {char: index for index, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
LONGEST_QUOTE = 120

# One number as counts are written: 1,234  12  三十一; 万 behind it multiplies. 20余 is none: it is not exact.
NUMBER = (
    r"(?<![\d.．])(?P<n>\d{1,3}(?:[，,]\d{3})+(?!\d)|\d{1,9}(?:\.\d{1,6})?"
    r"|[零〇一二两三四五六七八九十百千]{1,6})(?P<wan>万)?"
)
UNIT = r"(?P<unit>件|条|宗|份|起|例|项|个)"
ABOUT = re.compile(r"(?:近|约|超过?|逾|不足|不到|大约|将近)$")


@dataclass(frozen=True)
class Clause:
    """A piece of a sentence between two marks: its text and where it begins."""

    text: str
    start: int


@dataclass(frozen=True)
class Sentence:
    """One sentence: under which heading and sub-heading it stands, as published and as compared."""

    heading: str
    part: str  # the sub-heading: 依申请公开情况
    raw: str
    text: str  # without blanks, punctuation full width, digits half width

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses in order; empty ones are left out."""
        found: list[Clause] = []
        start = 0
        for end in _CLAUSE_END.finditer(self.text):
            if end.start() > start:
                found.append(Clause(self.text[start : end.start()], start))
            start = end.end()
        if start < len(self.text):
            found.append(Clause(self.text[start:], start))
        return tuple(found)

    @cached_property
    def _at(self) -> list[int]:
        """Where each character of the text stands in what was published."""
        return [index for index, char in enumerate(self.raw) if ord(char) not in _BLANKS]

    def quote(self, start: int = 0, end: int | None = None) -> str:
        """The sentence as published, cut to the clauses around text[start:end] when it is long."""
        if len(self.raw) <= LONGEST_QUOTE:
            return self.raw
        stop = len(self.text) if end is None else min(end, len(self.text))
        first = min(
            (c.start for c in self.clauses if c.start <= start and stop - c.start <= LONGEST_QUOTE),
            default=start,
        )
        ends = [c.start + len(c.text) for c in self.clauses]
        last = max((e for e in ends if stop <= e <= first + LONGEST_QUOTE), default=first + LONGEST_QUOTE)
        last = min(last, len(self.text))
        return self.raw[self._at[first] : self._at[last - 1] + 1]


def fold(text: str) -> str:
    """Text as it is compared: no blanks, full-width punctuation, half-width digits."""
    return text.translate(_FOLD)


def sentences(sections: Mapping[str, str] | Iterable[tuple[str, str]]) -> Iterator[Sentence]:
    """The sentences of a report's sections in order."""
    for heading, words in sections.items() if isinstance(sections, Mapping) else sections:
        part = ""
        for found in _SENTENCE.finditer(words):
            raw = found[0].strip()
            text = fold(raw)
            if parts := _PART.findall(text):
                part = parts[-1]
            if text:
                yield Sentence(heading, part, raw, text)


def number_of(match: re.Match[str]) -> int | None:
    """The whole number a NUMBER match stands for; None when it is none (3.5件) or not exact (近3件)."""
    amount = amount_of(match)
    return int(amount) if amount is not None and amount == int(amount) else None


def amount_of(match: re.Match[str]) -> Decimal | None:
    """The amount a NUMBER match stands for; None when the words before it say that it is not exact."""
    if ABOUT.search(match.string[max(0, match.start("n") - 3) : match.start("n")]):
        return None
    written = match["n"].replace(",", "").replace("，", "")
    known = Decimal(written) if written[0].isdecimal() else chinese(written)
    return None if known is None else Decimal(known) * (10_000 if match["wan"] else 1)


def chinese(written: str) -> int | None:
    """三 3, 十二 12, 二十 20, 一百零五 105, 二〇二三 2023; None for what is no number (十百)."""
    if all(char in _CHINESE for char in written):
        return int("".join(str(_CHINESE[char]) for char in written))
    total, digit, last = 0, None, 10_000
    for char in written:
        if char in _CHINESE:
            if digit:
                return None
            digit = _CHINESE[char]
        elif _TENS[char] >= last:
            return None
        else:
            last = _TENS[char]
            total, digit = total + (1 if digit is None else digit) * last, None
    return total + (digit or 0)
