"""The head of a document (版头): its title and number, known by how they look and taken out of the body."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.documents.numbers import SHAPE, normalised
from gongkai.documents.signature import is_title
from gongkai.documents.tidy import closed_up
from gongkai.documents.word.block import Block, Paragraph

_LOOKED_AT = 15
_LONGEST_TITLE = 200
_LARGE = 32  # half points: 三号, in which no body is set larger
_NUMBER_LINE = re.compile(rf"(?P<number>{SHAPE.pattern})\s*(?:签发人\s*[：:]\s*(?P<signer>.{{0,30}}))?")
_RED_HEAD = re.compile(r"(?P<organ>[^\s。，；：]{3,40}?)\s*文\s*件")
_SECTION = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[编章节条]"
)
_MARKS = re.compile(r"(?:内部|秘密|机密|绝密|特急|加急|急件|特提|平急|\d{6}|附件\s*\d*[：:]?)(?:[★\s].*)?")


@dataclass(frozen=True)
class Head:
    """What the head says, "" for what it does not; `rest` are the blocks without it."""

    title: str
    number: str
    organ: str
    signer: str
    rest: tuple[Block, ...]


def head_of(blocks: Sequence[Block]) -> Head:
    """Title, number and issuing organ (发文机关标志) in the first blocks."""
    head = [(at, block) for at, block in enumerate(blocks[:_LOOKED_AT]) if isinstance(block, Paragraph)]
    taken: set[int] = set()
    number = organ = signer = ""
    for at, block in head:
        if not number and (found := _NUMBER_LINE.fullmatch(block.text)):
            number, signer = normalised(found["number"]) or found["number"], found["signer"] or ""
            taken.add(at)
        elif (
            not organ and (red := _RED_HEAD.fullmatch(block.text)) and (block.centred or block.size > _LARGE)
        ):
            organ = "".join(red["organ"].split())
            taken.add(at)
    lines = _title_lines([(at, block) for at, block in head if at not in taken], _usual_size(blocks))
    taken |= {at for at, _ in lines}
    title = closed_up("".join(_joined([block.text for _, block in lines])))
    rest = tuple(block for at, block in enumerate(blocks) if at not in taken)
    return Head(title, number, organ, signer, rest)


def _title_lines(head: list[tuple[int, Paragraph]], usual: int) -> list[tuple[int, Paragraph]]:
    """The paragraphs that make up the title: the first that looks like one, and those that continue it."""
    while head and _MARKS.fullmatch(head[0][1].text):
        head = head[1:]
    start = next((place for place, (_, block) in enumerate(head) if _looks_like_title(block, usual)), None)
    if start is None or (start and any(is_title(block.text) for _, block in head[:start])):
        first = head[0][1].text if head else ""
        return head[:1] if is_title(first) and len(first) <= 100 and not _SECTION.match(first) else []
    lines = [head[start]]
    for at, block in head[start + 1 :]:
        before_at, before = lines[-1]
        together = sum(len(line.text) for _, line in lines) + len(block.text) <= _LONGEST_TITLE
        alike = block.centred == before.centred and block.size == before.size and block.style == before.style
        done = is_title("".join(line.text for _, line in lines)) and not block.text.startswith(("（", "("))
        if at != before_at + 1 or done or not together or not alike or not _looks_like_title(block, usual):
            break
        lines.append((at, block))
    return lines


def _looks_like_title(block: Paragraph, usual: int) -> bool:
    """Whether it stands out as a title does: by its style, or centred and larger or bolder than the rest."""
    if len(block.text) > _LONGEST_TITLE or block.text.endswith(("。", "；", "：", ":")):
        return False
    if _SECTION.match(block.text):
        return False
    if block.style.lower() in ("title", "标题") or (block.level == 1 and block.centred):
        return True
    if block.level and not block.centred:
        return block.level == 1 and is_title(block.text)
    return (block.centred and (block.size > usual or block.bold)) or block.size >= max(_LARGE + 4, usual + 6)


def _usual_size(blocks: Sequence[Block]) -> int:
    """The size most of the text is set in."""
    sizes: Counter[int] = Counter()
    for block in blocks:
        if isinstance(block, Paragraph):
            sizes[block.size] += len(block.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def _joined(lines: list[str]) -> list[str]:
    """The lines with a blank only where two Latin words or numbers would meet."""
    return [
        (" " if before[-1:].isascii() and line[:1].isascii() and before else "") + line
        for before, line in zip(["", *lines], lines, strict=False)
    ]
