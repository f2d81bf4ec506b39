"""The text of an attachment (附件), for searching: whatever the bytes are, text and notices come out."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from time import monotonic
from typing import cast

from gongkai.documents.reading.archive import members
from gongkai.documents.reading.kinds import reader_of
from gongkai.documents.reading.reader import DAMAGED, EMPTY, Unreadable
from gongkai.documents.tidy import tidy
from gongkai.screening.filekinds import BY_EXTENSION

LIMIT = 2_000_000
SECONDS = 30.0


@dataclass(frozen=True)
class Extracted:
    """What was read: `text` with one line a paragraph or table row, and what cannot be searched and why."""

    text: str
    notices: tuple[str, ...] = ()


def text_of(extension: str, data: bytes, *, limit: int = LIMIT, seconds: float = SECONDS) -> Extracted:
    """The text of a file by its extension (in any case, with or without dot), at most `limit` characters.

    Never raises for what a file holds: damage, passwords and kinds without text end in a notice in Chinese.
    Reading stops after about `seconds`; what was read until then is kept, and the notice says so.
    """
    extension = extension.lower().lstrip(".")
    reader = members if extension == "zip" else reader_of(extension)
    if reader is None:
        label = BY_EXTENSION[extension].label if extension in BY_EXTENSION else "这种文件"
        return Extracted("", (f"{label}里的文字不能检索，只能按标题和文件名检索。",))
    if not data:
        return Extracted("", ("文件是空的（0 字节），没有可以检索的文字。",))
    notices, pieces = list[str](), list[str]()
    taken, until = 0, monotonic() + seconds
    try:
        with closing(cast(Generator[str], reader(data, notices.append))) as reading:
            for piece in reading:
                if piece:
                    pieces.append(piece)
                    taken += len(piece)
                if taken > limit:
                    notices.append(f"文字很多，只有前 {limit} 个字可以检索。")
                    break
                if monotonic() > until:
                    notices.append(f"文件很复杂，取文字超过 {seconds:g} 秒，只有前 {taken} 个字可以检索。")
                    break
    except Unreadable as reason:
        notices.append(str(reason))
    except Exception:  # a hostile file may make any library say anything: it is one notice, never a halt
        notices.append(DAMAGED)
    text = tidy("".join(pieces)[: limit + 1])[:limit]
    return Extracted(text, tuple(notices) if text or notices else (EMPTY,))
