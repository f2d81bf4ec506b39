"""Taking in many files of one request (一批文件): laid into a folder as they come, bounded in number and in all.

Django's own parser takes at most a hundred files and holds every one of them open. A district has two hundred
agencies, and whoever drops a folder should not have to pack it first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler
from django.http import QueryDict
from django.http.multipartparser import FIELD, FILE, ChunkIter, LazyStream, Parser, exhaust
from django.utils.datastructures import MultiValueDict
from django.utils.encoding import force_str

from gongkai.annualreport.sources import shown
from gongkai.annualreport.write.text import one_line

MEGABYTE = 1024 * 1024
MOST_FILES = 500
MOST_BYTES = 100 * MEGABYTE
TOO_MANY = f"一次最多检查{MOST_FILES}个文件，这个文件没有检查。请分几次。"
_NOTED = 500  # files too many that are still named one by one
_MOST_FIELDS, _LONGEST_FIELD = 100, 10_000
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Laid:
    """One file of the request: what its sender calls it, where it lies, or why it was not taken."""

    name: str
    path: Path | None
    problem: str = ""

    def close(self) -> None:
        """Nothing is held open; Django closes every file of a request at its end."""


class ManyFiles(FileUploadHandler):
    """The upload handler: all files of the request in one folder that goes with `clear()`.

    At most MOST_FILES files and MOST_BYTES in all are kept; the rest are read to their end and named.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory(prefix="gongkai-many-", ignore_cleanup_errors=True)
        self.taken = self.bytes = self.left_out = 0
        self.unnamed = 0  # files too many even to be named

    def handle_raw_input(
        self,
        input_data: Any,
        META: Mapping[str, Any],  # noqa: N803 - Django's name
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict]:
        """The whole request read here: its fields and its files."""
        post, files = QueryDict(mutable=True), MultiValueDict()
        stream = LazyStream(ChunkIter(input_data, self.chunk_size))
        for kind, meta, part in Parser(stream, boundary):
            field, name = _names(meta)
            if kind == FILE and field:
                if laid := self._lay(part, name):
                    files.appendlist(field, laid)
            elif kind == FIELD and field and len(post) < _MOST_FIELDS:
                post.appendlist(field, force_str(part.read(size=_LONGEST_FIELD), errors="replace"))
            exhaust(part)
        exhaust(input_data)
        post._mutable = False
        return post, files

    def _lay(self, part: Any, name: str) -> Laid | None:
        """The file written into the folder as it comes; None for one too many even to be named."""
        if self.left_out >= _NOTED:
            self.unnamed += 1
            return None
        if self.taken >= MOST_FILES:
            self.left_out += 1
            return Laid(name, None, TOO_MANY)
        path = Path(self.folder.name) / f"{self.taken:04}"
        with path.open("wb") as file:
            for chunk in part:
                self.bytes += len(chunk)
                if self.bytes <= MOST_BYTES:
                    file.write(chunk)
        if self.bytes > MOST_BYTES:
            path.unlink()
            self.left_out += 1
            most = f"一次最多{MOST_BYTES // MEGABYTE}MB，到这个文件已经超过，没有检查。请分几次。"
            return Laid(name, None, most)
        self.taken += 1
        return Laid(name, path)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Never asked: the request is read by `handle_raw_input`."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Never asked: the request is read by `handle_raw_input`."""

    def clear(self) -> None:
        """The folder and all in it are gone."""
        self.folder.cleanup()


def _names(meta: Mapping[str, Any]) -> tuple[str, str]:
    """The name of the field, and that of the file with the folders in which it was chosen."""
    try:
        disposition = meta["content-disposition"][1]
    except (KeyError, IndexError):
        return "", ""
    field = force_str(disposition.get("name", ""), errors="replace").strip()
    name = force_str(disposition.get("filename") or "", errors="replace").replace("\\", "/")
    parts = [part for part in shown(one_line(name)).split("/") if part not in ("", ".", "..")]
    return field, "/".join(parts)[-_LONGEST_NAME:] or "（没有文件名）"
