"""Many cases at once: the bench's filters by person and alarm, the first page, who minds what, the workload."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from gongkai.applications.bench import SHOWN, cases_of, due_today
from gongkai.applications.lights import light_of
from gongkai.applications.limits import LIMITS
from gongkai.applications.models import CaseEvent
from gongkai.applications.pending import alarms_in, minded, ringing_counts, ringing_ids
from gongkai.applications.tasks import case_tasks
from gongkai.applications.tests.lettering import issued
from gongkai.applications.tests.making import FRIDAY, MONDAY, NOON, do, registered
from gongkai.applications.tests.test_screens import desk, fresh, text
from gongkai.applications.workload import loads
from gongkai.organs import acts as organ_acts
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Role

pytestmark = pytest.mark.django_db
BENCH, LOAD = "applications_application:index", "applications_application:workload"


def cases(*organs: Any) -> Any:
    return cases_of(frozenset(organ.pk for organ in organs))


@pytest.fixture
def waiting(town: Any, officer: Any, approver: Any) -> dict[str, Any]:
    """One case for each of the things that are waited for, long over."""
    made = {
        kind: registered(town, officer) for kind in ("third_party", "organ", "supplement_over", "fee_over")
    }
    made["confirm"] = registered(town, officer, channel="plain_letter")
    made["extension_notice"] = registered(town, officer)
    do("consult_third_party", made["third_party"], officer)
    do("consult_organ", made["organ"], officer)
    do("request_supplement", made["supplement_over"], officer)
    do("notify_fee", made["fee_over"], officer)
    do("extend", made["extension_notice"], officer, approver=approver)
    return made


def test_each_kind_of_alarm_finds_its_cases_and_no_others(
    waiting: dict[str, Any], town: Any, officer: Any
) -> None:
    do("answer", registered(town, officer), officer)
    late, calendar = date(2021, 5, 6), working_calendar()
    for kind, case in waiting.items():
        assert ringing_ids(cases(town), kind, late, calendar) == [case.pk], kind
        assert ringing_counts(cases(town), [kind], late, calendar) == {kind: 1}
    assert set(ringing_counts(cases(town), LIMITS, late, calendar)) == {*waiting, "due"}
    assert ringing_ids(cases(town), "due", FRIDAY, calendar) == []


def test_a_day_set_by_a_decision_is_on_the_bench_while_the_applicant_is_waited_for(
    case: Any, town: Any, officer: Any
) -> None:
    """What waits for the applicant under an ordinary term is not late; under a decision's own day it is."""
    other, calendar, late = registered(town, officer), working_calendar(), date(2021, 3, 20)
    for one, until in ((case, date(2021, 3, 19)), (other, None)):
        do("answer", one, officer)
        do("reopen", one, officer, until=until)
        do("request_supplement", one, officer)
    assert list(SHOWN["overdue"][1](cases(town), officer, late)) == [case]
    assert list(due_today(cases(town), date(2021, 3, 19))) == [case]
    assert ringing_ids(cases(town), "due", late, calendar) == [case.pk]
    lights = {one.pk: light_of(one, late, calendar).tone for one in cases(town)}
    assert lights == {case.pk: "late", other.pk: "open"}
    case.refresh_from_db()
    assert light_of(case, late, calendar).tone == "late"


def test_an_issued_answer_waits_to_be_sent_until_it_is_registered(
    town: Any, officer: Any, approver: Any
) -> None:
    letter, calendar = issued("granted", town, officer, approver), working_calendar()
    case = letter.application
    assert ringing_ids(cases(town), "posting", FRIDAY, calendar) == [case.pk]
    shown = text(desk(officer).get(reverse("applications_application:page", args=[case.pk])))
    assert f"送出{letter.number}并登记答复，2021年3月29日" in shown and "235号" in shown
    do("answer", case, officer)
    assert ringing_ids(cases(town), "posting", FRIDAY, calendar) == []


