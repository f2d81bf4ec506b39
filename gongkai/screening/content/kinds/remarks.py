"""Remarks that keep a document inside (内部资料、此件不公开、会后收回): marks as well, told by where they stand.

In running text, in laws and in notices the same words only speak of such documents.
"""

import re
from collections.abc import Iterator

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.reading import Reading
from gongkai.screening.content.kinds.spots import DRAWN

_BLANK = " \u3000\xa0\u2000-\u200b\u202f"
_B = f"[{_BLANK}]{{0,12}}"  # between the characters of a remark on one line
_S = f"[{_BLANK}\t\n\r]{{0,12}}"  # the same where lines or cells may part them
_END = rf"(?={_B}[。；;!！★]?{_B}(?:[\]】〕)）》>」\"”]|[\t|\n\r]|$))"
_AND = r"[，,、；;：:·\s]{1,4}"


def _drawn(words: str, gap: str = _S) -> str:
    """The words, each of them with blanks allowed between its characters."""
    return "|".join(gap.join(word) for word in words.split())


_SPREAD = "外传 公开 扩散 翻印 复制 复印 转发 转载 上网 登报 带出 传播"
_KEEP = _drawn("注意保存 注意保管 注意保密 妥善保存 妥善保管")
_PAPERS = _drawn("资料 資料 文件 材料 刊物 情况")
_NEVER = _drawn("不得 严禁 请勿 禁止 切勿 不准")
_OUTWARD = f"(?:对{_S}外{_S})?"
_FORBIDDEN = f"(?:{_NEVER}){_S}{_OUTWARD}(?:{_drawn(_SPREAD)})"
_LEAVE = f"未{_S}经{_S}(?:{_drawn('允许 批准 许可 同意')}){_S}[，,]?{_S}"
_GIVEN_BACK = f"(?:{_drawn('会后 会议后 阅后 传阅后')}){_S}[请即]?{_S}(?:{_drawn('收回 退回 交回 销毁 焚')})"
_WITHIN = f"[仅只]?{_S}[限供]?{_S}(?:{_drawn('内部使用 内部刊物 内部明电')})"
_WITHHELD = (
    f"(?:{_drawn('不得 严禁')}){_S}{_OUTWARD}(?:{_drawn('公开 公布')})|{_drawn('不对外公开 不对外公布')}"
)
_ALONE = f"(?:{_KEEP}|{_GIVEN_BACK}|{_WITHIN}|(?:{_NEVER}){_S}外{_S}传|{_WITHHELD})"
_NOT = f"(?:属{_S}于?{_S}|为{_S})?不{_S}[得予宜能可许准]?{_S}{_OUTWARD}"
_TO = "(?:[省市县乡科处厅师团局村地军区州盟旗镇街]|各)"
# The first character stands in one set before the ways to go on.
_FIRSTS = "此本内內不严公发只仅限供会阅传注妥请禁切"
_WAYS = (
    rf"(?P<this>(?<=[此本]){_S}(?:文{_S})?件{_S}(?:{_NOT}(?:{_drawn(_SPREAD)})"
    rf"|(?:只|仅|限|可)?{_S}发{_S}至|严禁|限[^\n。]{{1,12}}(?:传阅|阅|级)|阅后))",
    rf"(?P<inside>(?<=[内內]){_S}部{_S}(?:{_PAPERS}){_S}[，,、；;：:。·（(—\-\s]{{0,6}}"
    rf"(?:{_LEAVE})?(?:{_KEEP}|{_FORBIDDEN}))",
    rf"(?P<kept>(?<=[内內]){_S}部{_S}(?:{_PAPERS}){_END})",
    rf"(?P<attribute>(?<=公)开(?:属性|方式|类别|类型)[：:\t ]{{0,3}}不{_B}[得予宜能可许准]?{_B}公开)",
    rf"(?P<applied>(?<=此){_B}件{_B}依申请公开)",
    rf"(?P<on_request>(?<=公)开(?:属性|方式|类别|类型){_B}[：:\t |]?{_B}[■☑√]?{_B}依申请公开(?!{_B}[□■☐☑√/、和]))",
    rf"(?P<reach>(?<=[发只仅限])(?:{_B}发)?{_B}至{_B}{_TO}[^\n。，的]{{0,6}}级{_END})",
)
_REMARKS = re.compile(f"[{_FIRSTS}](?:{'|'.join(_WAYS)})")
_STANDING_REMARK = re.compile(rf"{_ALONE}(?:{_AND}{_ALONE})*{_END}")
_REFUSED = re.compile(rf"不{_B}予{_B}公{_B}开{_B}(?=[\n\r]|$)")
_OPENING = re.compile(rf"(?:^|[\t|\n\r\[【〔(（《<「])[{_BLANK}\"“*#●■★☆]*$")
# In the table of an annual report the same words head a row.
_IN_REPORT = re.compile("部分公开|无法提供|不予处理|属于国家秘密")
_NOT_FOR_ALL = frozenset({"applied", "on_request"})  # the document itself says it is not for everybody
_LED = re.compile(rf"[此本文内內部不严公发只仅限供会议阅传注妥请禁切得予对][{_BLANK}\t\n\r]{{1,12}}$")
_LINE_BEGIN = re.compile(rf"(?:^|[\n\r])[{_BLANK}]*$")
_CLAUSE = re.compile(
    r"(?:^|[\t\n|\[【〔(（])[^\n\t。“「]{0,8}(?:内部|保密|保存|保管|仅限|仅供|会议材料)[^\n\t。的]{0,4}[，,、；; ]$"
)
_SPOKEN_OF = re.compile(
    '(?:标注|标有|标明|标识|注明|印有|字样|规定|要求|含义|所称|是指|如|例如)[^。\n]{0,4}[“"「《：:]?$'
)
_QUOTED = re.compile('[^”"」\n]{0,12}[”"」](?:的|等|字样|是|指|“|、|或|和|及)')
_RULED = re.compile("[^\\s，。；;）)]{0,8}的[\u4e00-\u9fff]")  # 此件发至县团级的规定已废止
_HAN = re.compile("[\u4e00-\u9fff]")


