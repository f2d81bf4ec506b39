"""The district's verdict on what was handed in (审核): returned or accepted; and the accepted ones merged (汇总)."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from gongkai.annualreport.merge import MergeRefused, merge
from gongkai.annualreport.report import Report, report_from_json
from gongkai.disclosure.acts.reasons import stated
from gongkai.office.clock import CHINA
from gongkai.organs.models import Person
from gongkai.reporting.acts.collection import allow_collecting, held, refuse_closed
from gongkai.reporting.collecting import Board, latest_of
from gongkai.reporting.compile import compile_report
from gongkai.reporting.models import Collection, Merging, Submission, Verdict
from gongkai.trail.acts import Refused, record


@transaction.atomic
def return_submission(*, submission: Submission, note: str, by: Person, at: datetime) -> Submission:
    """Return a report to its organ with a note; the findings go with it, marked in the report.

    An accepted one may be returned too, as long as the collecting is open.
    """
    submission = _latest(submission, by)
    if submission.verdict == Verdict.RETURNED:
        raise Refused("这份报告已经退回。")
    note = stated(note, "请写明退回的理由和要改的地方。")
    return _judged(submission, Verdict.RETURNED, note, "退回年报", by, at)


@transaction.atomic
def accept(*, submission: Submission, by: Person, at: datetime, reason: str = "") -> Submission:
    """Accept a report. One with errors is refused unless a reason is given, for instance 机构改革."""
    submission = _latest(submission, by)
    if submission.verdict != Verdict.WAITING:
        raise Refused(f"这份报告{submission.get_verdict_display()}，不能再接收。")
    if submission.errors:
        lacking = f"报告有{submission.errors}处错误。请退回改正；确有正当理由的（例如机构改革），写明理由后才能接收。"
        reason = stated(reason, lacking)
    return _judged(submission, Verdict.ACCEPTED, reason.strip(), "接收年报", by, at)


def _latest(submission: Submission, by: Person) -> Submission:
    """The hand-in as it stands, locked with its collecting; refused when another came after it."""
    collection = held(submission.called.collection)
    allow_collecting(by, collection.organ)
    refuse_closed(collection)
    latest = latest_of(submission.called)
    if latest is None or latest.pk != submission.pk:
        raise Refused("这个机关又报送了新的一次，请看过新的一次以后再审核。")
    return latest


def _judged(
    submission: Submission, verdict: Verdict, remark: str, verb: str, by: Person, at: datetime
) -> Submission:
    submission.verdict, submission.remark = verdict, remark
    submission.judged_by, submission.judged_at = by, at
    submission.save(update_fields=["verdict", "remark", "judged_by", "judged_at"])
    called = submission.called
    detail = {"第几次": submission.serial, "意见": remark, "错误": submission.errors}
    record(verb=verb, subject=called, by=by, at=at, organ_id=called.organ_id, detail=detail)
    return submission


@transaction.atomic
def merge_year(*, collection: Collection, with_own: bool, by: Person, at: datetime) -> Merging:
    """Add the accepted reports up to the district's tables; with `with_own` the district's own records too (本级).

    Organs whose report is not accepted are named as missing, those left out as refused. Each merging is kept.
    """
    collection = held(collection)
    allow_collecting(by, collection.organ)
    board = Board(collection, at.astimezone(CHINA).date())
    used = [one.pk for one in board.accepted()]
    parts = [_part(one) for one in Submission.objects.filter(pk__in=used).select_related("called__organ")]
    expected = [row.called.organ.name for row in board.rows if not row.called.excused]
    if with_own:
        own = f"{collection.organ.name}（本级）"
        parts.append(replace(compile_report(collection.organ, collection.year), organ=own))
        expected.append(own)
    if not used:
        raise Refused("还没有接收任何机关的报告，没有可以汇总的。请先在名单里审核、接收。")
    try:
        # Errors were judged one by one when each report was accepted.
        merged = merge(parts, organ=collection.organ.name, expected=expected, despite_errors=True)
    except MergeRefused as refusal:
        raise Refused(str(refusal)) from None
    merging = Merging(collection=collection, used=used, with_own=with_own, by=by, at=at)
    merging.result = merged.as_json()
    merging.save()
    detail = {"已汇总": len(merged.organs), "缺": len(merged.missing), "没有计入": len(merged.refused)}
    record(verb="汇总年报", subject=collection, by=by, at=at, organ_id=collection.organ_id, detail=detail)
    return merging


def _part(submission: Submission) -> Report:
    """An accepted report under the full name of its organ, however the file wrote it."""
    return replace(report_from_json(submission.report), organ=submission.called.organ.name)
