"""Where a document says by its shape, without labels, who issued it and when: signature and title."""

import re
from datetime import date
from typing import NamedTuple

from gongkai.documents.dates import DAY, first_day
from gongkai.documents.tidy import IDEOGRAPH

GENRES = (
    *("通知", "公告", "通告", "公示", "意见", "决定", "报告", "批复", "函", "纪要", "办法", "方案", "规划"),
    *("预案", "计划", "总结", "规定", "细则", "规则", "制度", "目录", "指南", "说明", "条例", "通报", "决议"),
    *("清单", "名单", "标准", "公报", "议案", "要点", "规程", "章程", "解读", "须知", "情况"),
)
_ENDS = "政府|委员会|办公室|管委会|工委|局|委|办|院|厅|处|所|中心|站|大队|公司|小组|指挥部|部|会|社|村"
_ORGAN = rf"[{IDEOGRAPH}]{{2,40}}(?:{_ENDS})"
_SIGNED = re.compile(rf"(?:^|(?<=\s))(?P<organ>{_ORGAN})\s{{0,40}}(?={DAY.pattern})", re.MULTILINE)
_ALONE = re.compile(rf"^[ \t\u3000]*(?={DAY.pattern})", re.MULTILINE)
_TITLE = re.compile(rf"[^。；\n]{{4,150}}(?:{'|'.join(GENRES)})(?:[（(【][^）)】\n]{{1,30}}[）)】])?")
_SEARCHED = 200_000


class Signature(NamedTuple):
    """Who signed ("" if only a day stands there), the day, and where it stands."""

    organ: str
    day: date
    at: int


def signature(text: str) -> Signature | None:
    """The first organ with a day below or beside it, else the last day that has a line of its own."""
    text = text[:_SEARCHED]
    for signed in _SIGNED.finditer(text):
        day = first_day(text, signed.end())
        if day and day.start == signed.end() and _ends(text, day.end):
            return Signature(signed["organ"], day.day, day.start)
    for alone in reversed(list(_ALONE.finditer(text))):
        day = first_day(text, alone.end())
        if day and day.start == alone.end() and re.match(r"[ \t\u3000]*(?:\n|\Z)", text[day.end :][:40]):
            return Signature("", day.day, day.start)
    return None


def is_title(line: str) -> bool:
    """Whether the line reads as a title: not a sentence, ending in the name of a kind of document (文种)."""
    return bool(_TITLE.fullmatch(line.strip()))


def _ends(text: str, at: int) -> bool:
    """Whether what follows the day belongs to something else; 印发 would make it the printing note (版记)."""
    return at >= len(text) or text[at].isspace()
