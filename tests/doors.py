"""Every address of the back office, with one town's records behind it, and what to knock with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from gongkai.disclosure.models import (
    Charge,
    Decision,
    Matter,
    NormativeDocument,
    Procurement,
)

MARK = "白杨内情"  # stands in every record of the town, and on no screen of anybody else
REGISTERS = {
    "normativedocument": NormativeDocument(
        kind="normative", title=f"{MARK}办法", document_number=f"{MARK}1号", issued_on=date(2021, 3, 1)
    ),
    "matter": Matter(kind="permit", name=f"{MARK}审批", since=date(2021, 1, 1)),
    "decision": Decision(
        kind="permit", matter=f"{MARK}审批", number=f"{MARK}2号", decided_on=date(2021, 3, 1)
    ),
    "charge": Charge(matter=f"{MARK}收费", collected_on=date(2021, 3, 1), amount=100),
    "procurement": Procurement(project=f"{MARK}桌椅", contracted_on=date(2020, 3, 1), amount=100),
}


class Door(NamedTuple):
    """One URL pattern: its full name, its template, and the names of what it takes."""

    name: str
    template: str

    @property
    def room(self) -> str:
        return self.name.rpartition(":")[0]

    @property
    def takes(self) -> list[str]:
        return re.findall(r"<(?:\w+:)?(\w+)>", self.template)


def doors() -> Iterator[Door]:
    """Every URL pattern of the project, however deep."""
    yield from _walk(get_resolver(), "", "")


def _walk(resolver: URLResolver, before: str, space: str) -> Iterator[Door]:
    for pattern in resolver.url_patterns:
        template = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(
                pattern, template, space + (f"{pattern.namespace}:" if pattern.namespace else "")
            )
        else:
            yield Door(space + (pattern.name or ""), template)


@dataclass
class Town:
    """One town with a record of every kind; `held` gives the records behind a room's doors."""

    organ: Any
    district: Any
    held: dict[str, list[int]]
    revision: int

    def addresses(self, door: Door) -> list[str]:
        """The door's addresses, one for each of the town's records behind it."""
        records = self.held.get(door.room, []) if {"pk", "entry_id"} & set(door.takes) else [0]
        return [self._filled(door, pk) for pk in records]

    def _filled(self, door: Door, pk: int) -> str:
        facts = {"pk": pk, "entry_id": pk, "revision_id": self.revision, "ending": "pdf"}
        facts |= {"revision_id_a": "earliest", "revision_id_b": "latest", "uidb64": "MQ", "token": "x-y"}
        path = re.sub(r"\(\?P<(\w+)>[^()]*\)", r"<\1>", door.template)
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(facts.get(found[1], found[0])), path)
        path = re.sub(r"\(\\d\+\)", "1", path)
        return "/" + path.replace("^", "").replace("$", "").replace("\\.", ".").replace(
            "(live|latest|1)", "latest"
        )
