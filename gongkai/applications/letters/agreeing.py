"""The two ends agree: what an issued letter says and what the register has are one result, one ground, one term."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from gongkai.applications.folding import standing
from gongkai.applications.grounds import GROUNDS, Grounds
from gongkai.applications.letters.demands import grounds_of
from gongkai.applications.letters.gathering import told_by
from gongkai.applications.letters.kinds import KINDS, OF_ANSWER, REPLACES, LetterKind
from gongkai.applications.letters.words import Words, words_of
from gongkai.applications.models import Application, CaseEvent, Kind, Letter, Stage
from gongkai.applications.personal import Unreadable
from gongkai.law.dated import written_day
from gongkai.law.outcomes import OUTCOMES

TERMS = {"until": "期限", "days": "延长的工作日", "amount": "金额"}


def running(rows: Iterable[CaseEvent]) -> list[CaseEvent]:
    """The standing rows since the case was last reopened (责令重新答复)."""
    held = standing(rows)
    begun = [place for place, row in enumerate(held) if row.kind == Kind.REOPENED]
    return held[begun[-1] :] if begun else held


def answer_event(rows: Iterable[CaseEvent]) -> CaseEvent | None:
    """The standing answer of the present running of the case."""
    return next((row for row in reversed(running(rows)) if row.kind == Kind.ANSWERED), None)


def answer_letter(
    application: Application, rows: Sequence[CaseEvent], answered: CaseEvent | None = None
) -> Letter | None:
    """The last answer letter issued in the present running: what the applicant holds in hands.

    With `answered` in the running to which that registered answer belongs.
    """
    issued = application.letters.filter(stage=Stage.ISSUED, kind__in=[one.key for one in OF_ANSWER.values()])
    held = standing(rows)
    orders = [row for row in held if row.kind == Kind.REOPENED]
    if answered is not None and answered in held:
        place = held.index(answered)
        later = [row for row in orders if held.index(row) > place]
        orders = [row for row in orders if held.index(row) < place]
        if later:
            issued = issued.filter(issued_at__lt=later[0].at)
    if orders:
        issued = issued.filter(issued_at__gte=orders[-1].at)
    return issued.order_by("-issued_at", "-pk").first()


def kind_of_answer(answer: Any) -> LetterKind:
    """The letter that goes with a registered answer; a result with several answers is told apart by its answer."""
    keys = [one.key for one in OUTCOMES[answer.outcome].answers]
    return OF_ANSWER[answer.answer if answer.answer in keys else keys[0]]


def against_register(kind: LetterKind, words: Words, rows: Sequence[CaseEvent], dated: date) -> str:
    """Why the answer letter of the day `dated` does not go with the registered answer; empty where it does, or none is.

    A letter that says that it replaces an earlier one goes first, and the register is put right after it.
    """
    event = answer_event(rows)
    if event is None or words.block(REPLACES):
        return ""
    registered = kind_of_answer(event.answer)
    if registered.key != kind.key:
        return (
            f"登记的答复是“{registered.name}”，这份文书是“{kind.name}”，两者要一致。"
            f"登记错了的先更正答复，文书错了的作废后另拟。"
        )
    served = event.posted or event.signed
    if served and dated > served:
        return (
            f"这份文书的落款日期（签发之日）是{written_day(dated)}，晚于登记的送达之日{written_day(served)}，"
            f"不能先送达、后签发。登记错了的，先更正答复的日期。"
        )
    return _ground_differs(
        kind, event.answer.ground, grounds_of(kind, words).ground, "登记的答复", "这份文书"
    )


def against_letter(
    application: Application,
    rows: Sequence[CaseEvent],
    outcome: str,
    grounds: Grounds,
    *,
    served: date | None = None,
    corrects: CaseEvent | None = None,
) -> str:
    """Why this result may not be registered beside the letter that was issued; empty where it may.

    `served` is the day on which it was posted or signed for; `corrects` the registered answer that this one takes the
    place of: the letter is that of the same running.
    """
    letter = answer_letter(application, rows, corrects)
    if letter is None:
        return ""
    if served and letter.dated and served < letter.dated:
        return (
            f"印发的答复书{letter.number}落款日期是{written_day(letter.dated)}，"
            f"交邮或者签收的日期{written_day(served)}不能早于它，请核对。"
        )
    kind = KINDS[letter.kind]
    if kind.outcome != outcome or (kind.outcome == "unable1" and grounds.answer != kind.answer):
        return (
            f"印发的答复书{letter.number}是“{kind.name}”，登记的办理结果要与它一致。"
            f"答复书有错的，先另拟一份更正的答复书印发。"
        )
    try:
        ground = words_of(letter).fact("ground")
    except Unreadable as fault:
        return str(fault)
    return _ground_differs(kind, ground, grounds.ground, "印发的答复书", "登记的答复")


def _ground_differs(kind: LetterKind, one: str, other: str, name: str, name_of_other: str) -> str:
    if kind.outcome not in GROUNDS or one == other:
        return ""
    return (
        f"{name}依据{one or '没有写'}，{name_of_other}依据{other or '没有写'}，两者要一致，请改正其中写错的。"
    )


def term_differs(words: Words, event: CaseEvent) -> str:
    """Where a letter of the procedure says another day, term or amount than the step entered; empty where none."""
    said = told_by(event)
    wrong = [
        f"{label}（文书写的是{words.fact(name)}，登记的是{said[name]}）"
        for name, label in TERMS.items()
        if words.fact(name) and name in said and _differ(words.fact(name), said[name])
    ]
    if not wrong:
        return ""
    return f"文书与登记的“{event.get_kind_display()}”不一致：{'、'.join(wrong)}。请改文书，或者更正登记。"


def _differ(one: str, other: str) -> bool:
    return one.removesuffix(".00") != other.removesuffix(".00")
