"""What a public file is: a path under the site folder, and its bytes or None when it must not be there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

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


def render(template: str, path: str, *, column: Column, organ: Organ | None = None, **context: Any) -> bytes:
    """A whole HTML page at `path`. Every link in it is relative, so the folder can lie anywhere."""
    site = Site.objects.first() or Site()
    context |= {
        "site": site,
        "column": column,
        "organ": organ,
        "path": path,
        "root": "../" * path.count("/") or "./",
        "address": site.base_url + path.removesuffix("index.html"),
    }
    return get_template(template).render(context).encode()
