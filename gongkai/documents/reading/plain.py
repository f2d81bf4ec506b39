"""Text files (txt, csv) in the encodings Chinese offices save them in."""

import csv
from collections.abc import Iterator
from io import StringIO

from gongkai.documents.reading.reader import Tell, Unreadable

_UNKNOWN = "文字编码无法识别，里面的文字不能检索。请用记事本打开，另存为 UTF-8 编码后重新上传。"


def txt(data: bytes, tell: Tell) -> Iterator[str]:
    """The text of a text file. Raises Unreadable if it is in no known encoding."""
    yield decoded(data)


def listed(data: bytes, tell: Tell) -> Iterator[str]:
    """The text of a .csv file, a tab between cells. Raises Unreadable if it is in no known encoding."""
    text = decoded(data)
    try:
        for row in csv.reader(StringIO(text)):
            yield "\t".join(row) + "\n"
    except csv.Error:  # no list after all: what was read already is read again as text
        yield text


def decoded(data: bytes) -> str:
    """The text in UTF-8, UTF-16 with its mark, or GB 18030. Raises Unreadable."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(_UNKNOWN)
