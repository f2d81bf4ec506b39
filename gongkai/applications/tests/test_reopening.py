"""责令重新答复: a decision opens the case again, and the report counts it once, in whichever year the new answer falls."""

from datetime import date, datetime
from typing import Any

import pytest

from gongkai.applications import acts
from gongkai.applications.folding import fold
from gongkai.applications.models import Application, CaseEvent, Remedy
from gongkai.applications.queries import applications_of, counted, rows_of
from gongkai.applications.tests.making import CHINA, FRIDAY, do, registered
from gongkai.organs.calendar import working_calendar
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
APRIL, JUNE, NEXT = date(2021, 4, 30), date(2021, 6, 30), date(2022, 2, 28)
DECIDED = {
    "result": "corrected",
    "decided_on": date(2021, 4, 20),
    "served_on": date(2021, 4, 23),
    "anew": True,
}


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)


@pytest.fixture
def dispute(case: Application, officer: Any) -> Remedy:
    """The case is answered on a Friday, and a review filed."""
    do("answer", case, officer)
    made = Remedy(
        organ=case.organ, application=case, number="复〔2021〕1号", route="review", filed_on=date(2021, 3, 15)
    )
    return acts.file_remedy(remedy=made, by=officer, at=noon(APRIL))


def decide(dispute: Remedy, by: Any, day: date = APRIL, **facts: Any) -> Application:
    acts.decide_remedy(remedy=dispute, by=by, at=noon(day), **(DECIDED | facts))
    return Application.objects.get()


def test_an_order_to_answer_anew_opens_the_case_with_the_whole_term(dispute: Remedy, officer: Any) -> None:
    case = decide(dispute, officer)
    # From 2021-04-23, over the 1st of May with its two worked weekend days.
    assert (case.state, case.due_on) == ("handling", date(2021, 5, 24))
    assert (case.outcome, case.answered_on) == ("granted", FRIDAY)
    event = CaseEvent.objects.get(kind="reopened")
    assert (event.day, event.until, event.note) == (date(2021, 4, 23), None, "行政复议：复〔2021〕1号")
    verbs = list(Act.objects.values_list("verb", flat=True)[:2])
    assert verbs == ["责令重新答复", "登记救济结果"]
    assert Act.objects.filter(verb="登记救济结果").get().detail["责令重新答复"] == "没有写明期限"


def test_a_case_that_was_never_answered_is_ordered_to_be_answered(case: Application, officer: Any) -> None:
    """责令限期答复 (行政复议法第六十六条): the term is set anew, and that the organ was silent stays noted."""
    made = Remedy(
        organ=case.organ, application=case, number="复〔2021〕2号", route="review", filed_on=date(2021, 4, 6)
    )
    remedy = acts.file_remedy(remedy=made, by=officer, at=noon(APRIL))
    decided = decide(remedy, officer, answer_by=date(2021, 5, 8))
    assert (decided.state, decided.due_on, decided.outcome) == ("handling", date(2021, 5, 8), "")
    found = fold(decided.channel, decided.events.order_by("serial"), working_calendar())
    assert [one.code for one in found.reckoning.violations] == ["late_answer"]
    may = date(2021, 5, 7)
    do("answer", decided, officer, day=may, posted=may, at=noon(may))
    decided.refresh_from_db()
    assert (decided.answered_on, decided.outcome) == (may, "granted")


def test_the_day_that_the_decision_sets_is_the_due_day(dispute: Remedy, officer: Any) -> None:
    case = decide(dispute, officer, answer_by=date(2021, 5, 8))
    assert case.due_on == date(2021, 5, 8)
    assert Remedy.objects.get().answer_by == date(2021, 5, 8)


def test_a_case_in_the_archive_is_opened_even_when_the_decision_came_before_it_was_archived(
    dispute: Remedy, officer: Any
) -> None:
    do("archive", dispute.application, officer, day=APRIL, at=noon(APRIL))
    assert Application.objects.get().state == "archived"
    assert decide(dispute, officer).state == "handling"
    do("answer", Application.objects.get(), officer, day=APRIL, posted=APRIL, at=noon(APRIL))
    do("archive", Application.objects.get(), officer, day=APRIL, at=noon(APRIL))
    assert Application.objects.get().state == "archived"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"result": "upheld"}, "只有“结果纠正”的，才可能责令重新答复"),
        ({"served_on": None}, "请填收到决定书或者判决书之日"),
        ({"served_on": date(2021, 4, 19)}, "早于审结日期"),
        ({"served_on": date(2021, 5, 1)}, "不能晚于今天"),
        ({"answer_by": date(2021, 4, 22)}, "责令重新答复的截止之日2021-04-22早于2021-04-23"),
        ({"anew": False, "answer_by": date(2021, 5, 8)}, "没有责令重新答复的，不填重新答复的期限。"),
    ],
)
def test_an_order_that_cannot_stand_leaves_the_dispute_undecided_and_the_case_closed(
    dispute: Remedy, officer: Any, facts: dict[str, Any], sentence: str
) -> None:
    with refused(sentence):
        decide(dispute, officer, **facts)
    assert Remedy.objects.get().result == ""
    assert Application.objects.get().state == "answered"
    assert not CaseEvent.objects.filter(kind="reopened").exists()


def test_a_correction_without_an_order_leaves_the_case_closed(dispute: Remedy, officer: Any) -> None:
    assert decide(dispute, officer, anew=False).state == "answered"
    assert Remedy.objects.get().result == "corrected"


