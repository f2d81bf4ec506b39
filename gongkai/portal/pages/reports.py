"""政府信息公开年报: the yearly list, each report's page, and its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.annualreport.report import report_from_json
from gongkai.annualreport.write.as_html import report_html
from gongkai.organs.models import Level, Organ
from gongkai.organs.permissions import subtree_ids
from gongkai.portal.pages.organs import OrganFile
from gongkai.portal.pages.page import Column, Page, render
from gongkai.reporting.models import AnnualReport
from gongkai.reporting.writers import FORMS
from gongkai.trail.firsts import REPORT
from gongkai.trail.queries import rooted


def _published(report_id: int) -> AnnualReport | None:
    return (
        AnnualReport.objects.select_related("organ__parent__parent")
        .annotate(proven=rooted(REPORT, "pk"))  # whether there is a proof (公开存证)
        .filter(pk=report_id, published_at__isnull=False)
        .first()
    )


@dataclass(frozen=True)
class ReportFile(Page):
    """One of the files of a published report."""

    report_id: int

    @property
    def origin(self) -> tuple[str, int]:
        return "reporting.annualreport", self.report_id


@dataclass(frozen=True)
class ReportPage(ReportFile):
    def content(self) -> bytes | None:
        record = _published(self.report_id)
        if record is None:
            return None
        report = report_from_json(record.snapshot)
        return render(
            "portal/report.html",
            self.path,
            organ=record.organ,
            column=_column(record.organ),
            record=record,
            title=report.title,
            body=report_html(report),
            proof="report.proof.json" if record.proven else "",
            forms=[(form.label, f"report.{ending}") for ending, form in FORMS.items()],
        )


@dataclass(frozen=True)
class ReportDownload(ReportFile):
    ending: str

    def content(self) -> bytes | None:
        record = _published(self.report_id)
        if record is None:
            return None
        return FORMS[self.ending].write(report_from_json(record.snapshot))


@dataclass(frozen=True)
class ReportList(OrganFile):
    """An organ's reports and, for a government, those of the organs under it, by year."""

    def content(self) -> bytes | None:
        organ = Organ.objects.select_related("parent__parent").filter(pk=self.organ_id).first()
        if organ is None or organ.level == Level.VILLAGE:  # no administrative organ: it reports to nobody
            return None
        records = AnnualReport.objects.filter(
            organ_id__in=subtree_ids(organ), published_at__isnull=False
        ).select_related("organ")
        return render(
            "portal/reports.html",
            self.path,
            organ=organ,
            column=_column(organ),
            records=sorted(
                records, key=lambda record: (-record.year, record.organ_id != organ.pk, record.organ_id)
            ),
        )


def report_folder(record: AnnualReport) -> str:
    """Where a report lies on the site."""
    return f"{record.organ.slug}/nianbao/{record.year}"


def report_pages(record: AnnualReport) -> Iterator[Page]:
    """The page of one report and its files."""
    folder = report_folder(record)
    yield ReportPage(f"{folder}/index.html", record.pk)
    for ending in FORMS:
        yield ReportDownload(f"{folder}/report.{ending}", record.pk, ending)


def _column(organ: Organ) -> Column:
    return Column(
        "政府信息公开年报",
        "信息公开年报",
        f"{organ.name}政府信息公开工作年度报告",
        "政府信息公开年报,年度报告",
    )
