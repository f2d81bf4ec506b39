"""What was read of a report as JSON that any database takes (入库)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from typing import Any

from gongkai.annualreport.write.text import plain

_LARGEST = 10**18


def storable(value: Any) -> Any:
    """Plain JSON that any database takes and Python writes: without control characters and lone surrogates,
    which PostgreSQL refuses; a number too long for either as text, an endless one as nothing."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Mapping):
        return {plain(key): storable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [storable(one) for one in value]
    if isinstance(value, float) and not isfinite(value):
        return None
    return str(Decimal(value)) if isinstance(value, int) and abs(value) > _LARGEST else value
