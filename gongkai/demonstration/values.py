"""The values of one occasion: what stands for {名} in a family's texts, and its table.

A value is written as one of
  [3, 20] or [1000, 9000, 50]   a number from a range, optionally in steps
  [甲, 乙, 丙]                   the texts taken in turn
  {nth: [甲, 乙, 丙]}            the texts in the order of the year's occasions
  甲                             a text, which may itself hold {名}
  {sum|product|minus: [甲, 2]}   of other values and numbers
  {per: [甲, 1000]}              the quotient, rounded down
  {trend: [start, yearly, play]} growing by the year since 2019, different for every organ
  {years: {2019: …, 2022: …}}    the last one not after the year
  {person: 镇长}                 an invented name that stays for a term of office
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from gongkai.demonstration.draws import draw, invented_name


@dataclass(frozen=True)
class Turn:
    """Which occasion it is: its seed, year, number in the year and place in the turns of texts."""

    organ: str
    year: int
    seed: str
    nth: int
    turn: int


def _operand(term: Any, known: Mapping[str, Any]) -> Any:
    return known[term] if isinstance(term, str) else term


def _from_list(spec: Sequence[Any], name: str, turn: Turn) -> Any:
    if isinstance(spec[0], str):
        return spec[turn.turn % len(spec)]
    low, high, step = (*spec, 1)[:3]
    return low + step * draw(f"{turn.seed}|{name}", 0, (high - low) // step)


def _from_rule(rule: str, terms: Any, name: str, known: Mapping[str, Any], turn: Turn) -> Any:
    match rule:
        case "sum":
            return sum(_operand(term, known) for term in terms)
        case "product":
            return prod(_operand(term, known) for term in terms)
        case "minus":
            first, *rest = (_operand(term, known) for term in terms)
            return first - sum(rest)
        case "per":
            return _operand(terms[0], known) // _operand(terms[1], known)
        case "trend":
            start, yearly, play = terms
            own = start * draw(f"{turn.organ}|{name}|底数", 0, 15) // 100
            return start + own + yearly * (turn.year - 2019) + draw(f"{turn.seed}|{name}", 0, play)
        case "nth":
            return terms[turn.nth % len(terms)]
        case "years":
            return terms[max(year for year in terms if year <= turn.year)]
        case "person":
            return invented_name(f"{turn.organ}|{terms}|{(turn.year - 2016) // 5}")
    raise ValueError(f"value {name} is written with an unknown rule {rule}")


def evaluate(spec: Any, name: str, known: Mapping[str, Any], turn: Turn) -> Any:
    """The value written as `spec` under `name`, given the values already `known`."""
    if isinstance(spec, list):
        value = _from_list(spec, name, turn)
    elif isinstance(spec, dict):
        ((rule, terms),) = spec.items()
        value = _from_rule(rule, terms, name, known, turn)
    else:
        value = spec
    return value.format_map(known) if isinstance(value, str) else value


def evaluate_all(specs: Mapping[str, Any], known: dict[str, Any], turn: Turn) -> dict[str, Any]:
    """`known` with every one of `specs` added, in their order."""
    for name, spec in specs.items():
        known[name] = evaluate(spec, name, known, turn)
    return known


def _places(spec: Mapping[str, Any], known: Mapping[str, Any], turn: Turn) -> list[str]:
    if isinstance(spec["rows"], list):
        return [row.format_map(known) for row in spec["rows"]]
    places = list(known["各地"])
    first, take = turn.turn % len(places), spec.get("take", len(places))
    return [places[(first + step) % len(places)] for step in range(take)]


def tabulate(
    spec: Mapping[str, Any], known: dict[str, Any], turn: Turn
) -> tuple[tuple[tuple[str, ...], ...], dict[str, int]]:
    """A family's table, head and total row included, and the totals by column as 某某合计.

    `rows` are the organ's places (`places`, `take` of them) or a list of labels; `cells` are values
    worked out row by row; `columns` are the cells shown, with their heads; `unsummed` ones get no total.
    """
    columns: Mapping[str, str] = spec["columns"]
    lines: list[tuple[str, ...]] = [(spec["label"], *columns.values())]
    totals: dict[str, int] = {}
    for place, label in enumerate(_places(spec, known, turn)):
        row_turn = Turn(turn.organ, turn.year, f"{turn.seed}|{label}", turn.nth, turn.turn + place)
        cells = evaluate_all(spec["cells"], {**known, "行": label}, row_turn)
        lines.append((label, *(str(cells[column]) for column in columns)))
        for column in columns:
            if isinstance(cells[column], int) and column not in spec.get("unsummed", ()):
                totals[f"{column}合计"] = totals.get(f"{column}合计", 0) + cells[column]
    if spec.get("total", True):
        lines.append(("合计", *(str(totals.get(f"{column}合计", "—")) for column in columns)))
    return tuple(lines), totals
