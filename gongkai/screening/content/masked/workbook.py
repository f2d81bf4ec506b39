"""Masking in a workbook: cells whose value changes its kind, and cells that are emptied."""

import re

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.node import Node
from gongkai.screening.content.masked.plan import Plan

_CELL = re.compile(r"<(?P<tag>(?:\w+:)?c)\b(?P<facts>[^>]*?)(?:/>|>(?P<in>.*?)</(?:\w+:)?c>)", re.DOTALL)
_VALUE = re.compile(r"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*+)</(?:\w+:)?v>")
_FORMULA = re.compile(r"<(?P<tag>(?:\w+:)?f)\b(?P<facts>[^>]*?)(?:/>|>[^<]*+</(?:\w+:)?f>)")
_KIND = re.compile(r"\s+t=\"(\w+)\"")
_NUMBER = re.compile(
    r"[0-9Xx\uff10-\uff19\s*-]{9,}+\Z"
)  # wrong ID numbers, masked ones, others in their place


class Workbook:
    """Makes a plan's changes to the cells of the sheets."""

    def __init__(self, contents: Contents, made: Plan) -> None:
        self._contents, self._plan = contents, made
        self.formulas_dropped = False

    def change(self) -> None:
        """Take all that happens to whole cells into the edits."""
        emptied = self._emptied()
        for sheet, at in emptied:
            self._empty(sheet, at)
        self._unused(emptied)
        for column, at in self._plan.cells:
            sheet = column.partition("!")[0]
            if (sheet, at) not in emptied:
                self._as_text(sheet, at)

    def _emptied(self) -> set[tuple[str, int]]:
        """The cells to be emptied: hidden ones beside personal data, and columns of ID numbers (身份证列)."""
        full = self._plan.emptied_columns()
        found = {(column.partition("!")[0], cell) for column, cell in self._contents.rounded}
        for node, text in self._cells():
            owner = node.owner
            below = owner.column in full and owner.cell >= full[owner.column]
            if owner.unit in self._plan.units or (below and self._is_number(owner.column, owner.cell, text)):
                found.add((owner.column.partition("!")[0], owner.cell))
        return found - {(column.partition("!")[0], cell) for column, cell in self._plan.spared_cells}

    def _is_number(self, column: str, cell: int, text: str) -> bool:
        return cell in self._plan.identified[column] or bool(_NUMBER.match(text))

    def _cells(self) -> "list[tuple[Node, str]]":
        """Every piece that stands in a cell, with what it says."""
        return [
            (node, reading.passage.text[node.start : node.end])
            for reading in self._contents.readings
            for node in reading.nodes
            if node.owner.cell >= 0
        ]

    def _unused(self, emptied: set[tuple[str, int]]) -> None:
        """Empty the shared texts that only emptied cells have shown."""
        if not emptied:
            return
        shown, spare = set[tuple[str, int]](), dict[tuple[str, int], Node]()
        for node, _ in self._cells():
            sheet = node.owner.column.partition("!")[0]
            if node.part == sheet:
                continue
            if (sheet, node.owner.cell) in emptied:
                spare[node.part, node.low] = node
            else:
                shown.add((node.part, node.low))
        for key, node in spare.items():
            if key not in shown:
                self._plan.edits.put(node.part, node.low, node.high, "")

    def _empty(self, sheet: str, at: int) -> None:
        """The cell keeps its look and loses what it holds; a formula that others lean on stays."""
        found = _CELL.match(self._contents.texts[sheet][0], at)
        if found and found["in"]:
            facts = _KIND.sub("", found["facts"])
            formula = _leaned_on(found["in"])
            self.formulas_dropped |= "<f" in found["in"] and not formula
            new = (
                f"<{found['tag']}{facts}>{formula}</{found['tag']}>"
                if formula
                else f"<{found['tag']}{facts}/>"
            )
            self._plan.edits.put(sheet, *found.span(), new)

    def _as_text(self, sheet: str, at: int) -> None:
        """A number or a formula's result becomes text, for a masked number is none."""
        text = self._contents.texts[sheet][0]
        found = _CELL.match(text, at)
        value = _VALUE.search(found["in"] or "") if found else None
        if found is None or value is None:
            return
        said = _KIND.search(found["facts"])
        kind, reckoned = said[1] if said else "n", "<f" in found["in"]
        if kind in ("s", "inlineStr") or (kind != "n" and not reckoned):
            return
        low = found.start("in") + value.start(1)
        new = self._plan.edits.made_between(sheet, text, low, low + len(value[1]))
        if new == value[1]:
            return
        formula = _leaned_on(found["in"])
        self.formulas_dropped |= reckoned and not formula
        tag, facts = found["tag"], _KIND.sub("", found["facts"])
        prefix = tag[:-1]
        cell = f'<{tag}{facts} t="str">{formula}<{prefix}v>{new}</{prefix}v></{tag}>'
        self._plan.edits.put(sheet, *found.span(), cell)


def _leaned_on(inside: str) -> str:
    """The formula in a cell if other cells are reckoned by it (共用公式、数组公式), else nothing."""
    found = _FORMULA.search(inside)
    return found[0] if found and re.search(r"\bref=", found["facts"]) else ""
