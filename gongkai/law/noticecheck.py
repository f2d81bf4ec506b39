"""What makes a holiday notice 节假日安排通知 trustworthy: days that fit year, sentences and statute."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.law.cite import Article
from gongkai.law.dated import Dated, Value, written_day
from gongkai.law.notice import Arrangement, Notice, NoticeRefused, read_notice

WEEKDAYS = "一二三四五六日"
NEAR = timedelta(days=10)  # a notice reaches into the weeks around its year: 2022-12-31, 2018-12-29

STATUTORY_DAYS: Dated[int] = Dated(
    "全体公民放假的节日天数",
    Value(
        11,
        Article("全国年节及纪念日放假办法", 2, edition="国务院令第513号"),
        since=date(2008, 1, 1),
        until=date(2024, 12, 31),
    ),
    Value(13, Article("全国年节及纪念日放假办法", 2), since=date(2025, 1, 1)),
)

_MENTION = re.compile(r"(?:(\d{1,2})月)?(\d{1,2})日(?:[（(][^）)]*?(?:周|星期)([一二三四五六日天])[）)])?")
_TOTAL = re.compile(r"共(\d+)天")


def load_notice(text: str) -> Notice:
    """Read and check a notice file. Raises NoticeRefused with every fault found, one sentence each."""
    notice = read_notice(text)
    found = tuple(faults(notice))
    if found:
        raise NoticeRefused("\n".join(found))
    return notice


def faults(notice: Notice) -> Iterator[str]:
    """Every fault of a notice, each a Chinese sentence with its place."""
    yield from _faults_of_days(notice)
    for place, arrangement in enumerate(notice.arrangements, start=1):
        for fault in _faults_of_sentence(arrangement, notice.year):
            yield f"第{place}条安排（{arrangement.holiday}）：{fault}"
    yield from _faults_of_total(notice)


def statutory_balance(rest: tuple[date, ...], work: tuple[date, ...]) -> int:
    """Days off won over the plain week: Mon–Fri days off less weekend days worked.

    A holiday that falls on a rest day is made up on a weekday (放假办法第六条), so over a whole notice this
    equals the number of statutory days, whatever the shifting.
    """
    return sum(day.weekday() < 5 for day in rest) - sum(day.weekday() >= 5 for day in work)


def _faults_of_days(notice: Notice) -> Iterator[str]:
    first, last = date(notice.year, 1, 1) - NEAR, date(notice.year, 12, 31) + NEAR
    for day, times in Counter(notice.rest + notice.work).items():
        if not first <= day <= last:
            yield f"{written_day(day)}不在{notice.year}年前后，请核对年份。"
        if day in notice.rest and day in notice.work:
            yield f"{written_day(day)}既写为放假又写为上班，请对照通知原句改正。"
        elif times > 1:
            yield f"{written_day(day)}重复写了{times}次，请只保留一处。"
    for day in notice.work:
        if day.weekday() < 5:
            weekday = WEEKDAYS[day.weekday()]
            yield f"{written_day(day)}（周{weekday}）本来就是工作日，不必写为调休上班，请核对日期。"


def _faults_of_sentence(arrangement: Arrangement, year: int) -> Iterator[str]:
    mentioned: set[tuple[int, int]] = set()
    month = 0
    for found_month, found_day, weekday in _MENTION.findall(arrangement.text):
        month = int(found_month or month)
        mentioned.add((month, int(found_day)))
        if weekday and not _falls_on(year, month, int(found_day), weekday):
            yield f"原句中{month}月{found_day}日不是周{weekday}，请核对年份和日期。"
    rested = {day.toordinal() for day in arrangement.rest}
    edges = [day for day in arrangement.rest if not {day.toordinal() - 1, day.toordinal() + 1} <= rested]
    for day in [*edges, *arrangement.work]:
        if (day.month, day.day) not in mentioned:
            yield f"{written_day(day)}没有出现在通知原句中，请核对。"
    total = _TOTAL.search(arrangement.text)
    if total and int(total[1]) != len(arrangement.rest):
        yield f"原句说共{total[1]}天，放假写了{len(arrangement.rest)}天。"


def _falls_on(year: int, month: int, day: int, weekday: str) -> bool:
    # The New Year sentence may begin in December of the year before.
    wanted = WEEKDAYS.index("日" if weekday == "天" else weekday)
    for candidate in (year, year - 1) if month == 12 else (year,):
        try:
            if date(candidate, month, day).weekday() == wanted:
                return True
        except ValueError:
            continue
    return False


def _faults_of_total(notice: Notice) -> Iterator[str]:
    rule = STATUTORY_DAYS.on(date(notice.year, 1, 1))
    expected, found = rule.value + notice.extra_days, statutory_balance(notice.rest, notice.work)
    if notice.extra_days and not notice.extra_reason:
        yield "写了当年增加的放假天数（extra_days），还应写明依据（extra_reason）。"
    if found != expected:
        yield (
            f"放假的工作日减去调休上班的周末应为{expected}天（{rule.article}），现为{found}天，"
            f"相差{found - expected:+d}天；请对照通知检查是否漏写或多写。"
        )
