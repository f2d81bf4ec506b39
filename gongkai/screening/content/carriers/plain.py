"""Text files (txt, csv, md, json…) in the encodings of the day, line by line; lists also cell by cell."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from gongkai.screening.content.carriers.contents import Contents, Unopened
from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.node import Node, Reading
from gongkai.screening.content.carriers.package import DAMAGED
from gongkai.screening.content.carriers.stretch import Stretch, spell_out
from gongkai.screening.content.passage import Passage
from gongkai.screening.filenames import extension_of

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# A line of UTF-8 with two Chinese characters at least: three bytes each, which GB 18030 hardly ever writes so.
_UTF8 = re.compile(
    rb"[\x00-\x7f]*+[\xe2-\xef][\x80-\xbf]{2}[\x00-\x7f]*+[\xe2-\xef][\x80-\xbf]{2}"
    rb"(?:[\x00-\x7f]++|[\xe2-\xef][\x80-\xbf]{2})*+"
)
_CODE = frozenset({"json", "geojson", "jsonl", "js", "sql", "py", "vbs", "php", "yaml", "yml"})
_ESCAPED = re.compile(r"\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})")
_LINE_END = re.compile(r"\r\n|[\r\n]")
_LISTED = re.compile(r"\"((?:[^\"]|\"\")*+)\"(?=[,;\t\r\n]|\Z)|([^,;\t\r\n]++)|(\r\n|[\r\n])|([,;\t])|(\")")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
UNKNOWN = "文字编码无法识别，没有检查。请用记事本打开，另存为 UTF-8 编码后再检查。"


def plain(name: str, data: bytes, contents: Contents) -> None:
    """Read a text file. Raises Unopened if it is in no known encoding."""
    contents.texts[""] = text_of(data)
    text = contents.texts[""][0]
    if extension_of(name) in ("csv", "tsv"):
        draft = Draft()
        _cells(text, draft)
        contents.add(draft.reading())
    elif text:
        contents.add(Reading(Lines(text), (Node(0, len(text), "", 0, len(text)),)))
        if extension_of(name) in _CODE or _ESCAPED.search(text):
            draft = Draft("引号里的文字")
            spell_out(Stretch(text, "", 0, len(text), plain=True), draft)
            contents.add(draft.reading())


@dataclass(frozen=True)
class Lines(Passage):
    """A text whose places are its lines, counted only when one is asked for: most texts are innocent."""

    def where(self, offset: int) -> str:
        """The line of the character at `offset`."""
        return f"第{bisect_right(self._begins, offset)}行"

    @cached_property
    def _begins(self) -> list[int]:
        """Where each line begins."""
        return [0, *(found.end() for found in _LINE_END.finditer(self.text))]


def text_of(data: bytes) -> tuple[str, str]:
    """The text and its encoding; the mark that some begin with (BOM) stays in it. Raises Unopened."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise Unopened(DAMAGED) from error
    for encoding in _likely(data):
        try:
            return _line_by_line(data) if encoding == "gb18030" else data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Unopened(UNKNOWN)


def _line_by_line(data: bytes) -> str:
    """GB 18030 with, perhaps, lines of UTF-8 between: files that were put together. Raises UnicodeDecodeError."""
    if not any(_UTF8.fullmatch(line) for line in data.split(b"\n")):
        return data.decode("gb18030")
    return "\n".join(
        line.decode("utf-8" if _UTF8.fullmatch(line) else "gb18030") for line in data.split(b"\n")
    )


def is_text(data: bytes) -> bool:
    """Whether the bytes read as text though a few signs in them belong to none."""
    try:
        head = text_of(data)[0][:100_000]
    except Unopened:
        return False
    return len(_NO_TEXT.findall(head)) <= max(len(head) // 50, 4)


def _likely(data: bytes) -> tuple[str, ...]:
    """The encodings to try. Text in UTF-16 without its mark has a zero in every second byte, mostly."""
    head = data[:4_000]
    if head.count(0) > len(head) // 8:
        wide = "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
        return (wide,) if len(data) % 2 == 0 else ()
    return "utf-8", "gb18030"


def _cells(text: str, draft: Draft) -> None:
    """Each line of a list a place, a tab between its cells."""
    line = 1
    for found in _LISTED.finditer(text):
        draft.place = f"第{line}行"
        if found[3]:
            draft.say("\n")
            line += 1
        elif found[4]:
            draft.say("\t")
        elif found[1] is not None:
            _quoted(text, *found.span(1), draft)
            line += found[1].count("\n")
        elif found[2]:
            draft.quote(found[2], "", *found.span(2))


def _quoted(text: str, low: int, high: int, draft: Draft) -> None:
    """A cell in quotation marks; a mark in it is written twice."""
    while (at := text.find('""', low, high)) >= 0:
        draft.quote(text[low : at + 1], "", low, at + 1)
        low = at + 2
    draft.quote(text[low:high], "", low, high)
