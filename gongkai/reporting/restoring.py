"""Reports and findings kept as JSON: written so that any database takes them, and read back as they were."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from typing import Any

from gongkai.annualreport.findings import Finding
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


def finding_from_json(said: Mapping[str, Any]) -> Finding:
    """The finding that Finding.as_json described; KeyError when it is no such thing."""
    return Finding(
        rule=said["rule"],
        severity=said["severity"],
        where=said["where"],
        expected=_amount(said["expected"]),
        found=_amount(said["found"]),
        difference=_amount(said["difference"]),
        message=said["message"],
        places=tuple(said["places"]),
        quote=said["quote"],
        assessable=said["verdict"] == "FOUND",
    )


def _amount(number: int | float | str | None) -> Decimal | int | None:
    return Decimal(str(number)) if isinstance(number, float | str) else number
