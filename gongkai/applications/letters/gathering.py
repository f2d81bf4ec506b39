"""What a letter knows of its case by itself: who is addressed, what was asked for, the days, the organ's own facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.applications.asking import asked_and_answered, may_answer
from gongkai.applications.folding import CannotFold, fold, running, set_by_decision, standing
from gongkai.applications.letters.facts import DAY, FACTS, day_of
from gongkai.applications.letters.kinds import APPLICANT, LetterKind
from gongkai.applications.models import CLOCK_KINDS, Application, CaseEvent, Kind, Way
from gongkai.applications.personal import applicant_of, request_of
from gongkai.applications.sentences import due_sentence
from gongkai.law.clock.rules import FEE_DAYS, TERMS
from gongkai.law.dated import NotInForce, written_day
from gongkai.law.workdays import Calendar, NoticeMissing
from gongkai.organs.models import Level, Organ

QUOTED = 120  # characters of the applicant's own description
# Facts of the case that a later entry changes.
MAY_CHANGE = ("received", "request", "due", "counted", "new_due")
UNKNOWN = "不能确定"
CONSULTED = {Kind.THIRD_PARTY_CONSULTED: "第三方的合法权益", Kind.ORGAN_CONSULTED: "其他机关"}


@dataclass(frozen=True)
class Case:
    """A case as a letter needs it: the record, its rows, the calendar, the day of writing."""

    application: Application
    rows: Sequence[CaseEvent]
    calendar: Calendar
    day: date

    def last(self, *kinds: Kind) -> CaseEvent | None:
        """The last standing event of these kinds."""
        return next((row for row in reversed(standing(self.rows)) if row.kind in kinds), None)


def derived(kind: LetterKind, case: Case, told: Mapping[str, str]) -> dict[str, str]:
    """Every fact that the case and `told` give, in the words of the letter; what is not known is not in it.

    Raises Unreadable where who asked cannot be opened.
    """
    application, organ = case.application, case.application.organ
    you = "您" if application.applicant_kind == "person" else "贵单位"
    facts = {
        "number": application.number,
        "you": you,
        "party_you": "贵单位" if told.get("party_kind") == "unit" else "您",
        "request": quoted(request_of(application)),
        "article": str(kind.article or ""),
        "contact": _contact(organ),
        "office": organ.disclosure_office or organ.name,
        "address": f"（{organ.address}）" if organ.address else "",
        "way": _way(application, organ),
        "received": _received(case),
        "supplemented": _supplemented(case),
        "organ": organ.name,
        "due": written_day(application.due_on) if application.due_on else "",
        "counted": _counted(case),
        "came_from": _came_from(application),
        "judged": "经审查，理由不合理" if told.get("explained") else f"{you}逾期没有说明理由",
        "right": _right(told),
        "third": _third(case),
        **_terms(case),
        **_moves_of_the_term(case),
        **_steps(kind, case),
        "new_due": _extended(case, told),
    }
    given = {name: _written(name, value) for name, value in told.items() if value}
    blank_allowed = {"address", "third", "way", "contact", "supplemented", "came_from", "explained"}
    return {name: value for name, value in (facts | given).items() if value or name in blank_allowed}


def followed(kind: LetterKind, case: Case, told: Mapping[str, str]) -> dict[str, str]:
    """Those facts of the case that the letter names and that may change until it goes out. Raises Unreadable."""
    named = "".join(block.text for block in kind.blocks)
    facts = derived(kind, case, told)
    return {name: facts.get(name, "") for name in MAY_CHANGE if f"{{{name}}}" in named}


def addressee_of(kind: LetterKind, case: Case, told: Mapping[str, str]) -> str:
    """To whom the letter goes: the applicant, or whoever was filled in. Raises Unreadable."""
    return applicant_of(case.application).name if kind.to == APPLICANT else told.get("addressee", "")


def quoted(request: str) -> str:
    """The applicant's own description in quotation marks, abridged where it is long."""
    said = " ".join(request.split()).strip("。；; ")
    if not said:
        return ""
    said = said.replace("“", "‘").replace("”", "’")
    return f"“{said}”" if len(said) <= QUOTED else f"“{said[:QUOTED]}……”（节选）"


def _written(name: str, value: str) -> str:
    day = day_of(value) if FACTS[name].kind == DAY else None
    return written_day(day) if day else value.strip().rstrip("。；;，,")


def _contact(organ: Organ) -> str:
    known = [("地址", organ.address), ("电话", organ.phone), ("办公时间", organ.office_hours)]
    said = "；".join(f"{label}：{value}" for label, value in known if value)
    return f"如有疑问，请联系{organ.disclosure_office or organ.name}{f'（{said}）' if said else ''}。"


def _way(application: Application, organ: Organ) -> str:
    office = organ.disclosure_office or organ.name
    said = {
        Way.POST: "信息随本告知书邮寄。",
        Way.EMAIL: "信息已发送至申请时写明的电子邮箱。",
        Way.FAX: "信息已传真至申请时写明的号码。",
        Way.COLLECT: f"请凭有效证件到{office}领取。",
        Way.READ: f"请凭有效证件到{office}阅读、抄录。",
    }
    return said[Way(application.way)] if application.way else ""


def _received(case: Case) -> str:
    if case.application.received_on is None:
        return ""
    return written_day(case.application.received_on)


def _counted(case: Case) -> str:
    """The term in a sentence; in the clock's own where anything but the receipt has moved it.

    So it is for a part of a case that was split: it takes over what the whole had seen of the clock.
    """
    application = case.application
    if not application.due_on or application.received_on is None:
        return ""
    if {row.kind for row in standing(case.rows)} & CLOCK_KINDS <= {Kind.RECEIVED}:
        days = TERMS.on(application.received_on).value.answer
        return f"答复期限从收到申请的次日起计算，共{days}个工作日，到{written_day(application.due_on)}为止。"
    try:
        said = due_sentence(fold(application.channel, case.rows, case.calendar))
    except CannotFold:
        return ""
    return f"答复期限{said}" if said.startswith("从") else said


