"""Files broken on purpose: bytes flipped, cut, spliced, and what only HTML, zip packages and PDF can suffer."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from random import Random

from gongkai.annualreport.read.html import html_blocks
from gongkai.annualreport.tests.generating.files import docx_of, pdf_of, xlsx_of
from gongkai.annualreport.tests.generating.flattening import FLATTENINGS
from gongkai.annualreport.tests.generating.pages import page
from gongkai.annualreport.tests.generating.reports import blanked, generated

LARGEST, LARGE = 3_000_000, 300_000  # bytes of a broken file; of one that is not made much larger still
Bank = dict[str, list[bytes]]
_TAG = re.compile(rb"<[^<>]{1,200}>")
_SPAN = re.compile(rb'(rowspan|colspan|w:val|r|s|ref)="[^"]*"')
_NUMBER = re.compile(rb"\d+")
_CELL = re.compile(rb"<t[dr]\b[^>]*>|</t[dr]>|<w:t[rc]>|</w:t[rc]>|<(?:row|c)\b[^>]*>")
_SPANS = (b"0", b"-1", b"2", b"99", b"65535", b"99999999999", b"1e9", b"A1:XFD1048576", b"")
_JUNK = (
    b"\x00",
    b"\xff\xfe",
    b"&#0;",
    b"&#x2f00;",
    b"<table><tr><td>",
    b"</table>",
    b"<!--",
    b"]]>",
    b"<script>",
    "一、总体情况\n".encode(),
    "总计".encode(),
    b"9" * 300,
    "（".encode() * 50,
    "｜".encode() * 20,
    "\u202e\u200b\ud7ff".encode(),
)


def bank(examples: Sequence[tuple[str, bytes]] = (), seed: int = 1, each: int = 4) -> Bank:
    """Sound files by kind to break: generated ones, and `examples` beside them."""
    dice = Random(seed)
    found: Bank = {"html": [], "txt": [], "docx": [], "xlsx": [], "pdf": []}
    for _ in range(each):
        report = blanked(dice, generated(dice))
        found["html"].append(page(dice, report))
        found["txt"] += [flat(report).encode() for flat in FLATTENINGS.values()]
    for _ in range(max(each // 2, 1)):
        blocks = html_blocks(page(dice, generated(dice)))
        found["docx"].append(docx_of(blocks))
        found["xlsx"].append(xlsx_of(dice, blocks))
    found["pdf"].append(pdf_of(dice, html_blocks(page(dice, generated(dice)))))
    for kind, content in examples:
        found[kind].append(content)
    return found


def broken(dice: Random, files: Bank, kind: str) -> bytes:
    """One file of this kind, broken in one to four ways."""
    content = dice.choice(files[kind])
    ways = [
        flipped,
        cut_short,
        spliced,
        doubled,
        dropped,
        injected,
        _OWN.get(kind, injected),
        _OWN.get(kind, injected),
    ]
    for _ in range(dice.randint(1, 4)):
        content = dice.choice(ways)(dice, content, files[kind])[:LARGEST]
    return content


def flipped(dice: Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """Some bytes are others."""
    data = bytearray(content)
    for _ in range(dice.choice((1, 3, 30))):
        if data:
            data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data)


def cut_short(dice: Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """The end is missing."""
    return content[: dice.randint(0, len(content))]


def spliced(dice: Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """The beginning of one file and the end of another."""
    other = dice.choice(list(others))
    return content[: dice.randint(0, len(content))] + other[dice.randint(0, len(other)) :]


def doubled(dice: Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """A piece stands there several times."""
    start, end = _piece(dice, content)
    return content[:end] + content[start:end] * dice.choice((1, 2, 20)) + content[end:]


def dropped(dice: Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """A piece is missing."""
    start, end = _piece(dice, content)
    return content[:start] + content[end:]


def injected(dice: Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """Something that does not belong there stands in between."""
    at = dice.randint(0, len(content))
    return content[:at] + dice.choice(_JUNK) * dice.choice((1, 1, 5, 200)) + content[at:]


def _piece(dice: Random, content: bytes) -> tuple[int, int]:
    start = dice.randint(0, len(content))
    return start, min(len(content), start + dice.choice((1, 20, 400, 4_000)))


def _markup(dice: Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """Tags lost, said twice or swapped; spans of any size; numbers of any length."""
    way, many = dice.randrange(5), 500 if len(content) < LARGE else 3
    if way == 0:
        return _at_random(
            dice, _SPAN, content, lambda one: one.split(b"=")[0] + b'="' + dice.choice(_SPANS) + b'"'
        )
    if way == 1:
        return _at_random(dice, _TAG, content, lambda one: dice.choice((b"", one * 2, one * many)))
    if way == 2:
        return _at_random(
            dice, _NUMBER, content, lambda one: dice.choice((one * 9, b"1,234", b"1.5", b"-3", b""))
        )
    if way == 3:
        return _at_random(dice, _CELL, content, lambda one: dice.choice((b"", one, one * 3)))
    tags = _TAG.findall(content) or [b""]
    return _at_random(dice, _TAG, content, lambda one: dice.choice(tags))


def _at_random(
    dice: Random, pattern: re.Pattern[bytes], content: bytes, change: Callable[[bytes], bytes]
) -> bytes:
    share = dice.choice((0.01, 0.1, 0.5))
    return pattern.sub(lambda found: change(found[0]) if dice.random() < share else found[0], content)


def _lines(dice: Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """Lines in another order, joined, or parted at every character."""
    lines = content.splitlines()
    way = dice.randrange(4)
    if way == 0:
        dice.shuffle(lines)
    elif way == 1:
        return dice.choice((b" ", b"|", b"\t", b"")).join(lines)
    elif way == 2:
        lines = [line for line in lines if dice.random() < 0.8]
    else:
        return _markup(dice, content, others)
    return b"\n".join(lines)


def _package(dice: Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """One part of the package is broken as markup or bytes, another is missing; the package itself is sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist()}
    except Exception:  # broken already
        return flipped(dice, content, others)
    wanted = [name for name in parts if name.endswith((".xml", ".rels"))]
    main = [name for name in wanted if re.search(r"document\.xml$|sheet\d+\.xml$|sharedStrings", name)]
    name = dice.choice(main or wanted or list(parts))
    parts[name] = dice.choice((_markup, _markup, injected, dropped, doubled, flipped))(
        dice, parts[name], others
    )
    if dice.random() < 0.1:
        parts.pop(dice.choice(list(parts)))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return stream.getvalue()


def _objects(dice: Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """Numbers and names of a PDF's objects changed."""
    way = dice.randrange(3)
    if way == 0:
        return _at_random(dice, re.compile(rb"\d+ 0 R"), content, lambda one: b"%d 0 R" % dice.randint(0, 60))
    if way == 1:
        return _at_random(
            dice, re.compile(rb"/[A-Z]\w+"), content, lambda one: dice.choice((b"/Kids", b"/X", one))
        )
    return _at_random(
        dice, re.compile(rb"(?<= )\d+(?= )"), content, lambda one: b"%d" % dice.randint(-9, 10**9)
    )


_OWN = {"html": _markup, "txt": _lines, "docx": _package, "xlsx": _package, "pdf": _objects}
