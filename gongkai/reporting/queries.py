"""Reading annual reports: the live draft, the signed snapshot, and how the records differ from it since."""

from dataclasses import dataclass, replace
from typing import Any

from gongkai.annualreport.check import Finding, check
from gongkai.annualreport.report import Report, report_from_json
from gongkai.organs.models import Level
from gongkai.reporting.compile import compile_report, quoted_numbers
from gongkai.reporting.models import AnnualReport
from gongkai.reporting.placeholders import fill


def live_report(record: AnnualReport) -> Report:
    """The report as the records stand now, narrative filled in."""
    organ = record.organ
    compiled = compile_report(organ, record.year)
    numbers = quoted_numbers(organ, compiled)
    headings = compiled.format.sections
    texts = {headings[0]: record.situation, headings[4]: record.problems, headings[5]: record.other_matters}
    return replace(
        compiled,
        title=f"{organ.name}{record.year}年政府信息公开工作年度报告",
        intro=fill(record.intro, numbers),
        sections={heading: fill(text, numbers) for heading, text in texts.items()},
        issuer=organ.name,
    )


def standing_report(record: AnnualReport) -> Report:
    """What counts as the report: the signed snapshot, or the live one until then."""
    return report_from_json(record.snapshot) if record.snapshot else live_report(record)


@dataclass(frozen=True)
class Difference:
    """A cell that the records now give otherwise than the signed report."""

    place: str
    signed: Any
    now: Any


def differences(record: AnnualReport) -> list[Difference]:
    """Cells in which today's records differ from the signed snapshot; none before signing."""
    if not record.snapshot:
        return []
    now = dict(compile_report(record.organ, record.year).cells())
    signed = report_from_json(record.snapshot)
    return [
        Difference(place, value, now.get(place)) for place, value in signed.cells() if value != now.get(place)
    ]


def findings(record: AnnualReport) -> tuple[Finding, ...]:
    """What the footing rules say of the report as it stands, last year's signed one beside it."""
    before = AnnualReport.objects.filter(
        organ=record.organ, year=record.year - 1, snapshot__isnull=False
    ).first()
    level = "county" if record.organ.level == Level.DISTRICT else "township"
    return check(
        standing_report(record), previous=report_from_json(before.snapshot) if before else None, level=level
    )


def published_reports(organ_id: int) -> list[AnnualReport]:
    """The organ's public reports, the latest year first."""
    return list(AnnualReport.objects.filter(organ_id=organ_id, published_at__isnull=False).order_by("-year"))
