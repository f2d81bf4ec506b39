"""Home addresses (住址) down to the door: a house, a household, or a group of a village with a number."""

import re
from collections.abc import Iterator

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.reading import Reading
from gongkai.screening.content.kinds.spots import DOORS

_N = "[0-9一二三四五六七八九十百东西南北中甲乙丙A-Za-z\\-附之]{1,7}"
_N = r"[0-9一二三四五六七八九十百东西南北中甲乙丙A-Za-z\-附之]{1,7}"
_PLACE = "[\u4e00-\u9fff0-9A-Za-z]"
_ROADS = "路|街|巷|大道|胡同|弄"
_ESTATES = "小区|花园|家园|公寓|苑|新村|家属院|家属楼|住宅|安置点"
# An address that goes on is met again at its finer part.
_FINER = re.compile(
    r"[\u4e00-\u9fff]{0,6}?[0-9一二三四五六七八九十A-Za-z\-]{1,6}(?:号|室|户|楼|单元|栋|幢|层)"
)
# What may stand before the number of a door: most numbers before 号 and 户 are no addresses.
_LED = re.compile(
    "[路街巷道弄组社队里院区楼栋幢座元村段坊同屯庄沟湾寨附号层苑园]"
    r"[^\s，。；：]{0,2}?[0-9一二三四五六七八九十百A-Za-z\-]{1,7}$"
)
_STREET = re.compile(
    rf"(?:{_PLACE}{{1,24}}?(?:{_ROADS}|道|里|坊)){_N}(?:号|弄)"
    rf"(?:{_PLACE}{{0,12}}?(?:{_N}(?:室|户|单元|楼|栋|幢|层|门)))+$"
)
_ESTATE = re.compile(
    rf"{_PLACE}{{1,24}}?(?:{_ESTATES}|城|庄|园|府|院|里)"
    rf"(?:{_PLACE}{{0,4}}?{_N}(?:号楼|栋|幢|座|楼|单元|层|号院|区)){{1,4}}{_N}(?:室|户|号)?$"
)
_VILLAGE = re.compile(
    rf"{_PLACE}{{1,24}}?(?:村|社区|屯|寨|嘎查)(?:{_PLACE}{{0,8}}?(?:组|社|队|屯|湾|沟|庄))?{_N}号$"
)
_HOMELY = re.compile(rf"(?:{_PLACE}{{1,24}}?(?:{_ROADS})){_N}号$")
_ROAD_ENDS = "路街巷道弄同"
_HOME = re.compile(
    r"(?:住址|(?<!办公)(?<!联系)(?<!单位)(?<!注册)地址|住所|住在|现住|家住|户籍地|户籍所在地|居住于|居住在|住)[^\n。；;]{0,36}$"
)
_KEPT = re.compile(
    rf"^.*(?:组|社|队|村|社区|屯|寨|{_ESTATES}|{_ROADS})"
    r"(?=[0-9一二三四五六七八九十东西南北A-Za-z\u4e00-\u9fff\-附]{1,24}$)"
)


_NUMBERED_DOOR = re.compile(
    rf"[：:为是在于 \u3000]{{0,3}}([\u4e00-\u9fff]{_PLACE}{{1,23}}?)([0-9]{{1,4}}(?:[-—][0-9]{{1,4}}){{1,3}})(?![0-9\-—])"
)


def addresses(reading: Reading) -> Iterator[Hit]:
    """Addresses that lead to a door; the mask keeps the village, the group or the street."""
    for word in reading.words:
        found = _NUMBERED_DOOR.match(reading.view, word.end) if word.name == "home" else None
        if found:
            mask = reading.text[found.start(1) : found.end(1)]
            yield Hit(found.start(1), found.end(), Kind.ADDRESS, Severity.WARN, mask)
    view, last = reading.view, 0
    for end in (place + 1 for place in reading.spots.at(DOORS)):
        led = _LED.search(view, max(end - 12, 0), end - 1)
        if not led or _FINER.match(view, end):
            continue
        simple = view[end - 1] == "号" and led[0][0] in _ROAD_ENDS
        if simple and not _HOME.search(view[max(end - 44, 0) : end]):
            continue  # most numbers in a road are an office's
        window = re.split("[\\s，,。；;：:、（()）|]", view[max(end - 48, last) : end])[-1]
        match = _STREET.search(window) or _ESTATE.search(window) or _VILLAGE.search(window)
        if match is None and simple:
            match = _HOMELY.search(window)
        if match is None:
            continue
        start = end - len(match[0])
        last = end
        kept = _KEPT.match(reading.text[start:end])
        yield Hit(start, end, Kind.ADDRESS, Severity.WARN, kept[0] if kept else "")
