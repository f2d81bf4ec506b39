"""From a record to the document that is searched."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from gongkai.annualreport.report import report_from_json
from gongkai.annualreport.write.as_html import report_html
from gongkai.disclosure.finding import item_key
from gongkai.disclosure.models import Item
from gongkai.portal.indexing.attached import Texts
from gongkai.portal.pages.items import item_stem
from gongkai.reporting.models import AnnualReport
from gongkai.search.document import Document
from gongkai.search.plain import plain

REPORT_KIND = "年度报告"
REPORT_COLUMN = "nianbao"
CHINA = ZoneInfo("Asia/Shanghai")


def report_key(report_id: int) -> str:
    """What the public index knows an annual report by."""
    return f"report:{report_id}"


def public_document(item: Item, texts: Texts) -> Document:
    """A public item as anyone may find it."""
    published = item.first_published_at
    assert published is not None, "a public item has its time"
    return _document(item, texts, address=f"{item_stem(item.organ.slug, item)}.html", published=published)


def desk_document(item: Item, texts: Texts) -> Document:
    """The latest draft of an item as its own organ may find it."""
    latest = item.latest_revision
    if latest is None:
        return _document(item, texts, address="", published=_morning(item.formed_on))
    shown = item if item.latest_revision_id == item.live_revision_id else latest.as_object()
    return _document(shown, texts, address="", published=item.first_published_at or latest.created_at)


def _document(item: Item, texts: Texts, *, address: str, published: datetime) -> Document:
    """Migrated items count by the day on which the former site published them."""
    shown = _morning(item.published_elsewhere_on) if item.published_elsewhere_on else published
    attached = [one for one in item.attachments.all() if not one.inline]
    return Document(
        key=item_key(item.pk),
        title=item.title,
        address=address,
        organ=item.organ.slug,
        organ_name=item.organ.name,
        published=shown,
        year=timezone.localtime(shown, CHINA).year,
        columns=tuple(node.slug for node in item.node.lineage() if node.parent_id),
        kind=item.genre,
        validity=item.get_validity_display(),
        document_number=item.document_number,
        index_number=item.index_number or "",
        other_numbers=(item.former_index_number,) if item.former_index_number else (),
        issuing_organ=item.issuing_organ,
        body=" ".join(filter(None, (item.summary, plain(item.body), item.keywords))),
        attachments="\n".join(filter(None, map(str, _attached(attached, texts, inside=not address)))),
    )


def _attached(attachments: list[Any], texts: Texts, *, inside: bool) -> list[str]:
    """What attachments are called and say; the names they were uploaded by are for the office alone."""
    found = []
    for one in attachments:
        found += [str(one), texts.of(one.stored_file)]
        if inside:
            found.append(one.stored_file.name)
    return found


def report_document(record: AnnualReport) -> Document:
    """A published annual report: its title, its narrative and the words of its tables."""
    report = report_from_json(record.snapshot)
    assert record.published_at is not None, "only published reports are searched"
    return Document(
        key=report_key(record.pk),
        title=report.title,
        address=f"{record.organ.slug}/{REPORT_COLUMN}/{record.year}/",
        organ=record.organ.slug,
        organ_name=record.organ.name,
        published=record.published_at,
        year=record.year,
        columns=(REPORT_COLUMN,),
        kind=REPORT_KIND,
        issuing_organ=record.organ.name,
        body=plain(report_html(report)),
    )


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)
