"""机关名称: when two names as written in reports are those of one organ."""

from __future__ import annotations

import re
import unicodedata

NAMELESS = "（未写机关）"
_SHORTEST = (
    2  # characters of the superior's name, so that 市场监督管理局 is not taken for 场监督管理局 of a 市
)


def same_organ(name: str) -> str:
    """What of an organ's name tells it from others: 清河镇 人民政府 and 清河镇 are one organ."""
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", name))
    return folded.removesuffix("人民政府") or folded


def within(name: str, superior: str) -> str:
    """An organ's name without the superior's before it: 平凉市崆峒区崆峒镇, 崆峒区崆峒镇 → 崆峒镇.

    Empty for the superior itself.

    >>> within("崆峒区崆峒镇人民政府", "平凉市崆峒区人民政府")
    '崆峒镇'
    """
    short, above = same_organ(name), same_organ(superior)
    for start in range(len(above) - _SHORTEST + 1):
        if short.startswith(above[start:]):
            return short.removeprefix(above[start:])
    return short


def alike(one: str, other: str) -> bool:
    """Whether two names can be of one organ: the same, or one with the names of its superiors before it."""
    short, long = sorted((same_organ(one), same_organ(other)), key=len)
    return short == long or (len(short) > _SHORTEST and long.endswith(short))
