"""A long title on several lines: balanced, and broken where the words allow (回行时要做到词意完整)."""

import re
from functools import cache
from itertools import pairwise

from gongkai.documents.signature import GENRES

LINE = 20  # characters of 二号 on the width of the type area
_NO_START = "，。、；：！？）》】”’〕］…—·%的和与及"
_NO_END = "（《【“‘〔［"
_GOOD_AFTER = ("关于", "印发", "转发", "委员会", "人民政府", "办公室", "》", "，", "、", "的")
_UNCUT: tuple[str, ...] = (
    "人民政府",
    "委员会",
    "办公室",
    "办事处",
    "关于",
    "工作",
    "管理",
    "实施",
    "开展",
    "应急",
    "救助",
    "服务",
)
_UNCUT += (
    "建设",
    "改革",
    "发展",
    "农村",
    "农业",
    "政策",
    "政务",
    "公开",
    "规范",
    "标准",
    "保障",
    "安全",
    *GENRES,
)
_WORDS = re.compile("|".join(_UNCUT))
_INSIDE = "《（〔“", "》）〕”"


def title_lines(title: str, width: int = LINE) -> list[str]:
    """`title` in as few lines as it needs, of much the same length."""
    title = title.strip()
    full = _measure(title)
    if full <= width:
        return [title]
    count = -(-int(full * 2) // (width * 2))
    lines = _broken(title, count, full / count, width)
    return lines or _broken(title, count + 1, full / (count + 1), width) or [title]


def _measure(text: str) -> float:
    return sum(0.6 if letter.isascii() else 1.0 for letter in text)


def _broken(title: str, count: int, even: float, width: int) -> list[str]:
    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        """The lowest cost of setting the rest on `left` lines, and where to break."""
        if left == 1:
            rest = _measure(title[start:])
            return (abs(rest - even) if 0 < rest <= width else 1e9, ())
        found: tuple[float, tuple[int, ...]] = (1e9, ())
        for end in range(start + 1, len(title)):
            length = _measure(title[start:end])
            if length > width:
                break
            if length < even / 2:
                continue
            cost, breaks = best(end, left - 1)
            cost += abs(length - even) + _cost(title, end)
            if cost < found[0]:
                found = (cost, (end, *breaks))
        return found

    cost, breaks = best(0, count)
    if cost >= 1e9:
        return []
    edges = (0, *breaks, len(title))
    return [title[a:b].strip() for a, b in pairwise(edges)]


def _cost(title: str, at: int) -> float:
    """How bad a break before the character at `at` is, counted in characters of imbalance."""
    before, after = title[:at], title[at]
    if after in _NO_START or before[-1] in _NO_END or (before[-1].isascii() and after.isascii()):
        return 50.0
    opened = sum(before.count(mark) for mark in _INSIDE[0]) - sum(before.count(mark) for mark in _INSIDE[1])
    cut = any(word.start() < at < word.end() for word in _WORDS.finditer(title))
    good = before.endswith(_GOOD_AFTER) or after in "（《"
    return 8.0 * cut + 4.0 * (opened > 0) + (0.0 if good else 5.0)
