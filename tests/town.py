"""A town with a record of every kind, all of them marked, and forms that would change each of them."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.applications import acts as applications
from gongkai.applications.models import Application, Arrival, CaseEvent, Letter, Remedy
from gongkai.applications.personal import Applicant
from gongkai.applications.proofs import ENVELOPE, IDENTITY, NewProof
from gongkai.applications.tests.making import SECTION, do
from gongkai.conftest import MOMENT, drafted, made_public
from gongkai.disclosure import acts as disclosure
from gongkai.disclosure.acts.files import lay_down
from gongkai.disclosure.models import (
    Attachment,
    CatalogueNode,
    Charge,
    Decision,
    Deposit,
    Matter,
    NormativeDocument,
    Procurement,
    Review,
)
from gongkai.disclosure.oldrecords import prepare
from gongkai.disclosure.reviewing.chain import under_way
from gongkai.disclosure.reviewing.looking import key_of, to_look_at
from gongkai.disclosure.tests.oldsheets import row, sheet
from gongkai.disclosure.tests.passing import ASSESSMENT
from gongkai.documents.tests.samples import PNG, notice_docx
from gongkai.office.clock import now
from gongkai.organs import acts as organ_acts
from gongkai.organs.models import Appointment, Role
from gongkai.organs.permissions import today
from gongkai.reporting import acts as reporting
from gongkai.reporting.examining import Examined
from gongkai.reporting.tests.collecting import a_file, a_page, a_report
from tests.reviewing import SHEET, Waiting, reviewing
from tests.sheets import PDF, PROCUREMENTS, workbook

MARK = "白杨内情"  # stands in every record of the town, and on no screen of anybody else
NO_ATTACHMENTS = {f"attachments-{part}_FORMS": "0" for part in ("TOTAL", "INITIAL", "MIN_NUM")}


@dataclass
class Town:
    """One town, and the records behind each room's doors."""

    organ: Any
    node: Any
    waiting: int  # the review that waits
    file: int  # the file attached to the public item
    picture: str  # the public name of the picture in its text
    colleague: int  # a second person of its 公开办
    under_review: Waiting
    records: dict[str, list[int]] = field(default_factory=dict)  # by room, or by door where it needs its own


@pytest.fixture
def full_town(town: Any, editor: Any, approver: Any, officer: Any) -> Town:
    """The town with everything in it, the test's own; many tests that need it share one: tests/standing.py."""
    return filled(town, editor, approver, officer, MOMENT)


def filled(town: Any, editor: Any, approver: Any, officer: Any, moment: datetime) -> Town:
    """Give the town a draft, a submitted and a public item, cases, registers, and two annual reports."""
    draft = partial(drafted, town, editor)
    file = disclosure.store_file(organ=town, name=f"{MARK}附件.pdf", data=PDF, by=editor, at=moment)
    map_ = disclosure.store_file(organ=town, name=f"{MARK}地图.png", data=PNG, by=editor, at=moment)
    public = made_public(
        town,
        editor,
        approver,
        f"{MARK}一",
        body=f'<p>{MARK}</p><img src="{map_.public_name}" alt="{MARK}">',
        attachments=[Attachment(title=f"{MARK}附件", stored_file=file), Attachment(stored_file=map_)],
    )
    waiting = draft(f"{MARK}二", body=f"<p>{MARK}正文</p>")
    waiting = disclosure.submit(item=waiting, by=editor, at=moment)
    items = [draft(f"{MARK}三").pk, waiting.pk, public.pk]
    node = CatalogueNode.objects.get(organ=town, code="20-15")
    node.owner = MARK
    disclosure.amend_node(node=node, by=officer, at=moment)
    rows = disclosure.enter(entries=_entries(town), by=editor, at=moment)
    records = {
        "wagtailsnippets_disclosure_item": items,
        "disclosure": items,
        "wagtailadmin_editing_sessions": items,
        "intake": _intakes(town, editor, moment),
        "disclosure_catalogue": [node.pk],
        "organs_organ": [town.pk],
        "reporting": _reports(town, officer, approver, moment),
        "checkup": _checkups(officer, moment),
        **_collecting(town, officer, moment),
        "people": list(Appointment.objects.filter(organ=town).values_list("pk", flat=True)),
        "people:leave": [organ_acts.list_leader(organ=town, title=MARK, name="某某", by=None, at=moment).pk],
        **{f"register_{row._meta.model_name}": [row.pk] for row in rows},
        **_cases(town, officer, moment),
        **_online(town, moment),
        **_of_this_year(town, officer),
        **_letters(town, officer, moment),
        **_mail(town, officer, moment),
    }
    under_review = reviewing(town, draft, public, editor, approver, moment, MARK)
    return Town(
        town,
        node,
        under_way(waiting).pk,
        file.pk,
        map_.public_name,
        _colleague(town, moment),
        under_review,
        records | under_review.records,
    )


