"""Reading the tables from running text: each row's values stand between its label and the next.

Nothing is guessed: a row with more or fewer values than cells, or several readings, is left unread by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from gongkai.annualreport.formats import FORMAT_NAMES, Format, format_named
from gongkai.annualreport.read.labels import bare, fold, label_pattern
from gongkai.annualreport.read.reading import Line, Reading
from gongkai.annualreport.read.values import Token, Value, leading_tokens, value_of
from gongkai.annualreport.report import Origin

_HAN_RUN = re.compile(r"[\u4e00-\u9fff“”]{4,}")
_MEANS_SOMETHING = re.compile(r"[\u4e00-\u9fff\d]")
# From the end of another on: looked for anywhere, a long text without any would be searched again from each letter.
SENTENCE = re.compile(r"(?<![^。：:\n|])[^。：:\n|]*[。：:]")
# What may stand between a label and its values: the end of a longer label, a note in brackets.
_ENDING = re.compile(r"[ ]*(?:[\u4e00-\u9fff]{1,4}|\([^()\n]{1,12}\)|[(\s]*区分[^\d|]{0,40})(?=[\s|\d])")
_ENUMERATOR = re.compile(r"(?<!\d)\d{1,2}[.、．]\s*(?=[\u4e00-\u9fff])")
_OF_A_ROW = re.compile(r"[\u4e00-\u9fff][\s|]*\d")
NAMED_AT_MOST = 5
CLOSE_ENOUGH = 0.75  # a misprinted label must share this much with the official one


@dataclass(frozen=True)
class Text:
    """A part of a text, and the line of the whole (from 1) that it begins in."""

    text: str
    line: int = 1

    def line_at(self, position: int) -> int:
        """The line of the whole in which this place stands."""
        return self.line + self.text.count("\n", 0, position)


@dataclass(frozen=True)
class Found:
    """One row as found: its values as written, with their lines; None when the label is nowhere."""

    line: Line
    tokens: list[str] | None
    rows: tuple[int, ...] = ()

    def origin(self, index: int) -> Origin:
        """Where its value of this number stands; of digits run together, the whole run."""
        tokens = self.tokens or []
        if len(tokens) == len(self.line.places):
            return Origin(tokens[index], row=self.rows[index])
        return Origin(" ".join(tokens), row=self.rows[0] if self.rows else 0)


def find_rows(part: Text, lines: Sequence[Line], reading: Reading, table: str, start: int = 0) -> list[Found]:
    """Each line with the values that follow its label, from `start` on; what stands there besides goes to the reading."""
    text = part.text
    folded = fold(text)
    spans = _locate(folded, lines, start)
    order = sorted((span for span in spans.values()), key=lambda span: span[0])
    ends = dict(pairwise([start for start, _ in order] + [len(folded)]))
    _sort_out(text[: order[0][0] if order else len(text)], table, reading)
    found = []
    for line in lines:
        if line.name not in spans:
            found.append(Found(line, None))
            continue
        begin, end = spans[line.name]
        tokens, at, rest = _values(folded, end, ends[begin])
        stop = ends[begin]
        lost = _sort_out(text[stop - len(rest) : stop], f"{table}“{line.label}”之后", reading)
        if not tokens and any(map(str.isdecimal, _ENUMERATOR.sub("", lost))):
            tokens, at = [Token(lost, 0)], end  # something stands there, and it is no value
        rows = tuple(part.line_at(at + token.at) for token in tokens) or (part.line_at(begin),)
        found.append(Found(line, [token.text for token in tokens], rows))
    return found


def _values(folded: str, start: int, stop: int) -> tuple[list[Token], int, str]:
    """The values after a label, from where they are counted, and what follows them."""
    tokens, rest = leading_tokens(folded[start:stop])
    if not tokens and (ending := _ENDING.match(folded, start, stop)):
        further, beyond = leading_tokens(folded[ending.end() : stop])
        if further:
            return further, ending.end(), beyond
    return tokens, start, rest


def fill(row: Found, reading: Reading) -> bool:
    """Put a row's values in its cells if there is one for each, or none at all; False when they misfit."""
    places = row.line.places
    if row.tokens is None:
        return True  # named together with the other missing rows
    values = [value for value in map(value_of, row.tokens) if value is not None]
    if len(values) != len(row.tokens) or len(values) not in (0, len(places)):
        return False
    for index, place in enumerate(places):
        if place:
            reading.put(place, values[index] if values else Value(None))
            reading.origins[place] = row.origin(index)
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
    return f"“{row.line.label}”行：{reason}（原文“{written[:60]}”）。"


def _locate(folded: str, lines: Sequence[Line], start: int) -> dict[str, tuple[int, int]]:
    spans: dict[str, tuple[int, int]] = {}
    position = start
    for line in lines:
        if found := label_pattern(line.label).search(folded, position):
            spans[line.name] = found.span()
            position = found.end()
    for index, line in enumerate(lines):
        if line.name not in spans:
            before = max((spans[x.name][1] for x in lines[:index] if x.name in spans), default=start)
            after = min(
                (spans[x.name][0] for x in lines[index + 1 :] if x.name in spans), default=len(folded)
            )
            if span := _misprint(folded, line.label, before, after):
                spans[line.name] = span
    return spans


def _misprint(folded: str, label: str, start: int, end: int) -> tuple[int, int] | None:
    """A misprinted label such as 其他法律行政止公开: the only words in its gap that come close to it."""
    words = "".join(char for char in bare(label) if not char.isdecimal())
    if len(words) <= 5:
        return None
    matcher = SequenceMatcher(None, "", words, autojunk=False)
    close: list[tuple[int, int]] = []
    for run in _HAN_RUN.finditer(folded, start, end):
        matcher.set_seq1(run[0])
        if matcher.real_quick_ratio() >= CLOSE_ENOUGH and matcher.ratio() >= CLOSE_ENOUGH:
            close.append(run.span())
    if len(close) != 1 or close[0][1] == len(folded.rstrip()):  # none, several, or cut off in the middle
        return None
    number = re.compile(r"[1-8][.、]?\s*$").search(folded, max(start, close[0][0] - 8), close[0][0])
    return (number.start() if number else close[0][0], close[0][1])


def _sort_out(text: str, where: str, reading: Reading) -> str:
    """Text that is no label or value: headings of the form are dropped, sentences kept, the rest named and given back."""
    rest = _FORM_WORDS.sub(" ", fold(text))
    if not _MEANS_SOMETHING.search(rest):
        return ""
    pieces = SENTENCE.sub(" ", rest).replace("|", " ").split()
    left = " ".join(piece for piece in pieces if not _is_of_form(piece))
    reading.sentences += [sentence.strip() for sentence in SENTENCE.findall(rest) if bare(sentence)]
    if not _MEANS_SOMETHING.search(left):
        return ""
    if _OF_A_ROW.search(left):
        reading.unread.append(f"{where}多出一行“{left[:40]}”，不属于规定的表式，没有计入。")
    else:
        reading.unread.append(f"{where}：“{left[:40]}”没有读出。")
    return left


def _is_of_form(piece: str) -> bool:
    """Whether some words are a piece of the form's own headings, as of （三）不予公开 set on two lines."""
    plain = bare(piece)
    return not any(map(str.isdecimal, plain)) and any(plain in word for word in _BARE_WORDS)


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
_BARE_WORDS = frozenset(map(bare, _words_of_form()))
