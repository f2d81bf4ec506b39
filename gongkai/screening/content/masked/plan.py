"""What of a file is to be masked (去标识化): the mask for each hit, and what is emptied because nobody sees it."""

import re
from dataclasses import dataclass, field

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.markup import escaped
from gongkai.screening.content.carriers.node import Node, Reading
from gongkai.screening.content.facts import Facts
from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.masked.edits import Edits, nodes_of
from gongkai.screening.content.text import hits

# What is a person's own: a hidden comment or sheet that holds it is emptied as a whole.
_PERSONAL = frozenset({
    Kind.RESIDENT_ID, Kind.PASSPORT, Kind.MOBILE, Kind.LANDLINE, Kind.BANK_CARD, Kind.EMAIL, Kind.PLATE,
    Kind.ADDRESS, Kind.BIRTH_DATE, Kind.HEALTH, Kind.MINOR,
})  # fmt: skip
# Numbers kept as numbers: signs there would break the file.
_NUMBERS = re.compile(r"xl/(?:pivotCache|externalLinks)/.*|.*/charts/.*", re.IGNORECASE)
_SHEET_NAME = re.compile(r"<(?:\w+:)?sheet\s[^<>]*\Z")


@dataclass
class Plan:
    """The edits, the hidden units to be emptied, and by column of a table the cells that hold ID numbers."""

    edits: Edits
    units: set[str] = field(default_factory=set)
    cells: set[tuple[str, int]] = field(default_factory=set)  # (column, cell) whose own value is masked
    identified: dict[str, set[int]] = field(default_factory=dict)


def plan(contents: Contents, facts: Facts, *, markup: bool) -> Plan:
    """The plan for one file, without those that lie in it."""
    made = Plan(Edits(escaped if markup else str))
    for reading in contents.readings:
        starts = [node.start for node in reading.nodes]
        for hit in hits(reading.passage.text, facts):
            if hit.mask is not None and hit.severity is not Severity.INFO:
                _note(made, contents, reading, nodes_of(reading, starts, hit), hit)
    return made


def _note(made: Plan, contents: Contents, reading: Reading, nodes: list[Node], hit: Hit) -> None:
    """Take one hit into the plan."""
    nodes = [node for node in nodes if not _is_sheet_name(contents, node)]
    if not nodes or hit.mask is None:
        return
    if hit.kind in _PERSONAL:
        made.units |= {node.owner.unit for node in nodes} - {""}
    if hit.kind is Kind.RESIDENT_ID and nodes[0].owner.column and _is_all(reading.passage.text, hit):
        made.identified.setdefault(nodes[0].owner.column, set()).add(nodes[0].owner.cell)
    for node in nodes:
        if node.owner.column.partition("!")[0] == node.part:
            made.cells.add((node.owner.column, node.owner.cell))
    mask = hit.mask
    if _must_stay_a_number(contents, nodes[0]):
        mask = "0" * (hit.end - hit.start)
    made.edits.mask(reading, nodes, hit, mask)


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
