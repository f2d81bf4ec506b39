"""Working days 工作日 from the official notices: counted, explained day by day, never guessed.

The base is what chinesecalendar encodes of the notices; the files in `notices/` come on top of it, and an
administrator may add one with `Calendar.with_notice`. A year without a notice raises NoticeMissing.

The law fixes no definition of its own: organs rest on 星期六、星期日 (国务院关于职工工作时间的规定第七条) and
on the days the yearly notice names; a make-up day 调休上班日 is a working day. The first day is not counted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path

from chinese_calendar.constants import holidays, workdays

from gongkai.law.dated import written_day
from gongkai.law.notice import Arrangement, Notice, NoticeRefused
from gongkai.law.noticecheck import WEEKDAYS, load_notice

__all__ = [
    "Arrangement",
    "Calendar",
    "CountedDay",
    "Mark",
    "Notice",
    "NoticeMissing",
    "NoticeRefused",
    "load_notice",
]

# The regulation begins in 2008, and only from then does every year of the base agree with the statute.
FIRST_YEAR = 2008
NOTICES = Path(__file__).parent / "notices"
ONE_DAY = timedelta(days=1)
PLAIN = "工作日"
_HOLIDAYS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


@dataclass(frozen=True)
class Mark:
    """How a notice sets one day apart from the plain week: worked or off, for which holiday."""

    working: bool
    holiday: str
    notice_year: int

    @property
    def why(self) -> str:
        """春节假期 or 春节调休上班."""
        return f"{self.holiday}调休上班" if self.working else f"{self.holiday}假期"


@dataclass(frozen=True)
class CountedDay:
    """One line of a count: the day, whether it counts, its number so far (第几个工作日), and why."""

    day: date
    counted: bool
    number: int
    why: str

    def __str__(self) -> str:
        line = f"{written_day(self.day)}（周{WEEKDAYS[self.day.weekday()]}）"
        line += f"第{self.number}个工作日" if self.counted else "不计"
        return line if self.why == PLAIN else f"{line}（{self.why}）"


class NoticeMissing(LookupError):
    """The holiday notice of `year` is not loaded; `so_far` is the count up to the last day that is known."""

    def __init__(self, year: int, so_far: tuple[CountedDay, ...] = ()) -> None:
        super().__init__(
            f"{year}年放假安排尚未载入，不能计算该年的工作日。请在国务院办公厅公布{year}年节假日安排通知后，"
            "由管理员在“工作日历”中载入该通知。"
        )
        self.year = year
        self.so_far = so_far


@dataclass(frozen=True)
class Calendar:
    """The working days of the years `first_year`…`last_year`; every change gives a new calendar."""

    first_year: int
    last_year: int
    marks: Mapping[date, Mark] = field(repr=False, hash=False)
    local: Mapping[date, str] = field(default_factory=dict, repr=False, hash=False)

    @staticmethod
    def official() -> "Calendar":
        """The shipped base: every notice from 2008 to the newest that came with this release."""
        return _official()

    def with_notice(self, notice: Notice) -> "Calendar":
        """This calendar with `notice` loaded; a year already known is replaced by it as a whole.

        Raises NoticeRefused when a year between would stay unknown.
        """
        if not self.first_year - 1 <= notice.year <= self.last_year + 1:
            gap = self.last_year + 1 if notice.year > self.last_year else self.first_year - 1
            raise NoticeRefused(f"请先载入{gap}年的放假安排，再载入{notice.year}年的。")
        marks = {day: mark for day, mark in self.marks.items() if mark.notice_year != notice.year}
        for one in notice.arrangements:
            marks.update((day, Mark(False, one.holiday, notice.year)) for day in one.rest)
            marks.update((day, Mark(True, one.holiday, notice.year)) for day in one.work)
        first, last = min(self.first_year, notice.year), max(self.last_year, notice.year)
        return replace(self, first_year=first, last_year=last, marks=marks)

    def with_local_rest_days(self, days: Mapping[date, str]) -> "Calendar":
        """This calendar with an ethnic area's own holidays (放假办法第四条): day → name, 古尔邦节."""
        return replace(self, local={**self.local, **days})

    def through(self, year: int) -> "Calendar":
        """What this calendar knew before the notice of `year + 1` came: to count as was counted then."""
        if not self.first_year <= year <= self.last_year:
            raise NoticeMissing(year)
        marks = {day: mark for day, mark in self.marks.items() if mark.notice_year <= year}
        return replace(self, last_year=year, marks=marks)

    def knows(self, day: date) -> bool:
        """Whether the notice for this day's year is loaded."""
        return self.first_year <= day.year <= self.last_year

    def reason(self, day: date) -> tuple[bool, str]:
        """Whether `day` is a working day, and why in a few words: 周末, 春节假期, 国庆节调休上班, 工作日."""
        if isinstance(day, datetime):
            raise TypeError("应给出日期，不应带有时刻。")
        if not self.knows(day):
            raise NoticeMissing(day.year)
        mark = self.marks.get(day)
        working = mark.working if mark else day.weekday() < 5
        if working and day in self.local:
            return False, f"{self.local[day]}（地方放假）"
        if mark:
            return working, mark.why
        return working, PLAIN if working else "周末"

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is a working day. Raises NoticeMissing for a year without a notice."""
        return self.reason(day)[0]

    def count(self, day: date, n: int) -> tuple[CountedDay, ...]:
        """The days after `day` (itself not counted) up to the `n`th working day, each with its reason.

        Raises NoticeMissing, carrying the days counted so far, when the count runs past the last notice.
        """
        if n < 0:
            raise ValueError(f"工作日天数不能为负数，现为{n}。")
        lines: list[CountedDay] = []
        number = 0
        for ahead in self._days(day + ONE_DAY, ONE_DAY) if n else ():
            if not self.knows(ahead):
                raise NoticeMissing(ahead.year, tuple(lines))
            counted, why = self.reason(ahead)
            number += counted
            lines.append(CountedDay(ahead, counted, number, why))
            if number == n:
                break
        return tuple(lines)

    def add_working_days(self, day: date, n: int) -> date:
        """The `n`th working day after `day` (`day` itself not counted); `n` = 0 gives `day` back.

        Raises NoticeMissing when the count runs past the last notice.
        """
        lines = self.count(day, n)
        return lines[-1].day if lines else day

    def working_days_between(self, a: date, b: date) -> int:
        """How many working days d have a < d ≤ b; negative when b is before a, so that spans add up."""
        return self.number(b) - self.number(a)

    def number(self, day: date) -> int:
        """How many working days this calendar has through `day`: a ruler to count along, without a meaning of its own.

        Raises NoticeMissing for a year without a notice.
        """
        if isinstance(day, datetime):
            raise TypeError("应给出日期，不应带有时刻。")
        if not self.knows(day):
            raise NoticeMissing(day.year)
        return self._ruler[0][day.toordinal() - date(self.first_year, 1, 1).toordinal()]

    def numbered(self, number: int) -> date | None:
        """The working day with this number (see `number`); None when it lies beyond the last notice."""
        days = self._ruler[1]
        return days[number - 1] if 0 < number <= len(days) else None

    @cached_property
    def _ruler(self) -> tuple[list[int], list[date]]:
        numbers, days = list[int](), list[date]()
        for day in self._days(date(self.first_year, 1, 1), ONE_DAY):
            if day.year > self.last_year:
                return numbers, days
            if self.reason(day)[0]:
                days.append(day)
            numbers.append(len(days))
        raise AssertionError

    def on_or_after(self, day: date) -> date:
        """The first working day not before `day`: where a period of plain days ends (民法典第二百零三条)."""
        return next(ahead for ahead in self._days(day, ONE_DAY) if self.is_working_day(ahead))

    def on_or_before(self, day: date) -> date:
        """The last working day not after `day`."""
        return next(back for back in self._days(day, -ONE_DAY) if self.is_working_day(back))

    @staticmethod
    def _days(start: date, step: timedelta) -> Iterator[date]:
        while True:
            yield start
            start += step


@cache
def _official() -> Calendar:
    marks: dict[date, Mark] = {}
    for working, table in ((False, holidays), (True, workdays)):
        for day, name in table.items():
            # New Year's days may lie in December: they are the next year's notice.
            year = day.year + 1 if day.month == 12 and name == "New Year's Day" else day.year
            if year >= FIRST_YEAR:
                marks[day] = Mark(working, _HOLIDAYS.get(name, name), year)
    calendar = Calendar(FIRST_YEAR, max(day.year for day in holidays), marks)
    for file in sorted(NOTICES.glob("*.yaml")):
        calendar = calendar.with_notice(load_notice(file.read_text(encoding="utf-8")))
    return calendar
