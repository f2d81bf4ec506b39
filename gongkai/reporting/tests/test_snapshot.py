"""What was signed stays as signed; what the records say otherwise since is shown, cell by cell."""

import pytest

from gongkai.reporting.queries import Difference, differences, standing_report
from gongkai.reporting.tests import ledger

pytestmark = pytest.mark.django_db

BOUGHT = ("表2/政府集中采购/采购项目数量", "表2/政府集中采购/采购总金额")


def test_before_signing_there_is_nothing_to_differ_from(prepared, town):
    report = prepared()
    ledger.procurement(town, "2020-03-01", "100")
    assert differences(report) == []


def test_right_after_signing_nothing_differs(signed, town):
    for amount in ("8500.50", "0.30", "999999999999.99"):
        ledger.procurement(town, "2020-03-01", amount)
    ledger.application(town, "2020-03-01", "2020-03-20")
    assert differences(signed()) == []


def test_money_in_ten_thousand_yuan_does_not_differ_from_itself(signed, town):
    ledger.charge(town, "2021-02-01", "12345.67")
    ledger.charge(town, "2021-02-01", "9999999999.01")
    assert differences(signed(2021)) == []


def test_a_struck_row_and_a_late_case_leave_the_snapshot_and_show_as_differences(signed, town):
    wrong = ledger.procurement(town, "2020-03-01", "100.50")
    ledger.procurement(town, "2020-03-01", "172324.50")
    report = signed()
    before = dict(standing_report(report).cells())
    snapshot = report.snapshot
    ledger.strike(wrong)
    ledger.application(town, "2020-12-31")
    report.refresh_from_db()
    assert report.snapshot == snapshot
    assert dict(standing_report(report).cells()) == before
    late = [f"表3/{row}/{column}" for row in ("new", "carried_out") for column in ("自然人", "总计")]
    assert differences(report) == [
        Difference(BOUGHT[0], 2, 1),
        Difference(BOUGHT[1], 172425, ledger.Decimal("172324.50")),
        *(Difference(place, 0, 1) for place in late),
    ]


def test_records_of_another_year_or_another_town_make_no_difference(signed, town, other_town):
    report = signed()
    ledger.decision(town, "2021-01-01")
    ledger.procurement(other_town, "2020-06-01", "5")
    ledger.remedy(town, "2021-01-01")
    assert differences(report) == []


def test_an_answer_after_the_year_makes_no_difference_to_it(signed, town, moment):
    case = ledger.application(town, "2020-12-31")
    report = signed()
    case.outcome, case.answered_on = "granted", moment.date()
    case.save()
    assert differences(report) == []
