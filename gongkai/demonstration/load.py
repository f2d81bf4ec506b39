"""Feeding the demonstration district to the records: through the same acts as everybody, at the days it tells of."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from gongkai.demonstration.applications import charging
from gongkai.demonstration.attachments import attachment_bytes
from gongkai.demonstration.casework import enter_cases
from gongkai.demonstration.collecting import collect
from gongkai.demonstration.content import District, ItemData, PersonData
from gongkai.demonstration.passing import passed
from gongkai.demonstration.reviews import Reviews
from gongkai.disclosure import acts
from gongkai.disclosure.models import (
    Attachment,
    CatalogueNode,
    Charge,
    Decision,
    Genre,
    Item,
    Matter,
    NormativeDocument,
    Procurement,
    StepKind,
)
from gongkai.disclosure.reviewing.chain import Planned
from gongkai.organs import acts as organ_acts
from gongkai.organs.models import Organ, Person, Role
from gongkai.portal.acts import describe_site
from gongkai.portal.models import Site
from gongkai.reporting import acts as report_acts

CHINA = ZoneInfo("Asia/Shanghai")
BEGINNING = date(2018, 12, 1)
Progress = Callable[[str, int, int], None]  # what, done, of how many


def _at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), CHINA)


class Loader:
    """Holds the organs and people made so far; each method feeds one kind of record."""

    def __init__(self, district: District, progress: Progress) -> None:
        self.district = district
        self.progress = progress
        self.organs: dict[str, Organ] = {}
        self.people: dict[tuple[str, str], Person] = {}
        self.nodes: dict[tuple[str, str], CatalogueNode] = {}
        self.documents: dict[str, Item] = {}  # by document number, or title without one
        self.logins: dict[str, dict[str, Any]] = {}

    def load(self) -> dict[str, dict[str, Any]]:
        """Everything or nothing. Returns who can log in, with generated passwords."""
        with transaction.atomic():
            self._organs()
            for person in self.district.people:
                self._person(person)
            self._chains()
            self._items()
            self._corrections()
            self._registers()
            self._cases()
            self._reports()
            collect(self.organs, self._by)
            Reviews(next(iter(self.organs.values())), self._by).fill()
        return self.logins

    def _by(self, organ: str, role: str) -> Person:
        return self.people[organ, role]

    def _organs(self) -> None:
        beginning = _at(BEGINNING)
        for data in self.district.organs:
            facts = {name: getattr(data, name) for name in (
                "slug", "name", "level", "credit_code", "address", "postcode", "office_hours", "phone", "fax", "email",
                "disclosure_office", "document_prefix",
            )}  # fmt: skip
            facts["credit_code"] = facts["credit_code"] or None
            parent = self.organs[data.parent] if data.parent else None
            organ = organ_acts.establish(
                by=None,
                at=beginning,
                parent=parent,
                short_name=data.short,
                guide_reviewed_on=date(2026, 1, 12),
                charges_fees=data.slug in charging(),
                **facts,
            )
            self.organs[data.slug] = organ
            if data.level != "village":
                acts.lay_out_catalogue(organ=organ, by=None, at=_at(date(2019, 5, 15)))
                self.nodes |= {(data.slug, n.code): n for n in CatalogueNode.objects.filter(organ=organ)}
        top = self.district.organs[0]
        site = Site(
            name=f"{top.short}政府信息公开",
            domain="www.example.gov.cn",
            id_code="6208020000",
            host_unit=top.name,
            operator=top.disclosure_office,
            contact=top.phone,
            icp="演示备案号",
            police="演示公安备案号",
            conac="https://www.example.gov.cn/biaozhi",
            error_report="https://www.example.gov.cn/zhaocuo",
            ipv6=True,
        )
        describe_site(site=site, by=None, at=beginning)

    def _person(self, data: PersonData) -> None:
        password = secrets.token_urlsafe(9)
        beginning = _at(BEGINNING)
        person = organ_acts.enrol(
            username=data.username, name=data.name, password=password, by=None, at=beginning
        )
        for role in sorted(data.roles):
            organ_acts.appoint(
                person=person,
                organ=self.organs[data.organ],
                role=Role(role),
                since=BEGINNING,
                by=None,
                at=beginning,
            )
            self.people.setdefault((data.organ, role), person)
        self.logins[data.username] = {
            "password": password,
            "name": data.name,
            "organ": self.organs[data.organ].short_name,
            "roles": [Role(role).label for role in sorted(data.roles)],
        }

    def _chains(self) -> None:
        """The district's policy documents go through four people; everything else through two."""
        top = self.district.organs[0].slug
        steps = [
            Planned(kind, self._by(top, role))
            for kind, role in (
                (StepKind.AUDIT, "approver"),
                (StepKind.SECRECY, "secrecy"),
                (StepKind.ISSUE, "issuer"),
            )
        ]
        for genre in (Genre.OPINION, Genre.MEASURES, Genre.SCHEME):
            acts.set_chain(organ=self.organs[top], genre=genre, steps=steps, by=None, at=_at(BEGINNING))

    def _items(self) -> None:
        items = sorted(self.district.items, key=lambda item: item.published_at)
        for done, data in enumerate(items, start=1):
            self._item(data)
            self.progress("信息", done, len(items))

    def _item(self, data: ItemData) -> None:
        organ, editor = self.organs[data.organ], self._by(data.organ, "editor")
        drafted = min(_at(data.formed_on, 15), data.published_at)
        item = Item(
            organ=organ,
            node=self.nodes[data.organ, data.duty],
            title=data.title,
            body=data.body,
            summary=data.summary,
            genre=data.genre,
            subject="\\".join(part for part in data.subject if part),
            issuing_organ=data.issuing_organ,
            document_number=data.document_number,
            formed_on=data.formed_on,
            source=data.source,
            keywords="、".join(data.keywords),
            validity=data.validity,
            validity_on=data.validity_on,
            validity_instrument=data.validity_instrument,
            explains=self.documents[data.explains] if data.explains else None,
            explanation_form=data.explanation_form,
            relation=data.relation,
            closes_on=data.closes_on,
            opinions_to=data.opinions_to,
            answers=data.answers,
        )
        for place, attachment in enumerate(data.attachments):
            stored = acts.store_file(
                organ=organ,
                name=attachment.filename,
                data=attachment_bytes(attachment),
                by=editor,
                at=drafted,
            )
            item.attachments.add(Attachment(stored_file=stored, title=attachment.title, sort_order=place))
        acts.draft(item=item, by=editor, at=drafted)
        acts.submit(item=item, by=editor, at=data.published_at)
        item = passed(item, data.published_at)
        self.documents[item.document_number or item.title] = item

    def _corrections(self) -> None:
        """Public pages that were changed since, each with what the public was told."""
        for change in self.district.corrections:
            page = self.documents[change.title]
            latest = Item.objects.get(pk=page.pk).get_latest_revision_as_object()
            latest.change_note = change.note
            latest.body += change.add
            if change.explains:
                latest.explains = self.documents[change.explains]
            editor = self._by(page.organ.slug, "editor")
            acts.draft(item=latest, by=editor, at=change.at)
            acts.submit(item=latest, by=editor, at=change.at)
            passed(latest, change.at)

    def _enter(self, entry: Any, organ: str, day: date) -> None:
        acts.enter(entries=[entry], by=self._by(organ, "editor"), at=_at(day, 16))

    def _registers(self) -> None:
        made: list[tuple[type, Any, str]] = [
            *((NormativeDocument, row, "issued_on") for row in self.district.normatives),
            *((Matter, row, "since") for row in self.district.matters),
            *((Decision, row, "decided_on") for row in self.district.decisions),
            *((Charge, row, "collected_on") for row in self.district.charges),
            *((Procurement, row, "contracted_on") for row in self.district.procurements),
        ]
        for done, (register, row, day) in enumerate(made, start=1):
            facts = {name: value for name, value in vars(row).items() if name != "organ"}
            self._enter(register(organ=self.organs[row.organ], **facts), row.organ, facts[day])
            self.progress("台账", done, len(made))

    def _cases(self) -> None:
        enter_cases(self.district.applications, self.district.remedies, self.organs, self._by)

    def _reports(self) -> None:
        """Reports of years past are signed and public in January; 崆峒镇's 2020 on its own days."""
        for words in sorted(self.district.narratives, key=lambda one: (one.year, one.organ)):
            organ, officer = self.organs[words.organ], self._by(words.organ, "officer")
            opened = _at(date(words.year + 1, 1, 8))
            report = report_acts.prepare(organ=organ, year=words.year, by=officer, at=opened)
            report.intro = words.intro
            report.situation = "\n".join(f"{heading}\n{text}" for heading, text in words.parts.items())
            report.problems = words.problems
            report.other_matters = words.other
            report_acts.edit(report=report, by=officer, at=opened)
            signed = datetime(words.year + 1, 1, 14, 10, tzinfo=CHINA)
            leader = self._by(words.organ, "approver")
            report = report_acts.sign(report=report, by=leader, at=signed, reviewed_by=leader.name)
            published = datetime(words.year + 1, 1, 22, 16, 30, tzinfo=CHINA)
            report_acts.publish(report=report, by=officer, at=published)
