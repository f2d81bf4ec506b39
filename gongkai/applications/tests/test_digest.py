"""提醒邮件: on working days, at one's hour, once, never by night, never about nothing, and nobody in it."""

import logging
import smtplib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from gongkai.applications import acts, rounds
from gongkai.applications.acts.reminding import give_turn_back, take_turn
from gongkai.applications.digest import MOST, send_digests
from gongkai.applications.models import Arrival, Reminder
from gongkai.applications.tests.making import (
    CHINA,
    IDENTITY,
    MONDAY,
    NAME,
    NOON,
    PHONE,
    WANTED,
    do,
    registered,
)
from gongkai.organs import acts as organ_acts
from gongkai.organs.models import Person
from gongkai.portal.tests import mailserver

pytestmark = pytest.mark.django_db
DUE = datetime(2021, 3, 29, 8, 30, tzinfo=CHINA)  # a Monday, on which the case of `case` is due


@pytest.fixture(autouse=True)
def _mailing(settings: Any, tmp_path: Path) -> None:
    settings.DATA, settings.MAIL_FROM = tmp_path, "gongkai@example.gov.cn"


@pytest.fixture
def reminded(case: Any, officer: Any) -> Reminder:
    """The officer, who wants a letter at eight."""
    return wants(officer)


def wants(person: Any, hour: int = 8, address: str = "gong@example.com") -> Reminder:
    return acts.set_reminder(person=person, by_mail=True, hour=hour, address=address, by=person, at=NOON)


def sent(at: datetime = DUE) -> int:
    return send_digests(at=at, failed=lambda reminder: None)


def test_the_letter_says_what_presses_and_where_it_is(
    reminded: Reminder, case: Any, town: Any, officer: Any
) -> None:
    other = registered(town, officer)
    do("consult_organ", other, officer)
    Arrival.objects.create(
        organ=town,
        channel="post",
        arrived_on=MONDAY,
        received_by=officer,
        entered_by=officer,
        entered_at=NOON,
    )
    assert sent() == 1
    (letter,) = mail.outbox
    assert letter.subject == "依申请公开：2项今日要办或者已逾期，1件来件还没有登记"
    assert letter.to == ["gong@example.com"] and letter.from_email.endswith("<gongkai@example.gov.cn>")
    lines = letter.body.splitlines()
    assert lines[2] == f"· {case.number}　答复申请：2021年3月29日，今日到期"
    assert lines[3].endswith(f"/admin/applications_application/{case.pk}/")
    assert "其他机关1答复；没有答复的，视为同意公开：2021年3月26日，已届满" in letter.body
    assert "/admin/applications_arrival/" in letter.body and "改时间" in letter.body
    for secret in (NAME, PHONE, IDENTITY, WANTED):
        assert secret not in letter.message().as_string() + letter.body


@pytest.mark.parametrize(
    ("hour", "minute", "count"), [(0, 0, 0), (6, 59, 0), (7, 59, 0), (8, 0, 1), (21, 59, 1), (22, 0, 0), (23, 59, 0)]
)  # fmt: skip
def test_letters_go_out_from_one_s_hour_on_and_never_by_night(
    reminded: Reminder, hour: int, minute: int, count: int
) -> None:
    assert sent(DUE.replace(hour=hour, minute=minute)) == count == len(mail.outbox)


def test_an_hour_in_the_night_that_got_into_the_record_is_not_kept_to(reminded: Reminder) -> None:
    Reminder.objects.update(hour=2)
    assert sent(DUE.replace(hour=3)) == 0
    assert sent(DUE.replace(hour=7)) == 1


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2021, 4, 2), 1),  # overdue, a Friday
        (date(2021, 4, 3), 0),  # Saturday
        (date(2021, 4, 5), 0),  # 清明节
        (date(2021, 4, 25), 1),  # a Sunday that is worked
        (date(2021, 3, 23), 0),  # four working days before: nothing presses
        (date(2021, 3, 24), 1),
    ],
)
def test_letters_go_out_on_working_days_when_something_presses(
    reminded: Reminder, day: date, count: int
) -> None:
    assert sent(datetime(day.year, day.month, day.day, 9, tzinfo=CHINA)) == count == len(mail.outbox)


def test_where_no_notice_says_letters_go_out_from_monday_to_friday(reminded: Reminder) -> None:
    assert sent(datetime(2040, 3, 5, 9, tzinfo=CHINA)) == 1  # Monday
    assert sent(datetime(2040, 3, 10, 9, tzinfo=CHINA)) == 0