def test_any_number_of_cases_is_read_in_lots_and_in_order(
    town: Any, officer: Any, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr("gongkai.applications.pending.CHUNK", 2)
    made = [registered(town, officer) for _ in range(5)]
    calendar = working_calendar()
    with django_assert_num_queries(6):
        found = [case.pk for case, _ in alarms_in(made, date(2021, 5, 6), calendar)]
    assert found == [case.pk for case in made]


def test_a_case_whose_events_are_broken_rings_nothing_and_stops_nothing(
    case: Any, town: Any, officer: Any
) -> None:
    CaseEvent.objects.create(application=case, serial=9, kind="fee_paid", day=FRIDAY, by=officer, at=NOON)
    other = registered(town, officer)
    found = [one.pk for one, _ in alarms_in(cases(town), date(2021, 5, 6), working_calendar())]
    assert found == [other.pk]


def test_one_minds_one_s_own_cases_and_those_that_nobody_of_the_office_handles(
    town: Any, other_town: Any, officer: Any, colleague: Any, approver: Any, stranger: Any, moment: Any
) -> None:
    mine, theirs, nobody_s = (registered(town, officer) for _ in range(3))
    do("hand_over", theirs, officer, to=colleague)
    type(nobody_s).objects.filter(pk=nobody_s.pk).update(handler=None)
    minds = lambda person, *organs: set(minded(cases(*organs), person, FRIDAY))  # noqa: E731
    assert minds(officer, town) == {mine, nobody_s}
    assert minds(colleague, town) == {theirs, nobody_s}
    assert minds(approver, town) == {mine, theirs, nobody_s}
    appointment = colleague.appointments.get()
    organ_acts.dismiss(appointment=appointment, until=MONDAY, by=None, at=moment)
    assert minds(officer, town) == {mine, theirs, nobody_s}


def test_the_bench_filters_by_person_by_alarm_and_by_organ(
    waiting: dict[str, Any], town: Any, officer: Any, colleague: Any
) -> None:
    case = waiting["organ"]
    do("hand_over", case, officer, to=colleague)
    client = desk(officer)
    shown = text(client.get(reverse(BENCH), {"handler": colleague.pk}))
    assert case.number in shown and waiting["third_party"].number not in shown
    assert "其他机关1答复；没有答复的，视为同意公开：2021年3月26日，已届满" in shown
    shown = text(client.get(reverse(BENCH), {"alarm": "supplement_over"}))
    assert waiting["supplement_over"].number in shown and case.number not in shown
    assert "期限等申请人" in shown
    shown = text(client.get(reverse(BENCH), {"handler": "none"}))
    assert "没有这样的申请" in shown


def test_the_bench_is_sorted_as_asked_and_says_how_long_each_case_has_taken(town: Any, officer: Any) -> None:
    old = registered(town, officer, received_on=date(2021, 2, 1))
    new = registered(town, officer)
    do("extend", new, officer, approver=officer)
    client = desk(officer)
    for order, first in (("due", old), ("waited", old), ("newest", new), ("x", old)):
        shown = text(client.get(reverse(BENCH), {"order": order}))
        assert (shown.index(old.number) < shown.index(new.number)) == (first == old), order
    do("answer", old, officer)
    shown = client.get(reverse(BENCH), {"show": "closed"}).content.decode()
    assert (
        '<td data-label="已用工作日">21</td>' in shown
    )  # 2021-02-02 to 03-05, seven days off for 春节, two made up


@pytest.mark.parametrize(
    "asked",
    [
        {"handler": "x"},
        {"handler": "９"},
        {"handler": "9" * 30},
        {"alarm": "x"},
        {"organ": "999"},
        {"order": "\0"},
    ],
)
def test_words_that_the_bench_does_not_know_are_as_if_they_were_not_there(
    case: Any, officer: Any, asked: dict[str, str]
) -> None:
    answer = desk(officer).get(reverse(BENCH), asked)
    assert answer.status_code == 200 and case.number in text(answer)


def test_another_organ_s_number_shows_nothing_of_it(
    case: Any, other_town: Any, officer: Any, stranger: Any
) -> None:
    theirs = registered(other_town, stranger)
    for asked in ({"organ": other_town.pk}, {"handler": stranger.pk}, {"q": theirs.number, "show": "all"}):
        page = desk(officer).get(reverse(BENCH), asked).content.decode()
        assert f'/{theirs.pk}/">' not in page and "魏外镇" not in page
    shown = text(desk(officer).get(reverse(BENCH), {"alarm": "due", "organ": other_town.pk}))
    assert case.number in shown and theirs.number not in shown


def test_the_first_page_says_what_is_waited_for(waiting: dict[str, Any], officer: Any, stranger: Any) -> None:
    tasks = {task.label: task for task in case_tasks(officer)}
    for label, kind in (
        ("件申请的第三方答复期限已到", "third_party"),
        ("件申请的其他机关答复期限已到", "organ"),
        ("件申请的申请人逾期没有补正", "supplement_over"),
        ("件申请的申请人逾期没有缴费", "fee_over"),
        ("件申请的延期还没有告知申请人", "extension_notice"),
    ):
        assert tasks[label].count == 1
        shown = text(desk(officer).get(tasks[label].address))
        assert waiting[kind].number in shown and "符合条件的1件" in shown, kind
    assert tasks["件申请已逾期"].count == 3  # those waiting for the applicant are not late
    assert case_tasks(stranger) == []


def test_what_cannot_be_counted_is_pointed_out(case: Any, officer: Any) -> None:
    type(case).objects.filter(pk=case.pk).update(fault="期限不能计算。")
    assert "件申请的期限不能计算" in {task.label for task in case_tasks(officer)}


def test_the_workload_counts_each_person_s_cases_and_the_median_of_the_year(
    waiting: dict[str, Any], town: Any, officer: Any, colleague: Any
) -> None:
    do("hand_over", waiting["organ"], officer, to=colleague)
    for ahead in (1, 2, 4):
        case = registered(town, officer)
        day = MONDAY + timedelta(days=ahead)
        do("answer", case, officer, day=day, posted=day)
    found = {load.handler: load for load in loads(frozenset({town.pk}), officer, FRIDAY, working_calendar())}
    assert found["龚开办"].counts == {"open": 5, "soon": 0, "overdue": 0, "waiting": 3}
    assert (found["龚开办"].answered, found["龚开办"].days, found["龚开办"].pace) == (3, 2, "2")
    assert (found["佟同事"].counts["open"], found["佟同事"].days, found["佟同事"].pace) == (1, None, "")
    last = date(2021, 3, 29)
    found = {load.handler: load for load in loads(frozenset({town.pk}), officer, last, working_calendar())}
    assert found["佟同事"].counts["soon"] == 0 and found["龚开办"].counts["overdue"] == 0
    next_year = loads(frozenset({town.pk}), officer, date(2022, 3, 1), working_calendar())
    assert all(load.answered == 0 for load in next_year)


def test_every_number_of_the_workload_opens_just_those_cases(
    waiting: dict[str, Any], town: Any, officer: Any, colleague: Any
) -> None:
    do("hand_over", waiting["organ"], officer, to=colleague)
    client = desk(officer)
    page = client.get(reverse(LOAD)).content.decode()
    links = [
        part.split('"')[0].replace("&amp;", "&") for part in page.split('href="')[1:] if "handler=" in part
    ]
    assert len(links) == 6
    for link in links:
        count = int(page.split(link.replace("&", "&amp;"))[1].split("：")[1].split("件")[0])
        assert f"符合条件的{count}件" in text(client.get(link)), link


def test_the_workload_is_for_those_who_see_the_cases(
    case: Any, officer: Any, approver: Any, editor: Any, stranger: Any
) -> None:
    assert "龚开办" in text(desk(approver).get(reverse(LOAD)))
    assert "龚开办" not in text(desk(stranger).get(reverse(LOAD)))
    answer = desk(editor).get(reverse(LOAD))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")


def test_who_serves_two_towns_sees_both_and_may_look_at_one(
    town: Any, other_town: Any, officer: Any, stranger: Any, moment: Any
) -> None:
    organ_acts.appoint(
        person=officer, organ=other_town, role=Role.APPROVER, since=date(2019, 1, 1), by=None, at=moment
    )
    mine, theirs = fresh(town, officer), fresh(other_town, stranger)
    client = desk(type(officer).objects.get(pk=officer.pk))
    both = text(client.get(reverse(BENCH)))
    assert mine.number in both and theirs.number in both
    one = text(client.get(reverse(BENCH), {"organ": other_town.pk}))
    assert theirs.number in one and mine.number not in one
    assert {"白杨镇", "柳树镇"} <= set(text(client.get(reverse(LOAD))).split())
