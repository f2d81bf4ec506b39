"""X-3: a total in the narrative against the items listed after it: 信息2599条（其中甲类25条，其他2574条）.

其中 may list only some of the items, so a smaller sum is doubted only where the list ends with 其他.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annualreport.findings import Finding, finding

_UNIT = r"(?P<unit>条|件|人次|个|份|篇)"
_TOTAL = re.compile(rf"(?<!\d)(?P<total>\d{{1,9}}){_UNIT}(?P<rest>[，,：:（(]*(?:其中|包括)[^。；;]*)")
_NESTED = re.compile(r"[（(][^（()）]*[)）]")
_OTHERS = re.compile(r"其[他它][^，,、；;。]{0,40}\d\D{0,2}$")
FEWEST_ITEMS = 2


def check_itemised(overview: str) -> Iterator[Finding]:
    """One finding per list whose items add up to more than its total, or to less though it ends with 其他."""
    text = "".join(overview.split())
    for found in _TOTAL.finditer(text):
        listed = _listed(found["rest"])
        items = [int(number) for number in re.findall(rf"(?<!\d)(\d{{1,9}}){found['unit']}", listed)]
        total, added = int(found["total"]), sum(items)
        complete = bool(_OTHERS.search(listed))
        if len(items) >= FEWEST_ITEMS and (added > total or (complete and added < total)):
            quoted = f"{total}{found['unit']}"
            message = f"“一、总体情况”写共{quoted}，所列各分项合计{added}{found['unit']}，请核对。"
            yield finding("X-3", f"一、总体情况·{quoted}", message, expected=added, found=total)


def _listed(rest: str) -> str:
    """The list itself: inside its own bracket if it opens with one, without brackets nested in it."""
    body = rest.lstrip("，,：:（(")
    opened = any(mark in rest[: len(rest) - len(body)] for mark in "（(")
    while (flat := _NESTED.sub("", body)) != body:
        body = flat
    return re.split(r"[)）]", body)[0] if opened else body
