"""X-1: the numbers quoted in the narrative (正文) against the cells they quote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.annualreport.check.denials import denied
from gongkai.annualreport.check.facts import Facts
from gongkai.annualreport.check.scope import in_scope, whole
from gongkai.annualreport.check.text import Clause, Sentence, number_of
from gongkai.annualreport.check.topics import CASES, TOPICS, Reading, Topic
from gongkai.annualreport.findings import Amount, Finding, finding, not_assessable, signed

_MAY_QUOTE = re.compile("申请|公开|答复|办结|结转|复议|诉讼|规范性文件|处理|决定|提供")
_COUNT = re.compile(r"[\d〇零一二两三四五六七八九十百千万](?:件|条|宗|份|起|例|项|个)")
_DENIAL = re.compile(r"未|没有|无|零")
_WORDS = frozenset(word for topic in TOPICS for word in topic.words)
_ABOUT_OPENNESS = re.compile(r"信息公开|政务公开|依申请|申请公开")
_PUBLISHED = re.compile(r"公开|公示|发布|公布|录入")  # decisions published are not all decisions made
_SAID_SO = re.compile(r"(?:含|包括|加上|连同)[^，。]{0,8}(?:上年|上一年|结转)")
_APPLICATION = re.compile(r"公开(?:的)?申请|依申请|申请公开|[件宗]申请|申请\d|结转下|办理结果|答复结果")
_RECEIVED = re.compile(r"(?:收到|受理|接到|接收|新收|收悉)[^。]*申请|结转下|公开申请")
_OTHER_APPLICATION = re.compile(
    r"(?:许可|审批|低保|救助|贷款|补贴|登记|改造|入党|执行|复议|诉讼|仲裁|援助)(?:事项)?(?:的)?申请|申请(?:法院|登记|执行)"
)
_ATTRIBUTES = re.compile(r"公文|属性|拟制|制文")
_OTHER_MATTER = re.compile(
    r"提案|建议|热线|12345|留言|网民|网友|问政|咨询|投诉(?!类)|信访(?!举报|、举报)|来访|公文|属性|拟制"
)
_NOT_APPLICATIONS = re.compile(r"复议|诉讼|投诉|举报|信访|建议|提案|咨询|主动公开")
_REMEDY_HAPPENED = re.compile(r"发生|引起|引发|产生|被申请|被提起|被诉")
_REVIEWING_ORGAN = re.compile(r"(?<!尚在)(?<!正在)审理(?!中)|复议机[关构]|复议局|复议委|应诉|代理|出庭")


@dataclass(frozen=True)
class Hit:
    """A number found in a sentence, and what it quotes."""

    topic: Topic
    number: int
    sentence: Sentence
    clause: Clause
    reading: Reading | None = None  # the reading under which it is right, when its own cells say otherwise

    @property
    def is_right(self) -> bool:
        """Whether it is right in a sense that its words allow, or that the sentence says itself (含上年结转)."""
        if self.reading is None:
            return False
        return self.topic.loose or (self.reading == CASES and bool(_SAID_SO.search(self.sentence.text)))

    @property
    def quote(self) -> str:
        """The sentence it stands in, as published."""
        return self.sentence.quote(self.clause.start, self.clause.start + len(self.clause.text))


def hits(facts: Facts, sentences: Iterable[Sentence]) -> Iterator[Hit]:
    """Every number of the narrative that quotes a cell of the tables, and every “none” (未收到申请)."""
    for sentence in sentences:
        if not _MAY_QUOTE.search(sentence.text):
            continue
        for clause, plain in in_scope(sentence, facts.report.year):
            yield from _in_clause(facts, sentence, clause, plain)


def _in_clause(facts: Facts, sentence: Sentence, clause: Clause, plain: str) -> Iterator[Hit]:
    taken: set[int] = set()
    for topic in _topics_in(plain) if _COUNT.search(plain) else ():
        for match in topic.phrase.finditer(plain):
            number = number_of(match)
            if number is None or match.start("n") in taken or not _speaks_of(topic, match, sentence, plain):
                continue
            taken.add(match.start("n"))
            twice = topic.what == "行政复议、行政诉讼" and re.search("[各均]", match[0])
            yield _hit(facts, topic, number * 2 if twice else number, sentence, clause)
    if not taken and _DENIAL.search(plain):
        for topic in denied(plain):
            if topic.kind != "救济" or _is_remedy(sentence, plain):
                yield _hit(facts, topic, 0, sentence, clause)


def _topics_in(plain: str) -> Iterator[Topic]:
    there = {word for word in _WORDS if word in plain}
    return (topic for topic in TOPICS if not there.isdisjoint(topic.words)) if there else iter(())


def _speaks_of(topic: Topic, match: re.Match[str], sentence: Sentence, plain: str) -> bool:
    """Whether the phrase is about this organ's disclosure work as a whole, not about another matter."""
    before = plain[: match.end()]
    if topic.kind == "文件":
        return "决定" not in match[0] or not _PUBLISHED.search(plain)
    if topic.kind == "救济":
        return _is_remedy(sentence, plain)
    if _joined(plain, match.start()):
        return False
    if topic.kind == "申请":
        named = "申请" in match[0] or "结转" in match[0] or "顺延" in match[0]
        return named and not _NOT_APPLICATIONS.search(match[0]) and whole(before)
    if _OTHER_MATTER.search(plain) or _ATTRIBUTES.search(sentence.text) or not whole(before):
        return False
    if topic.what == "办理结果总计" and "申请" not in match[0]:
        received = bool(_RECEIVED.search(sentence.text)) or "申请" in sentence.part
        return received and _about_applications(sentence) and not _OTHER_MATTER.search(sentence.text)
    return _about_applications(sentence) or not re.search("主动公开|文件", sentence.text)


