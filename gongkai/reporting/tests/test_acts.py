"""Opening, writing, signing and publishing a report: who may, in what order, and what is left behind."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from gongkai.annualreport.formats import UnknownYear
from gongkai.annualreport.report import canonical_digest, digest, report_from_json
from gongkai.reporting import acts
from gongkai.reporting.models import AnnualReport
from gongkai.reporting.queries import findings, published_reports, standing_report
from gongkai.reporting.tests import ledger
from gongkai.trail.acts import Refused
from gongkai.trail.models import Act, Outbox
from gongkai.trail.queries import acts_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def nothing_written():
    """Call it after a refusal: no act, no page to rewrite, no report has come since the first call."""
    return lambda: (Act.objects.count(), Outbox.objects.count(), AnnualReport.objects.count())


@pytest.fixture
def people(editor, approver, officer, stranger):
    return {"信息员": editor, "审核人": approver, "公开办": officer, "外镇": stranger}


# --- opening


def test_the_officer_opens_a_report_and_the_trail_says_so(town, officer, moment):
    report = acts.prepare(organ=town, year=2020, by=officer, at=moment)
    assert (report.state, report.snapshot, report.signed_at) == ("编制中", None, None)
    assert [(act.verb, act.actor_name) for act in acts_on(report)] == [("建立年度报告", "龚开办")]
    assert str(report) == "白杨镇2020年政府信息公开工作年度报告"


@pytest.mark.parametrize("who", ["信息员", "审核人", "外镇"])
def test_only_the_officer_opens_a_report(town, people, who, moment, nothing_written):
    before = nothing_written()
    with pytest.raises(Refused, match="只有白杨镇的公开办"):
        acts.prepare(organ=town, year=2020, by=people[who], at=moment)
    assert nothing_written() == before


def test_a_year_that_has_not_come_is_refused(town, officer, moment, nothing_written):
    before = nothing_written()
    with pytest.raises(Refused, match="2022年还没有到"):
        acts.prepare(organ=town, year=2022, by=officer, at=moment)
    assert nothing_written() == before


def test_the_year_has_come_when_it_has_come_in_china(town, officer):
    new_year_in_china = datetime(2021, 12, 31, 16, 30, tzinfo=UTC)
    assert acts.prepare(organ=town, year=2022, by=officer, at=new_year_in_china).year == 2022


def test_a_year_before_the_national_form_is_refused_in_chinese(town, officer, moment, nothing_written):
    before = nothing_written()
    with pytest.raises(UnknownYear, match="2018年度没有全国统一的年度报告格式"):
        acts.prepare(organ=town, year=2018, by=officer, at=moment)
    assert nothing_written() == before


@pytest.mark.parametrize(("year", "said"), [(2018, "2019"), (2999, "2100"), (2099, "2099年还没有到")])
def test_the_page_says_why_a_year_cannot_be_opened(client, officer, town, year, said):
    client.force_login(officer)
    page = client.post("/admin/reports-of-the-year/new/", {"organ": town.pk, "year": year})
    assert page.status_code == 200
    assert said in " ".join(str(fault) for faults in page.context["form"].errors.values() for fault in faults)
    assert not AnnualReport.objects.exists()


def test_a_second_report_of_a_year_is_refused(town, officer, moment, nothing_written):
    acts.prepare(organ=town, year=2020, by=officer, at=moment)
    before = nothing_written()
    with pytest.raises(ValidationError) as refusal:
        acts.prepare(organ=town, year=2020, by=officer, at=moment)
    assert refusal.value.messages == ["这个机关这一年度的报告已经建立。"]
    assert nothing_written() == before


# --- writing


@pytest.mark.parametrize("who", ["信息员", "审核人", "外镇"])
def test_only_the_officer_writes(prepared, people, who, moment):
    report = prepared()
    report.situation = "别的话"
    with pytest.raises(Refused, match="只有白杨镇的公开办"):
        acts.edit(report=report, by=people[who], at=moment)
    assert AnnualReport.objects.get().situation != "别的话"


def test_writing_touches_nothing_but_the_words(prepared, officer, moment):
    report = prepared()
    report.digest, report.situation = "0" * 64, "新的话"
    acts.edit(report=report, by=officer, at=moment)
    stored = AnnualReport.objects.get()
    assert (stored.digest, stored.situation) == ("", "新的话")


def test_writing_after_signing_is_refused_even_on_a_page_opened_before(prepared, approver, officer, moment):
    opened_before = prepared()
    acts.sign(report=opened_before, by=approver, at=moment, reviewed_by="鲍密")
    opened_before.situation = "改过的话"
    with pytest.raises(Refused, match="已经签发，文字不能再改"):
        acts.edit(report=opened_before, by=officer, at=moment)
    assert AnnualReport.objects.get().situation != "改过的话"


# --- signing


def test_signing_makes_the_snapshot_and_names_the_signer(prepared, approver, moment, town):
    ledger.procurement(town, "2020-03-01", "172425")
    report = acts.sign(report=prepared(), by=approver, at=moment, reviewed_by="鲍密")
    snapshot = report_from_json(report.snapshot)
    assert (report.state, report.signed_by, report.signed_at) == ("已签发", approver, moment)
    assert snapshot.table2["政府集中采购"] == {"采购项目数量": 1, "采购总金额": 172425}
    assert (snapshot.dated, snapshot.issuer) == (date(2021, 3, 5), "清水区白杨镇")
    assert snapshot.title == "清水区白杨镇2020年政府信息公开工作年度报告"
    assert report.digest == digest(snapshot)
    assert acts_on(report)[0].detail == {
        "数据指纹": report.digest,
        "指纹": canonical_digest(report.snapshot),
        "保密审查人": "鲍密",
    }


def test_a_report_is_dated_by_the_day_in_china(prepared, approver):
    late = datetime(2021, 3, 5, 17, 0, tzinfo=UTC)
    assert (
        acts.sign(report=prepared(), by=approver, at=late, reviewed_by="鲍密").snapshot["dated"]
        == "2021-03-06"
    )


@pytest.mark.parametrize("who", ["信息员", "公开办", "外镇"])
def test_only_the_approver_signs(prepared, people, who, moment, nothing_written):
    report = prepared()
    before = nothing_written()
    with pytest.raises(Refused, match="只有白杨镇的审核人（分管领导）"):
        acts.sign(report=report, by=people[who], at=moment, reviewed_by="鲍密")
    assert nothing_written() == before
    assert AnnualReport.objects.get().snapshot is None


@pytest.mark.parametrize("missing", ["situation", "problems"])
@pytest.mark.parametrize("blank", ["", " \n\u3000"])
def test_a_report_without_its_words_is_not_signed(prepared, approver, moment, missing, blank):
    with pytest.raises(Refused, match="写好以后才能签发"):
        acts.sign(report=prepared(**{missing: blank}), by=approver, at=moment, reviewed_by="鲍密")
    assert AnnualReport.objects.get().signed_at is None


def test_signing_twice_is_refused(prepared, approver, moment):
    report = prepared()
    first = acts.sign(report=report, by=approver, at=moment, reviewed_by="鲍密")
    with pytest.raises(Refused, match="已经签发"):
        acts.sign(report=report, by=approver, at=moment.replace(day=8), reviewed_by="鲍密")
    assert AnnualReport.objects.get().signed_at == first.signed_at


def test_an_error_in_the_tables_bars_signing_and_is_named(prepared, approver, moment, town):
    report = prepared()
    wrong = ledger.document(town, "2020-03-01", kind="rule")
    with pytest.raises(Refused, match=r"报告还有1处错误.*县级以下机关没有规章制定权"):
        acts.sign(report=report, by=approver, at=moment, reviewed_by="鲍密")
    ledger.strike(wrong)
    assert acts.sign(report=report, by=approver, at=moment, reviewed_by="鲍密").signed_at == moment


def test_a_case_entered_late_is_shown_and_does_not_bar_the_next_years_report(signed, town):
    signed(2020)
    ledger.application(town, "2020-12-31")
    next_year = signed(2021)
    said = [(one.rule, one.where) for one in findings(next_year) if one.severity == "error"]
    assert said == [("T3-4", "表三·自然人"), ("T3-4", "表三·总计")]


# --- publishing


def test_publishing_puts_the_report_into_the_outbox(signed, officer, moment):
    report = signed()
    Outbox.objects.all().delete()
    acts.publish(report=report, by=officer, at=moment)
    stored = AnnualReport.objects.get()
    assert (stored.state, stored.published_at) == ("已公开", moment)
    assert [(row.kind, row.key) for row in Outbox.objects.all()] == [("reporting.annualreport", report.pk)]
    assert published_reports(report.organ_id) == [stored]


def test_a_report_not_signed_is_not_published(prepared, officer, moment, nothing_written):
    report = prepared()
    before = nothing_written()
    with pytest.raises(Refused, match="签发以后才能公开"):
        acts.publish(report=report, by=officer, at=moment)
    assert nothing_written() == before
    assert published_reports(report.organ_id) == []


@pytest.mark.parametrize("who", ["信息员", "审核人", "外镇"])
def test_only_the_officer_publishes(signed, people, who, moment):
    report = signed()
    with pytest.raises(Refused, match="只有白杨镇的公开办"):
        acts.publish(report=report, by=people[who], at=moment)
    assert AnnualReport.objects.get().published_at is None


def test_publishing_twice_is_refused_even_on_a_page_opened_before(signed, officer, moment, nothing_written):
    opened_before = signed()
    acts.publish(report=AnnualReport.objects.get(), by=officer, at=moment)
    before = nothing_written()
    with pytest.raises(Refused, match="已经公开"):
        acts.publish(report=opened_before, by=officer, at=moment.replace(day=8))
    assert nothing_written() == before
    assert AnnualReport.objects.get().published_at == moment


# --- what the database itself holds to


@pytest.mark.parametrize("lost", [{"signed_at": None}, {"snapshot": None}])
def test_the_database_knows_no_half_signed_report(signed, lost):
    report = signed()
    with pytest.raises(IntegrityError), transaction.atomic():
        AnnualReport.objects.filter(pk=report.pk).update(**lost)


def test_the_database_knows_no_public_report_without_a_signature(prepared, moment):
    report = prepared()
    with pytest.raises(IntegrityError), transaction.atomic():
        AnnualReport.objects.filter(pk=report.pk).update(published_at=moment)


def test_until_signing_the_report_is_the_live_one(prepared, town):
    report = prepared()
    ledger.decision(town, "2020-03-01")
    assert standing_report(report).table2["行政处罚"]["处理决定数量"] == 1


def test_a_year_that_has_not_ended_cannot_be_signed(prepared, approver, moment):
    report = prepared(year=moment.year)
    with pytest.raises(Refused, match="还没有结束"):
        acts.sign(report=report, by=approver, at=moment, reviewed_by="鲍密")
    report.refresh_from_db()
    assert report.signed_at is None


def test_a_village_makes_no_annual_report(town, officer, moment):
    from gongkai.organs import acts as organ_acts
    from gongkai.organs.models import Role

    village = organ_acts.establish(
        slug="baiyang-cun",
        name="白杨村",
        short_name="白杨村",
        level="village",
        parent=town,
        by=None,
        at=moment,
    )
    organ_acts.appoint(
        person=officer, organ=village, role=Role.OFFICER, since=moment.date(), by=None, at=moment
    )
    officer._held_today = None
    with pytest.raises(Refused, match="不编制"):
        acts.prepare(organ=village, year=2020, by=officer, at=moment)
