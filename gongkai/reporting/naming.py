"""Whose report is it: the name a report or a file bears (报告上的机关名称), against the organs called to report."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Protocol, TypeVar

from gongkai.annualreport.organnames import alike, same_organ

SHORTEST = 2  # characters of a name that can be looked for in the name of a file


class Named(Protocol):
    """An organ: its full and its short name."""

    name: str
    short_name: str


OrganT = TypeVar("OrganT", bound=Named)


def meant_by(written: str, organs: Iterable[OrganT]) -> list[OrganT]:
    """The organs that `written` may mean: those of that very name, else those it names with more or less above.

    清水区白杨镇, 白杨镇人民政府 and 某省某市清水区白杨镇 are 清水区白杨镇; 清泉区白杨镇 is not.
    """
    wanted, among = _folded(written), list(organs)
    if not wanted:
        return []
    exact = [organ for organ in among if wanted in _names(organ)]
    return exact or [organ for organ in among if alike(wanted, _folded(organ.name))]


def meant_by_file_name(file_name: str, organs: Iterable[OrganT]) -> list[OrganT]:
    """The organs whose full or short name stands in the name of a file; the longest name found wins."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", file_name))
    found = [
        (max(len(name) for name in names), organ)
        for organ in organs
        if (names := [name for name in _names(organ) if name in text])
    ]
    longest = max((length for length, _ in found), default=0)
    return [organ for length, organ in found if length == longest]


def _names(organ: Named) -> set[str]:
    return {folded for name in (organ.name, organ.short_name) if len(folded := _folded(name)) >= SHORTEST}


def _folded(name: str) -> str:
    return same_organ(name).replace("街道办事处", "街道")
