"""Taking a published annual report down, and preparing it anew with what was wrong put right (更正)."""

import json
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from gongkai.annualreport.report import canonical_digest
from gongkai.disclosure.acts.files import digest_of, write_once
from gongkai.disclosure.acts.reasons import stated
from gongkai.disclosure.acts.takedown import PURPOSE, place_of
from gongkai.organs.models import Person
from gongkai.organs.permissions import APPROVING, REPORTING
from gongkai.reporting.acts.report import REOPENED, allow_report, stored_report
from gongkai.reporting.models import AnnualReport, ReportGround, ReportTakeDown
from gongkai.sealing import sealer
from gongkai.trail.acts import Refused, record

TAKEN_DOWN = "撤下年度报告"


@transaction.atomic
def withdraw_report(
    *, report: AnnualReport, by: Person, at: datetime, reason: str, ground: str = ReportGround.OTHER
) -> AnnualReport:
    """Take a published report off the public side at once: page, files, lists, search, proof and map.

    Done by whoever may sign. What was public is sealed first; the record, its signature and the public log's
    entry of its first publication stay.
    """
    report = stored_report(report)
    allow_report(by, APPROVING, report.organ, "审核人（分管领导）")
    if report.published_at is None:
        raise Refused("这份年度报告现在没有公开。")
    reason = stated(reason, "撤下要写明理由。")
    sealed = sealer(Path(settings.DATA) / "keys" / "sealing").seal_bytes(_evidence(report, at), PURPOSE)
    taken = ReportTakeDown(
        report=report, ground=ground, reason=reason, by=by, at=at, published_at=report.published_at,
        fingerprint=canonical_digest(report.snapshot), evidence=digest_of(sealed), size=len(sealed),
    )  # fmt: skip
    taken.full_clean()
    write_once(place_of(taken.evidence), sealed)
    taken.save()
    report.published_at, report.withdrawn_at = None, at
    report.save(update_fields=["published_at", "withdrawn_at"])
    record(
        verb=TAKEN_DOWN, subject=report, by=by, at=at, organ_id=report.organ_id,
        detail={"理由": reason, "情形": taken.get_ground_display(), "证据指纹": taken.evidence},
        changed=[report],
    )  # fmt: skip
    return report


def _evidence(report: AnnualReport, at: datetime) -> bytes:
    public = report.published_at.isoformat() if report.published_at else ""
    facts = {
        "撤下时间": at.isoformat(),
        "公开时间": public,
        "数据指纹": report.digest,
        "内容": report.snapshot,
    }
    return json.dumps(facts, ensure_ascii=False, indent=1).encode()


@transaction.atomic
def reopen_report(*, report: AnnualReport, by: Person, at: datetime) -> AnnualReport:
    """Prepare a report that was taken down anew (更正): its words may be changed, its tables are the records of today.

    Then it is signed and published as a first one is; its page says that it is a correction.
    """
    report = stored_report(report)
    allow_report(by, REPORTING, report.organ, "公开办")
    if report.withdrawn_at is None:
        raise Refused("只有撤下的年度报告才能更正。要更正已经公开的，请审核人（分管领导）先撤下。")
    detail = {"原数据指纹": report.digest}
    report.withdrawn_at, report.correcting_since = None, at
    report.signed_by = report.signed_at = report.snapshot = None
    report.digest = ""
    report.save()
    record(verb=REOPENED, subject=report, by=by, at=at, organ_id=report.organ_id, detail=detail)
    return report