def _intakes(organ: Any, editor: Any, at: datetime) -> list[int]:
    """A sheet of old records that was imported, and one that waits."""
    found = []
    for title in (f"{MARK}旧信息一", f"{MARK}旧信息二"):
        given = prepare(organ, sheet(row(title)), {}, day=at.date(), name=f"{title}.xlsx", keep=lay_down)
        found.append(disclosure.intake.receive(prepared=given, by=editor, at=at))
        if title.endswith("一"):
            disclosure.intake.start(intake=found[0], by=editor, at=at)
            disclosure.intake.carry_on_all(lambda: at)
    return [intake.pk for intake in found]


def _entries(organ: Any) -> list[Any]:
    day = date(2021, 3, 1)
    return [
        NormativeDocument(organ=organ, title=f"{MARK}办法", document_number=f"{MARK}1号", issued_on=day),
        Matter(organ=organ, kind="permit", name=f"{MARK}审批", since=day),
        Decision(organ=organ, kind="permit", matter=f"{MARK}审批", number=f"{MARK}2号", decided_on=day),
        Charge(organ=organ, matter=f"{MARK}收费", collected_on=day, amount=100),
        Procurement(organ=organ, project=f"{MARK}桌椅", contracted_on=day, amount=100),
        Deposit(
            organ=organ,
            receiver="library",
            name=f"{MARK}图书馆",
            content=f"{MARK}汇编",
            since=day,
            until=day,
            pieces=1,
            delivered_on=day,
            received_by=MARK,
        ),
    ]


# One case as it came, and for each act that is open later only one that has come so far.
_BENCH: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("3", "applications_application", "counter", ()),
    ("31", "applications_application:confirm", "plain_letter", ()),
    ("32", "applications_application:receive_supplement", "counter", ("request_supplement",)),
    ("33", "applications_application:reply", "counter", ("consult_third_party",)),
    ("34", "applications_application:pay", "counter", ("notify_fee",)),
    ("35", "applications_application:archive", "counter", ("answer",)),
    ("36", "applications_application:section_reply", "counter", ("ask_section",)),
)


def _cases(town: Any, officer: Any, at: datetime) -> dict[str, list[int]]:
    day, found = date(2021, 3, 1), dict[str, list[int]]()
    who = Applicant(name=f"{MARK}申请人", phone="0900-8000009")
    for number, door, channel, steps in _BENCH:
        made = Application(
            organ=town,
            number=f"{MARK}{number}号",
            channel=channel,
            applicant_kind="person",
            received_on=day,
        )
        made = applications.register(
            application=made, applicant=who, request=f"{MARK}内容", by=officer, at=at
        )
        for step in steps:
            do(step, made, officer, at=at, note=f"{MARK}说明")
        found[door] = [made.pk]
    remedy = Remedy(organ=town, number=f"{MARK}4号", route="review", filed_on=day)
    received = CaseEvent.objects.get(application__number=f"{MARK}3号")
    return {
        **found,
        "applications_event": [received.pk],
        "applications_remedy": [applications.file_remedy(remedy=remedy, by=officer, at=at).pk],
    }


def _of_this_year(town: Any, officer: Any) -> dict[str, list[int]]:
    """A case of today: one that an earlier year's report carried over is neither split nor given away."""
    case = Application(
        organ=town, number=f"{MARK}37号", channel="counter", applicant_kind="person", received_on=today()
    )
    who = Applicant(name=f"{MARK}申请人", phone="0900-8000009")
    applications.register(application=case, applicant=who, request=f"{MARK}内容", by=officer, at=now())
    return {f"applications_application:{door}": [case.pk] for door in ("split", "transfer")}


