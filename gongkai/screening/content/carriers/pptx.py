"""Presentations of today (pptx): slides in the order they are shown, hidden ones named, their notes, all else."""

import re

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.markup import attribute, tokens
from gongkai.screening.content.carriers.ooxml import read_rest
from gongkai.screening.content.carriers.package import Package
from gongkai.screening.content.carriers.sweep import sweep

_MAIN = "ppt/presentation.xml"
_HIDDEN = re.compile(r"<(?:\w+:)?sld\b[^>]*\bshow=\"(?:0|false)\"")


def pptx(data: bytes, contents: Contents) -> None:
    """Read a presentation. Raises Unopened."""
    package = Package(data, contents)
    done = set[str]()
    for number, part in enumerate(_slides(package), 1):
        text = package.text(part)
        hidden = "（隐藏的幻灯片）" if _HIDDEN.search(text, 0, 4_000) else ""
        notes = [target for kind, target in package.targets(part).values() if kind == "notesSlide"]
        for each, what in ((part, ""), *((note, "备注") for note in notes)):
            if each in package.infos and each not in done:
                done.add(each)
                draft = Draft(f"第{number}页{what}{hidden}")
                sweep(package.text(each), each, draft)
                contents.add(draft.reading())
    read_rest(package, contents, done)


def _slides(package: Package) -> list[str]:
    """The slides in the order they are shown, then those that nobody shows."""
    text, targets = package.text(_MAIN), package.targets(_MAIN)
    shown = [
        targets.get(_relation(text, token.low, token.high), ("", ""))[1]
        for token in tokens(text)
        if token.name == "sldId" and token.kind != "end"
    ]
    there = package.names(r"ppt/slides/slide\d+\.xml")
    listed = [part for part in dict.fromkeys(shown) if part in package.infos]
    return listed + [part for part in there if part not in listed]


def _relation(text: str, low: int, high: int) -> str:
    """The relation that an entry names (r:id), not its own number."""
    found = re.search(r"\b\w+:id=\"([^\"]+)\"", text[low:high])
    return found[1] if found else attribute(text, low, high, "id")
