"""提醒: one's own settings, the calendar behind an address that cannot be guessed, and what it says."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from gongkai.applications import acts
from gongkai.applications.calendarfeed import LINE, escaped, folded, reader_of
from gongkai.applications.models import Reminder
from gongkai.applications.tests.making import (
    CHINA,
    FRIDAY,
    IDENTITY,
    MONDAY,
    NAME,
    NOON,
    PHONE,
    WANTED,
    do,
    registered,
)
from gongkai.applications.tests.test_screens import desk, text
from gongkai.applications.views.reminding import feed_url
from gongkai.organs import acts as organ_acts
from gongkai.organs.models import HolidayNotice, Person
from gongkai.portal.doors.limits import forget_everyone
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
PAGE, FEED = "applications_application:reminding", "applications_application:feed"


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    forget_everyone()


def fetched(token: str) -> Any:
    address = feed_url(token)
    return Client().get(address[address.index("/", 8) :])


def parsed(answer: Any) -> list[dict[str, str]]:
    """The events of a calendar, each property by its name; fails on what RFC 5545 does not allow."""
    raw = answer.content
    assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    lines = raw.split(b"\r\n")
    assert all(len(line) <= LINE for line in lines)
    whole = raw.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert (whole[0], whole[1], whole[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert sum(line.startswith("PRODID:") for line in whole) == 1
    events: list[dict[str, str]] = []
    inside = False
    for line in whole:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            assert not inside
            inside = True
            events.append({})
        elif line == "END:VEVENT":
            inside = False
            assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY"} <= events[-1].keys()
        elif inside:
            assert name not in events[-1]
            events[-1][name] = value
    assert len({event["UID"] for event in events}) == len(events)
    return events


def opened(person: Any) -> str:
    return acts.open_feed(person=person, by=person, at=NOON)


def test_the_calendar_holds_each_limit_on_its_day(town: Any, officer: Any) -> None:
    case = registered(town, officer, number="白镇申〔2021〕1号，补；号")
    do("consult_third_party", case, officer)
    do("consult_organ", case, officer)
    events = {event["SUMMARY"]: event for event in parsed(fetched(opened(officer)))}
    number = "白镇申〔2021〕1号，补；号"
    assert {summary: event["DTSTART;VALUE=DATE"] for summary, event in events.items()} == {
        f"答复期限：{number}": case_due(case),
        f"第三方答复期限：{number}": "20210326",
        f"其他机关答复期限：{number}": "20210326",
    }
    one = events[f"第三方答复期限：{number}"]
    assert one["DTEND;VALUE=DATE"] == "20210327" and one["STATUS"] == "CONFIRMED"
    assert "由本机关决定是否公开" in one["DESCRIPTION"] and "第三十二条" in one["DESCRIPTION"]
    assert one["URL"].endswith(f"/admin/applications_application/{case.pk}/")


def case_due(case: Any) -> str:
    case.refresh_from_db()
    return f"{case.due_on:%Y%m%d}"


def test_the_calendar_and_its_address_name_nobody(town: Any, officer: Any) -> None:
    registered(town, officer)
    token = opened(officer)
    answer = fetched(token)
    said = answer.content.decode() + feed_url(token) + "".join(f"{act.detail}" for act in Act.objects.all())
    for secret in (NAME, PHONE, IDENTITY, WANTED, officer.username):
        assert secret not in said
    assert token not in "".join(f"{act.detail}{act.subject_label}" for act in Act.objects.all())
    assert Reminder.objects.get().feed != token
    assert answer["Cache-Control"] == "no-store" and answer["Referrer-Policy"] == "no-referrer"
    assert answer["Content-Type"].startswith("text/calendar")


def test_an_event_keeps_its_name_when_its_day_moves(town: Any, officer: Any) -> None:
    case, token = registered(town, officer), opened(officer)
    do("consult_third_party", case, officer)
    before = {event["UID"]: event["DTSTART;VALUE=DATE"] for event in parsed(fetched(token))}
    event = case.events.get(kind="third_party_consulted")
    acts.correct(event=event, reason="补登送达。", served=FRIDAY, day=date(2021, 3, 4), by=officer, at=NOON)
    do("extend", case, officer, approver=officer, served=FRIDAY)
    after = {event["UID"]: event["DTSTART;VALUE=DATE"] for event in parsed(fetched(token))}
    assert before.keys() == after.keys() and before != after


def test_what_is_beyond_the_last_notice_is_tentative_until_it_is_loaded(
    town: Any, officer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongkai.law.workdays import Calendar
    from gongkai.portal.doors import calendars

    registered(town, officer)
    token = opened(officer)
    for known, status in ((2021, "CONFIRMED"), (2020, "TENTATIVE")):
        calendar = Calendar.official().through(known)
        monkeypatch.setattr(calendars, "working_calendar", lambda calendar=calendar: calendar)
        (event,) = [one for one in parsed(fetched(token)) if one["SUMMARY"].startswith("答复期限")]
        assert event["STATUS"] == status
        assert ("（暂定）" in event["SUMMARY"]) == (status == "TENTATIVE")
        assert ("放假安排还没有载入" in event["DESCRIPTION"]) == (status == "TENTATIVE")


def test_who_may_see_no_case_any_more_gets_an_empty_calendar(
    town: Any, other_town: Any, officer: Any, stranger: Any, moment: Any
) -> None:
    registered(town, officer)
    mine, theirs = opened(officer), opened(stranger)
    assert parsed(fetched(mine)) and not parsed(fetched(theirs))
    organ_acts.dismiss(appointment=officer.appointments.get(), until=MONDAY, by=None, at=moment)
    assert parsed(fetched(mine)) == []
    organ_acts.appoint(person=officer, organ=town, role="officer", since=date(2021, 3, 2), by=None, at=moment)
    assert parsed(fetched(mine))
    Person.objects.filter(pk=officer.pk).update(is_active=False)
    assert parsed(fetched(mine)) == []


def test_a_renewed_or_closed_address_opens_nothing(case: Any, officer: Any) -> None:
    first = opened(officer)
    second = opened(officer)
    assert fetched(first).status_code == 404 and parsed(fetched(second))
    acts.close_feed(person=officer, by=officer, at=NOON)
    gone = fetched(second)
    assert gone.status_code == 404 and "重新开通" in gone.content.decode()
    with refused("没有开通日历"):
        acts.close_feed(person=officer, by=officer, at=NOON)
    verbs = [act.verb for act in Act.objects.all()[:4]]
    assert verbs == ["停用日历", "取用日历", "更换日历地址", "开通日历"]


@pytest.mark.parametrize("token", ["x", "日历", "a" * 65, "%00", "..", "a" * 3000])
def test_a_strange_token_opens_nothing(officer: Any, token: str) -> None:
    opened(officer)
    Reminder.objects.create(person=Person.objects.create(username="kong", name="空", password="x"))
    assert fetched(token).status_code == 404
    assert reader_of("") is None


def test_the_door_is_not_knocked_at_without_end(case: Any, officer: Any) -> None:
    token = opened(officer)
    codes = {fetched(token).status_code for _ in range(70)}
    assert codes == {200, 429}


@given(st.text(max_size=200), st.sampled_from(["SUMMARY:", "X:"]))
def test_any_text_comes_back_from_its_folded_lines(words: str, name: str) -> None:
    lines = list(folded(f"{name}{escaped(words)}"))
    assert all(len(line.encode("utf-8", "surrogatepass")) <= LINE for line in lines)
    assert "".join([lines[0], *(line[1:] for line in lines[1:])]) == f"{name}{escaped(words)}"
    assert not {"\r", "\n", "\0"} & set("".join(lines))


def test_one_sets_one_s_own_reminders_only(officer: Any, colleague: Any, editor: Any) -> None:
    facts = {"by_mail": True, "hour": 8, "address": "gong@example.com", "at": NOON}
    for deed in (acts.set_reminder, acts.open_feed, acts.close_feed):
        given = facts if deed is acts.set_reminder else {"at": NOON}
        with refused("只能设置自己的提醒"):
            deed(person=officer, by=colleague, **given)
    with refused("只有本机关的公开办和审核人可以查看"):
        acts.set_reminder(person=editor, by=editor, **facts)
    acts.set_reminder(person=officer, by=officer, **facts)
    assert "example.com" not in f"{Act.objects.first().detail}{Act.objects.first().subject_label}"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"hour": 6}, "夜里不打扰"),
        ({"hour": 22}, "夜里不打扰"),
        ({"address": ""}, "请填写邮箱"),
        ({"address": "gong"}, "完整的邮箱"),
        ({"address": "a@example.com\nBcc: b@example.com"}, "完整的邮箱"),
    ],
)
def test_a_reminder_that_cannot_be_sent_is_refused(
    officer: Any, facts: dict[str, Any], sentence: str
) -> None:
    given = {"by_mail": True, "hour": 8, "address": "gong@example.com"} | facts
    with refused(sentence):
        acts.set_reminder(person=officer, by=officer, at=NOON, **given)
    assert Person.objects.get(pk=officer.pk).email == ""


def test_reminders_are_set_on_the_page_and_the_address_is_shown_once(
    case: Any, officer: Any, settings: Any
) -> None:
    client = desk(officer)
    assert "还没有设置发信服务器" in text(client.get(reverse(PAGE)))
    settings.MAIL_FROM = "gongkai@example.gov.cn"
    assert "还没有设置发信服务器" not in text(client.get(reverse(PAGE)))
    assert "请填写邮箱" in text(client.post(reverse(PAGE), {"by_mail": "on", "hour": "8"}))
    assert "完整的邮箱" in text(client.post(reverse(PAGE), {"hour": "8", "address": "x"}))
    form = {"by_mail": "on", "hour": "9", "address": "gong@example.com"}
    assert "提醒已保存" in text(client.post(reverse(PAGE), form, follow=True))
    held = Reminder.objects.get()
    assert (held.by_mail, held.hour, held.person) == (True, 9, officer)
    client.post(reverse(FEED))  # a press that says nothing changes nothing
    assert not Reminder.objects.exclude(feed="").exists()
    answer = client.post(reverse(FEED), {"open": "1"})
    page = answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    token = page.split('value="http')[1].split("rili/")[1].split(".ics")[0]
    assert parsed(fetched(token))
    assert token not in client.get(reverse(PAGE)).content.decode()
    client.post(reverse(FEED), {"close": "1"})
    assert fetched(token).status_code == 404


def test_the_page_is_for_those_who_see_cases(editor: Any) -> None:
    for answer in (desk(editor).get(reverse(PAGE)), desk(editor).post(reverse(FEED))):
        assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")


def test_the_worker_counts_anew_once_for_each_new_notice(
    case: Any, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    from gongkai.applications import rounds

    calls: list[datetime] = []
    monkeypatch.setattr(rounds.acts, "follow_calendar", lambda *, at: calls.append(at))
    duty = rounds.Recounting()
    duty()
    with django_assert_num_queries(2):  # one small one for each round
        duty(), duty()
    assert len(calls) == 1
    monkeypatch.setattr(rounds, "working_calendar", lambda: "another calendar")
    duty(), duty()
    assert len(calls) == 2 and HolidayNotice.objects.count() == 0
    assert calls[0].tzinfo is not None and calls[0] - datetime.now(CHINA) < timedelta(minutes=1)
