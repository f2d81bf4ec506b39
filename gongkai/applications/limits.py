"""What a case waits for 待办期限: each with its last day and its article, by the rules of the clock and nothing else.

No clock of the machine is read here: `alarms` says which of these ask for attention on a day.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from gongkai.applications.folding import (
    RESTARTS,
    CannotFold,
    Folded,
    clock_events,
    fold,
    running,
    standing,
    waiting_sections,
)
from gongkai.applications.lights import SOON, WAITING
from gongkai.applications.models import Kind, State
from gongkai.applications.models.application import CLOSED
from gongkai.law.cite import Article
from gongkai.law.clock import reckon
from gongkai.law.clock.rules import DECIDED_BY, DELAY_BY, FEE_DAYS, ON_TIME_BY, TERMS, Terms, received_by
from gongkai.law.dated import NotInForce
from gongkai.law.workdays import Calendar, NoticeMissing

BEYOND = 2  # years after the last notice that are counted as plain weeks, to say “暂定” and a likely day
LOOK_THROUGH = 2  # working days before the last day for asking for a supplement
INTERNAL = "本机关内部期限"
RUNNING = (State.HANDLING, State.CONSULTING)

# Every kind of limit, in the order of their weight, as the bench names it.
LIMITS: Mapping[str, str] = {
    "due": "答复期限",
    "posting": "答复书待交邮、签收",
    "confirm": "待与申请人确认收到",
    "extension_notice": "延期待告知申请人",
    "supplement_notice": "补正告知期限",
    "supplement_over": "申请人逾期没有补正",
    "fee_over": "申请人逾期没有缴费",
    "third_party": "第三方答复期限",
    "organ": "其他机关答复期限",
    "section": "科室协查期限",
}


@dataclass(frozen=True)
class Limit:
    """One thing waited for until `day`; it asks for attention from `rings` on.

    `key` tells it from others of its kind in the same case, and stays when its day moves. `lapses`: once the day is
    over nothing is left to do. `theirs`: it is somebody else who has time until then. `provisional`: the day needs a
    notice not loaded yet (暂定).
    """

    kind: str
    key: str
    what: str
    basis: Article | str
    day: date
    rings: date
    lapses: bool = False
    theirs: bool = False
    provisional: bool = False


@dataclass(frozen=True)
class _Case:
    channel: str
    held: Sequence[Any]
    folded: Folded
    rules: Terms
    calendar: Calendar  # with plain weeks after the last notice
    letters: Sequence[Any]

    def ahead(self, start: date, days: int) -> date | None:
        try:
            return self.calendar.numbered(self.calendar.number(start) + days)
        except NoticeMissing:
            return None

    def before(self, day: date, days: int) -> date:
        """So many working days before; plain days where they cannot be counted."""
        try:
            found = self.calendar.numbered(self.calendar.number(day) - days)
        except NoticeMissing:
            found = None
        return found or day - timedelta(days=days)

    def first(self, *kinds: str) -> Any:
        return next((row for row in self.held if row.kind in kinds), None)

    def running(self) -> Sequence[Any]:
        """What stands since the term last began anew."""
        return running(self.held)


def limits_of(
    channel: str, rows: Iterable[Any], calendar: Calendar, letters: Sequence[Any] = ()
) -> tuple[Limit, ...]:
    """What a case with these events waits for, the weightiest kind first; nothing where they do not go together.

    `letters` are its issued answers in their order (id, number, dated): the last is to be sent while none is entered.
    """
    plain, rows = beyond(calendar), list(rows)
    try:
        folded = fold(channel, rows, plain)
        arrived = next((row.day for row in rows if row.kind == Kind.RECEIVED), None)
        begun = next((row.day for row in reversed(standing(rows)) if row.kind == Kind.REOPENED), None)
        rules = TERMS.on(begun or folded.received or arrived).value if arrived else None
    except (CannotFold, NotInForce):
        return ()
    if rules is None:
        return ()
    case = _Case(channel, standing(rows), folded, rules, plain, letters)
    found = [limit for ask in ASKED for limit in ask(case)]
    return tuple(replace(one, provisional=not calendar.knows(one.day)) for one in found)


@lru_cache(maxsize=4)
def beyond(calendar: Calendar) -> Calendar:
    """`calendar` with plain weeks after its last notice: for a likely day, always shown as 暂定."""
    return replace(calendar, last_year=calendar.last_year + BEYOND)


def _due(case: _Case) -> Iterator[Limit]:
    reckoning, state = case.folded.reckoning, case.folded.state
    due = reckoning.due
    # A day set by a decision stands, whatever the applicant was asked for meanwhile.
    if due is None or state in CLOSED or (state in WAITING and not reckoning.decided):
        return
    longer = any(row.kind == Kind.EXTENDED for row in case.running())
    counted = case.rules.extension_by if longer else case.rules.answer_by
    basis = DECIDED_BY if reckoning.decided else DELAY_BY if reckoning.fixed else counted
    yield Limit("due", "", "答复申请", basis, due, case.before(due, SOON))


def _posting(case: _Case) -> Iterator[Limit]:
    due, answered = case.folded.reckoning.due, case.folded.answered
    if answered and not answered.posted and not answered.signed:
        yield Limit("posting", "", "登记答复书交邮或者签收", ON_TIME_BY, due or answered.day, answered.day)
    since = max((row.day for row in case.held if row.kind == Kind.REOPENED), default=date.min)
    letters = [] if case.folded.state in CLOSED else [one for one in case.letters if one.dated >= since]
    for letter in letters[-1:]:
        what = f"送出{letter.number}并登记答复"
        yield Limit("posting", f"letter{letter.id}", what, ON_TIME_BY, due or letter.dated, letter.dated)


def _confirm(case: _Case) -> Iterator[Limit]:
    arrived = case.first(Kind.RECEIVED)
    if case.folded.state == State.UNCONFIRMED:
        what, basis = "与申请人确认收到", received_by(case.channel)
        yield Limit("confirm", "", what, basis, arrived.day, arrived.day)


def _extension_notice(case: _Case) -> Iterator[Limit]:
    """A longer term binds the applicant when told of it before the old one ends."""
    if case.folded.state in CLOSED:
        return
    for row in case.running():
        if row.kind in (Kind.EXTENDED, Kind.DELAYED) and not row.served:
            earlier = case.held[: case.held.index(row)]
            due = reckon(clock_events(case.channel, earlier), calendar=case.calendar).due
            basis = case.rules.extension_by if row.kind == Kind.EXTENDED else DELAY_BY
            what = "把延期告知申请人，登记送达之日"
            yield Limit("extension_notice", "", what, basis, due or row.day, row.day)


def _supplement_notice(case: _Case) -> Iterator[Limit]:
    start, days = case.folded.received, case.rules.supplement
    if start is None or days is None or case.folded.state not in RUNNING:
        return
    if case.first(Kind.SUPPLEMENT_REQUESTED, *RESTARTS, Kind.REOPENED) is None:
        day = case.ahead(start, days)
        if day:
            what = "看申请内容是否明确，要补正的一次告知"
            rings = case.before(day, LOOK_THROUGH)
            yield Limit("supplement_notice", "", what, case.rules.supplement_by, day, rings, lapses=True)


def _applicant(case: _Case) -> Iterator[Limit]:
    """Until when the applicant may supplement or pay; afterwards a person decides."""
    row, state = None, case.folded.state
    if state == State.SUPPLEMENTING and (row := case.first(Kind.SUPPLEMENT_REQUESTED)) and row.until:
        what, day, basis = "申请人补正；逾期的，由您决定是否不再处理", row.until, case.rules.supplement_by
        yield Limit("supplement_over", "", what, basis, day, _next(day), theirs=True)
    if state == State.AWAITING_FEE and (row := case.first(Kind.FEE_NOTIFIED)):
        rule = FEE_DAYS.on(row.day)
        last = case.ahead(row.served or row.day, rule.value)
        if last:
            what = "申请人缴费；逾期的，由您决定是否不再处理"
            yield Limit("fee_over", "", what, rule.article, last, _next(last), theirs=True)


def _consulted(case: _Case) -> Iterator[Limit]:
    """The day on which a third party's or another organ's time ends, while no answer of theirs is entered."""
    if case.folded.state in CLOSED or case.rules.reply is None:
        return
    asked: dict[tuple[str, str], Any] = {}
    for row in case.running():
        if row.kind in (Kind.THIRD_PARTY_CONSULTED, Kind.ORGAN_CONSULTED):
            asked[row.kind, row.party] = row
        elif row.kind in (Kind.THIRD_PARTY_REPLIED, Kind.ORGAN_REPLIED):
            asked.pop((row.kind.replace("replied", "consulted"), row.party), None)
    for (kind, party), row in asked.items():
        day = case.ahead(row.served or row.day, case.rules.reply)
        if day and kind == Kind.THIRD_PARTY_CONSULTED:
            what, basis = f"{party}答复；没有答复的，由本机关决定是否公开", case.rules.third_party_by
            yield Limit("third_party", _number(party), what, basis, day, day, theirs=True)
        elif day:
            what, basis = f"{party}答复；没有答复的，视为同意公开", case.rules.organ_by
            yield Limit("organ", _number(party), what, basis, day, day, theirs=True)


def _sections(case: _Case) -> Iterator[Limit]:
    """Help asked of sections of the own organ 协查; these days are ours and move no date of the law."""
    if case.folded.state in CLOSED:
        return
    asked = [row for row in case.held if row.kind == Kind.CO_HANDLING]
    for row in waiting_sections(case.held):
        if row.until:
            place, rings = asked.index(row) + 1, case.before(row.until, 1)
            yield Limit("section", str(place), "科室回复协查", INTERNAL, row.until, rings)


def _number(party: str) -> str:
    """The number in a label like 第三方2: it stays whatever is corrected."""
    return "".join(sign for sign in party if sign.isdecimal())


def _next(day: date) -> date:
    return day + timedelta(days=1)


ASKED: Sequence[Callable[[_Case], Iterator[Limit]]] = (
    _due,
    _posting,
    _confirm,
    _extension_notice,
    _supplement_notice,
    _applicant,
    _consulted,
    _sections,
)
