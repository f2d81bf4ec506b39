"""Sentences that say there was none: 未收到政府信息公开申请, 没有发生行政复议、行政诉讼, 无结转."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annualreport.check.scope import whole
from gongkai.annualreport.check.topics import CARRIED_OUT, NEW, REVIEWS, SUITS, Topic

_NOT = r"(?:未(?!经|审|结|及|来)|没有|无(?!法|正当|理|偿|障|论)|零(?!距|散))"
_HAPPEN = r"(?:收到|接到|受理|发生|产生|出现|引发|引起|涉及|存在|人|有|被|因|对|提出|提起|过|到|任何|关于|有关|与)*+"
_APPLICATION = re.compile(
    rf"{_NOT}{_HAPPEN}(?:公民、法人(?:和|或)(?:者)?其他组织)?(?:的)?(?:政府信息|信息|依申请|公开|的|对){{0,6}}(?:公开申请|申请公开|依申请公开|公开的申请)"
    r"(?:政府信息|信息)?(?:申请|事项|情况|件|事件)?(?:的)?(?:情况|情形)?$"
)
_ASKED_BY_NOBODY = re.compile(
    rf"{_NOT}(?:有)?公民、法人(?:和|或|及)(?:者)?其他组织[^，]{{0,12}}(?:申请公开政府信息|(?:提出|提交)[^，]{{0,8}}公开(?:的)?申请)$"
)
_REMEDY = re.compile(rf"{_NOT}[^，]{{0,30}}?(?P<what>复议|诉讼)")
_CARRIED = re.compile(rf"{_NOT}(?:申请)?(?:件)?结转(?:至|到)?(?:下|次)(?:一)?年")
_LOST = re.compile(
    r"败诉|败议|纠错|纠正|撤销|责令|违法|确认|逾期|超期|超时|不服|滥用|完善|健全|规范|机制|经验|只|仅"
)


_NEVER = re.compile("(?!)")
_NO_APPLICATION = Topic("新收申请", "申请", (), _NEVER, NEW)
_NO_REVIEW = Topic("行政复议", "救济", (), _NEVER, REVIEWS)
_NO_SUIT = Topic("行政诉讼", "救济", (), _NEVER, SUITS)
_NOT_CARRIED = Topic("结转下年度", "申请", (), _NEVER, CARRIED_OUT)


def denied(plain: str) -> Iterator[Topic]:
    """What the clause says there was none of; a denial with a condition (未发生败诉) denies nothing."""
    if _LOST.search(plain):
        return
    if (_APPLICATION.search(plain) or _ASKED_BY_NOBODY.search(plain)) and whole(plain):
        yield _NO_APPLICATION
    if _CARRIED.search(plain):
        yield _NOT_CARRIED
    if found := _REMEDY.search(plain):
        named = plain[found.start("what") :]
        if "复议" in named:
            yield _NO_REVIEW
        if "诉讼" in named:
            yield _NO_SUIT
