"""行政层级: an organ's level, as far as its name tells it; only provinces and prefecture cities make 规章."""

from __future__ import annotations

import re
from typing import Literal

Level = Literal["township", "county", "city", "province"]
BELOW_CITY: frozenset[Level] = frozenset({"township", "county"})

_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
# The units above the county: 甘肃省平凉市崆峒区崆峒镇 → 崆峒区崆峒镇, so that 景德镇市 is no town.
_ABOVE = re.compile(
    r"^(?:[^省]{2,3}省)?(?:[^区县旗]{2,6}自治区)?(?:[^区县旗市]{2,12}自治州)?(?:[^市区县旗]{1,5}市)?"
)
_TOWNSHIP = re.compile(r"(?<=.)(?:镇|(?<!城)乡(?!村)|苏木|街道)")
_COUNTY = re.compile(r"(?<=.)(?:县|(?<!社)(?<!地)区|旗)")


def level_of(organ: str) -> Level | None:
    """The level an organ's name shows: 崆峒镇人民政府 township, 平武县统计局 county; None when it does not.

    A name ending in 市 may be a prefecture or a county-level city: that is not told by the name.
    """
    name = organ.strip()
    rest = _ABOVE.sub("", name, count=1)
    towns = [found.start() for found in _TOWNSHIP.finditer(rest)]
    counties = [found.start() for found in _COUNTY.finditer(rest)]
    if towns and (not counties or towns[-1] > counties[-1]):
        return "township"
    if counties:
        return "county"
    if re.match(r"[^省市县]{2,3}省(?!.*[市州])|[^市县]{2,6}自治区(?!.*[市州])", name) or name.startswith(
        _MUNICIPALITIES
    ):
        return "province"
    return "city" if "自治州" in name else None


def level_in_words(text: str) -> Level | None:
    """The level a report's words show where it names no organ: 我镇 township, 我县 county."""
    if re.search("[我本](?:镇|乡(?!村)|街道)", text):
        return "township"
    return "county" if re.search("[我本全](?:县|区)", text) else None
