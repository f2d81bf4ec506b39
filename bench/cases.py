"""Measured in a process of its own: the clock, table 3 over 100,000 applications, and counting 100,000 terms anew.

python bench/cases.py EMPTY_DATA
"""

import itertools
import sys
import time
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from on_records import begin, hand_over

CHINA = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 12, 30, 9, tzinfo=CHINA)
HISTORIES, CASES = 20_000, 100_000
YEAR = 2024


def clock() -> dict[str, float]:
    """Random histories counted a second on one core; making them up is not counted."""
    from gongkai.law.clock import reckon
    from gongkai.law.clock.tests.oracle import history
    from gongkai.law.workdays import Calendar

    calendar = Calendar.official()
    told = [history(Random(seed), calendar) for seed in range(HISTORIES)]  # noqa: S311
    begun = time.process_time()
    for events in told:
        reckon(events, calendar=calendar)
    return {"rate": HISTORIES / (time.process_time() - begun), "histories": HISTORIES}


def town() -> Any:
    """An organ in an empty register."""
    from gongkai.organs import acts

    district = acts.establish(slug="qu", name="某区", short_name="某区", level="district", by=None, at=NOW)
    return acts.establish(
        slug="zhen", name="某镇", short_name="某镇", level="town", parent=district, by=None, at=NOW
    )


def answered(organ: Any) -> None:
    """Cases of four years, most of them answered, some across the turn of a year."""
    from gongkai.applications.models import Application, State
    from gongkai.law.outcomes import APPLICANT_KINDS, OUTCOMES

    chance = Random(20)  # noqa: S311
    kinds, outcomes = list(APPLICANT_KINDS), list(OUTCOMES)
    made = []
    for number in range(CASES):
        received = date(YEAR - 2, 1, 1) + timedelta(days=chance.randrange(4 * 365))
        closed = chance.random() < 0.95
        made.append(
            Application(
                organ=organ,
                number=f"某镇申〔{received.year}〕{number}号",
                channel="counter",
                applicant_kind=chance.choice(kinds),
                received_on=received,
                outcome=chance.choice(outcomes) if closed else "",
                answered_on=received + timedelta(days=chance.randrange(60)) if closed else None,
                state=State.ARCHIVED if closed else State.HANDLING,
                calendar="已算",
            )
        )
    Application.objects.bulk_create(made, batch_size=2000)


def compiled(organ: Any) -> dict[str, Any]:
    """Table 3 by the product, and once more by looking at every case by itself."""
    from gongkai.applications.models import Application
    from gongkai.law.outcomes import APPLICANT_KINDS, OUTCOMES
    from gongkai.reporting.compile import compile_report

    begun = time.perf_counter()
    table = compile_report(organ, YEAR).table3
    fast = time.perf_counter() - begun
    begun = time.perf_counter()
    slow: Counter[tuple[str, str]] = Counter()
    for case in Application.objects.filter(organ=organ):
        if case.received_on.year > YEAR or (case.answered_on and case.answered_on.year < YEAR):
            continue
        done = case.answered_on is not None and case.answered_on.year == YEAR
        rows = ["new" if case.received_on.year == YEAR else "carried_in"]
        rows += [OUTCOMES[case.outcome].row_2021, "result_total"] if done else ["carried_out"]
        for row, column in itertools.product(rows, (case.applicant_kind, "total")):
            slow[row, column] += 1
    wanted = {row: tuple(slow[row, column] for column in (*APPLICANT_KINDS, "total")) for row in table}
    return {
        "seconds": fast,
        "slow_seconds": time.perf_counter() - begun,
        "cases": CASES,
        "equal": wanted == table,
        "counted": sum(values[-1] for key, values in table.items() if key in ("new", "carried_in")),
    }


def recounted(organ: Any) -> dict[str, float]:
    """A hundred thousand open cases whose terms end beyond the last notice, and then the notice is loaded."""
    from gongkai.applications import acts
    from gongkai.applications.models import Application, CaseEvent, Kind
    from gongkai.law.tests.invented import NOTICE_2027
    from gongkai.organs.acts import load_holidays

    Application.objects.all().delete()
    days = [date(2026, 12, day) for day in range(7, 26)]
    cases = Application.objects.bulk_create(
        (
            Application(
                organ=organ,
                number=f"某镇申〔2026〕{number}号",
                channel="counter",
                applicant_kind="person",
                received_on=days[number % len(days)],
            )
            for number in range(CASES)
        ),
        batch_size=2000,
    )
    CaseEvent.objects.bulk_create(
        (
            CaseEvent(application=case, serial=1, kind=Kind.RECEIVED, day=case.received_on, at=NOW)
            for case in cases
        ),
        batch_size=2000,
    )
    acts.follow_calendar(at=NOW)
    provisional = Application.objects.filter(provisional=True).count()
    load_holidays(text=NOTICE_2027, by=None, at=NOW)
    begun = time.perf_counter()
    moved = acts.follow_calendar(at=NOW)
    logged = CaseEvent.objects.filter(kind=Kind.RECOUNTED).count()
    return {
        "seconds": time.perf_counter() - begun,
        "moved": moved,
        "logged": logged,
        "provisional": provisional,
        "left": Application.objects.filter(provisional=True).count(),
    }


if __name__ == "__main__":
    begin(Path(sys.argv[1]))
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    organ = town()
    answered(organ)
    hand_over({"clock": clock(), "table3": compiled(organ), "recount": recounted(organ)})
