"""Marks in the report's HTML (标记): a finding's number at its cells, in its sentence, or at its section's heading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from lxml import html
from lxml.html import builder

from gongkai.annualreport.findings import Finding
from gongkai.annualreport.report import Report
from gongkai.annualreport.write.as_html import report_html
from gongkai.annualreport.write.pointing import places_of, section_of
from gongkai.annualreport.write.statistics_html import put_statistics
from gongkai.annualreport.write.wording import level_word

CELL, SENTENCE, SECTION = (
    "ge",
    "ju",
    "bu",
)  # 格、句、部分: ids of marks begin so, #wenti-1 is the finding itself
_KINDS = {"错误": "error", "提醒": "warning", "说明": "info", "未核对": "info"}
_WORST = ("error", "warning", "info")
_WORDS = ("h1", "h2", "h3", "p")


def kind_of(found: Finding) -> str:
    """The class name of a finding's level: error, warning or info."""
    return _KINDS[level_word(found)]


def short_name(number: int, found: Finding) -> str:
    """How a mark is called where there is little room: 错1, 提2, 说3, 未4."""
    return f"{level_word(found)[0]}{number}"


@dataclass(frozen=True)
class Marked:
    """The report's `<article>` with the marks in it; the findings in the order of their numbers, from 1.

    The first `whole` of them belong to no cell and no sentence. `anchors`: the ids of a number's first marks.
    """

    article: str
    findings: tuple[Finding, ...]
    whole: int
    anchors: Mapping[int, Sequence[str]]


def marked_article(report: Report, findings: Sequence[Finding]) -> Marked:
    """The official HTML of the report with every finding marked where it belongs.

    A finding with neither cell nor sentence in this report is marked at its section's heading, if it has one.
    """
    parser = html.HTMLParser(huge_tree=True, encoding="utf-8")
    root = html.fromstring(report_html(report).encode(), parser=parser)
    if report.statistics:
        put_statistics(root, report)
    marks = _Marks(root, report)
    spots = [(found, marks.spot(found)) for found in findings]
    whole = [(found, spot) for found, spot in spots if not spot.places and not spot.words]
    ordered = [*whole, *((found, spot) for found, spot in spots if spot.places or spot.words)]
    for number, (found, spot) in enumerate(ordered, start=1):
        marks.note(number, found, spot)
    marks.draw()
    article = html.tostring(root, encoding="unicode")
    return Marked(article, tuple(found for found, _ in ordered), len(whole), marks.anchors)


@dataclass(frozen=True)
class _Spot:
    """Where a finding belongs: cells, a stretch of the report's words, the heading of a section."""

    places: tuple[str, ...]
    words: tuple[int, int] | None
    heading: str


class _Range(NamedTuple):
    """What of a text a finding speaks of, and whether the sentence ends here or goes on in another text."""

    begin: int
    end: int
    number: int
    ends: bool


@dataclass
class _Run:
    """One stretch of text in the tree: the text of an element, or what follows it."""

    holder: Any
    is_tail: bool
    text: str
    squeezed: str  # the text without white space
    start: int  # where it begins in all the report's words without white space
    ranges: list[_Range] = field(default_factory=list)

    def raw(self, index: int) -> int:
        """The place in `text` of the character that is at `index` without white space."""
        seen = -1
        for place, character in enumerate(self.text):
            seen += not character.isspace()
            if seen == index:
                return place
        return len(self.text)

    def put(self, pieces: Sequence[Any]) -> None:
        """These strings and elements instead of the text."""
        parent = self.holder.getparent() if self.is_tail else self.holder
        at = parent.index(self.holder) + 1 if self.is_tail else 0
        setattr(self.holder, "tail" if self.is_tail else "text", "")
        last = None
        for piece in pieces:
            if not isinstance(piece, str):
                parent.insert(at, piece)
                at, last = at + 1, piece
            elif last is None:
                setattr(self.holder, "tail" if self.is_tail else "text", piece)
            else:
                last.tail = (last.tail or "") + piece


