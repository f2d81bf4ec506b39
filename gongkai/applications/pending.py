"""The limits and alarms of many cases at once, for the bench, the first page, the calendar and the digest."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from gongkai.applications.acts.recounting import FOLDED
from gongkai.applications.alarms import Alarm, ringing
from gongkai.applications.deciding import DECIDED_CASES
from gongkai.applications.letters.kinds import OF_ANSWER
from gongkai.applications.lights import WAITING
from gongkai.applications.limits import LIMITS, RUNNING, Limit, limits_of
from gongkai.applications.models import Application, CaseEvent, Kind, Letter, Stage, State
from gongkai.applications.models.application import CLOSED
from gongkai.applications.states import OFFICE
from gongkai.law.workdays import Calendar
from gongkai.organs.models import Appointment, Person
from gongkai.organs.permissions import organ_ids

CHUNK = 500  # cases read at a time
ANSWERS = tuple(kind.key for kind in OF_ANSWER.values())  # letters that end a case once they are sent


def limits_in(
    cases: Iterable[Application], calendar: Calendar
) -> Iterator[tuple[Application, Sequence[Limit]]]:
    """Each case with what it waits for, in the order given; read in lots, so that any number may be asked."""
    lot: list[Application] = []
    for case in cases:
        lot.append(case)
        if len(lot) == CHUNK:
            yield from _limits(lot, calendar)
            lot = []
    yield from _limits(lot, calendar)


def alarms_in(
    cases: Iterable[Application], day: date, calendar: Calendar
) -> Iterator[tuple[Application, list[Alarm]]]:
    """Each case with what asks for attention on `day`; cases of which nothing does are left out."""
    for case, limits in limits_in(cases, calendar):
        alarms = ringing(limits, day, calendar)
        if alarms:
            yield case, alarms


def beside_light(alarms: Iterable[Alarm]) -> list[Alarm]:
    """What the light of a case (see `lights`) does not say already."""
    return [one for one in alarms if one.limit.provisional or one.limit.kind not in ("due", "confirm")]


def minded(cases: Any, person: Person, day: date) -> Any:
    """Of these cases (a queryset), those that `person` is to be reminded of.

    Where the person is of the office: their own, and what nobody of the office handles (any more). Where the person
    only approves: every one.
    """
    serving = Appointment.objects.held_on(day).filter(
        organ=OuterRef("organ_id"), person=OuterRef("handler_id"), role__in=OFFICE, person__is_active=True
    )
    return cases.filter(Q(handler=person) | ~Exists(serving) | ~Q(organ_id__in=organ_ids(person, OFFICE)))


def ringing_ids(cases: Any, kind: str, day: date, calendar: Calendar) -> list[int]:
    """Numbers of the open cases among `cases` (a queryset) of which a limit of this kind asks for attention."""
    asked = cases.exclude(state__in=CLOSED).filter(CONCERNED[kind]).order_by().only("pk", "channel", "state")
    return [
        case.pk
        for case, alarms in alarms_in(asked.select_related(None).iterator(CHUNK), day, calendar)
        if any(alarm.limit.kind == kind for alarm in alarms)
    ]


def ringing_counts(cases: Any, kinds: Iterable[str], day: date, calendar: Calendar) -> Mapping[str, int]:
    """How many open cases ask for attention, for each of these kinds; every case is read once."""
    wanted = frozenset(kinds)
    concerned = Q(pk__in=())
    for kind in wanted:
        concerned |= CONCERNED[kind]
    asked = cases.exclude(state__in=CLOSED).filter(concerned).order_by().only("pk", "channel", "state")
    counts: dict[str, int] = defaultdict(int)
    for _, alarms in alarms_in(asked.select_related(None).iterator(CHUNK), day, calendar):
        for kind in {alarm.limit.kind for alarm in alarms} & wanted:
            counts[kind] += 1
    return counts


def _has(*kinds: Kind) -> Exists:
    return Exists(CaseEvent.objects.filter(application=OuterRef("pk"), kind__in=kinds))


# Which cases may have a limit of a kind at all: only these are counted through.
CONCERNED: Mapping[str, Any] = {
    "due": Q(state__in=RUNNING) | Q(state__in=WAITING, pk__in=DECIDED_CASES),
    "posting": Exists(
        Letter.objects.filter(application=OuterRef("pk"), stage=Stage.ISSUED, kind__in=ANSWERS)
    ),
    "confirm": Q(state=State.UNCONFIRMED),
    "extension_notice": _has(Kind.EXTENDED, Kind.DELAYED),
    "supplement_notice": Q(state__in=RUNNING) & ~_has(Kind.SUPPLEMENT_REQUESTED),
    "supplement_over": Q(state=State.SUPPLEMENTING),
    "fee_over": Q(state=State.AWAITING_FEE),
    "third_party": _has(Kind.THIRD_PARTY_CONSULTED),
    "organ": _has(Kind.ORGAN_CONSULTED),
    "section": _has(Kind.CO_HANDLING),
}
assert CONCERNED.keys() == LIMITS.keys()


def _limits(lot: Sequence[Application], calendar: Calendar) -> Iterator[tuple[Application, Sequence[Limit]]]:
    if not lot:
        return
    rows: dict[int, list[Any]] = defaultdict(list)
    events = CaseEvent.objects.filter(application__in=[case.pk for case in lot]).order_by("serial")
    for row in events.values_list(*FOLDED, named=True):
        rows[row.application_id].append(row)
    letters: dict[int, list[Letter]] = defaultdict(list)
    issued = Letter.objects.filter(application__in=list(rows), stage=Stage.ISSUED, kind__in=ANSWERS)
    for letter in issued.defer("sealed_words").order_by("issued_at", "pk"):
        letters[letter.application_id].append(letter)
    for case in lot:
        yield case, limits_of(case.channel, rows[case.pk], calendar, letters[case.pk])
