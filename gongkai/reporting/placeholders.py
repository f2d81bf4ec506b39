"""Numbers named in a narrative, 「{{主动公开条数}}」, filled in from the records."""

import re
from collections.abc import Mapping

# Chinese keyboards give full-width braces: they count as braces.
PLACEHOLDER = re.compile(r"[{｛]{2}\s*([^{}｛｝]*?)\s*[}｝]{2}")
BRACED = re.compile(r"[{｛]+(?:[^{}｛｝]*[}｝]+|[^{}｛｝]{0,20})|[}｝]+")  # never closed: its first words


def strange_names(text: str, numbers: Mapping[str, str]) -> list[str]:
    """Pieces of `text` in braces that name no number, as written: an unknown name, a brace too many or too few."""
    return [piece for piece in BRACED.findall(text) if not _names_a_number(piece, numbers)]


def _names_a_number(piece: str, numbers: Mapping[str, str]) -> bool:
    found = PLACEHOLDER.fullmatch(piece)
    return found is not None and found[1] in numbers


def fill(text: str, numbers: Mapping[str, str]) -> str:
    """`text` with every known name replaced by its number; an unknown one stays, visibly."""
    return PLACEHOLDER.sub(lambda found: numbers.get(found[1], found[0]), text)
