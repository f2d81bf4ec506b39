"""Secrecy marks (涉密标志): 密级 as documents bear them; the remarks that keep a document inside are in remarks.

The words themselves stand in every law and training notice. A mark is told by where it stands: with a star or a
term, alone in its line or brackets, after 密级, or in a sentence on 本件 (保守国家秘密法 and its 标志 rules).
"""

import re
from collections.abc import Iterator

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.reading import Reading
from gongkai.screening.content.kinds.remarks import remarks

_BLANK = " \u3000\xa0\u2000-\u200b\u202f"
_S = f"[{_BLANK}\t\n\r]{{0,12}}"  # between the characters of a mark
_B = f"[{_BLANK}]{{0,12}}"  # the same within its line
_FIRST = "[绝絕機机秘祕]"
_BETWEEN = f"(?:[{_BLANK}\t\n\r]{{0,40}}|[.·•・\\-—])"  # 绝 and 密 at the two ends of a line, or with a point between
_FARTHEST = 42
_LEVEL = re.compile(f"{_FIRST}{_BETWEEN}密$")
_STARRED = re.compile(
    rf"(?:{_B}级)?{_S}[”\"」]?{_S}(?:[★☆✩✭✮⭐✰⋆]|[*＊※▲]{_B}(?:[0-9一二三四五六七八九十]|长期|启用|解密|$|\n))"
)
_STAR_BEFORE = re.compile(rf"[★☆]{_B}$")
_ASTERISK = re.compile(rf"{_S}[*＊※▲]")
_WORD_BEFORE = re.compile(r"[\u4e00-\u9fff*]\Z")
_TERM = re.compile(
    rf"{_B}[:：★☆·—-]?{_B}(?:(?:[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}){_B}(?:年|个月)|长期)"
)
_NEXT_CELL_TERM = re.compile(rf"{_B}\t{_B}(?:[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}){_B}(?:年|个月)")
_APART = " \u3000\t\u200b·•・/、|"  # between the level and the urgency
# What follows the level in the head of a document: how urgent it is, its number, what it is about.
_FOLLOWED = re.compile(
    rf"[{_APART}\n\r]{{1,40}}(?:特急|特提|加急|平急|急件|份号|份\s?数|No\.?|编号|第\s?[0-9]+\s?号|[0-9]{{6}}(?![0-9])"
    r"|[\u4e00-\u9fff]{1,12}[〔\[（(【]\s?(?:19|20)[0-9]{2})|[：:]\s?关于"
)
_CALLED = re.compile(
    r"(?:密\s*级|保密等级|涉密等级|密级标志|定\s?密(?:为|等级|级别)?)[^\S\n]*[：:\t]?[ \u3000\t\n\"“■☑√]*$"
)
_FORMERLY = re.compile(r"(?:解密前|原定?|曾定?)(?:的|标注的?)?(?:密\s*级|定密)[^\n]{0,4}$")
_DEFINED = re.compile("密级(?:定|确定)?[为是] ?$")
_OF_THIS = re.compile("[本此](?:文件|件|资料|材料)(?:属于?|为|是|系)$")
_THIS_IS = re.compile(rf"{_B}级?{_B}(?:文件|件|材料|资料)?(?=[，,。；;、）)\s]|$)")
_CLOSING = re.compile(
    rf"{_B}级?{_B}(?:件|文件|材料|资料)?[*_]{{0,3}}{_B}[\"”]?{_B}(?:[\]】〕)）>」]|[\t|\n\r]|$)"
)
_AT_END = re.compile(rf"{_B}(?:[\n\r]|$)")
_OPENING = re.compile(rf"(?:^|[\t|\n\r\[【〔(（<「])[{_BLANK}\"“'*#●■]*$")
# The right end of the head of a document, and the foot of a page.
_AFTER_WIDE = re.compile("[\u4e00-\u9fff](?:\u3000{2,}|[ \u3000]{4,})$")
_AFTER_PAGE = re.compile(
    r"(?:第 ?[0-9]{1,4} ?页(?: ?[，,/]? ?共 ?[0-9]{1,4} ?页)?|[-—] ?[0-9]{1,4} ?[-—])[ \u3000]*$"
)
_WRAPPED = re.compile("(?:国家|商业|工作|保守|泄露|严守|个人|核心)\\s*$")  # 国家 and 秘密 on two lines
_HEADED = re.compile(rf"(?:特急|特提|加急|平急|急件|[0-9]{{3,8}})[{_APART}]*$")  # urgency or number before it
_LISTED = re.compile(rf"^{_B}[□■☐☑√/、，,;；或和及|\t ]{{1,6}}{_B}[绝絕機机秘祕公内]")
_LISTED_BEFORE = re.compile(rf"{_FIRST}{_B}密{_B}级?[□■☐☑√/、，,;；或和及|\t ]{{1,6}}{_B}$")
# Other levels beside it, each apart: what can be chosen in a form.
_CHOICE_BEFORE = re.compile(f"({_FIRST}){_B}密{_B}级?{_B}\n。\n{_B}$")
_CHOICE_AFTER = re.compile(f"{_B}级?{_B}\n。\n{_B}({_FIRST}){_B}密")
_EXPLAINED = re.compile(
    '(?:如|例如|标注|标有|标明|标志|标识|样式|格式|形式|注明|写作|印有|字样|密级为|应当|分为)[^。\n]{0,8}[“"「《]?$'
)
# Words that may be a mark where they are all a line says.
_ALONE = re.compile(
    rf"{_B}(保{_B}密|密{_B}件|保密件|密电|密码电报|涉{_B}密|涉密(?:件|文件|材料|资料)|商{_B}密|国家秘密|会议秘密){_B}(?=[\n\r]|\Z)"
)
_QUOTED = re.compile('[^”"」\n]{0,10}[”"」](?:的|等|字样|“|、|或|和|及)')  # “秘密★”“机密★”字样


