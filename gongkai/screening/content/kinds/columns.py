"""The headings (表头) of tables in a text whose rows are lines and whose cells are parted by tabs."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from gongkai.screening.content.kinds.labels import CODED
from gongkai.screening.content.kinds.lexicon import load

# What a heading says about the cells below it. The names are used by the detectors.
_MEANINGS: dict[str, str] = {name: "|".join(ways) for name, ways in load("headings").items()}
# Codes are serial numbers that are plainly no person's: 施工许可证号, 地块编码. They come first, as the narrower.
_PERSONAL = "(?![^\t\n|]*(?:身份|公民|证件|手机|电话|联系|银行|卡|账|帐|存折))"
_MEANINGS = {
    "code": f"{_PERSONAL}(?=[^\t\n|]*(?:{CODED}))[\u4e00-\u9fff]{{1,12}}(?:编号|编码|代码|号码|单号|证号|文号|号|证)"
} | _MEANINGS
_FIGURES = frozenset({"code", "serial", "amount"})  # what the long numbers below are, and nobody's data
# Those that show a column of personal data; a column of names alone does not.
TELLING = frozenset({"id", "card", "account", "phone", "address", "birth", "health", "minor"})


def _spaced(pattern: str) -> str:
    """The same words with blanks allowed between their characters, as headings are drawn apart."""
    return re.sub("([\u4e00-\u9fff])(?=[\u4e00-\u9fff(])", "\\1[ \u3000]*", pattern)


_HEADING = re.compile(
    '[ \u3000"“*]*(?:'
    + "|".join(f"(?P<{name}>{_spaced(words)})" for name, words in _MEANINGS.items())
    + ')[ \u3000"”*：:]*(?:[（(][^）)]{0,16}[）)])?[ \u3000]*'
)
# Cells that may be headings, by their last character: looking at every cell of a long table takes too long.
_LAST = (
    '[证件码号话式机址所地期日月间别级型度况因称类断果情病种名字人主户象者段额金入出计算资款价值）)：:”"*]'
)
# By the tabs, the quickest thing to look for: a cell before one, and the last cell of a row after one.
_BEFORE_TAB = re.compile(f"\t(?:(?<={_LAST}.)|(?<={_LAST}[ \u3000].))")
_BEFORE_BAR = re.compile(f"[|](?:(?<={_LAST}.)|(?<={_LAST}[ \u3000].))")
_AT_END = re.compile(f"\t[^\t\n|]{{1,40}}(?<={_LAST})[ \u3000\r]{{0,4}}$", re.MULTILINE)
_LONGEST = 40
_WITHOUT_CELLS = re.compile(r"\n[^\t|\n]*(?=\n|$)")
_FAR = 4000  # a line longer than this is no row of a table


@dataclass(frozen=True)
class Heading:
    """A heading at `start`–`end` of the text, in a column counted from 0, and what it means (see above)."""

    start: int
    end: int
    column: int
    meaning: str


@dataclass(frozen=True)
class Columns:
    """The headings of a text, by column and in the order of the text."""

    text: str
    headings: tuple[Heading, ...] = ()
    _by_column: dict[int, list[Heading]] = field(default_factory=dict)
    _ends: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> "Columns":
        """All headings of a text; none where nothing is set in cells."""
        if "\t" not in text and "|" not in text:
            return cls(text)
        found = []
        ends = [match.start() for match in _BEFORE_TAB.finditer(text)]
        ends += [len(match[0].rstrip()) + match.start() for match in _AT_END.finditer(text)]
        ends += [match.start() for match in _BEFORE_BAR.finditer(text)] if "|" in text else []
        for end in sorted(ends):
            start = max(text.rfind(parting, max(end - _LONGEST, 0), end) for parting in "\t\n|") + 1
            if (not start and end > _LONGEST) or not _in_table(text, start, end):
                continue
            meaning = _meaning(text[start:end])
            if meaning:
                found.append(Heading(start, end, _column(text, start), meaning))
        columns: dict[int, list[Heading]] = {}
        for heading in found:
            columns.setdefault(heading.column, []).append(heading)
        return cls(text, tuple(found), columns)

    def below(self, heading: Heading) -> Iterator[tuple[int, int]]:
        """The cells under a heading, each as start and end, as far as the table goes."""
        text, parting = self.text, "\t" if "\t" in self.text else "|"
        end = text.find("\n", heading.end)
        while 0 <= end < len(text):
            start, end = end + 1, text.find("\n", end + 1)
            line = text[start : end if end >= 0 else len(text)]
            cells = line.split(parting, heading.column + 1)
            if len(cells) == 1:
                return  # a line without cells ends the table
            if len(cells) > heading.column:
                cell = start + sum(len(other) + 1 for other in cells[: heading.column])
                kept = cells[heading.column]
                cell += len(kept) - len(kept.lstrip(" 　"))
                yield cell, cell + len(kept.strip(" 　\r"))

    def above(self, offset: int) -> str:
        """What the column of the cell at an offset is headed by; "" where that is not known."""
        heading = self._heading(offset)
        return heading.meaning if heading else ""

    def figures(self, offset: int) -> str:
        """Whether the heading of its own table calls it a code, a serial number or an amount; "" if neither."""
        heading = self._heading(offset)
        if heading is None or heading.meaning not in _FIGURES or offset > self._end(heading):
            return ""
        return heading.meaning

    def _heading(self, offset: int) -> Heading | None:
        """The nearest heading above a cell in its column."""
        if not self.headings or offset < self.headings[0].start:
            return None
        candidates = self._by_column.get(_column(self.text, offset), [])
        place = bisect_left(candidates, offset, key=lambda heading: heading.start)
        return candidates[place - 1] if place else None

    def _end(self, heading: Heading) -> int:
        """Where the table of a heading ends: at the first line without cells."""
        if heading.start not in self._ends:
            found = _WITHOUT_CELLS.search(self.text, heading.end)
            self._ends[heading.start] = found.start() if found else len(self.text)
        return self._ends[heading.start]


@lru_cache(maxsize=4096)
def _meaning(cell: str) -> str:
    """What a cell says as a heading; "" if it is none."""
    found = _HEADING.fullmatch(cell)
    return (found.lastgroup or "") if found else ""


def _column(text: str, offset: int) -> int:
    """The number of the cell in its line, from 0; -1 in a line that is no row."""
    start = text.rfind("\n", max(offset - _FAR, 0), offset) + 1
    if start == 0 and offset > _FAR:
        return -1
    return text.count("\t", start, offset) or text.count("|", start, offset)


def _in_table(text: str, start: int, end: int) -> bool:
    """Whether the line has several cells."""
    return text[start - 1 : start] in _PARTING or text[end : end + 8].lstrip(" \u3000")[:1] in _PARTING


_PARTING = ("\t", "|")
