"""Every address of the back office filled in with one town's records, what to knock with, and what changed."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connection
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from gongkai.office.closed import CLOSED
from gongkai.office.entering import ENTERED, LEFT
from gongkai.office.exporting import EXPORTED
from tests.town import Town

# What anyone leaves behind by walking about: one's own session, login time and unsaved preview.
OWN_TRACES = {
    "django_session",
    "wagtailusers_userprofile",
    "wagtailadmin_formstate",
    "wagtailadmin_editingsession",
    "trail_unlinked",  # what of the trail is not yet in its chain
}
# Coming, going and looking are recorded too: whoever does only that leaves rows, and has changed nothing.
_ONLY_LOOKED = ", ".join(f"'{verb}'" for verb in (EXPORTED, ENTERED, LEFT))
LOOKING = f"SELECT * FROM trail_act WHERE verb NOT IN ({_ONLY_LOOKED}) ORDER BY 1"
RECORD = ("pk", "entry_id", "object_id")  # what a record's number is called in addresses


class Door(NamedTuple):
    """One URL pattern: its full name and its template."""

    name: str
    template: str

    @property
    def room(self) -> str:
        return self.name.rpartition(":")[0]

    @property
    def has_record(self) -> bool:
        return any(name in RECORD for name in re.findall(r"(\w+)>", self.template))

    @property
    def closed(self) -> bool:
        """Whether the door belongs to a room of Wagtail's that this office does not use."""
        unused = "|".join(CLOSED)
        return re.match(rf"admin/\^?(\(\?:)?({unused}|snippets)[/|$]", self.template) is not None and (
            "snippets/disclosure" not in self.template
        )


PUBLIC = "doors"  # for anybody by design: the dynamic doors of the public side, each with tests of its own


def doors() -> Iterator[Door]:
    """Every URL pattern of the back office, however deep."""
    return (door for door in _walk(get_resolver(), "", "") if door.room != PUBLIC)


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

    Fails for a door that takes something this function does not know: say here what it takes.
    """
    if door.closed:
        return ["/" + re.sub(r"<[^>]*>|\([^)]*\)", "1", re.sub(r"\(\?:|[\^$\\]", "", door.template))]
    if "<" not in door.template:
        return ["/" + door.template.replace("^", "").replace("$", "").replace(".*", "anything")]
    known = {
        "app_label": "disclosure",
        "model_name": "item",
        "session_id": 1,
        "file_id": town.file,
        "picture": town.picture,
        "organ_id": town.organ.pk,
        "sheet_id": town.under_review.sheet,
        "chain_id": town.under_review.chain,
        "ending": "pdf",
        "key": "ask_section",  # an act on an application
        "serial": 1,  # the town's first hand-in
        "position": 1,  # the first file of a checkup
    }
    known |= {"uidb64": "MQ", "token": "a-b", "revision_id_a": "earliest", "revision_id_b": "latest"}
    behind = town.records.get(door.name) or town.records.get(door.room, [])
    records = behind if door.has_record else [0]
    assert records, f"{door.name}：没有可以填进网址的记录，请在 tests/town.py 里补上"
    template = re.sub(r"\(\?P(<\w+>)[^()]*\)", r"\1", door.template)
    return [_filled(template, known | dict.fromkeys(RECORD, pk)) for pk in records]


def _filled(template: str, known: dict[str, Any]) -> str:
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(known[found[1]]), template)
    return "/" + re.sub(r"[\^$\\]", "", path)


def rows_written() -> int:
    """How many rows SQLite has ever written for this process; as long as it stands still, so does `state()`."""
    return int(connection.connection.total_changes)


def state() -> dict[str, str]:
    """A fingerprint of every table, so that a change names the table it happened in."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - OWN_TRACES):
            everything = f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1"
            cursor.execute(LOOKING if table == "trail_act" else everything)
            places = [place for place, column in enumerate(cursor.description) if column[0] != "last_login"]
            rows = [[row[place] for place in places] for row in cursor.fetchall()]
            found[table] = f"{len(rows)} {hashlib.sha256(repr(rows).encode()).hexdigest()}"
    return found
