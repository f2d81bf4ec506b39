"""Measured in a process of its own: linking and checking 1,000,000 acts, beside SHA-256 alone over the same rows.

python bench/trail.py EMPTY_DATA [ACTS]
"""

import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from on_records import begin, hand_over

NOW = datetime(2026, 11, 30, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
ACTS, LOT = 1_000_000, 20_000
PEOPLE = ("张三", "李四", "王五", "赵六")
INSERT = (
    "INSERT INTO trail_act (at, verb, actor_id, actor_name, organ_id, subject_kind, subject_id, subject_label,"
    " detail, digest) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
VERBS = ("起草", "送审", "发布", "登记台账")


def acts(count: int, first: int = 0) -> Iterator[dict[str, Any]]:
    """The facts of so many acts, as an office writes them in some years."""
    for number in range(first, count):
        yield {
            "at": NOW - timedelta(minutes=count - number),
            "verb": VERBS[number % 4],
            "actor_id": number % 4 + 1,
            "actor_name": PEOPLE[number % 4],
            "organ_id": number % 50 + 1,
            "subject_kind": "disclosure.item",
            "subject_id": number // 3 + 1,
            "subject_label": f"关于做好第{number // 3}项工作的通知",
            "detail": {"指纹": sha256(str(number).encode()).hexdigest(), "理由": "按规定办理。"},
        }


def written(count: int) -> None:
    """Put them into the trail, waiting to be linked; by plain SQL, for only what follows is measured."""
    from django.db import connection, transaction

    from gongkai.trail.digests import act_digest

    number = 0
    with transaction.atomic(), connection.cursor() as cursor:
        while lot := list(islice(acts(count, number), LOT)):
            rows = [(*(_plain(value) for value in facts.values()), act_digest(**facts)) for facts in lot]
            cursor.executemany(INSERT, rows)
            number += len(lot)
        cursor.execute("INSERT INTO trail_unlinked (act_id) SELECT id FROM trail_act")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return json.dumps(value) if isinstance(value, dict) else value


def plainly(count: int) -> float:
    """Seconds for SHA-256 alone over the facts of so many acts as text, nothing read and nothing compared."""
    rows = [repr(facts).encode() for facts in acts(count)]
    begun = time.process_time()
    for row in rows:
        sha256(row).hexdigest()
    return time.process_time() - begun


def checked() -> dict[str, float]:
    """Seconds of checking the whole chain, by the clock and of processor time, and how many faults there were."""
    from gongkai.trail.checking import Scope
    from gongkai.trail.checks import CHECKS

    scope, begun, cpu = Scope(now=NOW), time.perf_counter(), time.process_time()
    faults = sum(1 for check in CHECKS for _ in check.run(scope))
    return {"seconds": time.perf_counter() - begun, "cpu": time.process_time() - cpu, "faults": faults}


if __name__ == "__main__":
    begin(Path(sys.argv[1]))
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    from gongkai.trail.acts import link_waiting

    count = int(sys.argv[2]) if len(sys.argv) > 2 else ACTS
    written(count)
    begun = time.perf_counter()
    linked = link_waiting()
    linking = time.perf_counter() - begun
    hand_over({"acts": count, "linking": linking, "linked": linked, "sha256": plainly(count)} | checked())
