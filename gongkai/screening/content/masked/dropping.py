"""Parts that a masked copy must lose: what was drawn or reckoned from the file as it was."""

import re
from collections.abc import Iterable, Mapping

# The order of calculation names cells with formulas: Excel complains if one has gone, and makes a new one itself.
CHAIN = "xl/calcChain.xml"
# A picture of the first page as it was (缩略图).
_THUMBNAIL = re.compile(r"docProps/thumbnail\.\w+", re.IGNORECASE)
# The parts that say which parts there are.
NAMING = ("[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels")


def to_drop(names: Iterable[str], *, formulas_dropped: bool) -> frozenset[str]:
    """The parts that go, of all parts of a changed file."""
    gone = {name for name in names if _THUMBNAIL.fullmatch(name)}
    return frozenset(gone | ({CHAIN} & set(names) if formulas_dropped else set()))


def without(gone: frozenset[str], naming: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts that name others, without the names of those that go."""
    leaves = "|".join(re.escape(part.rpartition("/")[2]) for part in gone)
    named = re.compile(rf"<(?:\w+:)?(?:Override|Relationship)\b[^>]*(?:{leaves})[^>]*/>".encode())
    return {part: named.sub(b"", data) for part, data in naming.items()}
