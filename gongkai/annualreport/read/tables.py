"""Reading the tables from running text: each row's values stand between its label and the next.

Nothing is guessed: a row with more or fewer values than cells, or several readings, is left unread by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from gongkai.annualreport.formats import FORMAT_NAMES, Format, format_named
from gongkai.annualreport.read.labels import bare, fold, label_pattern
from gongkai.annualreport.read.values import Value, leading_tokens, value_of
from gongkai.annualreport.report import UNREAD, Cell, Origin

_HAN_RUN = re.compile(r"[\u4e00-\u9fff“”]{4,}")
_MEANS_SOMETHING = re.compile(r"[\u4e00-\u9fff\d]")
_SENTENCE = re.compile(r"(?<![^。：:\n|])[^。：:\n|]*[。：:]")
NAMED_AT_MOST = 5
CLOSE_ENOUGH = 0.75  # a misprinted label must share this much with the official one


@dataclass
class Reading:
    """What one table gave: cells by place, marks by place, places not read, and sentences around it."""

    cells: dict[str, Cell] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    candidates: dict[str, tuple[tuple[int, ...], ...]] = field(default_factory=dict)

    def put(self, place: str, value: Value) -> None:
        """Put one value in its place."""
        self.cells[place] = value.number
        if value.mark:
            self.marks[place] = value.mark
        if value.unit:
            self.units[place] = value.unit

    def leave(self, places: Sequence[str], why: str) -> None:
        """Leave these cells unread and say why."""
        for place in places:
            self.cells[place] = None
            self.marks[place] = UNREAD
        self.unread.append(why)


@dataclass(frozen=True)
class Line:
    """One row to look for: what it is called, and the places of its cells."""

    name: str
    label: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """One row as found: its values as written; None when the label is nowhere."""

    line: Line
    tokens: list[str] | None


def find_rows(text: str, lines: Sequence[Line], reading: Reading, table: str) -> list[Found]:
    """Each line with the values that follow its label; what stands there besides goes to the reading."""
    folded = fold(text)
    spans = _locate(folded, lines)
    order = sorted((span for span in spans.values()), key=lambda span: span[0])
    ends = dict(pairwise([start for start, _ in order] + [len(folded)]))
    _sort_out(text[: order[0][0] if order else len(text)], table, reading)
    found = []
    for line in lines:
        if line.name not in spans:
            found.append(Found(line, None))
            continue
        start, end = spans[line.name]
        tokens, rest = leading_tokens(folded[end : ends[start]])
        stop = ends[start]
        _sort_out(text[stop - len(rest) : stop], f"{table}“{line.label}”之后", reading)
        found.append(Found(line, tokens))
    return found


def fill(row: Found, reading: Reading, table: str) -> bool:
    """Put a row's values in its cells if there is one for each, or none at all; False when they misfit."""
    places, name = row.line.places, f"{table}“{row.line.label}”行"
    if row.tokens is None:
        reading.leave(places, f"{name}：没有找到这一行。")
        return True
    values = [value for value in map(value_of, row.tokens) if value is not None]
    if len(values) != len(row.tokens) or len(values) not in (0, len(places)):
        return False
    for place, value in zip(places, values or [Value(None)] * len(places), strict=True):
        reading.put(place, value)
    return True


def misfit(row: Found, ways: Sequence[tuple[int, ...]]) -> str:
    """Why a row was left unread, in the words shown to people; with several readings, what they are."""
    written = " ".join(row.tokens or ())
    if len(ways) > 1:
        shown = "；".join(" ".join(map(str, way)) for way in ways[:NAMED_AT_MOST])
        more = f"等{len(ways)}种" if len(ways) > NAMED_AT_MOST else ""
        reason = f"数字连写，有{len(ways)}种读法：{shown}{more}"
    else:
        reason = f"应有{len(row.line.places)}格，无法确定各数字所在的格"
    return f"“{row.line.label}”行：{reason}（原文“{written}”）。"


def _locate(folded: str, lines: Sequence[Line]) -> dict[str, tuple[int, int]]:
    spans: dict[str, tuple[int, int]] = {}
    position = 0
    for line in lines:
        if found := label_pattern(line.label).search(folded, position):
            spans[line.name] = found.span()
            position = found.end()
    for index, line in enumerate(lines):
        if line.name not in spans:
            before = max((spans[x.name][1] for x in lines[:index] if x.name in spans), default=0)
            after = min(
                (spans[x.name][0] for x in lines[index + 1 :] if x.name in spans), default=len(folded)
            )
            if span := _misprint(folded, line.label, before, after):
                spans[line.name] = span
    return spans


def _misprint(folded: str, label: str, start: int, end: int) -> tuple[int, int] | None:
    """A misprinted label such as 其他法律行政止公开: the only words in its gap that come close to it."""
    words = "".join(char for char in bare(label) if not char.isdecimal())
    close = [
        run.span()
        for run in _HAN_RUN.finditer(folded, start, end)
        if len(words) > 5 and SequenceMatcher(None, run[0], words).ratio() >= CLOSE_ENOUGH
    ]
    if len(close) != 1 or close[0][1] == len(folded.rstrip()):  # none, several, or cut off in the middle
        return None
    number = re.compile(r"[1-8][.、]?\s*$").search(folded, start, close[0][0])
    return (number.start() if number else close[0][0], close[0][1])


def _sort_out(text: str, where: str, reading: Reading) -> None:
    """Text that is no label or value: headings of the form are dropped, sentences kept, the rest named."""
    rest = _FORM_WORDS.sub(" ", fold(text))
    if not _MEANS_SOMETHING.search(rest):
        return
    left = _SENTENCE.sub(" ", rest)
    reading.sentences += [sentence.strip() for sentence in _SENTENCE.findall(rest) if bare(sentence)]
    if _MEANS_SOMETHING.search(left):
        reading.unread.append(f"{where}：“{' '.join(left.split())[:40]}”没有读出。")


def _form_words() -> re.Pattern[str]:
    words = set(_words_of_form())
    longest_first = sorted(words, key=lambda word: -len(bare(word)))
    return re.compile("|".join(label_pattern(word).pattern for word in longest_first))


def _words_of_form() -> Iterator[str]:
    yield from ("信息内容", "申请人情况", "法人或其他组织", "本年新", "单位：万元", "单位：元", "单位：件")
    for name in FORMAT_NAMES:
        form: Format = format_named(name)
        yield form.table3_note
        yield from form.table3_columns
        for block in form.table2:
            yield from (block.caption, *block.columns)
        for row in form.table3_rows:
            yield from (part for part in (row.group, row.subgroup) if part)
        for group in form.table4:
            yield from (part for part in (group.group, group.subgroup, *group.columns) if part)


_FORM_WORDS = _form_words()
