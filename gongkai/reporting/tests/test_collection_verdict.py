"""The district's verdict: returned, accepted, and the accepted ones merged."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai.annualreport.report import UNREAD, report_from_json
from gongkai.applications import acts as applications
from gongkai.applications.models import Application
from gongkai.reporting import acts
from gongkai.reporting.models import Called, Collection, Merging, Submission
from gongkai.reporting.tests.collecting import a_file, a_report
from gongkai.reporting.tests.collecting import call as call
from gongkai.reporting.tests.collecting import clerk as clerk
from gongkai.reporting.tests.collecting import collection as collection
from gongkai.reporting.tests.collecting import collector as collector
from gongkai.reporting.tests.collecting import department as department
from gongkai.reporting.tests.collecting import january as january
from gongkai.trail.acts import Refused
from gongkai.trail.models import Act

BUREAU = "清水区统计局"
Call = Callable[[Any], Called]


@pytest.fixture
def handed_in(call: Call, collector: Any, january: datetime) -> Callable[..., Submission]:
    """A report of an organ, handed in as a file."""

    def make(organ: Any, **facts: Any) -> Submission:
        file = a_file(a_report(organ.name, **facts))
        return acts.submit_file(called=call(organ), file=file, by=collector, at=january)

    return make


def test_a_report_is_returned_with_a_note_and_by_the_district_alone(
    handed_in: Any, department: Any, clerk: Any, collector: Any, january: datetime
) -> None:
    submission = handed_in(department, wrong=True)
    with pytest.raises(Refused, match="请写明退回的理由"):
        acts.return_submission(submission=submission, note="  ", by=collector, at=january)
    with pytest.raises(Refused, match="只有清水区的公开办"):
        acts.return_submission(submission=submission, note="改", by=clerk, at=january)
    done = acts.return_submission(submission=submission, note="总计差1。", by=collector, at=january)
    assert (done.verdict, done.remark, done.judged_by, done.judged_at) == (
        "returned",
        "总计差1。",
        collector,
        january,
    )
    assert Act.objects.get(verb="退回年报").detail["意见"] == "总计差1。"
    with pytest.raises(Refused, match="已经退回"):
        acts.return_submission(submission=submission, note="再退", by=collector, at=january)


def test_a_report_with_errors_is_accepted_only_with_a_reason(
    handed_in: Any, department: Any, clerk: Any, collector: Any, january: datetime
) -> None:
    submission = handed_in(department, wrong=True)
    with pytest.raises(Refused, match=f"有{submission.errors}处错误。请退回改正"):
        acts.accept(submission=submission, by=collector, at=january, reason=" ")
    with pytest.raises(Refused, match="只有清水区的公开办"):
        acts.accept(submission=submission, by=clerk, at=january, reason="自己接收自己的")
    done = acts.accept(submission=submission, by=collector, at=january, reason="机构改革，职能并入。")
    assert (done.verdict, done.remark) == ("accepted", "机构改革，职能并入。")
    with pytest.raises(Refused, match="已接收，不能再接收"):
        acts.accept(submission=submission, by=collector, at=january, reason="再来")


def test_a_returned_report_cannot_be_accepted_and_an_accepted_one_can_be_returned(
    handed_in: Any, department: Any, town: Any, collector: Any, january: datetime
) -> None:
    returned = handed_in(department)
    acts.return_submission(submission=returned, note="请补充。", by=collector, at=january)
    with pytest.raises(Refused, match="已退回，不能再接收"):
        acts.accept(submission=returned, by=collector, at=january)
    accepted = acts.accept(submission=handed_in(town), by=collector, at=january)
    assert (
        acts.return_submission(submission=accepted, note="更正。", by=collector, at=january).verdict
        == "returned"
    )


def test_a_verdict_on_an_earlier_hand_in_is_refused(
    handed_in: Any, department: Any, collector: Any, january: datetime
) -> None:
    earlier = handed_in(department, granted=1)
    handed_in(department, granted=2)
    for act in (
        lambda: acts.accept(submission=earlier, by=collector, at=january),
        lambda: acts.return_submission(submission=earlier, note="改", by=collector, at=january),
    ):
        with pytest.raises(Refused, match="又报送了新的一次"):
            act()


def test_two_hand_ins_never_share_a_number(handed_in: Any, department: Any) -> None:
    submission = handed_in(department)
    submission.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        submission.save(force_insert=True)


def test_the_accepted_reports_are_added_up_cell_by_cell_and_the_rest_is_named(
    collection: Collection, handed_in: Any, department: Any, town: Any, other_town: Any, collector: Any,
    january: datetime,
) -> None:  # fmt: skip
    for organ, granted in ((department, 3), (town, 4)):
        acts.accept(submission=handed_in(organ, granted=granted), by=collector, at=january)
    handed_in(other_town, granted=100)  # waits for its verdict
    merging = acts.merge_year(collection=collection, with_own=False, by=collector, at=january)
    report = report_from_json(merging.result["report"])
    assert (report.organ, report.year) == ("清水区", 2020)
    assert report.table3["granted"] == (7, 0, 0, 0, 0, 0, 7)
    assert merging.result["missing"] == ["清水区柳树镇"]
    assert merging.result["findings"] == [] or all(
        f["severity"] != "error" for f in merging.result["findings"]
    )
    assert Act.objects.get(verb="汇总年报").detail == {"已汇总": 2, "缺": 1, "没有计入": 0}


def test_the_district_s_own_records_go_into_the_sum_when_asked(
    collection: Collection, handed_in: Any, town: Any, district: Any, collector: Any, january: datetime
) -> None:
    application = Application(
        organ=district, number="区申1号", channel="counter", applicant_kind="person",
        received_on=january.replace(year=2020, month=6).date(),
    )  # fmt: skip
    applications.register(application=application, by=collector, at=january)
    acts.accept(submission=handed_in(town), by=collector, at=january)
    for with_own, new in ((False, 3), (True, 4)):
        merging = acts.merge_year(collection=collection, with_own=with_own, by=collector, at=january)
        assert report_from_json(merging.result["report"]).table3["new"][-1] == new
        assert not any("（本级）" in said for said in merging.result["warnings"])
    assert Merging.objects.count() == 2


def test_an_excused_organ_is_neither_missing_nor_added(
    collection: Collection,
    call: Call,
    handed_in: Any,
    town: Any,
    department: Any,
    collector: Any,
    january: datetime,
) -> None:
    acts.accept(submission=handed_in(town), by=collector, at=january)
    acts.excuse(called=call(department), reason="机构撤销", by=collector, at=january)
    merging = acts.merge_year(collection=collection, with_own=False, by=collector, at=january)
    assert merging.result["missing"] == ["清水区柳树镇"]


def test_an_accepted_report_with_an_unread_number_is_left_out_and_named(
    collection: Collection,
    call: Call,
    handed_in: Any,
    town: Any,
    department: Any,
    collector: Any,
    january: datetime,
) -> None:
    acts.accept(submission=handed_in(town), by=collector, at=january)
    unread = replace(a_report(BUREAU), marks={"表3/granted/自然人": UNREAD})
    submission = acts.submit_file(called=call(department), file=a_file(unread), by=collector, at=january)
    acts.accept(submission=submission, by=collector, at=january, reason="原件是扫描件。")
    merging = acts.merge_year(collection=collection, with_own=False, by=collector, at=january)
    assert [part["organ"] for part in merging.result["refused"]] == [BUREAU]
    assert merging.result["organs"] == ["清水区白杨镇"]


def test_with_nothing_accepted_there_is_nothing_to_merge(
    collection: Collection, handed_in: Any, town: Any, collector: Any, january: datetime
) -> None:
    handed_in(town)
    with pytest.raises(Refused, match="还没有接收任何机关的报告"):
        acts.merge_year(collection=collection, with_own=True, by=collector, at=january)
    assert not Merging.objects.exists()
