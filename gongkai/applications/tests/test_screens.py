"""The screens of the register in the Django client: the bench, the case as a story, trying a date before entering it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.applications import acts
from gongkai.applications.bench import cases_of, due_soon, due_today, to_look_through
from gongkai.applications.forms.deeds import DEEDS
from gongkai.applications.models import Application, State
from gongkai.applications.tasks import case_tasks
from gongkai.applications.tests.making import FRIDAY, MONDAY, do, in_state, registered
from gongkai.law.workdays import Calendar
from gongkai.office.clock import now
from gongkai.organs.calendar import working_calendar
from gongkai.trail.models import Act

pytestmark = pytest.mark.django_db
BENCH, NEW = "applications_application:index", "applications_application:add"
TODAY = now().date()


def desk(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(answer: Any) -> str:
    """What the screen says, without its tags."""
    page = answer.content.decode()
    main = page[page.find("<main") :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def page_of(case: Application, deed: str = "page") -> str:
    return reverse(f"applications_application:{deed}", args=[case.pk])


def fresh(town: Any, officer: Any, days_ago: int = 0, **facts: Any) -> Application:
    """A case that came in so many days before today."""
    return registered(town, officer, received_on=TODAY - timedelta(days=days_ago), at=now(), **facts)


def test_the_bench_shows_what_is_due_first_and_filters(
    town: Any, officer: Any, approver: Any, colleague: Any
) -> None:
    late, open_ = registered(town, officer), fresh(town, officer)
    done = in_state(State.ANSWERED, town, officer)
    do("hand_over", late, officer, to=colleague)
    client = desk(officer)
    shown = text(client.get(reverse(BENCH)))
    assert shown.index(late.number) < shown.index(open_.number)
    assert done.number not in shown and "逾期" in shown
    for which, there, missing in (
        ("mine", {open_}, {late, done}),
        ("overdue", {late}, {open_, done}),
        ("closed", {done}, {late, open_}),
        ("all", {late, open_, done}, set()),
    ):
        shown = text(client.get(reverse(BENCH), {"show": which}))
        assert all(case.number in shown for case in there), which
        assert not any(case.number in shown for case in missing), which
    assert late.number in text(desk(approver).get(reverse(BENCH)))
    assert late.number not in text(client.get(reverse(BENCH), {"year": str(TODAY.year)}))


@pytest.mark.parametrize(
    "words", [{"q": "\0"}, {"year": "0000"}, {"year": "九"}, {"page": "99"}, {"show": "x"}]
)
def test_a_strange_question_to_the_bench_is_answered(
    case: Application, officer: Any, words: dict[str, str]
) -> None:
    assert desk(officer).get(reverse(BENCH), words).status_code == 200


def test_a_case_is_registered_on_the_screen_and_read_as_a_story(town: Any, officer: Any) -> None:
    client = desk(officer)
    form = {
        "organ": town.pk, "number": "白镇申〔2021〕1号", "channel": "plain_letter", "received_on": "2021-03-01",
        "confirmed": "2021-03-02", "applicant_kind": "person", "name": "某甲", "request": "某份文件",
    }  # fmt: skip
    answer = client.post(reverse(NEW), form, follow=True)
    case = Application.objects.get()
    assert answer.redirect_chain[-1][0] == page_of(case)
    shown = text(answer)
    for said in (
        "2021年3月30日",
        "从2021年3月2日的次日起算20个工作日，到2021年3月30日（周二）为止。",
        "平常信函应于收到当日与申请人确认",
        "《政府信息公开条例》第三十三条第二款",
        "第20日 期限届满",
        "周末",
        "龚开办",
        "告知补正",
    ):
        assert said in shown, said
    assert "某甲" not in shown
    assert 'value="白镇申〔2021〕2号"' in client.get(reverse(NEW)).content.decode() or TODAY.year != 2021


def test_a_faulty_registration_comes_back_filled_in_with_the_reason(town: Any, officer: Any) -> None:
    form = {
        "organ": town.pk, "number": "1", "channel": "counter", "received_on": "2021-03-01",
        "confirmed": "2021-03-02", "applicant_kind": "person",
    }  # fmt: skip
    answer = desk(officer).post(reverse(NEW), form)
    assert "只有平常信函和传真要填与申请人确认之日" in text(answer)
    assert not Application.objects.exists()


def test_an_act_says_what_it_would_do_to_the_date_before_it_is_done(
    town: Any, officer: Any, approver: Any
) -> None:
    case = fresh(town, officer, number="申1")
    client, events = desk(officer), case.events.count()
    form = {"day": TODAY.isoformat(), "until": (TODAY + timedelta(days=20)).isoformat(), "note": "写明文号"}
    shown = text(client.get(page_of(case, "request_supplement")))
    assert "《政府信息公开条例》第三十条" in shown and "登记以后期限不变，仍是" in shown
    shown = text(client.post(page_of(case, "request_supplement"), form | {"try": "1"}))
    assert "试算：登记以后期限不变" in shown
    assert case.events.count() == events
    assert client.post(page_of(case, "request_supplement"), form).status_code == 302
    assert case.events.count() == events + 1


def test_trying_an_extension_tells_the_new_day_and_its_refusal(
    case: Application, officer: Any, approver: Any
) -> None:
    client = desk(officer)
    form = {"day": "2021-03-05", "days": "10", "note": "查档", "approver": approver.pk, "try": "1"}
    shown = text(client.post(page_of(case, "extend"), form))
    assert "期限由2021年3月29日改为2021年4月13日（周二）" in shown
    shown = text(client.post(page_of(case, "extend"), form | {"day": "2021-02-01"}))
    assert "早于" in shown
    form.pop("try")
    assert client.post(page_of(case, "extend"), form).status_code == 302
    case.refresh_from_db()
    assert case.due_on.isoformat() == "2021-04-13"


@pytest.mark.pages
@pytest.mark.parametrize("state", State)
def test_every_form_opens_in_every_state_and_an_empty_one_is_refused(
    town: Any, officer: Any, state: State
) -> None:
    case, client = in_state(state, town, officer), desk(officer)
    before = case.events.count()
    for key in DEEDS:
        assert client.get(page_of(case, key)).status_code == 200, key
        for form in (
            {},
            {"try": "1"},
            {"day": "2021-03-05", "try": "1"},
            {"days": "x", "until": "y", "try": "1"},
        ):
            assert client.post(page_of(case, key), form).status_code == 200, (key, form)
    assert case.events.count() == before


def test_the_first_to_answer_is_proposed_with_what_it_does(case: Application, officer: Any) -> None:
    do("consult_organ", case, officer)
    shown = text(desk(officer).get(page_of(case, "reply")))
    assert "其他机关1" in shown and "按下面填的：登记以后期限" in shown


def test_what_is_not_open_says_so_and_has_no_button(case: Application, officer: Any) -> None:
    client = desk(officer)
    shown = client.get(page_of(case, "archive")).content.decode()
    assert "现在是“办理中”，不能登记“归档”" in shown
    assert '<button type="submit" class="button">' not in shown
    assert page_of(case, "archive") not in client.get(page_of(case)).content.decode()


def test_buttons_are_for_those_who_may_press_them(case: Application, officer: Any, approver: Any) -> None:
    assert "现在可以办" in text(desk(officer).get(page_of(case)))
    assert "现在可以办" not in text(desk(approver).get(page_of(case)))
    turned_away = desk(approver).get(page_of(case, "answer"))
    assert (turned_away.status_code, turned_away.headers["Location"]) == (302, "/admin/")


def test_an_event_is_corrected_on_the_screen(case: Application, officer: Any) -> None:
    event = case.events.get()
    address = reverse("applications_event:correct", args=[event.pk])
    client = desk(officer)
    assert address in client.get(page_of(case)).content.decode()
    assert 'value="2021-03-01"' in client.get(address).content.decode()
    shown = text(client.post(address, {"day": "2021-03-02", "reason": "日期登错了。"}, follow=True))
    assert "已更正" in shown and "日期登错了。" in shown and "2021年3月30日" in shown


def test_an_answer_with_its_search_record_is_entered_on_the_screen(case: Application, officer: Any) -> None:
    client = desk(officer)
    form = {"outcome": "unable1", "answer": "not_existing", "day": "2021-03-05", "signed": "2021-03-05"}
    assert "还缺：检索人、检索范围、检索用词、检索日期。" in text(client.post(page_of(case, "answer"), form))
    form |= {
        "searched_by": "某经办",
        "searched_in": "档案室",
        "searched_for": "补贴",
        "searched_on": "2021-03-04",
    }
    shown = text(client.post(page_of(case, "answer"), form, follow=True))
    assert "政府信息不存在" in shown and "某经办，档案室，补贴，2021-03-04" in shown


def test_opening_who_asked_to_put_it_right_is_in_the_trail(case: Application, officer: Any) -> None:
    client = desk(officer)
    assert "申某某甲" in client.get(page_of(case, "amend")).content.decode()
    assert Act.objects.first().verb == "查看申请人信息"
    client.post(page_of(case, "amend"), {"name": "申某某丙", "way": "post"})
    assert acts.reveal(application=case, by=officer, at=now()).applicant.name == "申某某丙"


def test_the_first_page_says_what_presses(town: Any, officer: Any, approver: Any, editor: Any) -> None:
    registered(town, officer)
    in_state(State.UNCONFIRMED, town, officer)
    in_state(State.ANSWERED, town, officer)
    tasks = {task.label: task for task in case_tasks(officer)}
    assert (tasks["件申请已逾期"].count, tasks["件申请已逾期"].urgent) == (1, True)
    assert tasks["件申请待与申请人确认"].count == 1
    assert case_tasks(editor) == []
    assert len(case_tasks(approver)) == len(tasks)


def test_what_is_due_today_and_soon_is_counted_in_working_days(case: Application, officer: Any) -> None:
    cases, known = cases_of(frozenset({case.organ_id})), Calendar.official()
    due = case.due_on
    assert due_today(cases, due).count() == 1 and due_soon(cases, due, known).count() == 0
    counts = [due_soon(cases, due - timedelta(days=ahead), known).count() for ahead in range(8)]
    assert counts == [0, 1, 1, 1, 1, 1, 0, 0]  # Monday the 29th; from Wednesday the 24th on


def test_the_last_days_for_a_supplement_are_pointed_out(case: Application, officer: Any) -> None:
    cases, known = cases_of(frozenset({case.organ_id})), Calendar.official()
    pressing = [
        day for ahead in range(15)
        if to_look_through(cases, day := MONDAY + timedelta(days=ahead), known).exists()
    ]  # fmt: skip
    assert (pressing[0], pressing[-1]) == (FRIDAY + timedelta(days=3), MONDAY + timedelta(days=9))
    do("request_supplement", case, officer)
    assert not to_look_through(cases, pressing[0], known).exists()


def test_the_calendar_of_the_office_is_the_one_that_counts(case: Application) -> None:
    assert working_calendar().last_year >= 2026
