"""Checking annual reports (核对年度报告): what was signed and published is still what the acts say."""

from collections.abc import Iterator

from gongkai.annualreport.report import canonical_digest
from gongkai.disclosure.recordchecks import altered
from gongkai.reporting.acts.report import REOPENED
from gongkai.reporting.acts.report_takedown import TAKEN_DOWN
from gongkai.reporting.models import AnnualReport, ReportTakeDown
from gongkai.trail.checking import Check, Fault, Scope
from gongkai.trail.firsts import REPORT, REPORT_VERB
from gongkai.trail.models import Act

NAME, EVIDENCE = "年度报告", "撤下的年度报告"
SIGNED = "签发年度报告"
UNDOES = {TAKEN_DOWN: REPORT_VERB, REOPENED: SIGNED}
HEARD = (SIGNED, REPORT_VERB, *UNDOES)
FIGURES, WHOLE = "数据指纹", "指纹"  # acts of earlier versions have the digest of the figures only


def check_reports(scope: Scope) -> Iterator[Fault]:
    """Every report is signed and published as, and only if, its acts say so: the figures, and every word."""
    acts = Act.objects.filter(subject_kind=REPORT, verb__in=HEARD).order_by("pk")
    told: dict[int, dict[str, dict[str, str]]] = {}
    for key, verb, detail in acts.values_list("subject_id", "verb", "detail").iterator():
        _hear(told.setdefault(key, {}), verb, detail)
    for report in AnnualReport.objects.select_related("organ").order_by("pk"):
        scope.count(NAME)
        if (what := _wrong(report, told.pop(report.pk, {}))) and not _acted_meanwhile(report.pk):
            yield Fault(NAME, f"{report.organ}{report.year}年度报告", what)
    for key in told:
        if not AnnualReport.objects.filter(pk=key).exists():
            yield Fault(NAME, f"编号{key}的年度报告", "办理记录里签发过，现在不在了")


def _hear(told: dict[str, dict[str, str]], verb: str, detail: dict[str, str]) -> None:
    """Take one more act, in the order of their numbers: what was taken down or is prepared anew no longer stands."""
    if verb in UNDOES:
        told.pop(UNDOES[verb], None)
    else:
        told[verb] = detail


def _wrong(report: AnnualReport, told: dict[str, dict[str, str]]) -> str:
    for verb, at in ((SIGNED, report.signed_at), (REPORT_VERB, report.published_at)):
        if (at is not None) != (verb in told):
            return f"没有“{verb}”的办理记录，却已经办过" if at else f"有“{verb}”的办理记录，现在却没有办过"
    if report.snapshot is None:
        return ""
    digests = {FIGURES: canonical_digest(report.snapshot["cells"]), WHOLE: canonical_digest(report.snapshot)}
    for verb, detail in told.items():
        for name, digest in digests.items():
            if detail.get(name, digest) != digest:
                return f"现在的内容与“{verb}”时的{name}不符，被改动"
    return ""


def _acted_meanwhile(key: int) -> bool:
    """Whether an act since the acts were read explains the difference: asked again."""
    report = AnnualReport.objects.filter(pk=key).first()
    acts = Act.objects.filter(subject_kind=REPORT, subject_id=key, verb__in=HEARD).order_by("pk")
    told: dict[str, dict[str, str]] = {}
    for verb, detail in acts.values_list("verb", "detail"):
        _hear(told, verb, detail)
    return report is not None and not _wrong(report, told)


def check_evidence(scope: Scope) -> Iterator[Fault]:
    """The sealed evidence of every report that was taken down lies where it was put, byte for byte."""
    for one in ReportTakeDown.objects.select_related("report__organ").order_by("pk"):
        scope.count(EVIDENCE)
        if what := altered(one.evidence):
            yield Fault(EVIDENCE, f"{one.report}的撤下记录（编号{one.pk}）", what)


CHECKS = (Check(NAME, check_reports), Check(EVIDENCE, check_evidence))
