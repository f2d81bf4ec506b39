"""Two people for every annual report; one that was published can be taken down, corrected and published again."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from gongkai.conftest import _person
from gongkai.disclosure.acts.takedown import PURPOSE, _sealer, place_of
from gongkai.portal.pages.evidence import ReportProof
from gongkai.portal.pages.reports import ReportList, report_pages
from gongkai.reporting import acts
from gongkai.reporting.checks import check_evidence, check_reports
from gongkai.reporting.models import AnnualReport, ReportTakeDown
from gongkai.trail.checking import Scope
from gongkai.trail.queries import acts_on
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def alone(town: Any) -> Any:
    """公开办 and 审核人 in one person."""
    return _person("dandu", "单独", town, "officer", "approver")


def test_who_prepared_or_edited_last_does_not_sign(
    prepared: Any, alone: Any, officer: Any, approver: Any, moment: datetime
) -> None:
    report = prepared()
    acts.edit(report=report, by=alone, at=moment)
    with refused("编制人和最后修改人不能签发自己写的报告"):
        acts.sign(report=report, by=alone, at=moment, reviewed_by="鲍密")
    acts.edit(report=report, by=officer, at=moment)
    assert acts.sign(report=report, by=alone, at=moment, reviewed_by="鲍密").signed_by == alone


def test_one_person_cannot_prepare_write_sign_and_publish(town: Any, alone: Any, moment: datetime) -> None:
    report = acts.prepare(organ=town, year=2020, by=alone, at=moment)
    report.situation = report.problems = "有不足。"
    acts.edit(report=report, by=alone, at=moment)
    with refused("编制人和最后修改人不能签发自己写的报告"):
        acts.sign(report=report, by=alone, at=moment, reviewed_by="鲍密")
    assert AnnualReport.objects.get().signed_at is None


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (" ", "公开以前要保密审查。"),
        ("龚开办", "不能保密审查自己写的报告"),
        ("字" * 41, "保密审查人的姓名最多40个字。"),
    ],
)
def test_signing_asks_who_reviewed_for_secrecy(
    prepared: Any, approver: Any, moment: datetime, name: str, sentence: str
) -> None:
    report = prepared()
    with refused(sentence):
        acts.sign(report=report, by=approver, at=moment, reviewed_by=name)


def test_the_page_asks_for_the_tick_and_the_name(prepared: Any, approver: Any) -> None:
    report, client = prepared(), Client()
    client.force_login(approver)
    for given, said in (
        ({"reviewed_by": "鲍密"}, "勾选“已经保密审查”"),
        ({"reviewed": "on"}, "保密审查人的姓名"),
    ):
        answer = client.post(reverse("reporting:sign", args=[report.pk]), given, follow=True)
        assert said in answer.content.decode()
        assert AnnualReport.objects.get().signed_at is None
    client.post(reverse("reporting:sign", args=[report.pk]), {"reviewed_by": "鲍密", "reviewed": "on"})
    assert acts_on(report)[0].detail["保密审查人"] == "鲍密"


@pytest.fixture
def public(signed: Any, officer: Any, moment: datetime) -> Any:
    return acts.publish(report=signed(), by=officer, at=moment)


def checked(at: datetime) -> list[str]:
    return [fault.what for check in (check_reports, check_evidence) for fault in check(Scope(now=at))]


def on_the_site(report: Any) -> list[bool]:
    return [page.content() is not None for page in report_pages(report)]


def test_a_published_report_is_taken_down_with_all_its_files_and_sealed(
    public: Any, approver: Any, moment: datetime, town: Any
) -> None:
    assert all(on_the_site(public))
    acts.withdraw_report(report=public, by=approver, at=moment, reason="有身份证号", ground="personal")
    assert not any(on_the_site(public))
    assert ReportProof("x", public.pk).content() is None
    assert "2020" not in (ReportList("baiyang-zhen/nianbao/index.html", town.pk).content() or b"").decode()
    taken = ReportTakeDown.objects.get()
    kept = json.loads(_sealer().unseal_bytes(place_of(taken.evidence).read_bytes(), PURPOSE))
    assert kept["内容"] == public.snapshot
    stored = AnnualReport.objects.get()
    assert (stored.state, stored.snapshot) == ("已撤下", public.snapshot)
    assert checked(moment) == []
    said = acts_on(public)[0]
    assert (said.verb, said.detail["情形"]) == ("撤下年度报告", "泄露个人信息")
    place_of(taken.evidence).write_bytes(b"x")
    assert "封存的证据被改动" in checked(moment)[0]
    for deed in (ReportTakeDown.objects.all().delete, lambda: ReportTakeDown.objects.update(reason="改")):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


def test_a_corrected_report_goes_the_whole_way_again_and_says_that_it_is_one(
    public: Any, officer: Any, approver: Any, moment: datetime
) -> None:
    later = moment + timedelta(days=1)
    acts.withdraw_report(report=public, by=approver, at=moment, reason="数字有误", ground="wrong")
    with refused("报告已经撤下。请先点“更正重新编制”"):
        acts.publish(report=public, by=officer, at=later)
    report = acts.reopen_report(report=public, by=officer, at=later)
    assert checked(later) == []
    report.situation = "改好的情况。"
    acts.edit(report=report, by=officer, at=later)
    acts.sign(report=report, by=approver, at=later, reviewed_by="鲍密")
    report = acts.publish(report=report, by=officer, at=later)
    assert (report.state, report.published_at) == ("已公开（更正）", later)
    page = next(iter(report_pages(report))).content().decode()
    assert "更正：原来公开的报告已经撤下" in page and "改好的情况" in page
    assert checked(later) == []


def test_who_may_not_take_down_or_reopen_is_refused(
    public: Any, signed: Any, officer: Any, approver: Any, stranger: Any, editor: Any, moment: datetime
) -> None:
    for person in (officer, stranger, editor):
        with refused("只有白杨镇的审核人（分管领导）可以办理。"):
            acts.withdraw_report(report=public, by=person, at=moment, reason="理由")
    with refused("撤下要写明理由。"):
        acts.withdraw_report(report=public, by=approver, at=moment, reason=" ")
    with refused("只有撤下的年度报告才能更正。"):
        acts.reopen_report(report=public, by=officer, at=moment)
    with refused("只有白杨镇的公开办可以办理。"):
        acts.reopen_report(report=public, by=approver, at=moment)
    acts.withdraw_report(report=public, by=approver, at=moment, reason="理由")
    with refused("这份年度报告现在没有公开。"):
        acts.withdraw_report(report=public, by=approver, at=moment, reason="理由")


def test_the_pages_of_taking_down_and_correcting(public: Any, officer: Any, approver: Any) -> None:
    signer, writer = Client(), Client()
    signer.force_login(approver)
    writer.force_login(officer)
    place = reverse("reporting:report", args=[public.pk])
    assert ">撤下</button>" in signer.get(place).content.decode()
    assert ">撤下</button>" not in writer.get(place).content.decode()
    answer = signer.post(
        reverse("reporting:withdraw", args=[public.pk]), {"ground": "secret", "reason": "涉密"}, follow=True
    ).content.decode()
    assert "不要转发、不要重新上传" in answer and "已撤下" in answer
    assert "更正重新编制" in writer.get(place).content.decode()
    writer.post(reverse("reporting:reopen", args=[public.pk]))
    assert AnnualReport.objects.get().state == "编制中（更正）"