def test_one_letter_a_day_and_one_again_the_next(reminded: Reminder) -> None:
    assert [sent(DUE + timedelta(minutes=10 * turn)) for turn in range(6)] == [1, 0, 0, 0, 0, 0]
    assert sent(DUE + timedelta(days=1)) == 1


def test_the_turn_is_one_process_s_only(reminded: Reminder) -> None:
    mine, yours = Reminder.objects.get(), Reminder.objects.get()
    assert [take_turn(reminder=one, day=DUE.date()) for one in (mine, yours, mine)] == [True, False, False]
    give_turn_back(reminder=mine, day=DUE.date())
    assert take_turn(reminder=yours, day=DUE.date())


@pytest.mark.parametrize("way", ["off", "no address", "inactive", "no server", "dismissed"])
def test_who_does_not_want_or_may_not_have_a_letter_gets_none(
    reminded: Reminder, officer: Any, settings: Any, moment: Any, way: str
) -> None:
    if way == "off":
        Reminder.objects.update(by_mail=False)
    elif way == "no address":
        Person.objects.update(email="")
    elif way == "inactive":
        Person.objects.update(is_active=False)
    elif way == "no server":
        settings.MAIL_FROM = ""
    else:
        organ_acts.dismiss(appointment=officer.appointments.get(), until=MONDAY, by=None, at=moment)
    assert sent() == 0 and mail.outbox == []


def test_a_letter_is_about_one_s_own_organ(
    reminded: Reminder, case: Any, other_town: Any, stranger: Any
) -> None:
    theirs = registered(other_town, stranger)
    wants(stranger, address="wei@example.com")
    assert sent() == 2
    by_address = {letter.to[0]: letter.body for letter in mail.outbox}
    assert case.number in by_address["gong@example.com"] and theirs.number in by_address["wei@example.com"]
    assert theirs.number not in by_address["gong@example.com"]
    assert case.number not in by_address["wei@example.com"]


def test_a_long_letter_says_how_much_it_leaves_out(reminded: Reminder, town: Any, officer: Any) -> None:
    for _ in range(MOST):
        registered(town, officer)
    assert sent() == 1
    assert "还有1项没有列出" in mail.outbox[0].body and f"{MOST + 1}项" in mail.outbox[0].subject


def test_a_letter_that_the_server_refuses_is_owed_again_and_holds_up_no_other(
    reminded: Reminder, colleague: Any, settings: Any, caplog: Any
) -> None:
    caplog.set_level(logging.INFO)
    Person.objects.filter(pk=colleague.pk).update(email="tong@example.com")
    Reminder.objects.create(person=colleague, by_mail=True, hour=9)
    do("hand_over", registered(reminded.person.appointments.get().organ, reminded.person),
       reminded.person, to=colleague)  # fmt: skip
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with mailserver.running() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        server.refused.add("gong@example.com")
        failed: list[Reminder] = []
        assert send_digests(at=DUE.replace(hour=9), failed=failed.append) == 1
        assert failed == [reminded] and [to for to, _ in server.taken] == [["tong@example.com"]]
        assert Reminder.objects.get(pk=reminded.pk).told_on is None
        server.refused.clear()
        assert send_digests(at=DUE.replace(hour=10), failed=failed.append) == 1
    assert "没有寄出（SMTPRecipientsRefused" in caplog.text and "@example.com" not in caplog.text


def test_a_dead_server_leaves_every_letter_owed(reminded: Reminder, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 5
    with pytest.raises(OSError):
        sent()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert sent() == 1


def test_the_duty_rests_after_a_failure_and_never_logs_an_address(
    monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    caplog.set_level(logging.INFO)
    calls, problems = (
        list[int](),
        iter([None, smtplib.SMTPServerDisconnected("a@example.com"), "refused", None]),
    )

    def send(*, at: datetime, failed: Any) -> int:
        calls.append(1)
        problem = next(problems)
        if isinstance(problem, Exception):
            raise problem
        if problem:
            failed(None)
        return 0

    monkeypatch.setattr(rounds, "send_digests", send)
    duty, pauses = rounds.Digests(), []
    for _ in range(4):
        duty(), duty()  # the second does nothing: it runs already, or rests
        duty._thread.join(10)
        duty()
        pauses.append(duty._pause)
        duty._next = 0.0
    assert len(calls) == 4
    assert pauses == [rounds.EVERY, rounds.EVERY * 4, rounds.RESTING, rounds.EVERY]
    assert "SMTPServerDisconnected" in caplog.text and "@example.com" not in caplog.text
