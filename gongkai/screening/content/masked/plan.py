"""What of a file is to be masked (去标识化): the mask for each hit, and what is emptied because nobody sees it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.markup import escaped
from gongkai.screening.content.carriers.node import Node, Reading
from gongkai.screening.content.excerpts import findings
from gongkai.screening.content.facts import Facts
from gongkai.screening.content.finding import Finding, Kind
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.masked.choice import NONE_LET, Change, Let, is_let, may_mask
from gongkai.screening.content.masked.edits import Edits, nodes_of
from gongkai.screening.content.screen import told
from gongkai.screening.content.text import hits

# Numbers kept as numbers: signs there would break the file.
_NUMBERS = re.compile(r"xl/(?:pivotCache|externalLinks)/.*|.*/charts/.*", re.IGNORECASE)
_SHEET_NAME = re.compile(r"<(?:\w+:)?sheet\s[^<>]*\Z")


# A cell of a Word table, as its place says; a tab alone may stand in any line there.
_IN_WORD_TABLE = re.compile("表[0-9]+第[0-9]+行第[0-9]+列")
_MOST_SPARED = 2  # ID numbers in a column before it is taken for a column of ID numbers
_LINE = 4_000  # characters on either side within which the line of a hit ends


@dataclass
class Plan:
    """The edits, the hidden units to be emptied, and by column of a table the cells that hold ID numbers.

    `spared` are the places of what somebody let through: whatever shows them stays. `done` is what is told of
    each hit, with its hidden unit and its column.
    """

    edits: Edits
    units: set[str] = field(default_factory=set)
    cells: set[tuple[str, int]] = field(default_factory=set)  # (column, cell) whose own value is masked
    identified: dict[str, set[int]] = field(default_factory=dict)
    spared: set[tuple[str, int]] = field(default_factory=set)
    spared_cells: set[tuple[str, int]] = field(default_factory=set)
    done: dict[Change, tuple[str, str]] = field(default_factory=dict)

    def emptied_columns(self) -> dict[str, int]:
        """Columns of ID numbers (身份证列), each with the cell from which on it is emptied."""
        return {column: min(cells) for column, cells in self.identified.items() if len(cells) > _MOST_SPARED}

    def changes(self) -> tuple[Change, ...]:
        """What is told: each hit, but what is emptied as a whole only once."""
        told, columns = dict[Change | str, Change](), self.emptied_columns()
        for change, (unit, column) in self.done.items():
            if unit in self.units:
                whole = replace(change, label="看不见的内容", excerpt="里面有个人信息，整个清空", after="")
                told.setdefault(unit, whole)
            elif column in columns and change.label == Kind.RESIDENT_ID.label:
                told.setdefault(
                    column, replace(change, excerpt="从这一格起，这一列的身份证号全部清空", after="")
                )
            else:
                told[change] = change
        return tuple(told.values())


class _Found(NamedTuple):
    """A hit with the finding that people see, and the pieces of the file it stands in."""

    reading: Reading
    nodes: list[Node]
    hit: Hit
    finding: Finding


def plan(contents: Contents, facts: Facts, *, markup: bool, let: Let = NONE_LET) -> Plan:
    """The plan for one file, without those that lie in it."""
    made = Plan(Edits(escaped if markup else str))
    found = list(_found(contents, facts))
    spared_units = set[str]()
    for one in found if let else ():
        if is_let(one.finding, let):
            made.spared |= set(_signs(one))
            made.spared_cells |= {(node.owner.column, node.owner.cell) for node in one.nodes}
            spared_units |= {node.owner.unit for node in one.nodes}
    made.spared_cells.discard(("", -1))
    for one in found:
        if may_mask(one.hit, listed=_is_listed(one), hidden=_is_hidden(one)):
            _note(made, contents, one)
    made.units -= spared_units
    return made


def _found(contents: Contents, facts: Facts) -> Iterator[_Found]:
    for reading in contents.readings:
        starts = [node.start for node in reading.nodes]
        found = hits(reading.passage.text, facts)
        said = findings(reading.passage.text, found, reading.passage.where)
        for hit, finding in zip(found, said, strict=True):
            yield _Found(reading, nodes_of(reading, starts, hit), hit, told(finding, contents.prefix, facts))


def _signs(one: _Found) -> Iterator[tuple[str, int]]:
    """Where each sign of the hit stands in the file; of what is written in another way, where that begins."""
    for node in one.nodes:
        if not node.exact:
            yield node.part, node.low
            continue
        low, high = max(one.hit.start, node.start), min(one.hit.end, node.end)
        for offset in range(low, high):
            yield node.part, node.low + offset - node.start


def _is_hidden(one: _Found) -> bool:
    return any(node.owner.unit for node in one.nodes)


def _is_listed(one: _Found) -> bool:
    """Whether the hit stands in a cell of a table or list."""
    if any(node.owner.column for node in one.nodes) or _IN_WORD_TABLE.search(one.finding.where):
        return True
    if any(node.part.startswith("word/") for node in one.nodes):
        return False
    text, hit = one.reading.passage.text, one.hit
    low = text.rfind("\n", max(hit.start - _LINE, 0), hit.start) + 1
    end = text.find("\n", hit.end, hit.end + _LINE)
    line = text[low : end if end >= 0 else hit.end + _LINE]
    return "\t" in line or "|" in line


def _note(made: Plan, contents: Contents, one: _Found) -> None:
    """Take one hit into the plan."""
    hit = one.hit
    nodes = [node for node in one.nodes if not _is_sheet_name(contents, node)]
    if not nodes or hit.mask is None or not made.spared.isdisjoint(_signs(one)):
        return
    made.units |= {node.owner.unit for node in nodes} - {""}
    if hit.kind is Kind.RESIDENT_ID and nodes[0].owner.column and _is_all(one.reading.passage.text, hit):
        made.identified.setdefault(nodes[0].owner.column, set()).add(nodes[0].owner.cell)
    for node in nodes:
        if node.owner.column.partition("!")[0] == node.part:
            made.cells.add((node.owner.column, node.owner.cell))
    mask = hit.mask
    if _must_stay_a_number(contents, nodes[0]):
        mask = "0" * (hit.end - hit.start)
    made.edits.mask(one.reading, nodes, hit, mask)
    change = Change(one.finding.where, hit.kind.label, one.finding.excerpt, mask)
    unit = next((node.owner.unit for node in nodes if node.owner.unit), "")
    made.done.setdefault(change, (unit, nodes[0].owner.column))


def _is_all(text: str, hit: Hit) -> bool:
    """Whether the hit is all that its cell says."""
    return text[hit.start - 1 : hit.start].strip() == "" and text[hit.end : hit.end + 1].strip() == ""


def _must_stay_a_number(contents: Contents, node: Node) -> bool:
    """Whether the piece is a number in a place that takes nothing else."""
    text = contents.texts[node.part][0]
    return bool(_NUMBERS.fullmatch(node.part)) and text[node.low : node.high].strip().isdecimal()


def _is_sheet_name(contents: Contents, node: Node) -> bool:
    """Whether the piece is the name of a sheet, which formulas use: only a person can change it."""
    if node.part != "xl/workbook.xml":
        return False
    return bool(_SHEET_NAME.search(contents.texts[node.part][0], max(node.low - 400, 0), node.low))
