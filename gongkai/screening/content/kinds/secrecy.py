"""Secrecy marks (涉密标志): 密级 as documents bear them, and remarks that keep a document inside.

The words themselves stand in every law and training notice. A mark is told by where it stands: with a star or a
term, alone in its line or brackets, after 密级, or in a remark on 此件 (保守国家秘密法 and its 标志 rules).
"""

import re
from collections.abc import Iterator

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.reading import Reading
from gongkai.screening.content.kinds.spots import DRAWN

_S = "[ \u3000\xa0\u2000-\u200b\u202f\t\n\r]{0,30}"  # between the characters of a mark
_B = "[ \u3000\xa0\u2000-\u200b\u202f]{0,12}"  # the same within its line
_LEVEL = re.compile(f"[绝絕機机秘祕]{_S}(?:[-－—–.·•・]{_S})?密$")
_REACH = 33  # how far before its second character a level may begin
_ANY_LEVEL = re.compile("[绝絕機机秘祕][ \u3000\u200b]{0,4}密")
_STARRED = re.compile(
    rf"(?:{_B}级)?{_S}[”\"」]?{_S}(?:[★☆✩✭✮⭐✰⋆]|[*＊※▲]{_B}(?:[0-9一二三四五六七八九十]|长期|启用|解密|$|\n))"
)
_TERM = re.compile(
    rf"{_B}[:：★☆·—-]?{_B}(?:(?:[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}){_B}(?:年|个月)|长期)"
)
_URGENT = re.compile(
    r"[ \u3000\t\n\r\u200b/·、,，|]{1,40}(?:"
    r"[\u4e00-\u9fff]{1,10}〔[0-9]{4}〕|特急|特提|加急|平急|急件|份号|份\s?数|No\.?|编号|第\s?[0-9]+\s?号|[0-9]{6}(?![0-9]))"
)
_CALLED = re.compile(
    r"(?:密\s*级|定\s*密|保密等级|涉密等级|密级标志)[^\S\n]*[：:\t]?[ \u3000\t\n\"“■☑√]*$|[此本](?:文)?件[属为系是]于?$"
)
_TITLED = re.compile("[：:][ \u3000]?关于")
_AT_LINE_END = re.compile("[\u4e00-\u9fff][ \u3000\xa0]{2,}$")  # set apart at the right end of a line
_DEFINED = re.compile("密级(?:定|确定)?[为是] ?$")
_CLOSING = re.compile(rf"[*_]{{0,2}}{_B}级?(?:件|文件|材料|资料)?{_B}(?:[\]】〕)）>」]|[\t|\n\r]|$)")
_LINE_END = re.compile(rf"{_B}级?{_B}(?:[\n\r]|$)")
_OPENING = re.compile(r"(?:^|[\t|\n\r\[【〔(（<「])[ \u3000\xa0\u2000-\u200b\u202f\"“*#●■]*$")
_WRAPPED = re.compile("(?:国家|商业|工作|保守|泄露|严守|个人|核心)\\s*$")  # 国家 and 秘密 on two lines
_HEADED = re.compile(
    r"(?:特急|特提|加急|平急|急件|[0-9]{3,8}|第\s?[0-9]{1,4}\s?页)[ \u3000\t/·、]*$"
)  # urgency or number stands before it
_OF_LAW = re.compile("涉及|属于|国家秘密|商业秘密|规定|要求[：:]|第.{1,5}条")
_SPOKEN_OF = re.compile('[”"」]?(?:字样|标识|的含义|的意思|的规定|性出版物)')
_CLAUSE = re.compile(
    r"(?:^|[\t\n|\[【〔(（])[^\n\t。]{0,8}(?:内部|保密|保存|仅限|仅供|机密|秘密)[^\n\t。]{0,4}[，,、；; ]$"
)
_LISTED = re.compile(f"^{_B}[□■☐☑√/、，,;；或和及|\t ]{{1,6}}{_B}[绝絕機机秘祕公内]")
_EXPLAINED = re.compile(
    '(?:如|例如|标有|标注了|盖有|标注有|标注|标明|标志|标识|样式|格式|形式|注明|写作|印有|字样|密级为|应当|分为)[^。\n]{0,6}[“"「《]?$'
)

