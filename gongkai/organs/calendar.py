"""The working calendar (工作日历): what this version ships, and the notices loaded since."""

from functools import lru_cache

from gongkai.law.noticecheck import load_notice
from gongkai.law.workdays import Calendar
from gongkai.organs.models import HolidayNotice


def working_calendar() -> Calendar:
    """The calendar as it stands now; every due day is computed on this one."""
    return _calendar(tuple(HolidayNotice.objects.values_list("text", flat=True)))


@lru_cache(maxsize=4)
def _calendar(notices: tuple[str, ...]) -> Calendar:
    calendar = Calendar.official()
    for text in notices:
        calendar = calendar.with_notice(load_notice(text))
    return calendar
