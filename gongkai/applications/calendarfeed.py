"""日历: what one person's cases wait for, as a calendar that phone and desk programs subscribe to (RFC 5545).

It holds numbers and what is due, never who asked or for what.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import reverse

from gongkai.applications.bench import cases_of
from gongkai.applications.limits import LIMITS, Limit
from gongkai.applications.models import Application, Reminder
from gongkai.applications.models.application import CLOSED
from gongkai.applications.pending import limits_in, minded
from gongkai.applications.personal import sealer_of_cases
from gongkai.applications.states import SEEING
from gongkai.law.workdays import Calendar
from gongkai.office.clock import CHINA
from gongkai.organs.models import Person
from gongkai.organs.permissions import organ_ids

PURPOSE = "提醒日历"
LONGEST_TOKEN = 64
LINE = 75  # octets, without the line break
AGAIN = "PT4H"  # how often a program may ask again


def mark_of(token: str) -> str:
    """By which the record knows a token; of no use without the keys."""
    return sealer_of_cases().mark(token, PURPOSE)


def reader_of(token: str) -> Person | None:
    """Whose calendar a token opens; None when it opens none (any more)."""
    if not (token.isascii() and 0 < len(token) <= LONGEST_TOKEN):
        return None
    found = Reminder.objects.select_related("person").filter(feed=mark_of(token)).first()
    return found.person if found else None


def calendar_of(person: Person, at: datetime, working: Calendar) -> str:
    """The calendar of one person at this moment; empty for who may see no case (any more)."""
    day = at.astimezone(CHINA).date()
    cases = cases_of(organ_ids(person, SEEING)).exclude(state__in=CLOSED)
    entries = limits_in(minded(cases, person, day).iterator(500), working)
    return written(((case, limit) for case, limits in entries for limit in limits), at, day)


def written(entries: Iterable[tuple[Application, Limit]], at: datetime, day: date) -> str:
    """These limits as a calendar; what lapsed before `day` is left out."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//gongkai//applications//ZH", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", "NAME:依申请公开期限", "X-WR-CALNAME:依申请公开期限", "X-WR-TIMEZONE:Asia/Shanghai",
        f"REFRESH-INTERVAL;VALUE=DURATION:{AGAIN}", f"X-PUBLISHED-TTL:{AGAIN}",
    ]  # fmt: skip
    for case, limit in entries:
        if not (limit.lapses and limit.day < day):
            lines += _event(case, limit, at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def case_url(case: Application) -> str:
    """Where the case is opened, by those who may."""
    return urljoin(settings.BASE_URL, reverse("applications_application:page", args=[case.pk]))


def _event(case: Application, limit: Limit, at: datetime) -> Sequence[str]:
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    about = "（暂定）" if limit.provisional else ""
    told = [f"{limit.what}。", f"依据：{limit.basis}。"]
    if limit.provisional:
        told.append(f"{limit.day.year}年放假安排还没有载入，日期暂定，载入以后自动改正。")
    return [
        "BEGIN:VEVENT",
        f"UID:case-{case.pk}-{limit.kind}{f'-{limit.key}' if limit.key else ''}@{host}",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{limit.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{limit.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(f'{LIMITS[limit.kind]}{about}：{case.number}')}",
        f"DESCRIPTION:{escaped(''.join(told))}",
        f"URL:{case_url(case)}",
        f"STATUS:{'TENTATIVE' if limit.provisional else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """A text value (3.3.11): what has a meaning there is escaped, control characters are gone."""
    text = "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) != "Cc")
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """A content line in lines of at most 75 octets (3.1); no character is cut in its middle."""
    part, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LINE:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + width
    yield part
