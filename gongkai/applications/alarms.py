"""提醒: of what a case waits for, that which asks for attention on a day; the day is an argument."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.applications.lights import Light, light_until
from gongkai.applications.limits import Limit, beyond, limits_of
from gongkai.law.dated import written_day
from gongkai.law.workdays import Calendar, NoticeMissing

URGENCY = ("late", "today", "soon", "open", "calm")  # the tones of lights, the most urgent first


@dataclass(frozen=True)
class Alarm:
    """A limit that asks for attention, and how urgent it is in a mark, words and a tone."""

    limit: Limit
    light: Light

    @property
    def urgency(self) -> int:
        """0 is the most urgent."""
        return URGENCY.index(self.light.tone)

    @property
    def sentence(self) -> str:
        """What is to be done, until when, and how that stands."""
        about = "（暂定）" if self.limit.provisional else ""
        return f"{self.limit.what}：{written_day(self.limit.day)}{about}，{self.light.words}"


def alarms_of(
    channel: str, rows: Iterable[Any], calendar: Calendar, day: date, letters: Sequence[Any] = ()
) -> list[Alarm]:
    """What asks for attention on `day` in a case with these events, the most urgent first. See `limits_of`."""
    return ringing(limits_of(channel, rows, calendar, letters), day, calendar)


def ringing(limits: Iterable[Limit], day: date, calendar: Calendar) -> list[Alarm]:
    """Of these limits, those that ask for attention on `day`, the most urgent first."""
    found = [
        Alarm(limit, _light(limit, day, calendar))
        for limit in limits
        if limit.rings <= day and not (limit.lapses and limit.day < day)
    ]
    return sorted(found, key=lambda alarm: (alarm.urgency, alarm.limit.day))


def days_waited(since: date, day: date, calendar: Calendar) -> int:
    """Working days after `since` through `day`; plain weeks count where no notice is loaded."""
    try:
        return max(beyond(calendar).working_days_between(since, day), 0)
    except NoticeMissing:
        return max((day - since).days, 0)


def _light(limit: Limit, day: date, calendar: Calendar) -> Light:
    if limit.kind == "confirm":
        waited = days_waited(limit.day, day, calendar)
        return Light("！", f"已等{waited}个工作日", "late") if waited else Light("▲", "今日应确认", "today")
    if limit.theirs and limit.day < day:
        return Light("▲", "已届满", "today")
    if limit.theirs and limit.day == day:
        return Light("▲", "今日届满", "today")
    return light_until(limit.day, day, beyond(calendar))
