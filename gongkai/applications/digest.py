"""提醒邮件: one letter a day and person, on working days, saying what presses; nothing presses, no letter.

It holds numbers, days and links. Of a letter that could not be sent only the kind of the failure is logged.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import formataddr, make_msgid
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from gongkai.applications.acts.reminding import EARLIEST, LATEST, give_turn_back, take_turn
from gongkai.applications.alarms import Alarm
from gongkai.applications.bench import cases_of
from gongkai.applications.calendarfeed import case_url
from gongkai.applications.models import Application, Reminder
from gongkai.applications.models.application import CLOSED
from gongkai.applications.papers import unjudged
from gongkai.applications.pending import alarms_in, minded
from gongkai.applications.states import SEEING
from gongkai.law.workdays import Calendar, NoticeMissing
from gongkai.office.clock import CHINA
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Person
from gongkai.organs.permissions import organ_ids

MOST = 50  # lines of one letter; of more, their number and the bench
SENDER = "依申请公开提醒"
URGENT = ("late", "today")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Digest:
    """What presses for one person: the most urgent first; `mail` counts mail that nobody has judged."""

    lines: Sequence[tuple[Application, Alarm]]
    mail: int

    @property
    def subject(self) -> str:
        """How much of it, in a line."""
        urgent = sum(alarm.light.tone in URGENT for _, alarm in self.lines)
        said = [
            f"{urgent}项今日要办或者已逾期" if urgent else "",
            f"{len(self.lines) - urgent}项快到期" if len(self.lines) > urgent else "",
            f"{self.mail}件来件还没有登记" if self.mail else "",
        ]
        return f"依申请公开：{'，'.join(filter(None, said))}"

    def body(self) -> str:
        """The letter's words."""
        lines = [
            f"· {case.number}　{alarm.sentence}\n  {case_url(case)}" for case, alarm in self.lines[:MOST]
        ]
        if len(self.lines) > MOST:
            lines.append(f"还有{len(self.lines) - MOST}项没有列出，请打开申请工作台。")
        if self.mail:
            lines.append(f"· {self.mail}件来件还没有登记\n  {_url('applications_arrival:index')}")
        return "\n".join(
            [
                *lines,
                "",
                f"申请工作台：{_url('applications_application:index')}",
                f"不要这封邮件，或者改时间：{_url('applications_application:reminding')}",
            ]
        )


def digest_of(person: Person, at: datetime, calendar: Calendar) -> Digest:
    """What presses for `person` at this moment, in the organs where they may see cases."""
    day, organs = at.astimezone(CHINA).date(), organ_ids(person, SEEING)
    cases = minded(cases_of(organs).exclude(state__in=CLOSED), person, day)
    found = [
        (case, alarm) for case, alarms in alarms_in(cases.iterator(500), day, calendar) for alarm in alarms
    ]
    found.sort(key=lambda line: (line[1].urgency, line[1].limit.day))
    return Digest(found, unjudged(organs).count())


def send_digests(*, at: datetime, failed: Callable[[Reminder], object]) -> int:
    """Send every letter owed at this moment, each once whoever else is sending; returns how many were taken.

    `failed` is told of each reminder whose letter was not taken: it is owed again. Raises what the mail server's
    connection raises when it cannot be opened; every letter not sent stays owed.
    """
    china, calendar = at.astimezone(CHINA), working_calendar()
    day, sent = china.date(), 0
    if not settings.MAIL_FROM or not EARLIEST <= china.hour <= LATEST or not _working(calendar, at):
        return sent
    owed = list(
        Reminder.objects.filter(by_mail=True, hour__lte=china.hour, person__is_active=True)
        .exclude(told_on=day)
        .exclude(person__email="")
        .select_related("person")
        .order_by("hour", "pk")
    )
    mail = get_connection()
    try:
        for reminder in owed:
            if take_turn(reminder=reminder, day=day):
                sent += _sent(reminder, at, calendar, mail, failed)
    finally:
        mail.close()
    return sent


def _sent(
    reminder: Reminder,
    at: datetime,
    calendar: Calendar,
    mail: BaseEmailBackend,
    failed: Callable[[Reminder], object],
) -> bool:
    """Send one letter, if anything presses; when it does not go out, today's turn is given back.

    The turn is taken before the letter goes, so that no two processes send it: one killed in between costs this one
    letter, and the next day's says the same again.
    """
    opened = False
    try:
        digest = digest_of(reminder.person, at, calendar)
        if not digest.lines and not digest.mail:
            return False
        mail.open()
        opened = True
        if not _letter(digest, reminder.person.email, mail).send():
            raise OSError("the mail server took no letter")
    except Exception as problem:
        give_turn_back(reminder=reminder, day=at.astimezone(CHINA).date())
        if not opened:
            raise
        kind = f"{type(problem).__name__} {getattr(problem, 'smtp_code', '')}".strip()
        logger.warning("有一封提醒邮件没有寄出（%s），稍后再寄。", kind)
        mail.close()
        failed(reminder)
        return False
    return True


def _letter(digest: Digest, address: str, mail: BaseEmailBackend) -> EmailMessage:
    sender = settings.MAIL_FROM
    headers = {"Message-ID": make_msgid(domain=sender.rpartition("@")[2]), "Auto-Submitted": "auto-generated"}
    return EmailMessage(
        " ".join(digest.subject.split()),
        digest.body(),
        formataddr((SENDER, sender)),
        [address],
        headers=headers,
        connection=mail,
    )


def _working(calendar: Calendar, at: datetime) -> bool:
    """Whether it is a working day; Monday to Friday where no notice says."""
    day = at.astimezone(CHINA).date()
    try:
        return calendar.is_working_day(day)
    except NoticeMissing:
        return day.weekday() < 5


def _url(name: str) -> str:
    return urljoin(settings.BASE_URL, reverse(name))
