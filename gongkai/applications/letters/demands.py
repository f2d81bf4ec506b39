"""What a letter still lacks before it may be passed 送审、签发、印发的条件; each fault in a sentence with its article."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from gongkai.applications.grounds import GROUNDS, NOT_OURS, Grounds, lacking
from gongkai.applications.letters.composing import OPEN_PLACE, remedies
from gongkai.applications.letters.facts import FACTS, day_of
from gongkai.applications.letters.gathering import UNKNOWN
from gongkai.applications.letters.kinds import REMEDIES, Block, LetterKind
from gongkai.applications.letters.words import LONGEST, Words
from gongkai.law.dated import written_day

CITED = re.compile(r"《[^《》]+》第[零一二三四五六七八九十百千]+条")
MOST_DAYS = 20  # working days of an extension


def grounds_of(kind: LetterKind, words: Words) -> Grounds:
    """What the letter's answer rests on, as the register has it."""
    several = {"granted", "already_public", "not_existing", "not_ours"}
    return Grounds(
        answer=kind.answer if kind.answer in several else "",
        ground=words.fact("ground"),
        reason=words.fact("reason"),
        searched_by=words.fact("searched_by"),
        searched_in=words.fact("searched_in"),
        searched_for=words.fact("searched_for"),
        searched_on=day_of(words.fact("searched_on")),
        right_organ=words.fact("right_organ"),
    )


def missing(kind: LetterKind, words: Words, day: date) -> list[str]:
    """Everything the letter lacks to go out on `day`; empty when it may."""
    faults = (
        []
        if words.addressee.strip()
        else ["没有收件人：申请人没有写姓名的，请先告知补正；其他收件人请填写。"]
    )
    if OPEN_PLACE.search(words.addressee):
        faults.append("收件人还没有填写，请补上。")
    for block in kind.blocks:
        faults += _of_block(kind, block, words, day)
    faults += _of_law(kind, words)
    faults += _of_facts(kind, words, day)
    if len(words.text) > LONGEST:
        faults.append(f"文书有{len(words.text)}个字，最多{LONGEST}个字，请把详细内容作为附件。")
    return faults


def _of_block(kind: LetterKind, block: Block, words: Words, day: date) -> list[str]:
    text = words.block(block.key).strip()
    places = OPEN_PLACE.findall(text)
    if places:
        return [f"“{block.label}”还有没填的地方：{'、'.join(dict.fromkeys(places))}。请补上{_by(block)}。"]
    if block.fixed:
        return _of_remedies(kind, block, words, day)
    if block.must and not text:
        return [f"“{block.label}”不能空着，请补上{_by(block)}。"]
    if block.must and len(text) < block.shortest:
        return [f"“{block.label}”太短，至少写{block.shortest}个字{_by(block)}。"]
    return []


def _of_remedies(kind: LetterKind, block: Block, words: Words, day: date) -> list[str]:
    """The law of the day on which the letter goes out decides what it must say."""
    if block.key != REMEDIES or words.block(REMEDIES) == remedies(kind, words.facts, day):
        return []
    return [f"“{block.label}”与{written_day(day)}适用的法律不一致，请点“重新生成”{_by(block)}。"]


def _by(block: Block) -> str:
    return f"（{block.basis}）" if block.basis else ""


def _of_law(kind: LetterKind, words: Words) -> list[str]:
    """The article that the letter stands on is named in it; so is the ground of what is kept back."""
    named = [str(kind.article)] if kind.article else []
    if kind.outcome in GROUNDS and words.fact("ground"):
        named.append(words.fact("ground"))
    if CITED.search(words.fact("basis")):
        named.append(words.fact("basis").strip())
    return [
        f"文书里没有写明依据{one}，请在正文里补上，或者点“重新生成”。"
        for one in dict.fromkeys(named)
        if one not in words.text
    ]


def _of_facts(kind: LetterKind, words: Words, day: date) -> list[str]:
    faults = lacking(kind.outcome, grounds_of(kind, words)) if kind.outcome else []
    organ, contact = words.fact("right_organ").strip(), words.fact("right_contact").strip()
    if kind.answer == NOT_OURS and organ not in ("", UNKNOWN) and not contact:
        faults.append(f"要告知负责公开的机关的联系方式（{kind.article}）；不能确定的，机关写“{UNKNOWN}”。")
    if "basis" in kind.asks and not CITED.search(words.fact("basis")):
        faults.append("要写明依据的条文，例如《政府信息公开条例》第二条，请点“重新生成”补上。")
    if "days" in kind.asks:
        days = words.fact("days")
        if not (days.isdigit() and 1 <= int(days) <= MOST_DAYS):
            faults.append(f"延长的天数应是1到{MOST_DAYS}个工作日（{kind.article}），请改正。")
    if "until" in kind.asks:
        until = day_of(words.fact("until"))
        if until is None or until <= day:
            faults.append(f"“{FACTS['until'].label}”要填，并且晚于{written_day(day)}，给对方合理的时间。")
    if "amount" in kind.asks and not _positive(words.fact("amount")):
        faults.append(f"收费金额应大于0元（{kind.article}），请改正。")
    return faults


def _positive(amount: str) -> bool:
    try:
        return Decimal(amount) > 0
    except InvalidOperation:
        return False