def _about_applications(sentence: Sentence) -> bool:
    if _OTHER_APPLICATION.search(sentence.text):
        return False
    return (
        bool(_APPLICATION.search(sentence.text))
        or "申请" in sentence.part
        or sentence.heading.startswith("三")
    )


def _is_remedy(sentence: Sentence, plain: str) -> bool:
    """Whether reviews and lawsuits are those about disclosure: an organ also decides reviews of other matters."""
    if _REVIEWING_ORGAN.search(sentence.text):
        return False
    if "申请" in sentence.part or sentence.heading.startswith("四"):
        return True
    return bool(_ABOUT_OPENNESS.search(sentence.text) or _REMEDY_HAPPENED.search(sentence.text))


def _joined(plain: str, start: int) -> bool:
    """Whether the phrase is the second half of a joint one: 予以公开、部分公开42件 is the sum of both."""
    before = plain[:start]
    return bool(re.search(r"(?:公开|提供|处理)(?:、|和|及|与|或|以及)(?:予以)?$", before))


def _hit(facts: Facts, topic: Topic, number: int, sentence: Sentence, clause: Clause) -> Hit:
    reading = None
    if facts.sum_of(topic.places) not in (None, number):
        fitting = (r for r in topic.readings if facts.sum_of(r.places) == number)
        reading = next(fitting, None)
    return Hit(topic, number, sentence, clause, reading)


def check_quotes(facts: Facts, found: Iterable[Hit]) -> Iterator[Finding]:
    """One finding per quoted total that the tables do not show, and one for all that could not be compared."""
    said: set[tuple[str, int]] = set()
    unknown: dict[str, None] = {}
    all_hits = tuple(found)
    for hit in all_hits:
        key = (hit.topic.what, hit.number)
        if key in said:
            continue
        said.add(key)
        total = facts.sum_of(hit.topic.places)
        if total is None:
            places = facts.there(hit.topic.places)
            ways = list(facts.ways(places)) if len(places) == 1 else []
            if ways and all(way[places[0]] != hit.number for way in ways):
                yield _no_way(hit, places, sorted({way[places[0]] for way in ways}))
            elif places and not ways:
                unknown[hit.topic.what] = None
        elif total != hit.number and not hit.is_right:
            yield _differs(facts, hit, total)
    if unknown:
        why = f"正文写了{'、'.join(unknown)}，表格中相应的单元格没有读出。请对照原文补录后再校验。"
        yield not_assessable("X-1", "正文", why)


def _differs(facts: Facts, hit: Hit, total: Amount) -> Finding:
    what, heading = hit.topic.what, hit.sentence.heading
    places = facts.there(hit.topic.places)
    message = f"“{heading}”写{what}{hit.number}件，表格中为{total}件，差{signed(total - hit.number)}。"
    if hit.number == 0:
        message = f"“{heading}”写没有{what}，表格中为{total}件，差{signed(total)}。"
    if hit.reading:
        words, places = hit.reading.words, (*places, *facts.there(hit.reading.places))
        message += f"{words}正好是{hit.number}件，正文的口径可能为{words}。请核对口径，在正文中写明或改正。"
    else:
        message += "请核对口径，改正正文或表格。"
    return finding(
        "X-1",
        f"{heading}·{what}",
        message,
        expected=total,
        found=hit.number,
        places=tuple(dict.fromkeys(places)),
        quote=hit.quote,
    )


def _no_way(hit: Hit, places: tuple[str, ...], numbers: list[Amount]) -> Finding:
    """The digits of the row run together; whichever way they are cut, the number quoted is not among them."""
    what, heading = hit.topic.what, hit.sentence.heading
    some = "、".join(map(str, numbers[:4])) + ("等" if len(numbers) > 4 else "")
    message = (
        f"“{heading}”写{what}{hit.number}件；表格中这一行数字连写，可能读作{some}，"
        f"但无论怎样断开都不是{hit.number}。请核对口径，改正正文或表格。"
    )
    return finding("X-1", f"{heading}·{what}", message, found=hit.number, places=places, quote=hit.quote)
