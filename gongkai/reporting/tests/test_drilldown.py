"""Whatever the records: each number equals what stands behind it, the sums foot, and years join on."""

from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.annualreport.check import check
from gongkai.applications.models import Application, Remedy, Result, Route
from gongkai.disclosure.models import (
    Charge,
    Decision,
    DocumentKind,
    Matter,
    MatterKind,
    NormativeDocument,
    Procurement,
)
from gongkai.law.outcomes import APPLICANT_KINDS, OUTCOMES
from gongkai.reporting.compile import behind, compile_report
from gongkai.reporting.tests import ledger

pytestmark = pytest.mark.django_db

# Around the turns of the years, where a day too many or too few would show.
DAYS = st.sampled_from([date(y, m, d) for y in range(2018, 2023) for m, d in ((1, 1), (6, 15), (12, 31))])
SPANS = st.tuples(DAYS, st.none() | DAYS).map(lambda span: span if span[1] is None else tuple(sorted(span)))
FEN = st.decimals("0.01", "99999999.99", places=2)
STRUCK = st.sampled_from([None, None, None, ledger.STRUCK])
DECIDED = [kind for kind in MatterKind if kind != MatterKind.CHARGE]
_serial = count(1)


@st.composite
def records(draw, kinds=tuple(DocumentKind)):
    """Rows of every register, not yet saved and without their organ."""

    def some(make):
        return [make() for _ in range(draw(st.integers(0, 6)))]

    def one(values):
        return draw(st.sampled_from(list(values)))

    def document():
        issued, repealed = draw(SPANS)
        facts = {"issued_on": issued, "repealed_on": repealed, "disclosed_on": draw(st.none() | DAYS)}
        return NormativeDocument(
            kind=one(kinds), document_number=next(_serial), struck_at=draw(STRUCK), **facts
        )

    def matter():
        since, until = draw(SPANS)
        return Matter(
            kind=one(MatterKind), name=next(_serial), since=since, until=until, struck_at=draw(STRUCK)
        )

    def decision():
        return Decision(
            kind=one(DECIDED), number=next(_serial), decided_on=draw(DAYS), struck_at=draw(STRUCK)
        )

    def charge():
        return Charge(collected_on=draw(DAYS), amount=draw(FEN), struck_at=draw(STRUCK))

    def procurement():
        project, amount = next(_serial), draw(FEN)
        return Procurement(project=project, contracted_on=draw(DAYS), amount=amount, struck_at=draw(STRUCK))

    def application():
        received, answered = draw(SPANS)
        outcome = one(OUTCOMES) if answered else ""
        facts = {"received_on": received, "answered_on": answered, "outcome": outcome}
        return Application(number=next(_serial), channel="post", applicant_kind=one(APPLICANT_KINDS), **facts)

    def remedy():
        filed, decided = draw(SPANS)
        facts = {"filed_on": filed, "decided_on": decided, "result": one(Result) if decided else ""}
        return Remedy(number=next(_serial), route=one(Route), **facts)

    makers = (document, matter, decision, charge, procurement, application, remedy)
    return [row for make in makers for row in some(make)]


@contextmanager
def entered(organ, rows):
    """The rows in the registers of `organ` until the block ends."""
    with transaction.atomic():
        for row in rows:
            row.organ, row.pk = organ, None
            row.save()
        yield
        transaction.set_rollback(True)


FEW = settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("year", [2020, 2021])
@FEW
@given(rows=records())
def test_every_number_equals_what_stands_behind_it(town, year, rows):
    with entered(town, rows):
        for place, value in compile_report(town, year).cells():
            found = behind(town, year, place)
            if "金额" in place:
                per = 10_000 if "万元" in place else 1
                assert value == sum((row.amount for row in found.records), Decimal(0)) / per, place
            else:
                assert value == len(found.records) - len(found.less), place
            assert value == found.value
            assert len({row.pk for row in found.records}) == len(found.records), place


@FEW
@given(rows=records())
def test_nothing_in_table_3_is_counted_twice_or_lost(town, rows):
    with entered(town, rows):
        for year in (2019, 2021):
            report = compile_report(town, year)
            every = {row.pk for row in behind(town, year, "表3/new/总计").records}
            every |= {row.pk for row in behind(town, year, "表3/carried_in/总计").records}
            keys = [row.key for row in report.format.leaf_rows] + ["carried_out"]
            ends = [row.pk for key in keys for row in behind(town, year, f"表3/{key}/总计").records]
            assert sorted(ends) == sorted(every)


@FEW
@given(rows=records(kinds=(DocumentKind.NORMATIVE,)))
def test_the_sums_hold_within_a_year_and_from_year_to_year(town, rows):
    with entered(town, rows):
        before = None
        for year in (2019, 2020, 2021, 2022):
            report = compile_report(town, year)
            found = check(report, previous=before, level="township")
            assert [one for one in found if one.severity == "error"] == []
            assert {one.rule for one in found if one.assessable} <= {"T2-4", "T2-MONEY", "S-EMPTY", "S6"}
            if before:
                assert report.table3["carried_in"] == before.table3["carried_out"]
            before = report


@pytest.mark.parametrize(
    "place",
    [
        "",
        "表2",
        "表2/规章",
        "表2/没有/本年废止件数",
        "表2/规范性文件/本年新制作数量",
        "表3/granted",
        "表3/没有/总计",
        "表3/granted/没有",
        "表3/other/总计",
        "表4/行政复议",
        "表4/行政诉讼/总计",
        "表5/规章/总计",
    ],
)
def test_a_place_that_the_form_of_the_year_has_not_is_a_key_error(town, place):
    with pytest.raises(KeyError):
        behind(town, 2021, place)


def test_a_change_lists_what_it_adds_and_what_it_takes_away(town):
    came = ledger.matter(town, "2020-03-01")
    went = ledger.matter(town, "2018-03-01", "2020-03-01")
    found = behind(town, 2020, "表2/行政许可/本年增/减")
    assert (found.records, found.less, found.value) == ([came], [went], 0)
    assert found.words == "2020年新列入清单的行政许可项目，减去当年取消的"


def test_the_words_behind_a_cell_of_table_3_are_the_forms_own(town):
    case = ledger.application(town, "2021-02-01", "2021-02-20", outcome="deny4", kind="business")
    found = behind(town, 2021, "表3/deny4/商业企业")
    assert (found.records, found.words) == ([case], "4.保护第三方合法权益，商业企业")
    assert behind(town, 2021, "表3/deny4/自然人").records == []
