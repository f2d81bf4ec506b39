"""The whole document in its order, as GB/T 9704—2012 lays it out: title to day of forming."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.documents.official.body import parts_of
from gongkai.documents.official.document import OfficialDocument
from gongkai.documents.official.parts import Line, Part, Run
from gongkai.documents.official.printable import printable
from gongkai.documents.official.structure import structured
from gongkai.documents.official.title import title_lines

CLOSING = 150  # characters: a longer paragraph breaks over two pages by itself


def article(document: OfficialDocument) -> list[Part]:
    """Every part of the document; what the body has of its own (addressee, signature) is not added again."""
    body = structured(parts_of(document.body_html), document)
    roles = {part.role for part in body if isinstance(part, Line)}
    head: list[Part] = [_line("title", "\n".join(title_lines(printable(document.title))))]
    head += _given("number", document.number) + _given("note", document.note)
    if "addressee" not in roles and document.addressee:
        head += _given("addressee", document.addressee.rstrip("：:") + "：")
    if "dated" not in roles:
        body += [*_given("issuer", document.issuer), _line("dated", spelled(document.formed_on))]
    return head + _placed(_kept_together(_with_attachments(body, document.attachments)))


def spelled(day: date) -> str:
    """The day as documents write it: 2021年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _line(role: str, text: str) -> Line:
    return Line(role, (Run(text),))


def _given(role: str, text: str) -> list[Part]:
    text = printable(text).strip()
    return [_line(role, text)] if text else []


def _with_attachments(body: list[Part], names: Sequence[str]) -> list[Part]:
    """附件说明 below the text and above the signature, unless the body names its attachments itself."""
    names = [printable(name).strip() for name in names]
    has_own = any(isinstance(part, Line) and part.text.startswith(("附件：", "附件:")) for part in body)
    if not names or has_own:
        return body
    numbered = names if len(names) == 1 else [f"{n}.{name}" for n, name in enumerate(names, start=1)]
    lines: list[Part] = [_line("attached", "附件：" + numbered[0])]
    lines += [_line("attached-more", text) for text in numbered[1:]]
    at = next(
        (i for i, part in enumerate(body) if isinstance(part, Line) and part.role == "issuer"), len(body)
    )
    return [*body[:at], *lines, *body[at:]]


def _kept_together(body: list[Part]) -> list[Part]:
    """The last paragraph goes with the signature: no page holds a signature alone."""
    at = next(
        (i for i, part in enumerate(body) if isinstance(part, Line) and part.role in ("issuer", "dated")), 0
    )
    last = body[at - 1] if at else None
    if isinstance(last, Line) and last.role in ("body", "item") and len(last.text) <= CLOSING:
        return [*body[: at - 1], Line("closing", last.runs), *body[at:]]
    return body


def _placed(body: list[Part]) -> list[Part]:
    """Signature and day at their distance from the right edge.

    The signature ends two characters in and the day begins two characters after it begins; a day longer
    than that stands two in itself, and the signature moves left (GB/T 9704—2012, 7.3.5.2).
    """
    day = next((part for part in reversed(body) if isinstance(part, Line) and part.role == "dated"), None)
    if day is None:
        return body
    signers = [_measure(part) for part in body if isinstance(part, Line) and part.role == "issuer"]
    longest = min(max(signers, default=0.0), 24.0)  # a longer one takes two lines
    day_gap = max(2.0, longest - _measure(day)) if signers else 4.0
    placed: list[Part] = []
    for part in body:
        if isinstance(part, Line) and part.role == "issuer":
            gap = max(2.0, day_gap + _measure(day) + 2 - longest) + max(0.0, longest - _measure(part)) / 2
            placed.append(Line("issuer", part.runs, gap))
        elif part is day:
            placed.append(Line("dated", part.runs, day_gap))
        else:
            placed.append(part)
    return placed


def _measure(line: Line) -> float:
    """How many characters wide a line is."""
    return sum(0.55 if letter.isascii() else 1.0 for letter in line.text)