def _online(town: Any, at: datetime) -> dict[str, list[int]]:
    """A case that came over the internet with a file, and that nobody handles yet."""
    case = applications.submit(
        organ=town, submission="0" * 32, applicant_kind="person", request=f"{MARK}内容", at=at,
        applicant=Applicant(name=f"{MARK}申请人", phone="0900-8000009"),
        proofs=[NewProof(IDENTITY, "image/png", b"\x89PNG\r\n\x1a\n")],
    )  # fmt: skip
    return {f"applications_application:{door}": [case.pk] for door in ("take", "proof")}


# A letter that waits for the step behind each door; the first one for its writer.
_LETTERS = {
    "": "granted",
    ":check": "granted",
    ":return": "granted",
    ":sign": "supplement",
    ":issue": "receipt",
}


def _letters(town: Any, officer: Any, at: datetime) -> dict[str, list[int]]:
    """A letter under draft, and for each step one that waits for it."""
    facts = {"review_organ": MARK, "court": MARK, "given": MARK, "note": f"{MARK}事项", "until": "2099-12-31"}
    found = dict[str, list[int]]()
    for door, kind in _LETTERS.items():
        case = Application(
            organ=town, number=f"{MARK}文书{door}", channel="counter", applicant_kind="person", received_on=at.date()
        )  # fmt: skip
        who = Applicant(name=f"{MARK}申请人")
        case = applications.register(
            application=case, applicant=who, request=f"{MARK}内容", by=officer, at=at
        )
        letter = applications.draft_letter(application=case, kind=kind, facts=facts, by=officer, at=at)
        if door:
            applications.rewrite_letter(letter=letter, ready=True, by=officer, at=at)
        found[f"applications_letter{door}"] = [letter.pk]
    return found | {"applications_letter:draft": [case.pk]}


def _mail(town: Any, officer: Any, at: datetime) -> dict[str, list[int]]:
    """A piece of mail with its photo that nobody has judged, and one that is no application."""
    waiting, other = (
        applications.enter_arrival(
            arrival=Arrival(
                organ=town, arrived_on=at.date(), channel="post", addressed_to=MARK, received_by=officer
            ),
            photo=NewProof(ENVELOPE, "image/png", PNG),
            by=officer,
            at=at,
        )
        for _ in range(2)
    )
    applications.dismiss_arrival(arrival=other, reason=f"{MARK}对账单", by=officer, at=at)
    return {"applications_arrival": [waiting.pk], "applications_arrival:reconsider": [other.pk]}


def _colleague(town: Any, at: datetime) -> int:
    """Another person of the town's 公开办, to hand a case over to."""
    found = organ_acts.enrol(username="tongshi", name="佟同事", password="tongshi-2021-密码", by=None, at=at)
    since = date(2019, 1, 1)
    organ_acts.appoint(person=found, organ=town, role=Role.OFFICER, since=since, by=None, at=at)
    return found.pk


def _reports(town: Any, officer: Any, approver: Any, at: datetime) -> list[int]:
    """The report of 2019 in preparation, that of 2020 signed."""
    found = []
    for year in (2019, 2020):
        report = reporting.prepare(organ=town, year=year, by=officer, at=at)
        report.situation = report.problems = f"{MARK}报告。"
        found.append(reporting.edit(report=report, by=officer, at=at).pk)
    reporting.sign(report=report, by=approver, at=at, reviewed_by="鲍密")
    return found


def _checkups(officer: Any, at: datetime) -> list[int]:
    """The officer had a file checked, and kept what was found."""
    file = Examined(f"{MARK}年报.html", a_report(f"{MARK}镇", wrong=True))
    made = reporting.note_checkup(files=[file], notes=[f"{MARK}说明。"], by=officer, at=at)
    reporting.keep_checkup(checkup=made, title=f"{MARK}体检", by=officer, at=at)
    return [made.pk]


def _collecting(town: Any, officer: Any, at: datetime) -> dict[str, list[int]]:
    """The district collects the reports of 2020; the town has handed one in, with an error, as a file."""
    by = organ_acts.enrol(username="quban", name="瞿收集", password="quban-2021-密码", by=None, at=at)
    since = date(2019, 1, 1)
    organ_acts.appoint(person=by, organ=town.parent, role=Role.OFFICER, since=since, by=None, at=at)
    opened = reporting.open_year(organ=town.parent, year=2020, by=by, at=at)
    called = opened.called.get(organ=town)
    report = replace(a_report(town.name, wrong=True), intro=f"{MARK}报告。")
    reporting.submit_file(called=called, file=a_file(report, f"{MARK}年报.html"), by=officer, at=at)
    return {"collection": [opened.pk], "called": [called.pk]}


