"""The case work of the demonstration: every application through the acts, with what happened between, and some open ones."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.applications import acts
from gongkai.applications.grounds import GROUNDS, NOT_EXISTING, NOT_OURS, Grounds
from gongkai.applications.models import Application, Kind, Remedy
from gongkai.applications.personal import Applicant
from gongkai.demonstration.applications import OPEN_CASES, OpenCase
from gongkai.demonstration.content import ApplicationData, RemedyData
from gongkai.demonstration.days import after_working_days, working_day
from gongkai.demonstration.draws import draw, invented_name
from gongkai.organs.models import Organ, Person

CHINA = ZoneInfo("Asia/Shanghai")
ARCHIVED = date(2026, 1, 1)  # what was answered before is in the archive
People = Callable[[str, str], Person]  # who holds a role in an organ, by slug and role
REASONS = {
    "partial": "申请的材料里含有其他农户的银行账号和家庭情况，遮盖以后提供其余部分。",
    "deny4": "已书面征求第三方意见，第三方不同意公开，公开会损害其合法权益，不公开对公共利益没有重大影响。",
}
REASON = "经审查，申请的信息属于该条规定的情形，决定不予公开。"
WANTED = (
    "2025年度本村高标准农田建设项目的验收报告",
    "本镇农村低保对象评议公示的材料",
    "村道硬化工程的招标公告和中标结果",
    "本户宅基地审批的档案材料",
    "本镇防汛应急预案和演练记录",
)


@dataclass(frozen=True)
class Desk:
    """Who works on the cases of one organ."""

    organ: Organ
    officer: Person
    approver: Person

    def at(self, day: date, hour: int = 10) -> dict[str, Any]:
        """By the officer, at an hour of that day."""
        return {"by": self.officer, "at": datetime.combine(day, time(hour), CHINA)}


def enter_cases(
    applications: tuple[ApplicationData, ...],
    remedies: tuple[RemedyData, ...],
    organs: Mapping[str, Organ],
    people: People,
) -> None:
    """Enter the register of every organ through the acts."""
    desks = {
        slug: Desk(organs[slug], people(slug, "officer"), people(slug, "approver"))
        for slug in {row.organ for row in applications}
    }
    for row in applications:
        _case(row, desks[row.organ])
    for open_case in OPEN_CASES:
        _open_case(open_case, desks[open_case.organ])
    for remedy in remedies:
        _remedy(remedy, organs[remedy.organ], people(remedy.organ, "officer"))


def _registered(
    desk: Desk, number: str, channel: str, kind: str, day: date, confirmed: date | None
) -> Application:
    made = Application(
        organ=desk.organ,
        number=number,
        channel=channel,
        applicant_kind=kind,
        received_on=day,
        form="paper",
        way="post" if channel == "post" else "collect",
    )
    seed = f"{desk.organ.slug}{number}"
    phone = f"0900-8{draw(seed + '电话', 0, 999999):06d}"
    applicant = Applicant(name=invented_name(seed), phone=phone, address="崆峒区（演示地址）")
    wanted = WANTED[draw(seed + "内容", 0, len(WANTED) - 1)]
    return acts.register(
        application=made, applicant=applicant, request=wanted, confirmed=confirmed, **desk.at(day)
    )


def _case(row: ApplicationData, desk: Desk) -> None:
    """An application of the registers: what its result presupposes happened first, and an extension where it needed one."""
    confirmed = row.received_on if row.channel == "fax" else None
    made = _registered(desk, row.number, row.channel, row.applicant_kind, row.received_on, confirmed)
    if not row.outcome or not row.answered_on:
        return
    _prepare(made, row.outcome, row.received_on, row.answered_on, desk)
    made.refresh_from_db()
    if made.due_on and row.answered_on > made.due_on:
        day = working_day(made.due_on - timedelta(days=4))
        acts.extend(
            application=made, day=day, days=20, approver=desk.approver, served=day,
            note="涉及的档案多，需要逐件查阅。", **desk.at(day),
        )  # fmt: skip
    served = "signed" if row.channel == "counter" else "posted"
    acts.answer(
        application=made,
        outcome=row.outcome,
        day=row.answered_on,
        grounds=_grounds(row),
        **{served: row.answered_on},
        **desk.at(row.answered_on, 17),
    )
    if row.answered_on < ARCHIVED:
        day = after_working_days(row.answered_on, 5)
        acts.archive(application=made, day=day, **desk.at(day))


def _prepare(made: Application, outcome: str, received: date, answered: date, desk: Desk) -> None:
    """What must have happened before an answer of this kind."""
    next_day = after_working_days(received, 1)
    if outcome in ("unable3", "other1"):
        until = answered - timedelta(days=1)
        asked = {"until": until, "served": received, "note": "请写明所需信息的名称或者文号。"}
        acts.request_supplement(application=made, day=received, **asked, **desk.at(received, 15))
    if outcome == "unable3":
        acts.receive_supplement(application=made, day=next_day, **desk.at(next_day))
    if outcome == "other2":
        acts.notify_fee(
            application=made, day=received, amount=Decimal(300), served=received, **desk.at(received, 15)
        )
    if outcome == "deny4":
        asked = {"whom": Kind.THIRD_PARTY_CONSULTED, "day": received, "served": received}
        acts.consult(application=made, **asked, **desk.at(received, 15))
        acts.reply(application=made, party="第三方1", day=next_day, **desk.at(next_day))


def _grounds(row: ApplicationData) -> Grounds:
    outcome = str(row.outcome)
    if outcome in GROUNDS:
        return Grounds(ground=GROUNDS[outcome][0], reason=REASONS.get(outcome, REASON))
    if outcome != "unable1":
        return Grounds()
    if draw(row.number, 0, 1):
        return Grounds(answer=NOT_OURS, right_organ="崆峒区自然资源局")
    return Grounds(
        answer=NOT_EXISTING,
        searched_by="公开办经办人",
        searched_in="公文系统、档案室2015年以来的文书档案",
        searched_for="申请表写明的名称和文号",
        searched_on=row.answered_on,
    )


def _open_case(case: OpenCase, desk: Desk) -> None:
    """One of the cases still on the bench, with what has happened to it."""
    made = _registered(desk, case.number, case.channel, case.applicant_kind, case.received_on, None)
    for act, day, facts in case.events:
        given = dict(facts)
        if act == "extend":
            given["approver"] = desk.approver
        getattr(acts, act)(application=made, day=day, **given, **desk.at(given.get("served", day), 16))


def _remedy(row: RemedyData, organ: Organ, officer: Person) -> None:
    facts = {name: getattr(row, name) for name in ("number", "route", "filed_on")}
    remedy = Remedy(organ=organ, **facts)
    acts.file_remedy(remedy=remedy, by=officer, at=_at(row.filed_on, 10))
    if row.result and row.decided_on:
        acts.decide_remedy(
            remedy=remedy,
            result=row.result,
            decided_on=row.decided_on,
            by=officer,
            at=_at(row.decided_on, 17),
        )


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), CHINA)
