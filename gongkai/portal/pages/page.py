"""What a public file is: a path under the site folder, and its bytes or None when it must not be there."""

from __future__ import annotations

import posixpath
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import get_template

from gongkai.organs.models import Organ
from gongkai.portal.models import Site


@dataclass(frozen=True)
class Page(ABC):
    """One public file. Two pages are the same when they are of one kind and lie at one path."""

    path: str

    @abstractmethod
    def content(self) -> bytes | None:
        """The file's bytes as the records stand now; None when nothing may lie at this path."""

    @property
    def origin(self) -> tuple[str, int]:
        """The record, as the outbox names it, whose change has this file written again."""
        return "portal.site", 1


@dataclass(frozen=True)
class Column:
    """What the head of a page says of its column (栏目), as the page tags of 国办发〔2017〕47号 ask."""

    name: str
    kind: str  # ColumnType: one of the official words, e.g. 信息公开年报
    description: str
    keywords: str


FEED, DATA = "application/atom+xml", "application/json"


@dataclass(frozen=True)
class Alternate:
    """Another form of a page, named in its head for programs."""

    media_type: str
    title: str
    href: str  # from the page


def render(
    template: str,
    path: str,
    *,
    column: Column,
    organ: Organ | None = None,
    root: str | None = None,
    site: Site | None = None,
    **context: Any,
) -> bytes:
    """A whole HTML page at `path`. Every link in it is relative, so the folder can lie anywhere.

    `root` is given only for a page that is shown at any address: where the public folder begins.
    `site` spares asking for it.
    """
    site = site or Site.objects.first() or Site()
    context |= {
        "site": site,
        "column": column,
        "organ": organ,
        "path": path,
        "root": root or "../" * path.count("/") or "./",
        "address": public_address(path),
    }
    return get_template(template).render(context).encode()


def public_address(path: str) -> str:
    """The full address at which the world reaches the file at `path`."""
    return settings.BASE_URL + path.removesuffix("index.html")


def from_page(path: str, to: str) -> str:
    """The address of the file `to` as written in the file at `path`; both count from the site folder."""
    return posixpath.relpath(to, posixpath.dirname(path) or ".")
