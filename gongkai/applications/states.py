"""Which act is open in which state, to whom, by which article: one table for buttons, screens and acts alike."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.applications.folding import RESTARTS, set_by_decision, standing, waiting_sections
from gongkai.applications.models import Application, Kind, State
from gongkai.law.cite import Article
from gongkai.law.dated import written_day
from gongkai.law.publication import REGULATION
from gongkai.law.remedies import REVIEW_LAW
from gongkai.organs.models import Organ, Person, Role
from gongkai.organs.permissions import may

OFFICE = frozenset({Role.OFFICER})
SEEING = frozenset({Role.OFFICER, Role.APPROVER})
NOT_THE_OFFICE = "只有本机关的公开办可以登记和办理申请。"
NOT_SEEING = "只有本机关的公开办和审核人可以查看。"

RUNNING = frozenset(
    {State.HANDLING, State.CONSULTING}
)  # the term runs, nothing is awaited from the applicant
WAITING = frozenset({State.SUPPLEMENTING, State.AWAITING_FEE})  # for the applicant
OPEN = RUNNING | WAITING
KEPT = OPEN | {State.UNCONFIRMED, State.ANSWERED}  # everything but what is in the archive


CLOSED = frozenset({State.ANSWERED, State.ARCHIVED})
# What may stand in a case that goes to another organ: nobody has worked on it yet.
UNTOUCHED = frozenset({Kind.RECEIVED, Kind.HANDED_OVER, Kind.RECOUNTED, Kind.SPLIT, Kind.TRANSFERRED})


def _article(article: int, paragraph: int | None = None) -> Article:
    return Article(REGULATION, article, paragraph)


def _nothing(held: Sequence[Any]) -> str:
    return ""


def _decided(held: Sequence[Any]) -> str:
    day = set_by_decision(held)
    return f"重新答复的期限{written_day(day)}是决定书或者判决书写明的，本机关不能改。" if day else ""


def _touched(held: Sequence[Any]) -> str:
    row = next((row for row in held if row.kind not in UNTOUCHED), None)
    if row is None:
        return ""
    done = Kind(row.kind).label
    return f"这件申请已经登记过“{done}”，不能再更正受理机关。不归本机关公开的，请答复“非本机关负责公开”。"


def _nobody_asked(held: Sequence[Any]) -> str:
    return "" if waiting_sections(held) else "没有请科室协查，或者科室都已经回复，不能登记“登记科室回复”。"


def _any_organ(organ: Organ) -> str:
    return ""


def _charging(organ: Organ) -> str:
    if organ.charges_fees:
        return ""
    return (
        "本机关没有启用信息处理费，提供政府信息不收费（《政府信息公开条例》第四十二条）。"
        "确实要收的，请管理员在“机关和指南”里勾选“收取信息处理费”。"
    )


@dataclass(frozen=True)
class Move:
    """One act: its key, what it enters, from which states, by whom, on which article, and what it does to the date.

    `once` names the events of which none may stand yet, `anew` whether only those of the present running of the term
    count; the sentence for that case is `already`. `in_time`: not after the due day. `bar` says of what stands in the
    case why it forbids the act, in a sentence, or nothing; `where` says it of the organ.
    """

    key: str
    label: str
    kind: str  # of the event; empty where the act enters none of a single kind
    states: frozenset[State]
    article: Article
    effect: str
    roles: frozenset[Role] = OFFICE
    once: frozenset[str] = frozenset()
    already: str = ""
    anew: bool = False
    in_time: bool = False
    bar: Callable[[Sequence[Any]], str] = _nothing
    where: Callable[[Organ], str] = _any_organ


MOVES: dict[str, Move] = {
    move.key: move
    for move in (
        Move("confirm", "确认收到", Kind.RECEIVED, frozenset({State.UNCONFIRMED}), _article(31),
             "确认之日为收到申请之日，答复期限从次日起算。"),
        Move("request_supplement", "告知补正", Kind.SUPPLEMENT_REQUESTED, RUNNING, _article(30),
             "应在收到申请之日起7个工作日内告知。现在的期限不变，收到补正后重新计算。",
             once=frozenset({Kind.SUPPLEMENT_REQUESTED}), already="补正只能一次性告知，这件申请已经告知过补正"),
        Move("receive_supplement", "收到补正", Kind.SUPPLEMENT_RECEIVED, frozenset({State.SUPPLEMENTING}),
             _article(30), "答复期限自收到补正之日起重新计算，不是接着算。"),
        Move("consult_third_party", "征求第三方意见", Kind.THIRD_PARTY_CONSULTED, RUNNING, _article(32),
             "征求意见的时间不计入答复期限。对方自收到征求意见书之日起15个工作日内答复，不答复的由本机关决定。"),
        Move("consult_organ", "征求其他机关意见", Kind.ORGAN_CONSULTED, RUNNING, _article(34),
             "征求意见的时间不计入答复期限。对方15个工作日内不答复的，视为同意公开。"),
        Move("reply", "登记对方答复", "", frozenset({State.CONSULTING}), _article(33, 3),
             "征求意见到此为止，期限接着计算。"),
        Move("extend", "延期", Kind.EXTENDED, OPEN, _article(33, 2),
             "经公开工作机构负责人同意并告知申请人，期限最多延长20个工作日，只能一次。",
             once=frozenset({Kind.EXTENDED, Kind.DELAYED}), already="答复期限只能延长一次，这件申请已经延期",
             anew=True, in_time=True, bar=_decided),
        Move("delay", "确定延迟答复的期限", Kind.DELAYED, RUNNING, _article(35),
             "申请数量、频次明显超过合理范围而理由合理、不能按期答复的，期限改为所定的日期，并告知申请人。",
             once=frozenset({Kind.DELAYED}), already="已经确定过延迟答复的期限", anew=True, in_time=True,
             bar=_decided),
        Move("notify_fee", "发出收费通知", Kind.FEE_NOTIFIED, RUNNING, _article(42),
             "现在的期限不变，申请人缴费后期限从次日起重新计算。",
             once=frozenset({Kind.FEE_NOTIFIED}), already="这件申请已经发过收费通知", in_time=True, where=_charging),
        Move("pay", "登记缴费", Kind.FEE_PAID, frozenset({State.AWAITING_FEE}), _article(42),
             "答复期限自缴费次日起重新计算。"),
        Move("answer", "答复", Kind.ANSWERED, OPEN, _article(36),
             "是否按期，看答复书交邮或者签收的日期。登记以后期限停止。"),
        Move("reopen", "责令重新答复", Kind.REOPENED, CLOSED | OPEN, Article(REVIEW_LAW, 64, 1),
             "期限以决定书或者判决书写明的为准；没有写明的，自收到之日起重新计算答复期限。"
             "没有答复的申请，是责令限期答复，先前的逾期照样记录。"),
        Move("make_public", "转为主动公开", Kind.MADE_PUBLIC, OPEN | {State.ANSWERED}, _article(44, 1),
             "期限不变，这件申请照样要答复。信息先按主动公开发布，再登记它的索引号。",
             once=frozenset({Kind.MADE_PUBLIC}), already="这件申请已经登记过转为主动公开"),
        Move("archive", "归档", Kind.ARCHIVED, frozenset({State.ANSWERED}), _article(45),
             "期限不变。归档以后不能再登记和更正。"),
        Move("hand_over", "转办", Kind.HANDED_OVER, KEPT - {State.ANSWERED}, _article(45), "期限不变。"),
        Move("ask_section", "请科室协查", Kind.CO_HANDLING, OPEN, _article(45),
             "期限不变。协查是本机关内部办理，科室按内部限期回复。"),
        Move("section_reply", "登记科室回复", Kind.CO_HANDLED, OPEN, _article(45), "期限不变。", bar=_nobody_asked),
        Move("split", "分拆", Kind.SPLIT, frozenset({State.HANDLING}), _article(29),
             "一件申请里有几项互不相干的内容的，分成几件，分别办理和答复。收到之日和期限不变，年报按分拆后的件数计。",
             once=frozenset({Kind.FEE_NOTIFIED, Kind.ANSWERED}),
             already="已经发过收费通知或者答复过的申请不能再分拆"),
        Move("transfer", "更正受理机关", Kind.TRANSFERRED, frozenset({State.HANDLING}), _article(31),
             "送错、登错机关的，转给同一区县里负责的机关。内部怎么转都不改变收到之日和期限（最高人民法院指导案例26号）。",
             in_time=True, bar=_touched),
        Move("amend", "更正申请人和内容", "", KEPT, _article(29), "期限不变。"),
        Move("correct", "更正办理事项", "", KEPT, _article(45), "原来的登记保留，期限按更正后的重新计算。"),
    )
}  # fmt: skip


def refusal(move: Move, application: Application, person: Person, day: date, rows: Iterable[Any]) -> str:
    """Why `person` may not do this on `day`, in a sentence; empty when it is open. `rows` are the case's events."""
    if not may(person, move.roles, application.organ_id):
        return NOT_THE_OFFICE
    state = State(application.state)
    if state not in move.states:
        return _not_now(move, state)
    held = standing(rows)
    if move.once and any(row.kind in move.once for row in _counting(move, held)):
        return f"{move.already}（{move.article}）。"
    if elsewhere := move.where(application.organ):
        return elsewhere
    if barred := move.bar(held):
        return barred
    if move.in_time and application.due_on and day > application.due_on:
        return f"答复期限已于{written_day(application.due_on)}届满，不能再{move.label}（{move.article}）。"
    return ""


def _not_now(move: Move, state: State) -> str:
    if state == State.ARCHIVED:
        return "这件申请已经归档，不能再登记和更正。"
    if state == State.ANSWERED and move.states <= OPEN:
        return f"这件申请已经答复，办理结果只能有一个，不能再登记“{move.label}”。登错了的，请用更正。"
    open_in = "、".join(one.label for one in State if one in move.states)
    return f"这件申请现在是“{state.label}”，不能登记“{move.label}”。“{move.label}”只在这些时候办：{open_in}。"


def _counting(move: Move, held: Sequence[Any]) -> Sequence[Any]:
    """The standing rows that count against doing it again."""
    if not move.anew:
        return held
    restarts = [place for place, row in enumerate(held) if row.kind in RESTARTS]
    return held[restarts[-1] + 1 :] if restarts else held


def permitted(application: Application, person: Person, day: date, rows: Iterable[Any]) -> tuple[Move, ...]:
    """The acts open to `person` on `day`, in the order of the table."""
    rows = list(rows)
    return tuple(move for move in MOVES.values() if not refusal(move, application, person, day, rows))


def may_see(person: Person, application: Application) -> bool:
    """Whether `person` may open the case, and on demand look at who asked."""
    return may(person, SEEING, application.organ_id)
