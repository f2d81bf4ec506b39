"""Acts on annual reports: the only writers of this room."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from gongkai.annualreport.findings import Finding
from gongkai.annualreport.report import canonical_digest, digest, report_json
from gongkai.office.clock import CHINA
from gongkai.organs.models import Level, Organ, Person
from gongkai.organs.permissions import APPROVING, REPORTING, may
from gongkai.reporting.compile import compile_report, quoted_numbers
from gongkai.reporting.models import AnnualReport
from gongkai.reporting.placeholders import strange_names
from gongkai.reporting.queries import findings, live_report
from gongkai.screening.content.leak import leak
from gongkai.trail.acts import Refused, record
from gongkai.trail.firsts import REPORT_VERB
from gongkai.trail.models import Act
from gongkai.trail.queries import acts_on

PREPARED, EDITED, REOPENED = "建立年度报告", "修改年度报告", "更正重新编制"
LONGEST_NAME = 40  # characters
LAST_YEARS = "T3-4"  # the rule that compares with last year's signed report


def stored_report(report: AnnualReport) -> AnnualReport:
    """The report as it lies in the database now, held until the act ends: a page may have been open for hours."""
    return AnnualReport.objects.select_for_update(of=("self",)).select_related("organ").get(pk=report.pk)


def allow_report(by: Person, roles: frozenset, organ: Organ, deed: str) -> None:
    """Refuse whoever holds none of `roles` in `organ`."""
    if not may(by, roles, organ.pk):
        raise Refused(f"只有{organ}的{deed}可以办理。")


@transaction.atomic
def prepare(*, organ: Organ, year: int, by: Person, at: datetime) -> AnnualReport:
    """Open the report of `year`. Raises UnknownYear before 2019 and ValidationError for a second one."""
    allow_report(by, REPORTING, organ, "公开办")
    if organ.level == Level.VILLAGE:
        raise Refused("村民委员会不是行政机关，不编制政府信息公开年度报告。")
    if year > at.astimezone(CHINA).year:
        raise Refused(f"{year}年还没有到，不能编制这一年度的报告。")
    report = AnnualReport(organ=organ, year=year, other_matters="无其他需要报告的事项。")
    report.full_clean()
    compile_report(organ, year)
    report.save()
    record(verb=PREPARED, subject=report, by=by, at=at, organ_id=organ.pk)
    return report


@transaction.atomic
def edit(*, report: AnnualReport, by: Person, at: datetime) -> AnnualReport:
    """Save the narrative. Refused after signing, and for a number that has no such name."""
    allow_report(by, REPORTING, report.organ, "公开办")
    if stored_report(report).signed_at:
        raise Refused("报告已经签发，文字不能再改。")
    numbers = quoted_numbers(report.organ, compile_report(report.organ, report.year))
    for field, heading in report.NARRATIVES.items():
        strange = strange_names(getattr(report, field), numbers)
        if strange:
            raise Refused(
                f"“{heading}”里的“{strange[0]}”没有对应的数字。"
                f"请写成{{{{名称}}}}，名称可以用：{'、'.join(numbers)}。"
            )
    report.full_clean()
    report.save(update_fields=list(report.NARRATIVES))
    record(verb=EDITED, subject=report, by=by, at=at, organ_id=report.organ_id)
    return report


def _errors(report: AnnualReport) -> list[Finding]:
    """What bars signing. A case entered late differs from last year's report, which is signed and stays:
    that is shown beside the report, but barring this year's for it would bar it for ever."""
    return [one for one in findings(report) if one.severity == "error" and one.rule != LAST_YEARS]


def _writers(report: AnnualReport) -> list[Act]:
    """Who prepared the report, and who edited it last, as the trail has them."""
    wrote = acts_on(report).order_by("-pk")
    found = (wrote.filter(verb__in=verbs).first() for verbs in ((PREPARED, REOPENED), (EDITED,)))
    return [act for act in found if act is not None]


def _by_two(report: AnnualReport, by: Person, reviewed_by: str) -> str:
    """The name of who reviewed for secrecy. Refused when one person would write, review and sign alone."""
    wrote = _writers(report)
    if any(act.actor_id == by.pk for act in wrote):
        raise Refused("编制人和最后修改人不能签发自己写的报告，请另一位审核人（分管领导）签发。")
    name = reviewed_by.strip()
    if not name:
        raise Refused(
            "公开以前要保密审查。请审查以后勾选“已经保密审查”，并写明保密审查人的姓名（《政府信息公开条例》第十七条）。"
        )
    if len(name) > LONGEST_NAME:
        raise Refused(f"保密审查人的姓名最多{LONGEST_NAME}个字。")
    if any(act.actor_name == name for act in wrote):
        raise Refused("编制人和最后修改人不能保密审查自己写的报告，请另一个人审查。")
    return name


@transaction.atomic
def sign(*, report: AnnualReport, by: Person, at: datetime, reviewed_by: str = "") -> AnnualReport:
    """Sign: the report as it stands becomes a snapshot that later changes of records do not touch.

    Signed by an approver (分管领导) who neither prepared it nor edited it last, and who confirms that
    `reviewed_by` has reviewed it for secrecy (条例第十七条): the trail binds that to the text by its fingerprint.
    Refused while a footing rule finds an error in the report itself.
    """
    report = stored_report(report)
    allow_report(by, APPROVING, report.organ, "审核人（分管领导）")
    if report.signed_at:
        raise Refused("报告已经签发。")
    reviewer = _by_two(report, by, reviewed_by)
    if at.astimezone(CHINA).year <= report.year:
        raise Refused(f"{report.year}年还没有结束，数字还会变，不能签发这一年度的报告。")
    if not report.situation.strip() or not report.problems.strip():
        raise Refused("“一、总体情况”和“五、存在的主要问题及改进情况”写好以后才能签发。")
    if said := leak({label: getattr(report, name) for name, label in AnnualReport.NARRATIVES.items()}):
        raise Refused(said)
    wrong = _errors(report)
    if wrong:
        raise Refused(f"报告还有{len(wrong)}处错误，改正记录以后才能签发：{wrong[0].message}")
    standing = replace(live_report(report), dated=at.astimezone(CHINA).date())
    report.snapshot = report_json(standing)
    report.digest = digest(standing)
    report.signed_by, report.signed_at = by, at
    report.save()
    record(
        verb="签发年度报告",
        subject=report,
        by=by,
        at=at,
        organ_id=report.organ_id,
        detail={
            "数据指纹": report.digest,
            "指纹": canonical_digest(report.snapshot),
            "保密审查人": reviewer,
        },
    )
    return report


@transaction.atomic
def publish(*, report: AnnualReport, by: Person, at: datetime) -> AnnualReport:
    """Make the signed report public as page, Word, PDF, Excel and JSON."""
    report = stored_report(report)
    allow_report(by, REPORTING, report.organ, "公开办")
    if not report.signed_at:
        raise Refused("报告签发以后才能公开。")
    if report.published_at:
        raise Refused("报告已经公开。")
    if report.withdrawn_at:
        raise Refused("报告已经撤下。请先点“更正重新编制”，改好、重新签发以后再公开。")
    report.published_at = at
    report.save(update_fields=["published_at"])
    record(
        verb=REPORT_VERB,
        subject=report,
        by=by,
        at=at,
        organ_id=report.organ_id,
        detail={"数据指纹": report.digest, "指纹": canonical_digest(report.snapshot)},
        changed=[report],
    )
    return report
