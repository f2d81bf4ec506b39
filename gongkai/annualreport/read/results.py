"""What the headings of table 4 are called: the five results of a review, and the three kinds of case."""

from __future__ import annotations

from gongkai.annualreport.read.labels import bare

RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_OTHERWISE = {
    "维持": "结果维持",
    "维持结果": "结果维持",
    "结果为维持": "结果维持",
    "纠正": "结果纠正",
    "纠正结果": "结果纠正",
    "结果为纠正": "结果纠正",
    "其他": "其他结果",
    "结果其他": "其他结果",
    "未审结": "尚未审结",
    "尚未审理": "尚未审结",
    "尚未办结": "尚未审结",
    "合计": "总计",
    "小计": "总计",
}
# Names that no other table has.
SURE = frozenset(RESULTS[:4]) | {"维持", "纠正", "未审结", "尚未办结"}


def result_of(text: str) -> str | None:
    """The official name of the result that a heading stands for; None for other words."""
    plain = bare(text)
    plain = _OTHERWISE.get(plain, plain)
    return plain if plain in RESULTS else None


def group_named(words: str) -> int | None:
    """Which kind of case words speak of: 0 行政复议, 1 未经复议直接起诉, 2 复议后起诉; None for none of them."""
    plain = bare(words)
    if "复议后" in plain:
        return 2
    if "未经复议" in plain or "直接起诉" in plain or "直接诉讼" in plain:
        return 1
    return 0 if "复议" in plain else None