def secrecy_marks(reading: Reading) -> Iterator[Hit]:
    """Every secrecy mark in a text."""
    view = reading.view
    for place in _levels(reading):
        level = _LEVEL.search(view, max(place - _FARTHEST, 0), place + 1)
        if level:
            severity = _of_level(view, level.start(), place + 1)
            if severity is not None:
                yield Hit(level.start(), place + 1, Kind.SECRECY_MARK, severity)
            continue
        alone = _ALONE.match(view, _line_start(view, place))
        if alone and alone.start(1) <= place < alone.end(1):
            yield Hit(*alone.span(1), Kind.SECRECY_MARK, Severity.WARN)
    yield from remarks(reading)


def _line_start(view: str, place: int) -> int:
    """Where the line begins, if that is near."""
    low = max(place - 40, 0)
    return max(view.rfind("\n", low, place) + 1, view.rfind("\r", low, place) + 1, low)


def _levels(reading: Reading) -> list[int]:
    """Where 密 stands, also where it is written as &#23494;."""
    if "&" not in reading.text or "&#" not in reading.text:
        return reading.spots.at("密")
    return [found.start() for found in re.finditer("密", reading.view)]


def _of_level(view: str, start: int, end: int) -> Severity | None:
    """Whether a level (绝密、机密、秘密) is a mark where it stands."""
    before, after = view[max(start - 24, 0) : start], view[end : end + 60]
    footnote = _ASTERISK.match(after) and _WORD_BEFORE.search(before)
    if not footnote and (_STARRED.match(after) or _STAR_BEFORE.search(before)):
        return _of_starred(before, after)
    if _LISTED.match(after) or _LISTED_BEFORE.search(before) or _FORMERLY.search(before):
        return None
    choices = _CHOICE_BEFORE.search(before), _CHOICE_AFTER.match(after)
    if any(other and other[1] != view[start] for other in choices):
        return None
    if _CALLED.search(before) or (_DEFINED.search(before) and _CLOSING.match(after)):
        return Severity.BLOCK
    if _WRAPPED.search(before):
        return None
    if (_OF_THIS.search(before) and _THIS_IS.match(after)) or (
        _AFTER_WIDE.search(before) and _AT_END.match(after)
    ):
        return Severity.BLOCK
    before = _AFTER_PAGE.sub("\n", _HEADED.sub("\n", before))
    return _of_standing(before, after) if _OPENING.search(before) else None


def _of_starred(before: str, after: str) -> Severity:
    """A mark, unless it is quoted as an example of one."""
    quoted = before[-1:] in _QUOTES and _QUOTED.match(after)
    return Severity.WARN if quoted or _EXPLAINED.search(before) else Severity.BLOCK


def _of_standing(before: str, after: str) -> Severity | None:
    """A level at the beginning of its line, cell or brackets: a mark if nothing but what belongs to it follows."""
    bracket = before.rstrip(" \u3000\u200b\"“'*#●■")[-1:] in tuple("[【〔(（<「")
    closing = _CLOSING.match(after)
    if closing and bracket != (closing[0][-1:] in tuple("]】〕)）>」")):
        return None
    if closing and _NEXT_CELL_TERM.match(after):
        return Severity.WARN  # a table of terms has such rows: 秘密, 10年
    return Severity.BLOCK if closing or _TERM.match(after) or _FOLLOWED.match(after) else None


_QUOTES = ("“", '"', "「")
