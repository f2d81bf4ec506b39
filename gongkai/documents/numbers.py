"""Document numbers (文号, 发文字号): 崆政发〔2020〕12号 in any bracket, 第5号令, 2020年第3号."""

import re

from gongkai.documents.tidy import IDEOGRAPH

_OPEN, _CLOSE = r"[〔\[［【﹝〖（(]", r"[〕\]］】﹞〗）)]"
_WORD = f"[{IDEOGRAPH}A-Za-z]"
_SHAPE = (
    rf"(?P<organ>{_WORD}{{1,20}})\s*{_OPEN}\s*(?P<year>(?:19|20)\d\d)\s*{_CLOSE}\s*"
    r"(?P<ordinal>第)?\s*(?P<serial>\d{1,5})(?P<part>[-—之]\d{1,3})?\s*号"
)
SHAPE = re.compile(_SHAPE)
_ORDER = re.compile(
    rf"(?:{_WORD}{{0,30}}(?:令|公告))?\s*(?:(?:19|20)\d\d\s*年\s*)?第\s*\d{{1,5}}\s*号(?:令)?"
)
_APART = r"(?:^|(?<=[\s|>•·：:]))"
STANDING = re.compile(_APART + _SHAPE + r"(?=$|[\s|<])", re.MULTILINE)


def normalised(text: str) -> str | None:
    """The number in its official form, 崆政发〔2020〕12号; None if the whole text is no document number."""
    text = text.strip()
    if found := SHAPE.fullmatch(text):
        ordinal, part = found["ordinal"] or "", found["part"] or ""
        return f"{found['organ']}〔{found['year']}〕{ordinal}{found['serial']}{part}号"
    return "".join(text.split()) if _ORDER.fullmatch(text) else None


def first_standing(text: str) -> re.Match[str] | None:
    """The first document number that stands by itself: not cited in brackets, not within a sentence."""
    return STANDING.search(text)
