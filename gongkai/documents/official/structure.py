"""What each line of a body is: heading of which level, addressee, signature — by tag, number and place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gongkai.documents.dates import DAY
from gongkai.documents.official.document import OfficialDocument
from gongkai.documents.official.parts import Line, Part, Run
from gongkai.documents.signature import signature

_NUMERAL = "[一二三四五六七八九十百零〇]{1,5}"
# How official documents count their levels (结构层次序数), and the face each is set in.
_LEVELS = (
    (re.compile(rf"{_NUMERAL}、"), "first", "hei"),
    (re.compile(rf"[（(]{_NUMERAL}[）)]"), "second", "kai"),
    (re.compile(r"\d{1,2}[.．、](?!\d)"), "third", ""),
    (re.compile(r"[（(]\d{1,2}[）)]"), "fourth", ""),
)
_CHAPTER = re.compile(rf"第{_NUMERAL}[编章节](?=[ \u3000]|$)")
_ARTICLE = re.compile(rf"第{_NUMERAL}条(?:之{_NUMERAL})?")
_LEVEL_OF_TAG = ("first", "second", "third")
_DAY_AT_END = re.compile(rf"\s*(?:{DAY.pattern})$")
_SENTENCE = re.compile("[。；！？]|[：，]$")
_HEADING, _LEAD = 50, 40  # characters, at most
_ADDRESSEE = re.compile(r"[^。；！？]{2,120}[：:]")
_ADDRESSED = re.compile(
    r"(?:政府|委员会|办公室|办事处|管委会|局|委|办|院|厅|处|所|中心|站|会|社区?|村|单位|部门|机构|企业|公司|学校|科室"
    r"|组织|队|集团|群众|居民|村民|同志|朋友|业主|经营者|户)(?:（[^）]*）)?[：:]"
)


def structured(parts: Sequence[Part], document: OfficialDocument) -> list[Part]:
    """The parts with each line's role told; the document's own title and number are left out at the top."""
    parts = _without_head(parts, document)
    tags = sorted({part.role for part in parts if isinstance(part, Line) and part.role.startswith("h")})
    told = [_told(part, tags) if isinstance(part, Line) else part for part in parts]
    return _signed(_addressed(told), document.issuer)


def _same(text: str) -> str:
    return "".join(text.split())


def _without_head(parts: Sequence[Part], document: OfficialDocument) -> list[Part]:
    """Bodies that came from a file often begin with what the page already says above them."""
    rest, known = list(parts), {_same(document.title), _same(document.number)}
    while rest and isinstance(rest[0], Line) and _same(rest[0].text) in known:
        rest.pop(0)
    return rest


def _told(line: Line, tags: Sequence[str]) -> Line:
    if line.role == "item":
        return line
    text, is_short = line.text, len(line.text) <= _HEADING and not _SENTENCE.search(line.text)
    if is_short and _CHAPTER.match(text):
        return Line("chapter", _faced(line.runs, "hei"))
    if article := _ARTICLE.match(text):
        return replace(line, runs=_lead(line.runs, article.end(), "hei"))
    for pattern, role, face in _LEVELS:
        if pattern.match(text):
            return _heading(line, role, face, is_short=is_short)
    if line.role in tags:
        role = _LEVEL_OF_TAG[min(tags.index(line.role), 2)]
        return Line(role, _faced(line.runs, {"first": "hei", "second": "kai"}.get(role, "")))
    return line


def _heading(line: Line, role: str, face: str, *, is_short: bool) -> Line:
    """A numbered line: a heading by itself, or a paragraph whose first sentence leads it in."""
    if is_short:
        return Line(role, _faced(line.runs, face))
    end = line.text.find("。") + 1
    if line.role == "body" and face and 0 < end <= _LEAD and end < len(line.text):
        return replace(line, runs=_lead(line.runs, end, face))
    return replace(line, role="body")


def _faced(runs: Sequence[Run], face: str) -> tuple[Run, ...]:
    """All in one face; 仿宋 headings (third level) are bold, the others are distinct enough."""
    return tuple(run._replace(face=face, bold=not face) for run in runs)


def _lead(runs: Sequence[Run], end: int, face: str) -> tuple[Run, ...]:
    """The first `end` characters in another face."""
    led: list[Run] = []
    for run in runs:
        front, rest = run.text[: max(0, end)], run.text[max(0, end) :]
        led += [run._replace(text=front, face=face, bold=False)] if front else []
        led += [run._replace(text=rest)] if rest else []
        end -= len(run.text)
    return tuple(led)


def _addressed(parts: list[Part]) -> list[Part]:
    """The first line, when it calls those whom the document is sent to (主送机关)."""
    first = parts[0] if parts else None
    if isinstance(first, Line) and first.role == "body" and _calls(first.text):
        return [replace(first, role="addressee"), *parts[1:]]
    return parts


def _calls(text: str) -> bool:
    if not _ADDRESSEE.fullmatch(text) or "如下" in text:
        return False
    return text.startswith("各") or bool(_ADDRESSED.search(text[-12:]))


def _signed(parts: list[Part], issuer: str) -> list[Part]:
    """The last organ and day that stand by themselves, as signature and day (署名、成文日期)."""
    parts = _apart(parts)
    for at in range(len(parts) - 1, -1, -1):
        line = parts[at]
        if not isinstance(line, Line) or line.role != "body" or not DAY.fullmatch(line.text):
            continue
        first = at
        while first and _signs(parts[first - 1], line.text, issuer):
            first -= 1
        if first < at or at == len(parts) - 1:
            signers = [replace(part, role="issuer") for part in parts[first:at] if isinstance(part, Line)]
            return [*parts[:first], *signers, replace(line, role="dated"), *parts[at + 1 :]]
    return parts


def _apart(parts: list[Part]) -> list[Part]:
    """An organ and its day on one line, as two."""
    told: list[Part] = []
    for part in parts:
        text = part.text if isinstance(part, Line) and _may_sign(part) else ""
        found = _DAY_AT_END.search(text)
        if found and found.start() and signature(text):
            told += [Line("body", (Run(text[: found.start()]),)), Line("body", (Run(found[0].strip()),))]
        else:
            told.append(part)
    return told


def _may_sign(part: Part) -> bool:
    return isinstance(part, Line) and part.role == "body" and len(part.text) <= 60


def _signs(part: Part, day: str, issuer: str) -> bool:
    if not isinstance(part, Line) or not _may_sign(part):
        return False
    found = signature(f"{part.text}\n{day}")
    return _same(part.text) == _same(issuer) or bool(found and found.organ == part.text)
