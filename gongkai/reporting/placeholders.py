"""Numbers named in a narrative, 「{{主动公开条数}}」, filled in from the records."""

import re
from collections.abc import Mapping

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def unknown_names(text: str, numbers: Mapping[str, str]) -> list[str]:
    """Names in `text` that no number bears."""
    return [name for name in PLACEHOLDER.findall(text) if name not in numbers]


def fill(text: str, numbers: Mapping[str, str]) -> str:
    """`text` with every known name replaced by its number; an unknown one stays, visibly."""
    return PLACEHOLDER.sub(lambda found: numbers.get(found[1], found[0]), text)
