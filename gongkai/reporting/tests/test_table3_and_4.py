"""Tables 3 and 4 against cases made by hand: each case in its column, in one result, and carried over once."""

import pytest

from gongkai.applications.models import Result, Route
from gongkai.law.outcomes import APPLICANT_KINDS, OUTCOMES
from gongkai.reporting.compile import compile_report
from gongkai.reporting.tests import ledger

pytestmark = pytest.mark.django_db

TOTAL = 6  # the seventh column of table 3


def not_zero(report):
    """Rows of table 3 that hold anything."""
    return {key: values for key, values in report.table3.items() if any(values)}


def counted(column):
    """A row with one case of one kind of applicant."""
    return tuple(1 if at in (column, TOTAL) else 0 for at in range(7))


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize(("year", "format_name"), [(2020, "2019"), (2021, "2021")])
def test_each_result_has_its_own_row(town, outcome, year, format_name):
    ledger.application(town, f"{year}-02-01", f"{year}-02-20", outcome=outcome)
    row = "other" if format_name == "2019" and outcome.startswith("other") else outcome
    one = counted(0)
    assert not_zero(compile_report(town, year)) == {"new": one, row: one, "result_total": one}


@pytest.mark.parametrize(("column", "kind"), list(enumerate(APPLICANT_KINDS)))
def test_each_kind_of_applicant_has_its_own_column(town, column, kind):
    ledger.application(town, "2021-02-01", kind=kind)
    one = counted(column)
    report = compile_report(town, 2021)
    assert not_zero(report) == {"new": one, "carried_out": one}
    assert report.format.table3_columns[column] == APPLICANT_KINDS[kind]


def test_a_case_received_on_the_last_day_and_answered_on_the_first_is_carried_over(town):
    ledger.application(town, "2020-12-31", "2021-01-01", outcome="partial")
    one = counted(0)
    assert not_zero(compile_report(town, 2019)) == {}
    assert not_zero(compile_report(town, 2020)) == {"new": one, "carried_out": one}
    assert not_zero(compile_report(town, 2021)) == {"carried_in": one, "partial": one, "result_total": one}
    assert not_zero(compile_report(town, 2022)) == {}


def test_a_case_answered_on_the_last_day_is_not_carried_over(town):
    ledger.application(town, "2020-12-31", "2020-12-31")
    assert set(not_zero(compile_report(town, 2020))) == {"new", "granted", "result_total"}
    assert not_zero(compile_report(town, 2021)) == {}


def test_a_case_open_for_years_is_carried_through_each(town):
    ledger.application(town, "2019-06-01", "2022-03-01")
    rows = {year: set(not_zero(compile_report(town, year))) for year in (2019, 2020, 2021, 2022)}
    assert rows == {
        2019: {"new", "carried_out"},
        2020: {"carried_in", "carried_out"},
        2021: {"carried_in", "carried_out"},
        2022: {"carried_in", "granted", "result_total"},
    }


def test_the_other_towns_cases_do_not_count(town, other_town):
    ledger.application(other_town, "2021-02-01", "2021-02-20")
    ledger.remedy(other_town, "2021-02-01", "2021-02-20")
    report = compile_report(town, 2021)
    assert not_zero(report) == {}
    assert not any(report.table4)


@pytest.mark.parametrize(
    ("group", "route"), list(enumerate([Route.REVIEW, Route.DIRECT, Route.AFTER_REVIEW]))
)
@pytest.mark.parametrize(
    ("column", "result"), list(enumerate([Result.UPHELD, Result.CORRECTED, Result.OTHER]))
)
def test_each_remedy_counts_in_its_group_under_its_result(town, group, route, column, result):
    ledger.remedy(town, "2021-02-01", "2021-05-20", route=route, result=result)
    cells = compile_report(town, 2021).table4
    assert cells == tuple(1 if at in (5 * group + column, 5 * group + 4) else 0 for at in range(15))


def test_a_remedy_pending_at_the_years_end_is_pending_then_and_decided_in_the_next(town):
    ledger.remedy(town, "2020-12-31", "2021-01-01", result=Result.CORRECTED)
    pending, corrected = ((0, 0, 0, 1, 1), (0, 1, 0, 0, 1))
    rows = {year: compile_report(town, year).table4[:5] for year in (2019, 2020, 2021, 2022)}
    assert rows == {2019: (0,) * 5, 2020: pending, 2021: corrected, 2022: (0,) * 5}
