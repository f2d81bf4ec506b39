"""Old records (旧信息) between their sheet and our items: what a cell may say here, and the item a row becomes."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.html import escape

from gongkai.disclosure.models import CatalogueNode, Genre, Item, Validity
from gongkai.disclosure.subjects import subject_classes
from gongkai.documents.genres import genre_of
from gongkai.documents.members import Member
from gongkai.documents.plan import Plan, PlannedRow, plan
from gongkai.documents.records import OLD_RECORDS, read_old_records
from gongkai.documents.vetting import vetted
from gongkai.organs.models import Organ
from gongkai.spreadsheets.columns import Column, Kind, Sheet, Value

_MARKUP = re.compile(r"</(?:p|div|table|td|span|a|b|strong|li|h\d)>|<br\s*/?>|<p[\s>]", re.IGNORECASE)
_SAME = ("title", "formed_on", "published_elsewhere_on", "former_index_number", "document_number")
Facts = dict[str, Any]


@dataclass(frozen=True)
class Prepared:
    """A sheet read for an organ, its files examined: nothing is recorded yet. `facts` has each ready row's."""

    organ: Organ
    name: str
    sheet: bytes
    plan: Plan
    facts: tuple[tuple[int, Facts], ...]  # row number, and what the item will say


def prepare(
    organ: Organ,
    sheet: bytes,
    attachments: Mapping[str, Member],
    *,
    day: date,
    name: str,
    keep: Callable[[bytes], str],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Prepared:
    """Read a filled-in sheet as of `day`, check every row and every file it names.

    `keep` takes the bytes of a file that may be attached and gives their fingerprint. Raises CannotRead for the
    sheet as a whole.
    """
    records = read_old_records(sheet, name=name)
    nodes = columns_of(organ)
    titles = {written: _canonical(node, nodes) for written, node in nodes.items()}
    planned = plan(records, attachments, known={"node": titles, "subject": subjects()}, day=day)
    digests: dict[str, str] = {}

    def kept(member: Member, data: bytes) -> None:
        digests[member.path] = keep(data)

    total = len(planned.rows)
    planned = vetted(
        planned,
        records,
        limit=settings.ATTACHMENT_LIMIT,
        keep=kept,
        progress=lambda done: progress(done, total),
    )
    facts = tuple((row.number, _facts(row, organ, nodes, digests)) for row in planned.rows)
    return Prepared(organ, name, sheet, planned, facts)


def columns_of(organ: Organ) -> dict[str, CatalogueNode]:
    """Every way to write a column (栏目) of the organ that takes items: its code, its name, its name after those above.

    A name that two columns share stands for neither.
    """
    nodes = CatalogueNode.objects.filter(organ=organ, takes_items=True).select_related(
        "parent__parent__parent"
    )
    found: dict[str, CatalogueNode] = {}
    titles = [node.title for node in nodes]
    for node in nodes:
        lineage = [one.title for one in node.lineage() if one.parent_id]
        ways = {node.code, *("/".join(lineage[start:]) for start in range(len(lineage) - 1))}
        if titles.count(node.title) == 1:
            ways.add(node.title)
        found |= dict.fromkeys(ways, node)
    return found


def _canonical(node: CatalogueNode, nodes: Mapping[str, CatalogueNode]) -> str:
    """The shortest name that stands for the column alone."""
    if node.title in nodes:
        return node.title
    return min(
        (way for way, one in nodes.items() if one == node and way != node.code), key=len, default=node.code
    )


def subjects() -> dict[str, str]:
    """Every way to write a 主题分类: both levels with any usual sign between, or the second if only one class has it."""
    found: dict[str, str] = {}
    leaves = [child for children in subject_classes().values() for child in children]
    for name, children in subject_classes().items():
        for child in children:
            found |= dict.fromkeys((f"{name}{sign}{child}" for sign in "\\/>-－→"), f"{name}\\{child}")
            if leaves.count(child) == 1 and child not in subject_classes():
                found[child] = f"{name}\\{child}"
        if not children:
            found[name] = name
    return found


def sheet_for(organs: Iterable[Organ]) -> Sheet:
    """The sheet to fill in, with the organs' own columns and the 主题分类 to choose from."""
    names = dict.fromkeys(
        _canonical(node, nodes)
        for organ in organs
        for nodes in [columns_of(organ)]
        for node in nodes.values()
    )
    offered = {"node": tuple(names), "subject": tuple(dict.fromkeys(subjects().values()))}

    def choosing(column: Column) -> Column:
        choices = offered.get(column.key, ())
        return replace(column, kind=Kind.CHOICE, choices=choices, max_length=None) if choices else column

    return replace(OLD_RECORDS, columns=tuple(choosing(column) for column in OLD_RECORDS.columns))


def _facts(
    row: PlannedRow, organ: Organ, nodes: Mapping[str, CatalogueNode], digests: Mapping[str, str]
) -> Facts:
    """What the item of a row will say, as it can be kept until its turn comes."""
    values = row.values
    validity = {label: value for value, label in Validity.choices}.get(str(values["validity"]), "")
    return {
        "title": values["title"],
        "node": nodes[str(values["node"])].pk,
        "body": body_of(str(values["body"] or "")),
        "formed_on": _day(values["formed_on"]),
        "published_elsewhere_on": _day(values["published_on"]),
        "document_number": values["document_number"] or "",
        "former_index_number": values["index_number"] or "",
        "issuing_organ": values["issuing_organ"] or organ.name,
        "subject": values["subject"] or "",
        "genre": values["genre"] or genre_of(str(values["title"])) or Genre.OTHER.value,
        "validity": validity,
        "validity_on": _day(values["validity_on"]),
        "source": values["source"] or "",
        "keywords": values["keywords"] or "",
        "summary": values["summary"] or "",
        "files": [[digests[member.path], member.name] for member in row.attachments],
    }


def _day(value: Value) -> str | None:
    return value.isoformat() if isinstance(value, date) else None


def body_of(text: str) -> str:
    """A cell's text as HTML: what an old site exported as HTML stays so, lines of plain text become paragraphs."""
    if _MARKUP.search(text):
        return text
    lines = (line.strip(" \t\u3000\u00a0") for line in text.split("\n"))
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)


def key_of(facts: Facts) -> str:
    """The same for the same old record, whatever sheet it stands in."""
    return hashlib.sha256(
        json.dumps([facts[name] for name in _SAME], ensure_ascii=False).encode()
    ).hexdigest()


def item_of(organ: Organ, facts: Facts) -> Item:
    """The item, not yet saved, of a row."""
    said = {name: value for name, value in facts.items() if name not in ("node", "files")}
    for name in ("formed_on", "published_elsewhere_on", "validity_on"):
        said[name] = date.fromisoformat(said[name]) if said[name] else None
    return Item(organ=organ, node=CatalogueNode.objects.get(pk=facts["node"]), **said)


def faults_of(prepared: Prepared) -> Iterator[list[Any]]:
    """The faults as they are kept: row, cell, column, what was found, and what to do."""
    for fault in prepared.plan.faults:
        yield [fault.row, fault.cell, fault.column, fault.found, fault.message]
