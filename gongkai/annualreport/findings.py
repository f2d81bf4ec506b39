"""What a check says (校验结果): the place, what was expected, what was found, and by how much it differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gongkai.annualreport.formats import Format
from gongkai.annualreport.rules import RULES, Severity

Amount = Decimal | int


@dataclass(frozen=True)
class Finding:
    """One breach of one rule. `difference` is expected − found; the numbers are None where none apply.

    `assessable` is False where the rule could not be applied at all; the message then says why.
    """

    rule: str
    severity: Severity
    where: str
    expected: Amount | None
    found: Amount | None
    difference: Amount | None
    message: str
    places: tuple[str, ...] = ()  # the cells it speaks of, as Report.cells() names them
    quote: str = ""  # the sentence of the report it speaks of
    assessable: bool = True

    def as_json(self) -> dict[str, Any]:
        """The finding as plain JSON values, in the order people read them."""
        numbers = {"expected": self.expected, "found": self.found, "difference": self.difference}
        return {
            "rule": self.rule,
            "severity": self.severity,
            "where": self.where,
            **{name: float(n) if isinstance(n, Decimal) else n for name, n in numbers.items()},
            "message": self.message,
            "places": list(self.places),
            "quote": self.quote,
            "verdict": "FOUND" if self.assessable else "NOT_ASSESSABLE",
        }


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


def _amount(number: int | float | str | None) -> Amount | None:
    return Decimal(str(number)) if isinstance(number, float | str) else number


def finding(
    rule: str,
    where: str,
    message: str,
    *,
    expected: Amount | None = None,
    found: Amount | None = None,
    severity: Severity | None = None,
    places: tuple[str, ...] = (),
    quote: str = "",
) -> Finding:
    """A finding of this rule, with the rule's own severity unless another is given."""
    difference = expected - found if expected is not None and found is not None else None
    grade = severity or RULES[rule].severity
    return Finding(rule, grade, where, expected, found, difference, message, places, quote)


def in_reading_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What was found, in the order given; after it what could not be assessed."""
    return tuple(sorted(findings, key=lambda found: not found.assessable))


def not_assessable(rule: str, where: str, why: str) -> Finding:
    """Says that the rule could not be applied here, and why (a sentence); no more than a note (说明)."""
    message = f"未核对“{RULES[rule].meaning}”：{why}"
    return Finding(rule, "info", where, None, None, None, message, assessable=False)


def place_name(form: Format, place: str) -> str:
    """A cell's place as people say it: 表3/granted/自然人 → 表三·（一）予以公开·自然人."""
    table, rest = place.split("/", 1)
    if table == "表3":
        key, column = rest.split("/")
        return f"表三·{form.row(key).label}·{column}"
    if table == "表4":
        return f"表四·{'·'.join(rest.split('/'))}"
    label, column = rest.split("/", 1)
    return f"表二·{label}·{column}"


def signed(number: Amount) -> str:
    """A difference with its sign in full width: +1, −1, 0."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"
