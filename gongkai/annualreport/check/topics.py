"""What sentences say of the tables (正文引用的数): phrases as data, each with the cells it quotes.

A topic's phrase ends in the number. Only phrases that name one quantity outright are here: a doubt raised
against a true sentence costs more than a slip that is not seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from gongkai.annualreport.check.text import NUMBER, UNIT

Kind = Literal["申请", "结果", "救济", "文件"]
Places = tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """Another thing a phrase may mean (口径): said as, and the cells that add up to it."""

    words: str
    places: Places


@dataclass(frozen=True)
class Topic:
    """A quantity of the tables and a phrase that quotes it."""

    what: str
    kind: Kind
    words: tuple[str, ...]  # one of them is in every clause the phrase can match
    phrase: re.Pattern[str]
    places: Places
    readings: tuple[Reading, ...] = ()
    loose: bool = False  # the phrase may as well mean any of its readings: silent when one of them fits


def _totals(*keys: str) -> Places:
    return tuple(f"表3/{key}/总计" for key in keys)


def _of(rows: Places, column: str) -> Places:
    return tuple(f"{row.rsplit('/', 1)[0]}/{column}" for row in rows)


NEW, CARRIED_IN, RESULT, CARRIED_OUT = map(_totals, ("new", "carried_in", "result_total", "carried_out"))
GRANTED, PARTIAL = _totals("granted"), _totals("partial")
DENIED = _totals(*(f"deny{n}" for n in range(1, 9)))
UNABLE = _totals(*(f"unable{n}" for n in range(1, 4)))
REFUSED = _totals(*(f"refuse{n}" for n in range(1, 6)))
OTHERS = _totals("other", "other1", "other2", "other3")  # one row in 2019, three in 2021
REVIEWS: Places = ("表4/行政复议/总计",)
DIRECT, AFTER = "表4/行政诉讼/未经复议直接起诉/总计", "表4/行政诉讼/复议后起诉/总计"
SUITS: Places = (DIRECT, AFTER)

_FILL = r"(?:的|申请|事项|案件|案|数量|总数|数|共计|总计|合计|共有|累计|共|计|为|是|有|达到?|了)*+"
_N = rf"{_FILL}{NUMBER}{UNIT}"
_VERB = r"(?:收到|接到|接收|受理|新收|新增|收悉|收取|接受)(?:到|了|处理)*+"
_OPEN = r"(?:政府信息|政务信息|政务|信息)*+(?:依申请)?(?:政府信息|政务信息|政务|信息)*+公开"
_ASKED = rf"(?:(?:依申请公开|{_OPEN})(?:政府信息|信息)?(?:的|类)?(?:书面)?(?:申请书?|事项)?(?:公开)?|依申请信息公开)"
_WHO = r"[^，0-9]{0,24}?"
_DOCUMENTS = r"(?:行政)?规范性文件"

CASES = Reading("新收加上年结转", (*NEW, *CARRIED_IN))
_ANSWERED = Reading("办理结果总计", RESULT)


def _persons(places: Places) -> Reading:
    return Reading("只计自然人", _of(places, "自然人"))


def _topic(what: str, kind: Kind, words: str, phrase: str, places: Places, *readings: Reading) -> Topic:
    return Topic(what, kind, tuple(words.split("|")), re.compile(phrase), places, readings)


def _loose(what: str, kind: Kind, words: str, phrase: str, places: Places, *readings: Reading) -> Topic:
    return Topic(what, kind, tuple(words.split("|")), re.compile(phrase), places, readings, loose=True)


_RECEIVED = (CASES, _ANSWERED, _persons(NEW))
_DECIDED = (Reading("新收件数", NEW), CASES, _persons(RESULT))
_ALL_GRANTED = Reading("予以公开加部分公开", (*GRANTED, *PARTIAL))

APPLICATIONS = (
    _topic("新收申请", "申请", "公开", rf"{_VERB}{_WHO}{_ASKED}{_N}", NEW, *_RECEIVED),
    _topic("新收申请", "申请", "申请", rf"{_VERB}(?:各类|书面|有效)?(?:的)?申请{_N}", NEW, *_RECEIVED),
    _topic(
        "新收申请",
        "申请",
        "申请",
        rf"{_VERB}(?:各类|共|共计)?{NUMBER}{UNIT}(?:{_OPEN}(?:的)?)?(?:申请|依申请)",
        NEW,
        *_RECEIVED,
    ),
    _topic(
        "上年结转",
        "申请",
        "结转",
        rf"(?:上(?:一)?年(?:度)?结转|结转上(?:一)?年(?:度)?)(?:的)?(?:{_ASKED}|申请)?{_N}",
        CARRIED_IN,
    ),
    _topic(
        "结转下年度",
        "申请",
        "结转|顺延",
        rf"(?:结转|顺延)(?:至|到)?(?:下|次)(?:一)?年(?:度)?(?:继续)?(?:办理|答复|处理)?(?:的)?(?:{_ASKED}|申请)?{_N}",
        CARRIED_OUT,
    ),
    _topic(
        "结转下年度",
        "申请",
        "结转|顺延",
        rf"{NUMBER}{UNIT}(?:{_ASKED}|申请)?[^，0-9]{{0,8}}(?:结转|顺延)(?:至|到)?(?:下|次)(?:一)?年",
        CARRIED_OUT,
    ),
    _topic(
        "办理结果总计",
        "结果",
        "办结|答复|办理完毕",
        rf"(?:办结|答复|办理完毕)(?:完毕|了)?(?:{_ASKED}|申请)?{_N}",
        RESULT,
        *_DECIDED,
    ),
    _topic(
        "办理结果总计",
        "结果",
        "办结|答复|办理完毕",
        rf"(?:{_ASKED}|申请)(?:已)?(?:按[时期])?(?:办结|答复|办理完毕){_N}",
        RESULT,
        *_DECIDED,
    ),
    _loose("办理申请", "申请", "办理|处理", rf"(?:办理|处理)(?:各类)?{_ASKED}{_N}", RESULT, *_DECIDED),
)
RESULTS = (
    _topic(
        "予以公开及部分公开",
        "结果",
        "部分公开",
        rf"公开(?:、|和|及|与|或|以及)(?:予以)?部分公开{_N}",
        (*GRANTED, *PARTIAL),
        Reading("只计予以公开", GRANTED),
        _persons((*GRANTED, *PARTIAL)),
        _persons(GRANTED),
    ),
    _topic("部分公开", "结果", "部分公开", rf"部分公开{_N}", PARTIAL, _persons(PARTIAL)),
    _topic("不予公开", "结果", "不予公开", rf"不予公开{_N}", DENIED, _persons(DENIED)),
    _topic(
        "予以公开",
        "结果",
        "予以公开|同意公开",
        rf"(?<!不)(?:予以公开|同意公开|全部公开){_N}",
        GRANTED,
        _ALL_GRANTED,
        _persons(GRANTED),
    ),
    _topic(
        "无法提供",
        "结果",
        "无法提供",
        rf"无法提供{_N}",
        UNABLE,
        Reading("只计本机关不掌握", _totals("unable1")),
        _persons(UNABLE),
    ),
    _topic("不予处理", "结果", "不予处理", rf"不予处理{_N}", REFUSED, _persons(REFUSED)),
    _topic("其他处理", "结果", "其他处理|其它处理", rf"其[他它]处理{_N}", OTHERS, _persons(OTHERS)),
    _topic(
        "本机关不掌握",
        "结果",
        "不掌握",
        rf"不掌握(?:相关)?(?:政府信息|信息)?{_N}",
        _totals("unable1"),
        _persons(_totals("unable1")),
    ),
    _topic(
        "没有现成信息", "结果", "没有现成|另行制作", rf"(?:没有现成信息|另行制作){_N}", _totals("unable2")
    ),
    _topic("补正后仍不明确", "结果", "不明确", rf"补正后(?:申请内容)?仍?不明确{_N}", _totals("unable3")),
    _topic("信访举报投诉类申请", "结果", "信访", rf"信访(?:、)?举报(?:、)?投诉类{_N}", _totals("refuse1")),
    _topic("重复申请", "结果", "重复申请", rf"重复申请{_N}", _totals("refuse2")),
    _topic("国家秘密", "结果", "国家秘密", rf"(?:属于|涉及)国家秘密{_N}", _totals("deny1")),
    _topic("保护第三方合法权益", "结果", "第三方", rf"保护第三方(?:合法)?权益{_N}", _totals("deny4")),
    _topic("内部事务信息", "结果", "内部事务", rf"内部事务(?:性)?(?:信息)?{_N}", _totals("deny5")),
    _topic("过程性信息", "结果", "过程性", rf"过程性信息{_N}", _totals("deny6")),
    _topic("行政执法案卷", "结果", "执法案卷", rf"行政执法案卷(?:信息)?{_N}", _totals("deny7")),
    _topic("行政查询事项", "结果", "查询事项", rf"行政查询事项{_N}", _totals("deny8")),
)
REMEDIES = (
    _topic(
        "行政复议、行政诉讼",
        "救济",
        "诉讼",
        rf"复议(?:案件|申请|案)?(?:、|和|及|与|或|以及)(?:提起)?(?:行政)?诉讼(?:案件|案)?(?:均|各)?{_N}",
        (*REVIEWS, *SUITS),
    ),
    _topic(
        "行政复议",
        "救济",
        "复议",
        rf"复议(?:案件|申请|案)?{_N}",
        REVIEWS,
        Reading("不计尚未审结", ("表4/行政复议/结果维持", "表4/行政复议/结果纠正", "表4/行政复议/其他结果")),
    ),
    _topic("复议后起诉", "救济", "复议后", rf"复议后(?:起诉|提起诉讼|提起行政诉讼)(?:案件)?{_N}", (AFTER,)),
    _topic(
        "未经复议直接起诉", "救济", "直接", rf"直接(?:起诉|提起诉讼|提起行政诉讼)(?:案件)?{_N}", (DIRECT,)
    ),
    _topic(
        "行政诉讼",
        "救济",
        "诉讼",
        rf"诉讼(?:案件|申请|案)?{_N}",
        SUITS,
        Reading("只计未经复议直接起诉", (DIRECT,)),
        Reading("只计复议后起诉", (AFTER,)),
    ),
)
_MADE: Places = ("表2/行政规范性文件/本年制发件数", "表2/规范性文件/本年新制作数量")
_REPEALED: Places = ("表2/行政规范性文件/本年废止件数",)
_IN_FORCE: Places = ("表2/行政规范性文件/现行有效件数", "表2/规范性文件/对外公开总数量")
_MAKE = r"(?:制发|新制发|制定|新制定|制定出台|制定印发|出台)(?:了|的)?"


def _decisions(name: str) -> Topic:
    return _topic(
        f"{name}处理决定",
        "文件",
        name,
        rf"{name}(?:处理)?决定(?:书)?{_N}",
        (f"表2/{name}/本年处理决定数量", f"表2/{name}/处理决定数量"),
    )


DOCUMENTS = (
    _topic("制发规范性文件", "文件", "规范性文件", rf"{_MAKE}(?:行政)?规范性文件{_N}", _MADE),
    _topic("制发规范性文件", "文件", "规范性文件", rf"{_MAKE}{NUMBER}{UNIT}{_DOCUMENTS}", _MADE),
    _topic("废止规范性文件", "文件", "规范性文件", rf"废止(?:了|的)?{_DOCUMENTS}{_N}", _REPEALED),
    _topic("现行有效规范性文件", "文件", "规范性文件", rf"现行有效(?:的)?{_DOCUMENTS}{_N}", _IN_FORCE[:1]),
    _topic("现行有效规范性文件", "文件", "规范性文件", rf"{_DOCUMENTS}(?:现行)有效{_N}", _IN_FORCE[:1]),
    *map(_decisions, ("行政许可", "行政处罚", "行政强制")),
)
TOPICS = (*APPLICATIONS, *RESULTS, *REMEDIES, *DOCUMENTS)
