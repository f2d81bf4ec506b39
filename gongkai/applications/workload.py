"""工作量: what each person of the offices has in hand, and how long their answers of the year took."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Count

from gongkai.applications.alarms import days_waited
from gongkai.applications.bench import NOBODY, SHOWN, cases_of
from gongkai.applications.states import OFFICE
from gongkai.law.workdays import Calendar
from gongkai.organs.models import Appointment, Organ, Person

COUNTED = ("open", "soon", "overdue", "waiting")  # the words of the bench under which the cases are found
Key = tuple[int, int | None]  # the numbers of an organ and of a person, or None for nobody


@dataclass(frozen=True)
class Load:
    """One person in one organ: how many cases stand under each word, and the median in working days."""

    organ: str
    organ_id: int
    handler: str
    handler_id: int | None
    counts: Mapping[str, int]
    answered: int
    days: float | None

    @property
    def word(self) -> str:
        """The person in the bench's address."""
        return str(self.handler_id) if self.handler_id else NOBODY

    @property
    def cells(self) -> Sequence[tuple[str, str, int]]:
        """Each word of the bench, what it is called there, and the count."""
        return [(word, SHOWN[word][0], self.counts[word]) for word in COUNTED]

    @property
    def pace(self) -> str:
        """The median as it is written: 12, or 12.5."""
        return "" if self.days is None else f"{self.days:g}"


def loads(organs: frozenset[int], person: Person, day: date, calendar: Calendar) -> list[Load]:
    """Everybody of these offices and whoever else has a case there, organ by organ; what nobody handles comes first."""
    cases = cases_of(organs)
    counts: dict[Key, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTED, 0))
    for word in COUNTED:
        found = SHOWN[word][1](cases, person, day).order_by().values_list("organ_id", "handler_id")
        for organ_id, handler_id, count in found.annotate(Count("pk")):
            counts[organ_id, handler_id][word] = count
    spans = _spans(cases, day, calendar)
    held = Appointment.objects.held_on(day).filter(organ__in=organs, role__in=OFFICE, person__is_active=True)
    keys = {*counts, *spans, *held.values_list("organ_id", "person_id")}
    names = dict(Person.objects.filter(pk__in={key[1] for key in keys}).values_list("pk", "name"))
    titles = dict(Organ.objects.filter(pk__in=organs).values_list("pk", "short_name"))
    found = [
        Load(
            organ=titles[organ_id],
            organ_id=organ_id,
            handler=names.get(handler_id, "没有经办人"),
            handler_id=handler_id,
            counts=counts[organ_id, handler_id],
            answered=len(spans[organ_id, handler_id]),
            days=median(spans[organ_id, handler_id]) if spans[organ_id, handler_id] else None,
        )
        for organ_id, handler_id in keys
    ]
    return sorted(found, key=lambda load: (load.organ_id, load.handler_id is not None, load.handler))


def _spans(cases: Any, day: date, calendar: Calendar) -> dict[Key, list[int]]:
    """Working days from receipt to the answer, of each answer of the year so far."""
    spans: dict[Key, list[int]] = defaultdict(list)
    answered = cases.filter(answered_on__gte=date(day.year, 1, 1), answered_on__lte=day).order_by()
    facts = answered.values_list("organ_id", "handler_id", "received_on", "answered_on")
    for organ_id, handler_id, received, answered_on in facts.iterator(5000):
        spans[organ_id, handler_id].append(days_waited(received, answered_on, calendar))
    return spans
