"""What waits in the town's reviews, for the walk of the doors; and how a reviewer fills in the sheet in a browser."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from gongkai.disclosure import acts
from gongkai.disclosure.models import Delegation, Opinion, PublishedFinding, ReviewFinding, StepKind, Withheld
from gongkai.disclosure.reviewing.chain import Planned, under_way
from gongkai.disclosure.tests.passing import clear
from gongkai.organs import acts as organ_acts
from gongkai.organs.models import Role

SHEET = {
    "carrier": "other",
    "channel": "政府网站",
    "summary": "一条信息的摘要",
    "state_secret": "no",
    "work_secret": "no",
    "trade_secret": "no",
    "privacy": "no",
    "third_party": "none",
    "co_issuer": "none",
    "opinion": "public",
}


def fill_sheet(page: Any, **answers: str) -> None:
    """Answer every question of 保密审查登记表 on the open page, and say that every attachment was looked at."""
    for name, value in (SHEET | answers).items():
        if name == "summary":
            page.fill("#sheet-summary", value)
        elif name != "channel":
            page.check(f"[name={name}][value={value}]")
    for tick in page.locator("input[name=looked]").all():
        tick.check()


@dataclass(frozen=True)
class Waiting:
    """Numbers of what waits: the records behind the doors, and what their forms must name."""

    records: dict[str, list[int]]
    finding: int
    second: int  # another reviewer of the town
    sheet: int
    chain: int
    urgent: int  # the review of the one proposed for an emergency


def reviewing(
    organ: Any, draft: Any, public: Any, editor: Any, approver: Any, at: datetime, mark: str
) -> Waiting:
    """A draft stopped by a telephone number, one put to a body above, one urgent; a chain, a delegation, a withheld one."""

    def handed_in(title: str, **facts: Any) -> Any:
        return acts.submit(item=draft(f"{mark}{title}", **facts), by=editor, at=at)

    stopped = handed_in("有电话", body="<p>联系人手机：13800138000。</p>")
    finding = ReviewFinding.objects.get(review=under_way(stopped), severity="block")
    referred = handed_in("拿不准")
    acts.pass_step(
        item=referred, by=approver, at=at, sheet=clear(opinion=Opinion.REFER, basis=f"{mark}拿不准"),
        referred={"kind": "department", "body": f"{mark}上级", "question": f"{mark}问题"},
    )  # fmt: skip
    urgent = handed_in("紧急")
    acts.propose_urgent(item=urgent, by=editor, at=at, reason=f"{mark}险情")
    second = organ_acts.enrol(username="paiban", name="排班", password="paiban-2021-密码", by=None, at=at)
    since = date(2019, 1, 1)
    organ_acts.appoint(person=second, organ=organ, role=Role.APPROVER, since=since, by=None, at=at)
    chain = acts.set_chain(organ=organ, genre="公示", steps=[Planned(StepKind.SECRECY)], by=None, at=at)
    lent = Delegation.objects.create(
        organ=organ,
        person=approver,
        deputy=second,
        since=since,
        until=since + timedelta(days=9000),
        reason=mark,
    )
    held = Withheld.objects.create(
        organ=organ, title=f"{mark}不公开", ground="16-1", reason=mark, decided_on=since, decided_by=approver,
        next_review_on=since + timedelta(days=365),
    )  # fmt: skip
    leak = PublishedFinding.objects.create(
        item=public, part="正文", kind="mobile", severity="block", where=mark, excerpt=mark, found_at=at
    )
    records = {
        "disclosure:settle": [leak.pk],
        "disclosure:review": [stopped.pk],
        "disclosure:override": [stopped.pk],
        "disclosure:mask": [stopped.pk],
        "disclosure:determine": [referred.pk],
        "disclosure:recall": [referred.pk],
        "disclosure:publish-urgently": [urgent.pk],
        "disclosure:sheet": [public.pk],
        "disclosure:assess": [held.pk],
        "disclosure:end-delegation": [lent.pk],
    }
    sheet = public.reviews.get().sheets.get()
    return Waiting(records, finding.pk, second.pk, sheet.pk, chain.pk, under_way(urgent).pk)
