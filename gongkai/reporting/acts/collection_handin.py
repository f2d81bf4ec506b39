"""Handing a report in (报送): an organ's own signed one, a file, or many files dropped at once by the district."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from gongkai.annualreport.report import Report, report_from_json, report_json
from gongkai.disclosure.acts.files import write_once
from gongkai.office.clock import CHINA
from gongkai.organs.models import Person
from gongkai.organs.permissions import REPORTING, may
from gongkai.reporting.acts.collection import allow_collecting, held, refuse_closed
from gongkai.reporting.collecting import HANDING_IN, examined, latest_of
from gongkai.reporting.models import AnnualReport, Called, Collection, Source, Submission, Verdict
from gongkai.reporting.naming import meant_by, meant_by_file_name
from gongkai.reporting.storing import storable
from gongkai.screening.filenames import safe_name
from gongkai.trail.acts import Refused, record

MOST_FILES = 300  # files at once: a district has 50 to 200 organs


@dataclass(frozen=True)
class HandIn:
    """A file that was read: its name, its bytes, and the report in them."""

    name: str
    data: bytes
    report: Report

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Fate:
    """What became of one file of many: the hand-in it is now, or the sentence why it is none."""

    name: str
    submission: Submission | None
    sentence: str


@transaction.atomic
def submit_own(*, called: Called, by: Person, at: datetime) -> Submission:
    """Hand in the organ's report of the year as signed in the system."""
    called = _open_call(called, by, at)
    year = called.collection.year
    signed = AnnualReport.objects.filter(
        organ=called.organ, year=year, snapshot__isnull=False, withdrawn_at=None
    ).first()
    if signed is None:
        raise Refused(
            f"{called.organ}{year}年度报告还没有在系统里签发。请先到“年度报告”里编制、签发，"
            "或者在这里上传已经写好的报告。"
        )
    before = called.submissions.filter(signed_report=signed).order_by("-serial").first()
    if before is not None and before.report == signed.snapshot:
        returned = (
            "那一次已经退回，请上传改正后的报告文件。" if before.verdict == Verdict.RETURNED else "不用再报。"
        )
        raise Refused(f"系统里签发的这份报告第{before.serial}次已经报送，没有变化，{returned}")
    submission = Submission(source=Source.SYSTEM, signed_report=signed)
    return _handed_in(submission, called, report_from_json(signed.snapshot), by, at)


@transaction.atomic
def submit_file(*, called: Called, file: HandIn, by: Person, at: datetime) -> Submission:
    """Hand in a file that was read, by the organ itself or by the district on its behalf (代报)."""
    called = _open_call(called, by, at)
    _refuse_unfit(called, file)
    submission = Submission(source=Source.FILE, file_name=safe_name(file.name), file_sha256=file.sha256)
    write_once(submission.path, file.data)  # on the disk before the record that names it exists
    return _handed_in(submission, called, file.report, by, at)


def submit_many(*, collection: Collection, files: Sequence[HandIn], by: Person, at: datetime) -> list[Fate]:
    """Hand in many files on behalf of their organs, each by itself; what became of each, in their order.

    A file that names no organ called, or several, or shares its organ with another file, is left out and says
    so; nothing takes the place of what an organ has handed in.
    """
    allow_collecting(by, collection.organ)
    refuse_closed(collection)
    called = {one.organ: one for one in collection.called.select_related("organ", "collection__organ")}
    meant = [_meant(file, called) for file in files]
    rivals = _rivals(files, meant)
    fates = []
    for place, (file, found) in enumerate(zip(files, meant, strict=True)):
        if isinstance(found, str):
            fates.append(Fate(file.name, None, found))
        elif place in rivals:
            fates.append(Fate(file.name, None, rivals[place]))
        else:
            fates.append(_tried(file, found, by, at))
    return fates


def _meant(file: HandIn, called: dict) -> Called | str:
    """The call that a file answers, or the sentence why that cannot be told."""
    written = file.report.organ
    found = meant_by(written, called) if written else meant_by_file_name(file.name, called)
    if len(found) == 1:
        return called[found[0]]
    if found:
        named = "、".join(organ.name for organ in found[:4])
        return f"可能是{named}的报告，分不清是哪一个，没有收。请到该机关的页面上传。"
    if written:
        return (
            f"报告上写的机关是“{written}”，不在应报机关名单里，没有收。请核对名称，或者到该机关的页面上传。"
        )
    return "报告里没有写明机关，文件名里也没有应报机关的名称，没有收。请到该机关的页面上传。"


