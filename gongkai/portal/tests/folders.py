"""A site folder seen from outside: what lies in it, and where its links lead."""

import hashlib
import posixpath
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import html

from gongkai.portal.publisher import publish_all

ADDRESSES = (
    ("a", "href"),
    ("link", "href"),
    ("img", "src"),
    ("script", "src"),
    ("form", "action"),
    ("iframe", "src"),
)


def snapshot(root: Path) -> dict[str, str]:
    """Every file under `root`: path → SHA-256 of its bytes."""
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """Paths that are new, gone or different."""
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def folders(root: Path) -> set[str]:
    """Every folder under `root`: an empty one is a trace too."""
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_dir()}


def published_anew(settings: Any, root: Path) -> Path:
    """A full publishing of the records as they stand, into `root`."""
    with_records, settings.SITE_ROOT = settings.SITE_ROOT, root
    try:
        publish_all()
    finally:
        settings.SITE_ROOT = with_records
    return root


def files_holding(root: Path, text: str) -> set[str]:
    """Paths of the files in whose bytes or name `text` stands."""
    return {
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and (text.encode() in path.read_bytes() or text in path.name)
    }


def document(root: Path, path: str) -> Any:
    """A page as a parser sees it."""
    return html.fromstring((root / path).read_bytes().decode())


def links(page: Any) -> Iterator[str]:
    """Every address a browser would follow or fetch from `page`, the writer's own web links in a body left out."""
    for tag, attribute in ADDRESSES:
        for element in page.iter(tag):
            address = element.get(attribute)
            written = urlsplit(address or "").scheme in ("http", "https") and any(
                "body" in ancestor.get("class", "").split() for ancestor in element.iterancestors()
            )
            if address is not None and not written:
                yield address


def target(path: str, link: str) -> str:
    """The file that `link` on the page at `path` asks for, from the root of the site; may begin with `..`."""
    there = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(urlsplit(link).path) or "."))
    if link.endswith("/") or link in (".", "..", "./"):
        return posixpath.normpath(posixpath.join(there, "index.html"))
    return there


def crawl(read: Callable[[str], bytes | None], start: str = "index.html") -> tuple[set[str], list[str]]:
    """Follow every link from `start`: the files reached, and each link that leads nowhere or outside.

    `read` gives a file's bytes, or None when there is none.
    """
    reached: set[str] = set()
    broken: list[str] = []
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        content = read(path)
        if content is None:
            broken.append(f"没有 {path}")
            continue
        reached.add(path)
        if path.endswith(".html"):
            for link in links(html.fromstring(content.decode())):
                parts = urlsplit(link)
                if parts.scheme or parts.netloc or link.startswith("/"):
                    broken.append(f"{path} 指向外面 {link}")
                elif parts.path:
                    waiting.append(target(path, link))
    return reached, broken
