"""The public folder served by the program itself, where no other file server stands in front of it.

Measured: faster than the server's own static route, and it can do what that cannot: a Chinese page for an
address that leads nowhere, the missing slash of a folder, and headers that keep a file from running as a page.
"""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

from gongkai.screening.filekinds import BY_EXTENSION, MEDIA_TYPES

Start = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]

AGE = 60  # seconds a reader's browser may keep a file without asking again; for a page it always asks, by its mark
BLOCK = 256 * 1024  # bytes read at once
WHOLE = (
    1024 * 1024
)  # bytes: a file up to this size is handed over at once, and nobody waits for a slow reader
# Larger files under way together. Each holds one of the server's threads for as long as its reader takes, so
# there are fewer than threads (`console.serve`): slow readers must not lock out all others.
STREAMS = 24
BUSY = "下载的人太多，请过一会儿再下载。".encode()
OWN_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}
# Nothing on a page may come from elsewhere, and nothing that was attached may run.
PAGE_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; img-src 'self' data:; "
    "style-src 'self'; script-src 'self'"
)
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'"
FRAMED = "qianru.html"  # the one page of a list that other sites may show in a frame
SHARED = (".json", ".atom", "/pianduan.html")  # data and fragments, which scripts of other sites may read


class FileServer:
    """WSGI middleware: the files of `root` at `prefix`; the back office, and `doors` under the prefix, go on."""

    def __init__(self, application: Application, *, root: str, prefix: str, doors: str) -> None:
        self.application, self.root, self.prefix = application, os.path.realpath(root), prefix
        self.dynamic = (prefix + doors, "/admin/", "/static/")
        self.streams = threading.BoundedSemaphore(STREAMS)

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "/")
        if path == self.prefix.rstrip("/") and path:
            return _moved(start, self.prefix)
        if not path.startswith(self.prefix) or path.startswith(self.dynamic):
            return self.application(environ, start)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            start("405 Method Not Allowed", [("Allow", "GET, HEAD"), ("Content-Length", "0")])
            return []
        return self._file(environ, start, path)

    def _file(self, environ: dict[str, Any], start: Start, path: str) -> Iterable[bytes]:
        place = self._place(path.removeprefix(self.prefix))
        if place is None:
            return self._nothing(environ, start)
        if path.endswith("/"):
            place += "/index.html"
        try:
            handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return self._nothing(environ, start)
        mode = os.fstat(handle).st_mode
        if stat.S_ISREG(mode):
            return _answer(environ, start, handle, place, self.streams)
        os.close(handle)  # a folder whose slash is missing, or a pipe, which would be waited for
        return _moved(start, path + "/") if stat.S_ISDIR(mode) else self._nothing(environ, start)

    def _place(self, relative: str) -> str | None:
        """Where the file lies; None for what no address of this site looks like."""
        try:
            name = relative.encode("latin-1").decode("ascii")
        except UnicodeError:
            return None
        *folders, file = name.split("/")
        if "" in folders or any(
            part.startswith(".") or "\\" in part or "\0" in part for part in [*folders, file]
        ):
            return None
        place = "/".join([self.root, *folders, file]).rstrip("/")
        return place if os.path.realpath(place) == place else None  # no way out by a link

    def _nothing(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        try:
            page = Path(self.root, "404.html").read_bytes()
        except OSError:
            page = "<!DOCTYPE html><meta charset=utf-8><title>没有这个页面</title><p>没有这个页面。".encode()
        headers = [("Content-Type", OWN_TYPES["html"]), ("Content-Length", str(len(page)))]
        start("404 Not Found", [*headers, *_guard("404.html", OWN_TYPES["html"])])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [page]


def _moved(start: Start, to: str) -> Iterable[bytes]:
    start("301 Moved Permanently", [("Location", to), ("Content-Length", "0")])
    return []


def media_type(name: str) -> str:
    """What a public file is, by its ending."""
    ending = name.rpartition(".")[2].lower()
    if ending in OWN_TYPES:
        return OWN_TYPES[ending]
    kind = BY_EXTENSION.get(ending)
    found = MEDIA_TYPES.get(ending) or (kind.value.media_type if kind else "application/octet-stream")
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


def _guard(place: str, kind: str) -> list[tuple[str, str]]:
    """The headers that keep a file from doing harm, and let other sites show what is made for them."""
    page = kind.startswith("text/html")
    headers = [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Content-Security-Policy", PAGE_POLICY if page else FILE_POLICY),
    ]
    if page and not place.endswith("/" + FRAMED):
        headers.append(("X-Frame-Options", "SAMEORIGIN"))
    if place.endswith(SHARED):
        headers.append(("Access-Control-Allow-Origin", "*"))
    return headers


def _answer(
    environ: dict[str, Any], start: Start, handle: int, place: str, streams: threading.BoundedSemaphore
) -> Iterable[bytes]:
    """The file behind `handle`, or 304 when the reader has it already. Closes the handle."""
    facts = os.fstat(handle)
    mark = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
    headers = [
        ("ETag", mark),
        ("Last-Modified", formatdate(facts.st_mtime, usegmt=True)),
        ("Cache-Control", "no-cache" if place.endswith(".html") else f"public, max-age={AGE}"),
    ]
    if mark in environ.get("HTTP_IF_NONE_MATCH", ""):  # a list of marks, perhaps weakened on the way
        os.close(handle)
        start("304 Not Modified", headers)
        return []
    kind = media_type(place)
    headers += [
        ("Content-Type", kind),
        ("Content-Length", str(facts.st_size)),
        *_guard(place, kind),
    ]
    if environ["REQUEST_METHOD"] == "HEAD":
        os.close(handle)
        start("200 OK", headers)
        return []
    return _content(start, headers, handle, streams)


def _content(
    start: Start, headers: list[tuple[str, str]], handle: int, streams: threading.BoundedSemaphore
) -> Iterable[bytes]:
    """A small file at once, a large one block by block while there is a place for it."""
    size = os.fstat(handle).st_size
    if size <= WHOLE:
        start("200 OK", headers)
        try:
            return [os.read(handle, size)]
        finally:
            os.close(handle)
    if not streams.acquire(blocking=False):
        os.close(handle)
        return _busy(start)
    stream = _Stream(handle, streams)
    start("200 OK", headers)
    return stream


def _busy(start: Start) -> Iterable[bytes]:
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(BUSY)))]
    start("503 Service Unavailable", [*headers, ("Retry-After", "10"), ("Cache-Control", "no-store")])
    return [BUSY]


class _Stream:
    """A large file block by block. However its reader goes, file and place are given back: once."""

    def __init__(self, handle: int, streams: threading.BoundedSemaphore) -> None:
        self.file, self.streams = os.fdopen(handle, "rb"), streams

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        block = self.file.read(BLOCK)
        if not block:
            self.close()
            raise StopIteration
        return block

    def close(self) -> None:
        if not self.file.closed:
            self.file.close()
            self.streams.release()

    __del__ = close  # a reader gone before the first block: the server need not have asked for one