class _Marks:
    def __init__(self, root: Any, report: Report) -> None:
        self.root, self.report = root, report
        self.cells = {cell.get("data-place"): cell for cell in root.iter("td") if cell.get("data-place")}
        self.headings = {"".join(h.text_content().split()): h for h in root.iter("h2")}
        self.runs = list(_runs(root))
        self.words = "".join(run.squeezed for run in self.runs)
        self.findings: dict[int, Finding] = {}
        self.anchors: dict[int, list[str]] = defaultdict(list)
        self.at_cell: dict[str, list[int]] = defaultdict(list)
        self.at_heading: dict[str, list[int]] = defaultdict(list)

    def spot(self, found: Finding) -> _Spot:
        """Where in this report the finding belongs."""
        heading = "".join(section_of(self.report, found).split())
        places = tuple(place for place in places_of(self.report, found) if place in self.cells)
        return _Spot(places, self._find(found.quote, heading), heading if heading in self.headings else "")

    def _find(self, quote: str, heading: str) -> tuple[int, int] | None:
        """Where the sentence stands, in its section rather than before it; white space does not count."""
        wanted = "".join(quote.split()).strip("…")
        if not wanted:
            return None
        start = self.words.find(wanted, max(0, self.words.find(heading)))
        start = self.words.find(wanted) if start < 0 else start
        return (start, start + len(wanted)) if start >= 0 else None

    def note(self, number: int, found: Finding, spot: _Spot) -> None:
        """The finding of this number is to be marked there."""
        self.findings[number] = found
        for place in spot.places:
            self.at_cell[place].append(number)
        for run in self.runs if spot.words else ():
            start, end = spot.words or (0, 0)
            begin, stop = max(start, run.start), min(end, run.start + len(run.squeezed))
            if begin < stop:
                first, last = run.raw(begin - run.start), run.raw(stop - 1 - run.start)
                run.ranges.append(_Range(first, last + 1, number, ends=stop == end))
        if spot.heading and not spot.places and not spot.words:
            self.at_heading[spot.heading].append(number)

    def draw(self) -> None:
        """Put every mark into the tree; the words first, because headings and cells are only added to."""
        for run in self.runs:
            if run.ranges:
                run.put(list(self._cut(run.text, run.ranges)))
        for place, numbers in self.at_cell.items():
            self._add(self.cells[place], numbers, CELL)
        for heading, numbers in self.at_heading.items():
            self._add(self.headings[heading], numbers, SECTION)

    def _add(self, element: Any, numbers: list[int], kind: str) -> None:
        element.set("class", f"{element.get('class', '')} marked marked-{self._worst(numbers)}")
        refs = builder.SPAN(*(self._ref(number, kind) for number in numbers))
        refs.set("class", "refs")
        element.append(refs)

    def _ref(self, number: int, kind: str) -> Any:
        found, anchor = self.findings[number], f"{kind}-{number}"
        ref = builder.A(short_name(number, found), href=f"#wenti-{number}")
        ref.set("class", f"ref ref-{kind_of(found)}")
        ref.set("title", f"{level_word(found)}{number}：看说明")
        if anchor not in self.anchors[number]:  # the first of its marks is the one to come back to
            self.anchors[number].append(anchor)
            ref.set("id", anchor)
        return ref

    def _cut(self, text: str, ranges: list[_Range]) -> Iterator[Any]:
        """The text cut where marks begin and end, each number behind the end of its mark."""
        edges = sorted({0, len(text), *(edge for one in ranges for edge in (one.begin, one.end))})
        for begin, end in pairwise(edges):
            over = [one.number for one in ranges if one.begin <= begin and end <= one.end]
            if not over:
                yield text[begin:end]
                continue
            mark = builder.E.mark(text[begin:end])
            mark.set("class", f"marked-{self._worst(over)}")
            yield mark
            yield from (self._ref(one.number, SENTENCE) for one in ranges if one.end == end and one.ends)

    def _worst(self, numbers: list[int]) -> str:
        return min((kind_of(self.findings[number]) for number in numbers), key=_WORST.index)


def _runs(root: Any) -> Iterator[_Run]:
    """The words of the report outside its tables, in their order."""
    start = 0
    for block in root:
        if block.tag not in _WORDS:
            continue
        for holder in block.iter():
            for is_tail in (False, True):
                text = holder.tail if is_tail else holder.text
                if text and not (is_tail and holder is block):
                    squeezed = "".join(text.split())
                    yield _Run(holder, is_tail, text, squeezed, start)
                    start += len(squeezed)
