"""A town with a record of every kind, every one of them marked."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest

from gongkai.applications import acts as applications
from gongkai.applications.models import Application, Remedy
from gongkai.disclosure import acts as disclosure
from gongkai.disclosure.models import (
    Attachment,
    CatalogueNode,
    Charge,
    Decision,
    Matter,
    NormativeDocument,
    Procurement,
)
from gongkai.organs.models import Appointment
from gongkai.reporting import acts as reporting
from tests.sheets import PDF

MARK = "白杨内情"  # stands in every record of the town, and on no screen of anybody else


@dataclass
class Town:
    """One town, and the records behind each room's doors."""

    organ: Any
    node: Any
    revision: int
    records: dict[str, list[int]] = field(default_factory=dict)


def entries(organ: Any) -> list[Any]:
    """One row of every register."""
    day = date(2021, 3, 1)
    return [
        NormativeDocument(organ=organ, title=f"{MARK}办法", document_number=f"{MARK}1号", issued_on=day),
        Matter(organ=organ, kind="permit", name=f"{MARK}审批", since=day),
        Decision(organ=organ, kind="permit", matter=f"{MARK}审批", number=f"{MARK}2号", decided_on=day),
        Charge(organ=organ, matter=f"{MARK}收费", collected_on=day, amount=100),
        Procurement(organ=organ, project=f"{MARK}桌椅", contracted_on=day, amount=100),
    ]


@pytest.fixture
def full_town(
    town: Any, editor: Any, approver: Any, officer: Any, draft: Any, published: Any, moment: datetime
) -> Town:
    """The town with a draft, a submitted and a public item, cases, registers, and two annual reports."""
    by, at = {"by": editor}, {"at": moment}
    file = disclosure.store_file(organ=town, name=f"{MARK}附件.pdf", data=PDF, **by, **at)
    public = published(f"{MARK}一", attachments=[Attachment(title=f"{MARK}附件", stored_file=file)])
    waiting = draft(f"{MARK}二", body=f"<p>{MARK}正文</p>")
    disclosure.submit(item=waiting, **by, **at)
    items = [draft(f"{MARK}三").pk, waiting.pk, public.pk]
    node = CatalogueNode.objects.get(organ=town, code="20-15")
    node.owner = MARK
    disclosure.amend_node(node=node, by=officer, at=moment)
    rows = disclosure.enter(entries=entries(town), **by, **at)
    records = {f"register_{row._meta.model_name}": [row.pk] for row in rows}
    return Town(town, node, public.latest_revision_id, records | _cases(town, officer, moment) | {
        "wagtailsnippets_disclosure_item": items,
        "disclosure": items,
        "disclosure_catalogue": [node.pk],
        "organs_organ": [town.pk],
        "reporting": _reports(town, officer, approver, moment),
        "people": list(Appointment.objects.filter(organ=town).values_list("pk", flat=True)),
    })


def _cases(town: Any, officer: Any, at: datetime) -> dict[str, list[int]]:
    application = applications.register(
        application=Application(
            organ=town, number=f"{MARK}3号", channel="counter", applicant_kind="person", received_on=date(2021, 3, 1)
        ),
        by=officer,
        at=at,
    )
    remedy = applications.file_remedy(
        remedy=Remedy(organ=town, number=f"{MARK}4号", route="review", filed_on=date(2021, 3, 1)),
        by=officer,
        at=at,
    )
    return {"applications_application": [application.pk], "applications_remedy": [remedy.pk]}


def _reports(town: Any, officer: Any, approver: Any, at: datetime) -> list[int]:
    found = []
    for year in (2019, 2020):
        report = reporting.prepare(organ=town, year=year, by=officer, at=at)
        report.situation = report.problems = f"{MARK}报告。"
        found.append(reporting.edit(report=report, by=officer, at=at).pk)
    reporting.sign(report=report, by=approver, at=at)
    return found