_END = rf"(?={_B}[。；;!！]?{_B}(?:[\]】〕)）》>」\"”]|[\t|\n\r]|$))"
_NOT = "(?:得|予|宜|能|可|许|准)"
# The first character stands in one set before the ways to go on, so that the search runs at full speed.
_REMARKS = re.compile(
    "[此本内內不严公发只仅限](?:"
    + "|".join(
        (
            rf"(?P<this>(?<=[此本]){_B}(?:文{_B})?件{_B}(?:(?:属{_B}于?|为)?不{_B}{_NOT}?{_B}(?:对{_B}外{_B})?"
            rf"(?:公{_B}开|外{_B}传|翻{_B}印|上{_B}网|登{_B}报|转{_B}载|转{_B}发|扩{_B}散)"
            rf"|(?:只|仅|限|可)?{_B}发{_B}至|严禁|限[^\n。]{{1,12}}(?:传阅|阅|级)|阅后))",
            rf"(?P<inside>(?<=[内內]){_B}部{_B}(?:[资資]{_B}料|文{_B}件|材{_B}料|刊{_B}物|情{_B}况){_B}[，,、；;：:。·（(—\-\s]{{0,6}}"
            rf"(?:请{_B})?(?:注{_B}意{_B}保|妥{_B}善|不{_B}得|严{_B}禁|请{_B}勿|禁{_B}止|切{_B}勿|勿{_B}外)[存密管外扩翻公复传带]?)",
            rf"(?P<kept>(?<=[内內]){_B}部{_B}(?:[资資]{_B}料|文{_B}件|材{_B}料){_END})",
            rf"(?P<never>(?<=[不严])(?:{_B}[得禁]{_B}(?:对{_B}外{_B})?公{_B}[开布]|{_B}对{_B}外{_B}公{_B}[开布]|{_B}[得禁]{_B}外{_B}传){_END})",
            rf"(?P<attribute>(?<=公)开(?:属性|方式|类别|类型)[：:\t ]{{0,3}}不{_B}{_NOT}?{_B}公开)",
            rf"(?P<applied>(?<=此){_B}件{_B}依申请公开)",
            rf"(?P<on_request>(?<=公)开(?:属性|方式|类别|类型){_B}[：:\t |]?{_B}[■☑√]?{_B}依申请公开(?!{_B}[□■☑√/、和]))",
            rf"(?P<reach>(?<=[发只仅限])(?:{_B}发)?{_B}至{_B}[省市县乡科处厅师团局村][^\n。，]{{0,6}}级{_END})",
        )
    )
    + ")"
)
_ISSUED = re.compile("[开布]?(?:发行|出版|陈列)")
_FIRST = re.compile(f"[此本内內不严公发只仅限]{_B}$")
_NOT_FOR_ALL = frozenset({"applied", "on_request"})  # the document itself says it is not for everybody
# Words that are a mark where they are all a line says.
_ALONE = re.compile(
    rf"{_B}((?:保{_B}密|密{_B}件|保密件|密电|密码电报|涉{_B}密|涉密(?:件|文件|材料|资料)|商{_B}密|国家秘密|会议秘密))"
    rf"{_B}(?=[\n\r]|\Z)"
)
_STANDING = frozenset({"kept", "never", "reach"})  # marks only where nothing else stands before them


def secrecy_marks(reading: Reading) -> Iterator[Hit]:
    """Every secrecy mark in a text."""
    view = reading.view
    for place in reading.spots.at("密"):
        level = _LEVEL.search(view, max(place - _REACH, 0), place + 1)
        if level:
            severity = _of_level(view, level.start(), place + 1)
            if severity is not None:
                yield Hit(level.start(), place + 1, Kind.SECRECY_MARK, severity)
            continue
        alone = _ALONE.match(view, _line_start(view, place))
        if alone and alone.start(1) <= place < alone.end(1):
            yield Hit(*alone.span(1), Kind.SECRECY_MARK, Severity.WARN)
    for start in _remarks_begin(reading):
        found = _REMARKS.match(view, start)
        if found is None:
            continue
        name = found.lastgroup or ""
        before = view[max(start - 24, 0) : start]
        if name in _STANDING and not (
            _OPENING.search(before)
            or (name == "never" and _CLAUSE.search(before) and not _OF_LAW.search(before))
        ):
            continue
        if _SPOKEN_OF.match(view, found.end()) or (name == "inside" and _ISSUED.match(view, found.end())):
            continue
        kind = Kind.WORK_SECRET if name == "on_request" else Kind.SECRECY_MARK
        weight = Severity.WARN if name in _NOT_FOR_ALL else Severity.BLOCK
        yield Hit(start, found.end(), kind, weight)


def _line_start(view: str, place: int) -> int:
    """Where the line begins, if that is near."""
    low = max(place - 40, 0)
    return max(view.rfind("\n", low, place) + 1, view.rfind("\r", low, place) + 1, low)


def _remarks_begin(reading: Reading) -> Iterator[int]:
    """Where a remark may begin: at its words, or at a first character with a blank behind."""
    for word in reading.words:
        if word.name in ("remark", "worksecrets"):
            yield from range(max(word.start - 2, 0), word.start + 1)
    for place in reading.spots.at(DRAWN):
        first = _FIRST.search(reading.view, max(place - 13, 0), place)
        if first:
            yield first.start()


def _of_level(view: str, start: int, end: int) -> Severity | None:
    """Whether a level (绝密、机密、秘密) is a mark where it stands."""
    before, after = view[max(start - 24, 0) : start], view[end : end + 60]
    starred = _STARRED.match(after) or re.search(rf"[★☆]{_B}$", before)
    if starred and not (re.match(rf"{_S}[*＊※▲]", after) and re.search(r"[\u4e00-\u9fff*]\Z", before)):
        return Severity.WARN if _EXPLAINED.search(before) else Severity.BLOCK
    if _LISTED.match(after) or re.search(
        f"[绝絕機机秘祕]{_B}密{_B}级?[□■☐☑√/、，,;；或和及|\t ]{{1,6}}{_B}$", before
    ):
        return None
    if re.match('[”"」]?字样', after):
        return None
    if _CALLED.search(before) or (_DEFINED.search(before) and _CLOSING.match(after)):
        return Severity.BLOCK
    if _WRAPPED.search(before):
        return None
    if _AT_LINE_END.search(before) and _LINE_END.match(after):
        return Severity.BLOCK
    before = _HEADED.sub("\n", before)
    if not _OPENING.search(before):
        return None
    bracket = before.rstrip(' \u3000\u200b"“*#●■')[-1:] in tuple("[【〔(（《<「")
    closing = _CLOSING.match(after)
    if closing and bracket != (closing[0][-1:] in tuple("]】〕)）》>」")):
        return None
    return (
        Severity.BLOCK
        if closing or _TITLED.match(after) or _TERM.match(after) or _URGENT.match(after)
        else None
    )
