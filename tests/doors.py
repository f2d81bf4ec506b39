"""Every address of the back office, filled in with one town's records, and what to knock with."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from gongkai.office.closed import CLOSED
from tests.sheets import PROCUREMENTS, workbook
from tests.town import Town

UNWATCHED = {"django_session", "wagtailusers_userprofile", "wagtailadmin_formstate"}  # one's own traces
UNWATCHED_FIELDS = {"last_login"}


class Door(NamedTuple):
    """One URL pattern: its full name and its template."""

    name: str
    template: str

    @property
    def room(self) -> str:
        return self.name.rpartition(":")[0]

    @property
    def action(self) -> str:
        return self.name.rpartition(":")[2]

    @property
    def closed(self) -> bool:
        """Whether the door belongs to a room of Wagtail's that this office does not use."""
        return re.match(rf"admin/\^?(?:{'|'.join(CLOSED)}|snippets/$)(?:/|$)?", self.template) is not None


def doors() -> Iterator[Door]:
    """Every URL pattern of the project, however deep."""
    yield from _walk(get_resolver(), "", "")


def _walk(resolver: URLResolver, before: str, space: str) -> Iterator[Door]:
    for pattern in resolver.url_patterns:
        template = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _walk(pattern, template, space + inner)
        else:
            yield Door(space + (pattern.name or ""), template)


def addresses(door: Door, town: Town) -> list[str]:
    """The door's addresses, one for each of the town's records behind it.

    Fails for a door that takes something nobody here knows how to fill in: say it in this function.
    """
    template = re.sub(r"\(\?P(<\w+>)[^()]*\)", r"\1", door.template)
    if door.closed:
        return ["/" + re.sub(r"<[^>]*>|\([^)]*\)", "1", re.sub(r"[\^$\\]", "", template))]
    if door.name == "" and template == "admin/^.*/$":
        return ["/admin/gibt-es-nicht/"]
    known = {"revision_id": town.revision, "ending": "pdf", "uidb64": "MQ", "token": "x-y"}
    known |= {"revision_id_a": "earliest", "revision_id_b": "latest"}
    records = town.records.get(door.room, []) if re.search(r"<(int:)?(pk|entry_id)>", template) else [0]
    assert records, f"{door.name}：没有可以填进网址的记录，请在 tests/town.py 里补上"
    return [_filled(template, known | {"pk": pk, "entry_id": pk}) for pk in records]


def _filled(template: str, known: dict[str, Any]) -> str:
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(known[found[1]]), template)
    return "/" + re.sub(r"[\^$\\]", "", path)
