"""Table 4 (政府信息公开行政复议、行政诉讼情况) from the text of section 四, however its headings and numbers alternate."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annualreport.formats import Format
from gongkai.annualreport.read.cuts import summed_cuts
from gongkai.annualreport.read.labels import fold, label_pattern
from gongkai.annualreport.read.reading import NO_TABLE, Line, Reading
from gongkai.annualreport.read.results import RESULTS, group_named, result_of
from gongkai.annualreport.read.rows import run_together, settle
from gongkai.annualreport.read.tables import SENTENCE, Found, Text, fill, find_rows
from gongkai.annualreport.read.values import leading_tokens

_WORD = re.compile(r"[\u4e00-\u9fff]+")
# The shapes in which headings (n) and numbers (v) follow each other and the fifteen are in the order of the form.
_IN_ORDER = re.compile(r"(?:n{15}|n{5})v{15}|(?:n{5}v{5}){3}|(?:nv){15}")
_BY_RESULT = re.compile(r"(?:nvvv){5}")  # a row a result, a column a kind of case
_KINDS = 3


def read_table4(part: Text, form: Format) -> Reading:
    """Section 四: the fifteen values after the last 总计 of the headings, or between headings in another layout."""
    places = _places(fold(part.text), form)
    line = Line("table4", "各项", places)
    reading = Reading()
    row = _one_row(part, line, reading)
    if row.tokens is not None and fill(row, reading):
        return reading
    other = Reading()
    if (between := _between(part, line)) and fill(between, other):
        return other
    if row.tokens is None:
        reading.leave(places, f"没有找到表四的表格。{NO_TABLE}")
        return reading
    size = len(form.table4[0].columns)
    glued = run_together(part.text, row.tokens or (), len(places))
    settle(row, summed_cuts(row.tokens or (), size, len(form.table4)) if glued else [], reading, "表四")
    return reading


def _places(folded: str, form: Format) -> tuple[str, ...]:
    """The places from left to right; some offices set 复议后起诉 before 未经复议直接起诉."""
    first, direct, after = form.table4
    found = [label_pattern(group.subgroup or "").search(folded) for group in (direct, after)]
    turned = found[0] and found[1] and found[1].start() < found[0].start()
    groups = (first, after, direct) if turned else form.table4
    return tuple(f"表4/{group.name}/{column}" for group in groups for column in group.columns)


def _one_row(part: Text, line: Line, reading: Reading) -> Found:
    folded = fold(part.text)
    headings = list(label_pattern("总计").finditer(folded))
    start = headings[-1].start() if headings else len(folded)
    after = Text(part.text[start:], part.line_at(start))
    found = find_rows(after, [Line("table4", "总计", line.places)], reading, "表四")[0]
    return Found(line, found.tokens, found.rows)


def _between(part: Text, line: Line) -> Found | None:
    """The fifteen values of a table whose headings and numbers alternate; None for any other text."""
    shape, values, results, kinds = "", list[tuple[str, int]](), list[str](), list[int]()
    for kind, text, at in _items(fold(part.text)):
        if kind == "v":
            values.append((text, at))
        elif (name := result_of(text)) is not None:
            results.append(name)
        else:
            kinds += [group] if (group := group_named(text)) is not None else []
            continue
        shape += kind
    if results != list(RESULTS) * (len(results) // len(RESULTS)) or kinds not in (sorted(kinds), [0, 2, 1]):
        return None
    if _BY_RESULT.fullmatch(shape):
        values = [values[n] for first in range(_KINDS) for n in range(first, len(values), _KINDS)]
    elif not _IN_ORDER.fullmatch(shape):
        return None
    return Found(line, [text for text, _ in values], tuple(part.line_at(at) for _, at in values))


def _items(folded: str) -> Iterator[tuple[str, str, int]]:
    """Words (n) and values (v) in turn, without sentences."""
    rest = SENTENCE.sub(lambda sentence: " " * len(sentence[0]), folded)
    position = 0
    for word in (*_WORD.finditer(rest), None):
        stop = word.start() if word else len(rest)
        tokens, _ = leading_tokens(rest[position:stop])
        yield from (("v", token.text, position + token.at) for token in tokens)
        if word:
            yield "n", word[0], word.start()
            position = word.end()
