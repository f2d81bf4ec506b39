"""Highlighted excerpts (摘要), built on our own places in the text: escaped text, and <mark> around what matched."""

from collections.abc import Collection, Iterator, Sequence
from html import escape

from gongkai.search.folding import JOINT, fold_traceably
from gongkai.search.text import is_ideograph, units

WIDTH = 120
_LEAD = 24
_MOST_PLACES = 24
_SENTENCE_ENDS = "。！？；;!?"

Span = tuple[int, int]
# Start, end, and the number of the needle that stands there.
Place = tuple[int, int, int]


class Text:
    """A text to be shown, folded only when its own characters are not what is looked for."""

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self.text = text
        self._folded: tuple[str, list[int] | None] | None = None

    def spans(self, needle: str) -> list[Span]:
        """Where a folded needle stands, as places in the text; none inside a longer word or number."""
        if JOINT not in needle and (as_written := list(_places(self.text, needle))):
            return as_written
        if self._folded is None:
            self._folded = fold_traceably(self.text)
        folded, places = self._folded
        found = _places(folded, needle)
        if places is None:
            return list(found)
        return [(places[start], max(places[start] + 1, places[end])) for start, end in found]


def _places(text: str, needle: str) -> Iterator[Span]:
    """The first places of a needle in a text."""
    open_start, open_end = not is_ideograph(needle[0]), not is_ideograph(needle[-1])
    start = -1
    for _ in range(_MOST_PLACES):
        start = text.find(needle, start + 1)
        if start < 0:
            return
        end = start + len(needle)
        if not (open_start and _inside(text, start)) and not (open_end and _inside(text, end)):
            yield start, end


def _inside(text: str, place: int) -> bool:
    """Whether a Latin word or a number runs on across a place."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if is_ideograph(before) or is_ideograph(after):
        return False
    return (before.isdigit() and after.isdigit()) or (before.isalpha() and after.isalpha())


def found_in(text: Text, needles: Sequence[Sequence[str]], whole: Collection[int] = ()) -> list[Place]:
    """Every needle found: of its spellings, the first that is there counts.

    A needle that is nowhere as written is looked for in pieces, unless it was found `whole` elsewhere.
    """
    found: list[Place] = []
    if not text.text:
        return found
    for number, spellings in enumerate(needles):
        spans: list[Span] = []
        for spelling in spellings:
            spans = spans or text.spans(spelling)
        if not spans and number not in whole:
            pieces = (piece for piece in units(spellings[0]) if len(piece) > 1 and piece != spellings[0])
            spans = [span for piece in pieces for span in text.spans(piece)]
        found.extend((start, end, number) for start, end in spans)
    found.sort()
    return found


def marked(text: str, spans: Sequence[Span]) -> str:
    """The escaped text with <mark> around the spans, overlapping ones joined."""
    if not spans:
        return escape(text)
    parts, done = [], 0
    for start, end in _joined(spans):
        parts.append(f"{escape(text[done:start])}<mark>{escape(text[start:end])}</mark>")
        done = end
    return "".join(parts) + escape(text[done:])


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Spans in order, none touching another."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def snippet(text: str, found: Sequence[Place], width: int = WIDTH) -> str:
    """The part of a text where most of what was looked for stands close together, marked."""
    start = _window_start(text, found, width)
    end = min(len(text), start + width)
    inside = [
        (max(first, start) - start, min(last, end) - start)
        for first, last, _ in found
        if last > start and first < end
    ]
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return before + marked(text[start:end], inside) + after


def _window_start(text: str, found: Sequence[Place], width: int) -> int:
    """Where an excerpt best begins: a little before the place with the most different needles ahead."""
    if not found:
        return 0
    reach = width - _LEAD
    richest, most = found[0][0], 0
    for at, (place, _, _) in enumerate(found):
        different = len(
            {number for start, _, number in found[at : at + _MOST_PLACES] if start < place + reach}
        )
        if different > most:
            richest, most = place, different
    start = max(0, min(richest - _LEAD, len(text) - width))
    sentence = max((text.rfind(end, start, richest) for end in _SENTENCE_ENDS), default=-1)
    return sentence + 1 if sentence >= 0 else start
