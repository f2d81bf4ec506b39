"""X-3: a total in the narrative against the items listed after it: 信息2599条（其中甲类25条，其他2574条）.

其中 may list only some of the items, so a smaller sum is doubted only where the list claims to be whole: it ends
with 其他, gives every item its share, or names every result of table 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from gongkai.annualreport.check.text import Sentence
from gongkai.annualreport.findings import Finding, finding, signed

_UNIT = r"(?P<unit>条|件|人次|个|份|篇|次|宗)"
_TOTAL = re.compile(
    rf"(?<![\d.])(?P<total>\d{{1,9}}){_UNIT}(?:[^，；。：（）\d]{{0,12}}中[，：]|[，：（]{{0,3}}(?:其中|包括|分别[是为]))"
)
_COMPARED = re.compile(r"增|减|同比|上年|去年|较|比上|下降|累计|历年|占")
_NESTED = re.compile(r"（[^（）]*）")
_OTHERS = re.compile(r"^[，、；：]?其[他它余]")
_SHARE = re.compile(r"^[，、（]?(?:约)?占(?:比)?[^，；。]{0,12}?\d+(?:\.\d+)?%")
_ANOTHER = re.compile(
    r"^[，、；：]*(?:另|同时|此外|全年|通过|收到|发布|回复|办理|开展|受理|推送|召开|举办|转发|更新|[^，]{0,12}(?:复议|诉讼))"
)
_CHANNEL = re.compile(r"网站|微信|微博|公众号|新媒体|抖音|客户端|公开栏|公示栏|报[纸刊]|电视|广播|平台|头条")
_DIMENSIONS = (
    re.compile(r"网上|网络|线上|信函|信件|邮|当面|现场|传真|电话|窗口|来访"),
    re.compile(r"自然人|公民|个人|企业|法人"),
    re.compile(r"公开|不予|无法提供|其他处理|答复|办结|结转"),
)
PUBLISHED = ("条", "篇", "个", "份")  # one item goes out on several channels: such lists overlap
FEWEST_ITEMS = 2
LONGEST_LIST = 1_500  # characters
FEWEST_SHARES = 4


@dataclass(frozen=True)
class _Item:
    number: int
    words: str  # before the number, with the mark before them
    after: str


def check_itemised(sentences: Iterable[Sentence]) -> Iterator[Finding]:
    """One finding per list whose items add up to more than its total, or to less though it claims to be whole."""
    for sentence in sentences:
        if (
            "其中" in sentence.text
            or "中，" in sentence.text
            or "包括" in sentence.text
            or "分别" in sentence.text
        ):
            for found in _TOTAL.finditer(sentence.text):
                if not _COMPARED.search(sentence.text[max(0, found.start() - 5) : found.start()]):
                    yield from _check(sentence, found)


def _check(sentence: Sentence, found: re.Match[str]) -> Iterator[Finding]:
    total, unit = int(found["total"]), found["unit"]
    items = _items(_listed(sentence.text, found), unit, total)
    if (
        len(items) < FEWEST_ITEMS
        or _overlap(items, unit)
        or total in accumulate(item.number for item in items)
    ):
        return
    added = sum(item.number for item in items)
    if added > total or _whole(items):
        quoted = f"{total}{unit}"
        message = (
            f"“{sentence.heading}”写共{quoted}，所列各分项合计{added}{unit}，差{signed(added - total)}。"
            "请核对总数和各分项后改正；还有未列出的分项的，请写明。"
        )
        quote = sentence.quote(found.start(), found.end())
        yield finding(
            "X-3", f"{sentence.heading}·{quoted}", message, expected=added, found=total, quote=quote
        )


def _listed(text: str, found: re.Match[str]) -> str:
    """The list itself: inside its own bracket if it opens with one, without brackets nested in it."""
    body = text[found.end() : found.end() + LONGEST_LIST]
    bracketed = "（" in found[0]
    while (flat := _NESTED.sub("", body)) != body:
        body = flat
    return body.split("）")[0] if bracketed else body


def _items(body: str, unit: str, total: int) -> list[_Item]:
    """The items up to where the sentence turns to something else: another 其中, another doing, a larger number.

    A list goes on behind a semicolon only when it has one item between two of them.
    """
    items: list[_Item] = []
    start = 0
    first = body.split("；")[0]
    if len(re.findall(rf"\d{unit}", first)) > 1:
        body = first
    body = body.split("其中")[0]
    for found in re.finditer(rf"(?<![\d.])(\d{{1,9}}){unit}", body):
        words, number = body[start : found.start()], int(found[1])
        turned = bool(items) and bool(_ANOTHER.search(words))
        if turned or _COMPARED.search(re.sub(r"占[^，；]*%", "", words)) or number > total:
            break
        items.append(_Item(number, words, body[found.end() : found.end() + 24]))
        start = found.end()
    return items


def _overlap(items: Sequence[_Item], unit: str) -> bool:
    """Whether the items need not add up: channels of one publication, or applicants beside results."""
    if unit in PUBLISHED and sum(bool(_CHANNEL.search(item.words)) for item in items) >= FEWEST_ITEMS:
        return True
    kinds = {n for item in items for n, kind in enumerate(_DIMENSIONS) if kind.search(item.words)}
    return unit not in PUBLISHED and len(kinds) > 1


def _whole(items: Sequence[_Item]) -> bool:
    """Whether the list claims to name everything."""
    if _OTHERS.search(re.sub(r"^[，、；：]?占[^，；]*%[，；]?", "", items[-1].words)):
        return True
    return len(items) >= FEWEST_SHARES and all(_SHARE.search(item.after) for item in items)