def _came_from(application: Application) -> str:
    whole = application.came_from
    return f"这件申请从{whole.number}分出，单独办理、单独答复。" if whole else ""


def _supplemented(case: Case) -> str:
    supplement = case.last(Kind.SUPPLEMENT_RECEIVED)
    return f"，{written_day(supplement.day)}收到补正材料" if supplement else ""


def _right(told: Mapping[str, str]) -> str:
    organ = told.get("right_organ", "").strip()
    if organ == UNKNOWN:
        return "本机关不能确定负责公开这些信息的机关。"
    contact = told.get("right_contact", "").strip()
    return f"据本机关了解，负责公开的机关是{organ}{f'（{contact}）' if contact else ''}。" if organ else ""


def _third(case: Case) -> str:
    """What became of asking each third party; empty where none was asked."""
    asked = asked_and_answered(standing(case.rows))
    return "".join(_of_party(case, *one, several=len(asked) > 1) for one in asked)


def _of_party(case: Case, asked: CaseEvent, replied: CaseEvent | None, *, several: bool) -> str:
    """Of one of them. That nothing was said is known only when the time for it is over (条例第三十二条)."""
    party = asked.party if several and asked.party else "第三方"
    said = f"本机关于{written_day(asked.day)}书面征求了{party}的意见，"
    if replied is not None:
        return f"{said}{party}于{written_day(replied.day)}答复：【请填写：{party}的意见】。"
    try:
        runs = may_answer(standing(case.rows), asked, case.day, case.calendar) is not None
    except NoticeMissing:
        runs = True
    if runs:
        return f"{said}【请填写：{party}的意见；征求意见的期限还没有过，要等对方答复或者期限届满】。"
    return f"{said}{party}没有在规定的期限内提出意见。"


def _terms(case: Case) -> dict[str, str]:
    received = case.application.received_on
    if received is None:
        return {}
    terms = TERMS.on(received).value
    found = {"answer_days": str(terms.answer), "reply_days": str(terms.reply or "")}
    try:
        found["fee_days"] = str(FEE_DAYS.on(case.day).value)
    except NotInForce:
        found["fee_days"] = ""
    return found


def _moves_of_the_term(case: Case) -> dict[str, str]:
    """What a supplement, a payment and asking others do to the term; nothing where a decision has set its day."""
    if decided := set_by_decision(standing(case.rows)):
        stays = f"决定书（判决书）写明的答复期限不变，仍到{written_day(decided)}为止。"
        return {
            "after_supplement": stays,
            "after_fee": stays,
            "while_asking": f"征求意见所需的时间本不计算在答复期限内；但{stays}",
        }
    return {
        "after_supplement": "答复期限自本机关收到补正之日起重新计算。",
        "after_fee": "答复期限自缴费的次日起重新计算。",
        "while_asking": "征求意见所需的时间不计算在答复期限内。",
    }


def _steps(kind: LetterKind, case: Case) -> dict[str, str]:
    found = {}
    if asked := case.last(Kind.SUPPLEMENT_REQUESTED):
        found["asked_on"] = written_day(asked.day)
        found["asked_until"] = written_day(asked.until) if asked.until else ""
    if fee := case.last(Kind.FEE_NOTIFIED):
        found["fee_on"], found["fee_amount"] = written_day(fee.day), _money(fee.amount)
    kinds = kind.events if kind.events and set(kind.events) <= set(CONSULTED) else tuple(CONSULTED)
    if consulted := case.last(*kinds):
        found["consulted_on"] = written_day(consulted.day)
        found["consulted_whom"] = CONSULTED[Kind(consulted.kind)]
    return found


def _money(amount: Any) -> str:
    return "" if amount is None else f"{amount:.2f}".removesuffix(".00")


def _extended(case: Case, told: Mapping[str, str]) -> str:
    """The due day after an extension: as entered in this running of the term, or as it would be by the clock."""
    if any(row.kind == Kind.EXTENDED for row in running(standing(case.rows))):
        return written_day(case.application.due_on) if case.application.due_on else ""
    days = told.get("days", "")
    if not days.isdigit():
        return ""
    serial = max((row.serial for row in case.rows), default=0) + 1
    facts = {"kind": Kind.EXTENDED, "day": case.day, "days": int(days), "serial": serial}
    try:
        folded = fold(
            case.application.channel,
            [*case.rows, CaseEvent(application=case.application, **facts)],
            case.calendar,
        )
    except CannotFold:
        return ""
    return written_day(folded.reckoning.due) if folded.reckoning.due else ""


def told_by(event: CaseEvent) -> dict[str, str]:
    """What an entered step says of the facts of its letter."""
    found = {
        "note": event.note,
        "until": event.until.isoformat() if event.until else "",
        "days": str(event.days or ""),
        "amount": _money(event.amount),
    }
    return {name: value for name, value in found.items() if value}


def review_organ_of(organ: Organ) -> str:
    """The 复议机关 that follows from the organ's place (行政复议法第二十四条); empty where it must be filled in."""
    if organ.level not in (Level.TOWN, Level.DEPARTMENT) or organ.parent is None:
        return ""
    name = organ.parent.name
    return name if name.endswith("人民政府") else f"{name}人民政府"


def earliest() -> date:
    """The first day of receipt that these letters are written for: the regulation now in force."""
    return TERMS.versions[-1].since