def _rivals(files: Sequence[HandIn], meant: Sequence[Called | str]) -> dict[int, str]:
    """Places of files that share their organ with another one; of equal files the first stands."""
    first: dict[tuple[int, str], int] = {}
    different: dict[int, list[int]] = {}
    said: dict[int, str] = {}
    for place, (file, one) in enumerate(zip(files, meant, strict=True)):
        if isinstance(one, str):
            continue
        earlier = first.setdefault((one.pk, file.sha256), place)
        if earlier != place:
            said[place] = f"和“{files[earlier].name}”内容完全相同，只收一份。"
        else:
            different.setdefault(one.pk, []).append(place)
    for places in different.values():
        for place in places if len(places) > 1 else ():
            others = "、".join(f"“{files[other].name}”" for other in places if other != place)
            said[place] = (
                f"{others}也是{_organ(meant[place])}的报告，分不清报哪一份，都没有收。请只留一份再上传。"
            )
    return said


def _organ(called: Called | str) -> str:
    return called if isinstance(called, str) else str(called.organ)


def _tried(file: HandIn, called: Called, by: Person, at: datetime) -> Fate:
    latest = latest_of(called)
    if latest is not None and latest.verdict != Verdict.RETURNED:
        said = f"{called.organ}已经报送（{latest.get_verdict_display()}），没有收。要换成这一份，请到该机关的页面上传。"
        return Fate(file.name, None, said)
    try:
        submission = submit_file(called=called, file=file, by=by, at=at)
    except Refused as refusal:
        return Fate(file.name, None, str(refusal))
    wrong = f"，有错误{submission.errors}处" if submission.errors else "，没有错误"
    return Fate(file.name, submission, f"已收为{called.organ}的报告{wrong}。")


def _open_call(called: Called, by: Person, at: datetime) -> Called:
    """The call as it stands, locked; refused when nothing can be handed in on it, or not by this person."""
    collection = held(called.collection)
    called = Called.objects.select_related("organ", "collection__organ").get(pk=called.pk)
    if not (may(by, HANDING_IN, called.organ_id) or may(by, REPORTING, collection.organ_id)):
        raise Refused(f"只有{called.organ}的公开办、审核人和{collection.organ}的公开办可以报送。")
    refuse_closed(collection)
    if at.astimezone(CHINA).year <= collection.year:
        raise Refused(
            f"{collection.year}年还没有结束，数字还会变，请在{collection.year + 1}年1月1日以后报送。"
        )
    if called.excused:
        raise Refused(
            f"{called.organ}已经免报（{called.excused}）。要报送的，请{collection.organ}公开办先取消免报。"
        )
    latest = latest_of(called)
    if latest is not None and latest.verdict == Verdict.ACCEPTED:
        raise Refused(
            f"{called.organ}的报告已经接收。确需更正的，请{collection.organ}公开办先退回，再重新报送。"
        )
    return called


def _refuse_unfit(called: Called, file: HandIn) -> None:
    """Refused: another year's, another organ's, or the same file once more."""
    year, written = called.collection.year, file.report.organ
    if file.report.year != year:
        raise Refused(
            f"“{file.name}”是{file.report.year}年度的报告，现在收的是{year}年度的。请换成{year}年度的报告。"
        )
    if written and not meant_by(written, [called.organ]):
        raise Refused(f"“{file.name}”上写的机关是“{written}”，不是{called.organ.name}。请换成本机关的报告。")
    before = called.submissions.filter(file_sha256=file.sha256).order_by("-serial").first()
    if before is not None:
        remedy = "那一次已经退回，请改正以后再报。" if before.verdict == Verdict.RETURNED else "不用再报。"
        raise Refused(f"“{file.name}”和第{before.serial}次报送的文件完全相同，{remedy}")


def _handed_in(
    submission: Submission, called: Called, report: Report, by: Person, at: datetime
) -> Submission:
    findings = examined(report, called.organ)
    latest = latest_of(called)
    submission.called, submission.serial = called, latest.serial + 1 if latest else 1
    submission.report = storable(report_json(report))
    submission.findings = storable([one.as_json() for one in findings])
    submission.errors = _count(findings, "error")
    submission.warnings = _count(findings, "warning")
    submission.by, submission.at = by, at
    submission.save()
    detail = {"来源": submission.get_source_display(), "错误": submission.errors, "提醒": submission.warnings}
    if submission.file_name:
        detail |= {"文件": submission.file_name, "指纹": submission.file_sha256}
    if not may(by, HANDING_IN, called.organ_id):
        detail["代报"] = str(called.collection.organ)
    record(verb="报送年报", subject=called, by=by, at=at, organ_id=called.organ_id, detail=detail)
    return submission


def _count(findings: Iterable, severity: str) -> int:
    return sum(one.severity == severity for one in findings)