def item_form(town: Town, **changed: Any) -> dict[str, Any]:
    """The form of an item, filled in so that it would be saved."""
    return {
        "title": "改过的标题",
        "node": town.node.pk,
        "body": "<p>改过的正文</p>",
        "issuing_organ": "清水区白杨镇",
        "formed_on": "2021-03-02",
        "genre": "通知",
        "attribute": "proactive",
        **NO_ATTACHMENTS,
        **changed,
    }


def filled_form(name: str, town: Town) -> dict[str, Any]:
    """What a door's form must hold for its deed to be done, by the door's name; naming the town."""
    room, _, action = name.rpartition(":")
    if room == "wagtailsnippets_disclosure_item":
        return item_form(town) | {"action-publish": "1"}
    if name == "disclosure:word":
        document = SimpleUploadedFile("通知.docx", notice_docx())
        return {"node": town.node.pk, "document": document}
    if name == "intake:new":
        return {
            "organ": town.organ.pk,
            "sheet": SimpleUploadedFile("旧信息.xlsx", sheet(row("改过的旧信息"))),
        }
    if name == "checkup:new":
        return {"files": SimpleUploadedFile("年报.html", a_page(a_report(town.organ.name)))}
    if name == "called:upload":
        return {"file": SimpleUploadedFile("年报.html", a_page(a_report(town.organ.name)))}
    if name == "applications_application:do":
        return {"day": "2021-03-05"} | ASKING
    if name == "disclosure:pass":
        seen = [key_of(one) for one in to_look_at(Review.objects.get(pk=town.waiting))]
        return {"review": town.waiting, "looked": seen} | SHEET
    if name == "disclosure:withdraw":
        return {"ground": "wrong", "reason": "内容有误。"}
    if name == "disclosure:return":
        return {"review": town.waiting, "reason": "内容有误。"}
    if name == "disclosure:override":
        return {"findings": town.under_review.finding, "reason": "改过的理由"} | ASSESSMENT
    if name in ("disclosure:hand", "disclosure:delegations"):
        person = town.under_review.second
        return {"to": person, "deputy": person, "reason": "改过的理由", "since": today(), "until": today()}
    if name == "disclosure:urgent":
        return {"review": town.waiting, "reason": "内容有误。"}
    if name == "disclosure:publish-urgently":
        return {"review": town.under_review.urgent} | SHEET
    if action in REASONED:
        return {"reason": "内容有误。"}
    if action == "import":
        return {"organ": town.organ.pk, "sheet": SimpleUploadedFile("采购.xlsx", PROCURED)}
    return {"organ": town.organ.pk} | FORMS.get(name, {}) | FORMS.get(room, {}) | _of_the_town(name, town)


