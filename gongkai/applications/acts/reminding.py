"""提醒: whether one person wants a daily letter and a calendar, and that today's letter is being sent."""

import secrets
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from gongkai.applications.calendarfeed import mark_of
from gongkai.applications.models import Reminder
from gongkai.applications.states import NOT_SEEING, SEEING
from gongkai.organs.models import Person
from gongkai.organs.permissions import organ_ids
from gongkai.trail.acts import Refused, record

EARLIEST, LATEST = 7, 21  # the hours at which a letter may be sent: nobody is disturbed between 22 and 7
TOKEN = 24  # bytes: not to be guessed


@transaction.atomic
def set_reminder(
    *, person: Person, by_mail: bool, hour: int, address: str, by: Person, at: datetime
) -> Reminder:
    """Say whether one wants the daily letter, at which hour, and to which address. The trail never has the address."""
    _allow(person, by)
    if not EARLIEST <= hour <= LATEST:
        raise Refused(f"寄出的钟点只能选{EARLIEST}点到{LATEST}点，夜里不打扰。")
    address = address.strip()
    if by_mail and not address:
        raise Refused("要收提醒邮件，请填写邮箱。")
    try:
        if address:
            validate_email(address)
    except ValidationError:
        raise Refused("请填写一个完整的邮箱，例如 zhangsan@example.com。") from None
    if len(address) > 254:
        raise Refused("邮箱太长，请核对。")
    person.email = address
    person.save(update_fields=["email"])
    reminder = _reminder(person)
    reminder.by_mail, reminder.hour = by_mail, hour
    reminder.full_clean()
    reminder.save()
    detail = {"每天寄提醒邮件": "是" if by_mail else "否", "钟点": hour}
    record(verb="设置提醒", subject=person, by=by, at=at, detail=detail)
    return reminder


@transaction.atomic
def open_feed(*, person: Person, by: Person, at: datetime) -> str:
    """Give the person a calendar address that nobody can guess; an older one stops at once.

    Returns its token, which is kept nowhere: only a keyed mark of it is.
    """
    _allow(person, by)
    reminder, token = _reminder(person), secrets.token_urlsafe(TOKEN)
    renewed, reminder.feed = bool(reminder.feed), mark_of(token)
    reminder.save()
    record(verb="更换日历地址" if renewed else "开通日历", subject=person, by=by, at=at)
    return token


@transaction.atomic
def close_feed(*, person: Person, by: Person, at: datetime) -> Reminder:
    """Take the calendar's address away: whoever asks it finds nothing."""
    if by.pk != person.pk:
        raise Refused("只能设置自己的提醒。")
    reminder = _reminder(person)
    if not reminder.feed:
        raise Refused("没有开通日历，不用停用。")
    reminder.feed = ""
    reminder.save()
    record(verb="停用日历", subject=person, by=by, at=at)
    return reminder


def take_turn(*, reminder: Reminder, day: date) -> bool:
    """Whether this process is the one to send today's letter: of any number of workers exactly one is told so."""
    waiting = Reminder.objects.filter(pk=reminder.pk, by_mail=True).exclude(told_on=day)
    return bool(waiting.update(told_on=day))


def give_turn_back(*, reminder: Reminder, day: date) -> None:
    """Today's letter was not taken by the mail server: it is owed again."""
    Reminder.objects.filter(pk=reminder.pk, told_on=day).update(told_on=reminder.told_on)


def _allow(person: Person, by: Person) -> None:
    if by.pk != person.pk:
        raise Refused("只能设置自己的提醒。")
    if not organ_ids(person, SEEING):
        raise Refused(NOT_SEEING)


def _reminder(person: Person) -> Reminder:
    Reminder.objects.get_or_create(person=person)
    return Reminder.objects.select_for_update().get(person=person)
