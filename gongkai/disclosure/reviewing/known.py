"""What the detectors may know beside a draft: its dates, its organ's leaders and public contacts, the working days."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property

from gongkai.disclosure.models import Item
from gongkai.law.workdays import Calendar, NoticeMissing
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Leader, Organ
from gongkai.screening.content.facts import Facts
from gongkai.screening.content.facts import Leader as NamedLeader


class Known:
    """Asked of the database once, for one draft or for a whole archive."""

    def __init__(self) -> None:
        self._organs: dict[int, tuple[tuple[NamedLeader, ...], frozenset[str]]] = {}

    def of(self, item: Item, day: date) -> Facts:
        """What is known of the item, as it would be published on `day`."""
        organ = item.organ
        if organ.pk not in self._organs:
            self._organs[organ.pk] = _leaders(organ), _phones(organ)
        leaders, phones = self._organs[organ.pk]
        return Facts(
            formed_on=item.changed_on or item.formed_on,
            published_on=day,
            workdays_between=self._working_days,
            leaders=leaders,
            public_phones=phones,
        )

    @cached_property
    def _calendar(self) -> Calendar:
        return working_calendar()

    def _working_days(self, since: date, until: date) -> int:
        """Working days between; 0 where the holiday notice is not out, since what is not known is not judged."""
        try:
            return self._calendar.working_days_between(since, until)
        except NoticeMissing:
            return 0


def _leaders(organ: Organ) -> tuple[NamedLeader, ...]:
    listed = Leader.objects.filter(organ__in=[organ.pk, organ.parent_id or organ.pk], until=None)
    return tuple(NamedLeader(one.title, one.name) for one in listed)


def _phones(organ: Organ) -> frozenset[str]:
    told = (organ.phone, organ.fax)
    return frozenset(digits for phone in told if (digits := re.sub(r"\D", "", phone)))