ASKING = {"section": "改过的科室", "until": "2021-03-10", "note": "改过的事项"}
REASONED = {"return", "withdraw", "strike", "recall"}
PROCURED = workbook(PROCUREMENTS, ["办公桌椅", "2021-03-05", 100, "", ""])
FORMS: dict[str, dict[str, Any]] = {
    "register_normativedocument": {
        "kind": "normative",
        "title": "改过的办法",
        "document_number": "白镇发9号",
        "issued_on": "2021-03-02",
    },
    "register_matter": {"kind": "permit", "name": "改过的审批", "since": "2021-03-02"},
    "register_decision": {
        "kind": "permit",
        "matter": "改过的审批",
        "number": "白镇许9号",
        "decided_on": "2021-03-02",
    },
    "register_charge": {"matter": "改过的收费", "collected_on": "2021-03-02", "amount": "5"},
    "register_procurement": {"project": "改过的项目", "contracted_on": "2021-03-02", "amount": "5"},
    "applications_application:add": {
        "number": "申9号",
        "channel": "post",
        "applicant_kind": "person",
        "received_on": "2021-03-02",
    },
    "applications_arrival": {"arrived_on": "2021-03-02", "channel": "post", "reason": "改过的理由"},
    "applications_arrival:register": {"number": "申19号", "applicant_kind": "person"},
    "applications_application:confirm": {"confirmed": "2021-03-04"},
    "applications_application:request_supplement": {"until": "2021-03-20", "note": "改过的事项"},
    "applications_application:reply": {"party": "第三方1"},
    "applications_application:extend": {"days": "10", "note": "改过的理由"},
    "applications_application:delay": {"until": "2021-06-30", "note": "改过的理由"},
    "applications_application:notify_fee": {"amount": "300"},
    "applications_application:answer": {"outcome": "granted", "posted": "2021-03-05"},
    "applications_application:amend": {"name": "改过的名字"},
    "applications_application:split": {"part1": "改过的甲项", "part2": "改过的乙项"},
    "applications_application:transfer": {"note": "改过的理由"},
    "applications_application:make_public": {"index_number": "改过的索引号"},
    "applications_application:ask_section": ASKING,
    "applications_application:section_reply": {"answering": SECTION},
    "applications_application": {"day": "2021-03-05"},
    "applications_letter:draft": {"kind": "receipt"},
    "applications_letter:check": {"lawful": "1", "not_secret": "1", "opinion": "改过的意见"},
    "applications_event:correct": {"day": "2021-03-02", "reason": "改过的日期"},
    "applications_remedy:add": {"number": "复9号", "route": "review", "filed_on": "2021-03-02"},
    "applications_remedy:edit": {"result": "upheld", "decided_on": "2021-03-04"},
    "disclosure:validity": {"validity": "valid"},
    "disclosure:annulled": {"decided_on": "2021-03-02"},
    "disclosure:determine": {"public": "yes", "day": "2021-03-06", "note": "改过的答复"},
    "disclosure:chain": {"genre": "", "s0-kind": "secrecy", "s0-days": "1"},
    "disclosure:add-withheld": {
        "title": "改过的名称",
        "ground": "16-1",
        "reason": "改过的理由",
        "next_review_on": str(today() + timedelta(days=300)),
    },
    "disclosure:settle": {"outcome": "改过的处理"},
    "disclosure:assess": {"stays": "no", "reason": "改过的理由"},
    "register_deposit": {
        "receiver": "archive",
        "name": "改过的档案馆",
        "content": "改过的内容",
        "since": "2020-01-01",
        "until": "2020-12-31",
        "pieces": "5",
        "delivered_on": "2021-03-02",
        "received_by": "改过的人",
    },
    "reporting:new": {"year": "2021"},
    "reporting:sign": {"reviewed": "on", "reviewed_by": "改过的人"},
    "reporting:withdraw": {"ground": "wrong"},
    "reporting:edit": {"situation": "改过的情况。", "problems": "改过的问题。", "other_matters": "无。"},
    "checkup:keep": {"title": "改过的名称"},
    "collection:new": {"year": "2019"},
    "collection:terms": {"due": "2021-01-20", "note": "改过的要求"},
    "called": {"serial": "1", "note": "改过的意见", "reason": "改过的理由"},
    "people:leaders": {"title": "改过的职务", "name": "改过"},
    "people:appoint": {"username": "xinren", "name": "辛任", "role": "editor"},
    "site": {"name": "改过的网站"},
    "disclosure_catalogue": {
        "title": "改过的栏目",
        "slug": "gaiguo",
        "basis": "",
        "limit_days": "20",
        "update_period": "及时",
        "order": "5",
    },
    "organs_organ": {
        "level": "village",
        "name": "白杨镇小庄村",
        "short_name": "小庄村",
        "slug": "xiaozhuang-cun",
        "address": "改过的地址",
        "index_template": "{slug}/{year}-{serial:05d}",
        "index_reset": "year",
    },
}


def _of_the_town(name: str, town: Town) -> dict[str, Any]:
    parents = {"disclosure_catalogue": town.node.parent_id, "organs_organ": town.organ.pk}
    room = name.rpartition(":")[0]
    if name == "applications_application:transfer":
        return {"organ": town.organ.parent_id, "day": today()}
    if name == "applications_application:split":
        return {"day": today()}
    if name in ("applications_letter:check", "applications_letter:sign"):
        return {"digest": Letter.objects.get(pk=town.records[name][0]).digest}
    if room == "applications_arrival":
        return {"received_by": town.colleague}
    if room == "applications_application":
        return {"to": town.colleague, "approver": town.colleague}
    return {"parent": parents[room]} if room in parents else {}
