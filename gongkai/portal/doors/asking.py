"""From a request's parameters to a query. Nothing a reader can send is an error: what cannot be is left out and said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest

from gongkai.portal.doors.tables import KINDS, VALIDITIES, Tables
from gongkai.search.folding import clean
from gongkai.search.query import Query

SIZE = 10  # hits on a page
FILTERS = {"organ": "机关", "column": "栏目", "kind": "体裁", "year": "年份", "validity": "有效性"}
_NAMES = ("q", "sort", "page", "format", *FILTERS)
_LONGEST = 200  # characters of a question that are looked at; the search itself says what it leaves out
_LONGEST_SHOWN = 20


@dataclass(frozen=True)
class Asked:
    """A query, and what of the request was left out."""

    query: Query
    notices: tuple[str, ...]
    as_json: bool = False

    def chosen(self, name: str) -> str | int | None:
        """The value chosen for a filter; columns of one name are known by the first of them."""
        value = getattr(self.query, name)
        return value[0] if isinstance(value, tuple) else value

    def address(self, **changes: str | int | None) -> str:
        """The address of the same search with some of it changed, from the search page; None takes out."""
        query = self.query
        facts: dict[str, str | int | None] = {"q": query.words}
        facts |= {name: self.chosen(name) for name in FILTERS}
        facts["sort"] = query.sort if query.sort != "relevance" else None
        facts |= changes
        return "?" + urlencode({name: value for name, value in facts.items() if value not in (None, "")})


def asked(request: HttpRequest, tables: Tables) -> Asked:
    """What a request asks for."""
    notices: list[str] = []
    given = _parameters(request, notices)
    known: Mapping[str, Mapping[str, str]] = {
        "organ": tables.organs,
        "column": tables.columns,
        "kind": KINDS,
        "validity": VALIDITIES,
    }
    chosen: dict[str, Any] = {}
    for name, values in known.items():
        if value := clean(given.get(name, "")[:200]):
            if value in values:
                chosen[name] = value
            else:
                notices.append(_left_out(name, value))
    if "column" in chosen:
        chosen["column"] = tables.alike[chosen["column"]]
    return Asked(
        Query(
            words=clean(given.get("q", "")[: _LONGEST * 10])[:_LONGEST],
            **chosen,
            year=_year(given.get("year", ""), notices),
            sort="date" if given.get("sort") == "date" else "relevance",
            page=_page(given.get("page", "")),
            size=SIZE,
            facets=True,
        ),
        tuple(notices),
        given.get("format") == "json",
    )


def _parameters(request: HttpRequest, notices: list[str]) -> dict[str, str]:
    """Each parameter once, the last one of its name."""
    try:
        return {name: str(request.GET[name]) for name in _NAMES if name in request.GET}
    except (SuspiciousOperation, BadRequest):
        notices.append("网址里的参数过多，没有按它们检索，请在检索框里重新输入。")
        return {}


def _year(text: str, notices: list[str]) -> int | None:
    text = clean(text[:200])
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 4:
        return int(text)
    notices.append(_left_out("year", text))
    return None


def _page(text: str) -> int:
    text = text[:200].strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 1


def _left_out(name: str, value: str) -> str:
    return f"没有“{value[:_LONGEST_SHOWN]}”这样的{FILTERS[name]}，检索时没有用这个条件。"
