"""A site folder seen from outside: what lies in it, and where its links lead."""

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from lxml import etree, html

from gongkai.portal.publisher import publish_all

ADDRESSES = (
    ("a", "href"),
    ("link", "href"),
    ("img", "src"),
    ("script", "src"),
    ("form", "action"),
    ("iframe", "src"),
)

# Shown by the server when it has to, asked for by name, or used by the doors alone: no page links to them.
UNLINKED = {
    "assets/applying.css",
    "assets/applying.js",
    "robots.txt",
    "400.html",
    "403.html",
    "404.html",
    "413.html",
    "429.html",
    "500.html",
}


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
    """Every address a browser would follow or fetch from `page`, but a writer's own web links in a body and those of
    the authorities' marks in the foot.
    """
    for tag, attribute in ADDRESSES:
        for element in page.iter(tag):
            address = element.get(attribute)
            written = urlsplit(address or "").scheme in ("http", "https") and any(
                {"body", "marks"} & set(ancestor.get("class", "").split())
                for ancestor in element.iterancestors()
            )
            if address is not None and not written and element.get("rel") != "canonical":
                yield address


def feed_links(content: bytes) -> Iterator[str]:
    """Every address that a feed or a site map (XML) names."""
    root = etree.fromstring(content)
    yield from root.xpath("//*[local-name()='loc']/text()")
    yield from root.xpath("//*[local-name()='link']/@href")


def target(path: str, link: str) -> str:
    """The file that `link` on the page at `path` asks for, from the root of the site; may begin with `..`."""
    there = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(urlsplit(link).path) or "."))
    if urlsplit(link).path.endswith(("/", ".")):
        return posixpath.normpath(posixpath.join(there, "index.html"))
    return there


def is_door(path: str) -> bool:
    """Whether an address of the site is no file but a door (动态入口)."""
    return path.startswith(settings.DOORS)


def opens(path: str) -> bool:
    """Whether there is a door at this address."""
    try:
        resolve(settings.PUBLIC_PATH + path)
    except Resolver404:
        return False
    return True


def crawl(read: Callable[[str], bytes | None], start: str = "index.html") -> tuple[set[str], list[str]]:
    """Follow every link from `start`, on pages and in feeds and site maps: the files reached, and each link that
    leads nowhere or outside. A door is no file, but it must be there.

    `read` gives a file's bytes, or None when there is none.
    """
    reached: set[str] = set()
    broken: list[str] = []
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        if is_door(path):
            if not opens(path.removesuffix("index.html")):
                broken.append(f"没有 {path} 这个入口")
            continue
        content = read(path)
        if content is None:
            broken.append(f"没有 {path}")
            continue
        reached.add(path)
        for link in _links_of(path, content):
            where = _leads_to(path, link)
            if where is None:
                broken.append(f"{path} 指向外面 {link}")
            else:
                waiting.append(where)
    return reached, broken


# Read away from the site, where relative addresses would lead nowhere.
WITH_FULL_ADDRESSES = (".xml", ".atom", "/pianduan.html")


def _links_of(path: str, content: bytes) -> Iterator[str]:
    if path.endswith((".xml", ".atom")):
        yield from feed_links(content)
    elif path.endswith(".css"):
        yield from re.findall(r"url\(([^)]+)\)", content.decode())
    elif path.endswith(".html"):
        yield from (link for link in links(html.fromstring(content.decode())) if urlsplit(link).path)


def _leads_to(path: str, link: str) -> str | None:
    """The file that a link on the page at `path` asks for; None when it does not lead there as it should."""
    if path.endswith(WITH_FULL_ADDRESSES):
        own = link.startswith(settings.BASE_URL)
        return target("index.html", link.removeprefix(settings.BASE_URL) or "./") if own else None
    parts = urlsplit(link)
    return None if parts.scheme or parts.netloc or link.startswith("/") else target(path, link)