def test_what_is_not_received_or_not_known_is_not_opened(case: Application, officer: Any) -> None:
    """A silent organ may be ordered to answer what it has received; before the receipt there is no term to set."""
    letter = registered(case.organ, officer, channel="plain_letter")
    made = Remedy(
        organ=case.organ, application=letter, number="复2号", route="review", filed_on=date(2021, 4, 1)
    )
    dispute = acts.file_remedy(remedy=made, by=officer, at=noon(APRIL))
    with refused("不能登记“责令重新答复”"):
        decide(dispute, officer)
    unlinked = acts.file_remedy(
        remedy=Remedy(organ=case.organ, number="复3号", route="review", filed_on=date(2021, 4, 1)),
        by=officer,
        at=noon(APRIL),
    )
    with refused("没有登记针对的申请，不能重新打开"):
        decide(unlinked, officer)


def test_a_dispute_is_about_a_case_of_its_own_organ(
    case: Application, other_town: Any, stranger: Any
) -> None:
    made = Remedy(
        organ=other_town, application=case, number="复2号", route="review", filed_on=date(2021, 4, 1)
    )
    with refused("针对的申请不是这个机关的"):
        acts.file_remedy(remedy=made, by=stranger, at=noon(APRIL))


def test_only_the_office_opens_a_case_again(
    dispute: Remedy, stranger: Any, approver: Any, editor: Any
) -> None:
    for person in (stranger, approver, editor):
        with refused("只有本机关的公开办可以登记和办理申请。"):
            decide(dispute, person)
        with refused("只有本机关的公开办可以登记和办理申请。"):
            do("reopen", dispute.application, person)


def test_an_order_entered_by_mistake_is_taken_back_by_a_correction(dispute: Remedy, officer: Any) -> None:
    decide(dispute, officer)
    event = CaseEvent.objects.get(kind="reopened")
    acts.correct(event=event, reason="登错了案件。", void=True, by=officer, at=noon(APRIL))
    case = Application.objects.get()
    assert (case.state, case.outcome, case.due_on) == ("answered", "granted", date(2021, 3, 29))


def again(officer: Any, day: date, outcome: str = "refuse1") -> Application:
    case = Application.objects.get()
    do("answer", case, officer, outcome=outcome, day=day, posted=day, at=noon(day))
    return Application.objects.get()


def table3(organ: Any, year: int) -> dict[str, int]:
    """The cells of table 3 that are not zero; each way of counting must give the same."""
    cells = {key: count for (key, kind), count in counted(organ, year, "2021").items() if kind == "person"}
    slow: dict[str, int] = {}
    for case in applications_of(organ, year):
        for key in rows_of(case, year, "2021"):
            slow[key] = slow.get(key, 0) + 1
    assert cells == slow
    received = cells.get("new", 0) + cells.get("carried_in", 0)
    assert received == cells.get("result_total", 0) + cells.get("carried_out", 0)
    return cells


def test_an_answer_anew_in_the_same_year_takes_the_place_of_the_first(
    dispute: Remedy, officer: Any, town: Any
) -> None:
    decide(dispute, officer)
    assert table3(town, 2021) == {"new": 1, "granted": 1, "result_total": 1}
    case = again(officer, JUNE)
    assert (case.state, case.outcome, case.answered_on) == ("answered", "refuse1", JUNE)
    assert table3(town, 2021) == {"new": 1, "refuse1": 1, "result_total": 1}
    assert table3(town, 2022) == {}


def test_an_answer_anew_in_a_later_year_leaves_both_years_as_they_were(
    dispute: Remedy, officer: Any, town: Any
) -> None:
    decide(dispute, officer, day=NEXT, served_on=date(2022, 1, 10), decided_on=date(2021, 12, 30))
    assert table3(town, 2021) == {"new": 1, "granted": 1, "result_total": 1}
    case = again(officer, NEXT)
    assert (case.state, case.outcome, case.answered_on) == ("answered", "granted", FRIDAY)
    assert table3(town, 2021) == {"new": 1, "granted": 1, "result_total": 1}
    assert table3(town, 2022) == {}


def test_reopened_in_december_and_answered_in_january_it_is_still_counted_once(
    dispute: Remedy, officer: Any, town: Any
) -> None:
    decide(dispute, officer, day=date(2021, 12, 30), served_on=date(2021, 12, 29))
    assert table3(town, 2021) == {"new": 1, "granted": 1, "result_total": 1}
    again(officer, date(2022, 1, 5))
    assert table3(town, 2021) == {"new": 1, "granted": 1, "result_total": 1}
    assert table3(town, 2022) == {}


def test_the_last_answer_of_the_first_year_counts_whatever_follows_in_later_years(
    dispute: Remedy, officer: Any, town: Any
) -> None:
    decide(dispute, officer)
    again(officer, JUNE)
    case = Application.objects.get()
    do("reopen", case, officer, day=date(2022, 1, 10), at=noon(NEXT))
    case = again(officer, NEXT, outcome="refuse2")
    assert (case.outcome, case.answered_on) == ("refuse1", JUNE)
    assert table3(town, 2021) == {"new": 1, "refuse1": 1, "result_total": 1}
    assert table3(town, 2022) == {}


def test_a_case_carried_into_a_year_is_closed_in_it_by_whichever_answer_of_that_year(
    town: Any, officer: Any
) -> None:
    case = registered(town, officer, received_on=date(2020, 12, 28))
    assert table3(town, 2020) == {"new": 1, "carried_out": 1}
    do("answer", case, officer, day=date(2021, 1, 15), posted=date(2021, 1, 15), at=noon(APRIL))
    do("reopen", case, officer, day=date(2021, 4, 23), at=noon(APRIL))
    again(officer, JUNE)
    assert table3(town, 2020) == {"new": 1, "carried_out": 1}
    assert table3(town, 2021) == {"carried_in": 1, "refuse1": 1, "result_total": 1}