def remarks(reading: Reading) -> Iterator[Hit]:
    """Every remark in a text."""
    view, end = reading.view, 0
    for start in sorted(set(_begin(reading))):
        if start < end:
            continue
        before = view[max(start - 24, 0) : start]
        found = _whole(view, start, before) or _marked(view, start, before)
        if found is not None and not _is_quoted(view, found, before):
            end = found.end()
            kind = Kind.WORK_SECRET if found.lastgroup == "on_request" else Kind.SECRECY_MARK
            weight = Severity.WARN if found.lastgroup in _NOT_FOR_ALL else Severity.BLOCK
            yield Hit(start, end, kind, weight)


def _begin(reading: Reading) -> Iterator[int]:
    """Where a remark may begin: at its words, or at a first character shortly before one that blanks set apart."""
    for word in reading.words:
        if word.name in ("remark", "worksecrets"):
            yield from range(max(word.start - 3, 0), word.start + 1)
    for place in reading.spots.at(DRAWN):
        if _LED.search(reading.view, max(place - 13, 0), place) is None:
            continue
        for start in range(max(place - 13, 0), place):
            if reading.view[start] in _FIRSTS:
                yield start


def _whole(view: str, start: int, before: str) -> re.Match[str] | None:
    """A remark that is all there is in its line, cell or brackets."""
    found = _STANDING_REMARK.match(view, start)
    if found and (_OPENING.search(before) or _CLAUSE.search(before)):
        return found
    refused = _REFUSED.match(view, start) if _LINE_BEGIN.search(before) else None
    return None if refused and _IN_REPORT.search(view, max(start - 200, 0), start + 200) else refused


def _marked(view: str, start: int, before: str) -> re.Match[str] | None:
    """A remark that says what it is of (此件、内部资料), wherever such a one may stand."""
    found = _REMARKS.match(view, start)
    if found is None:
        return None
    name, after = found.lastgroup, view[found.end() : found.end() + 16]
    opened = _OPENING.search(before) is not None
    if name in ("kept", "reach"):
        return found if opened else None
    if name == "this":
        return None if _RULED.match(after) else found
    if name == "inside":
        if _HAN.match(after):
            return None
        return found if opened or (_ENDS.match(view, found.end()) and not _SPOKEN_OF.search(before)) else None
    return found


_ENDS = re.compile(_END)


def _is_quoted(view: str, found: re.Match[str], before: str) -> bool:
    """Whether the text speaks of the remark, in quotation marks."""
    if before[-1:] not in ("“", '"', "「", "《"):
        return False
    return _QUOTED.match(view, found.end()) is not None or _SPOKEN_OF.search(before) is not None
