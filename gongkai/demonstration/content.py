"""What the demonstration district consists of: plain data, no Django. `district.district()` builds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class OrganData:
    """An agency (机关) with its Art. 12 contact facts; an empty one is deliberately missing."""

    slug: str
    name: str
    short: str
    level: str  # district, town, department, village
    parent: str | None
    credit_code: str
    area_code: str
    address: str
    postcode: str
    office_hours: str
    phone: str
    fax: str
    email: str
    disclosure_office: str
    document_prefix: str


@dataclass(frozen=True)
class PersonData:
    """A person (人员) and the roles held in one organ: editor, approver, officer, admin."""

    username: str
    name: str
    organ: str
    roles: frozenset[str]


@dataclass(frozen=True)
class AttachmentData:
    """A file of an item: `attachments.attachment_bytes` makes it from its kind, title and rows."""

    filename: str
    kind: str  # xlsx, docx, pdf; png for a picture of steps that stands in the body
    title: str
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class ItemData:
    """A published item (信息). `validity` is "", valid, lapsed, repealed or amended."""

    organ: str
    family: str
    duty: str
    title: str
    body: str
    genre: str
    subject: tuple[str, str]
    issuing_organ: str
    document_number: str
    formed_on: date
    published_at: datetime
    source: str
    keywords: tuple[str, ...]
    summary: str
    validity: str = ""
    validity_on: date | None = None
    validity_instrument: str = ""
    attachments: tuple[AttachmentData, ...] = ()
    explains: str = (
        ""  # what this belongs to (所属的文件): its document number, or the title of a solicitation
    )
    explanation_form: str = ""  # text, picture, questions, expert
    relation: str = ""  # explanation, solicitation, feedback, clarification
    closes_on: date | None = None  # of a solicitation (征求意见)
    opinions_to: str = ""
    answers: str = ""  # of a clarification (澄清)


@dataclass(frozen=True)
class Correction:
    """A change to a public page (更正): what is added to its text or linked, and what the public is told."""

    title: str  # of the page
    at: datetime
    note: str
    add: str = ""  # HTML
    explains: str = ""  # document number


@dataclass(frozen=True)
class NormativeData:
    """A row of the register of rules (规章) and normative documents (规范性文件)."""

    organ: str
    kind: str  # rule, normative
    title: str
    document_number: str
    issued_on: date
    disclosed_on: date
    repealed_on: date | None = None
    repealed_by: str = ""


@dataclass(frozen=True)
class MatterData:
    """A matter (事项) on an organ's list: permit, service, penalty, coercion or charge."""

    organ: str
    kind: str
    name: str
    basis: str
    since: date
    until: date | None = None


@dataclass(frozen=True)
class DecisionData:
    """A decision taken (处理决定), without personal data."""

    organ: str
    matter: str
    kind: str
    number: str
    decided_on: date
    summary: str


@dataclass(frozen=True)
class ChargeData:
    """Money collected (收费), in yuan."""

    organ: str
    matter: str
    collected_on: date
    amount: Decimal


@dataclass(frozen=True)
class ProcurementData:
    """A centralised procurement (政府集中采购), in yuan."""

    organ: str
    project: str
    amount: Decimal
    contracted_on: date
    method: str
    supplier: str


@dataclass(frozen=True)
class ApplicationData:
    """One application (申请); open ones have neither outcome nor answer day."""

    organ: str
    number: str
    channel: str  # counter, post, online, fax
    applicant_kind: str  # person, business, research, welfare, legal, other
    received_on: date
    outcome: str | None = None
    answered_on: date | None = None


@dataclass(frozen=True)
class RemedyData:
    """A review or lawsuit (复议、诉讼); `number` is its own case number."""

    organ: str
    number: str
    route: str  # review, direct, after_review
    filed_on: date
    result: str | None = None  # upheld, corrected, other
    decided_on: date | None = None


@dataclass(frozen=True)
class ReportNarrative:
    """The words of an annual report (年报). `parts` are the five sub-parts of 一, in order.

    Numbers are quoted by name, as in {{主动公开条数}} (`narratives.PLACEHOLDERS` has them all): whoever
    compiles the report fills them from the records.
    """

    organ: str
    year: int
    intro: str
    parts: Mapping[str, str]
    problems: str
    other: str


@dataclass(frozen=True)
class District:
    """Everything, in an order in which it can be entered."""

    organs: tuple[OrganData, ...]
    people: tuple[PersonData, ...]
    items: tuple[ItemData, ...]
    corrections: tuple[Correction, ...]
    normatives: tuple[NormativeData, ...]
    matters: tuple[MatterData, ...]
    decisions: tuple[DecisionData, ...]
    charges: tuple[ChargeData, ...]
    procurements: tuple[ProcurementData, ...]
    applications: tuple[ApplicationData, ...]
    remedies: tuple[RemedyData, ...]
    narratives: tuple[ReportNarrative, ...]
