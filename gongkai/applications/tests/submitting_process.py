"""A web process to which people apply, beside others: `python -m … prepare` once, then `… apply FOLDER NAME`.

It waits for the others at `FOLDER/go`, so that all begin together; its settings come from the environment.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import django

from tests.startline import wait_for_the_others

AT = datetime(2021, 3, 5, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
SHARED = ("a" * 32, "b" * 32)  # forms whose button every thread of every process presses
THREADS = 4


def prepare() -> None:
    """A district with a town."""
    from gongkai.organs import acts

    district = acts.establish(
        slug="qu", name="清水区", short_name="清水区", level="district", parent=None, by=None, at=AT
    )
    acts.establish(
        slug="zhen", name="白杨镇", short_name="白杨镇", level="town", parent=district, by=None, at=AT
    )


def apply(name: str) -> list[list[object]]:
    """Every thread sends the shared forms and one of its own; what each became: its mark, its key, its number."""
    own = [f"{ord(name)}{number}".rjust(32, "0") for number in range(THREADS)]
    with ThreadPoolExecutor(THREADS) as threads:
        return [row for rows in threads.map(_send, own) for row in rows]


def _send(own: str) -> list[list[object]]:
    from django.db import connections

    from gongkai.applications import acts
    from gongkai.applications.personal import Applicant
    from gongkai.organs.models import Organ

    who = Applicant(name="申某某甲", phone="0900-8123456")
    town = Organ.objects.get(slug="zhen")
    try:
        rows: list[list[object]] = []
        for mark in (SHARED[0], own, SHARED[1]):
            case = acts.submit(
                organ=town, submission=mark, applicant_kind="person", applicant=who, request="某事", at=AT
            )
            rows.append([mark, case.pk, case.number])
        return rows
    finally:
        connections.close_all()


if __name__ == "__main__":
    django.setup()
    deed, *rest = sys.argv[1:]
    if deed == "prepare":
        prepare()
    else:
        folder, name = Path(rest[0]), rest[1]
        wait_for_the_others(folder, name)
        (folder / f"done-{name}").write_text(json.dumps(apply(name)))
