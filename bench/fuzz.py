"""Broken files against every reader of annual reports and the checks behind them: each ends in a report or a sentence.

    python bench/fuzz.py [inputs] [seed] [folder of real reports]

Inputs are made from their number alone, so that `python bench/fuzz.py --one NUMBER [folder]` makes one again.
Work is done by processes with bounded memory; one that dies is a failure of the input it had.
"""

import faulthandler
import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any, TextIO

from gongkai.annualreport.check import check
from gongkai.annualreport.read import CannotRead, read_bytes
from gongkai.annualreport.tests.generating.attacks import ATTACKS
from gongkai.annualreport.tests.generating.mutating import Bank, bank, broken

JOBS, BATCH = 2, 2_500
PATIENCE = 5.0  # seconds for one input
HUNG = 60.0  # seconds by the clock after which an input is given up
MEMORY = 2 * 1024**3  # bytes of address space of one process
SHARES = {"html": 42, "txt": 42, "docx": 7, "xlsx": 7, "pdf": 2}  # of a hundred


def say(line: str, where: TextIO = sys.stdout) -> None:
    """One line, at once."""
    where.write(f"{line}\n")
    where.flush()


def real_reports(folder: str) -> list[tuple[str, bytes]]:
    """Published reports to break, by kind."""
    files = sorted(Path(folder).iterdir()) if folder else []
    return [(file.suffix[1:], file.read_bytes()) for file in files if file.suffix[1:] in SHARES]


def input_of(number: int, files: Bank) -> tuple[str, bytes]:
    """The kind and the bytes of this input."""
    dice = Random(number)  # noqa: S311 (breaking files is no secret)
    (kind,) = dice.choices(list(SHARES), weights=list(SHARES.values()))
    return kind, broken(dice, files, kind)


def outcome(content: bytes) -> str:
    """What reading and checking it ends in: read, refused, or the name of what it should not have raised."""
    try:
        check(read_bytes(content))
    except CannotRead as refused:
        return "refused" if str(refused) else "refused without a word"
    except Exception as fault:
        return f"raised {type(fault).__name__}: {fault}"[:200]
    return "read"


def work(first: int, count: int, folder: str) -> None:
    """One process: says which input it takes before it takes it, and what came of it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    files = bank(real_reports(folder))
    for number in range(first, first + count):
        kind, content = input_of(number, files)
        say(json.dumps({"begins": number}))
        faulthandler.dump_traceback_later(HUNG, exit=True)  # says where, and the process counts as dead
        start = time.process_time()
        ended = outcome(content)
        faulthandler.cancel_dump_traceback_later()
        facts = {"number": number, "kind": kind, "ended": ended, "seconds": time.process_time() - start}
        say(json.dumps(facts | {"mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def batch(first: int, count: int, folder: str) -> Iterator[dict[str, Any]]:
    """The outcomes of some inputs; a process that dies or hangs is started again behind the input it had."""
    number = first
    while number < first + count:
        command = [sys.executable, __file__, "--work", str(number), str(first + count - number), folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            for line in process.stdout:
                facts = json.loads(line)
                number = facts.get("begins", number)
                if "ended" in facts:
                    number += 1
                    yield facts
        if process.returncode:
            yield {
                "number": number,
                "kind": "?",
                "ended": f"died ({process.returncode})",
                "seconds": 0.0,
                "mb": 0.0,
            }
            number += 1


def attacks() -> Iterator[dict[str, Any]]:
    """The outcomes of the named attacks."""
    for name, make in ATTACKS.items():
        content = make()
        start = time.process_time()
        yield {
            "number": name,
            "kind": "attack",
            "ended": outcome(content),
            "seconds": time.process_time() - start,
            "mb": 0.0,
        }


def measured(inputs: int, seed: int, folder: str) -> int:
    """Runs all, prints figures, the slowest and the failures; the number of failures."""
    starts = range(seed, seed + inputs, BATCH)
    found: list[dict[str, Any]] = list(attacks())
    with ThreadPoolExecutor(JOBS) as threads:
        for done, some in enumerate(
            threads.map(lambda s: list(batch(s, min(BATCH, seed + inputs - s), folder)), starts), 1
        ):
            found += some
            if done % 4 == 0:
                say(f"{done * BATCH} inputs", sys.stderr)
    failed = [f for f in found if f["ended"] not in ("read", "refused") or f["seconds"] > PATIENCE]
    say(json.dumps([Counter(f["kind"] for f in found), Counter(f["ended"][:7] for f in found)]))
    for facts in sorted(found, key=lambda f: -f["seconds"])[:10]:
        say(f"slow {json.dumps(facts, ensure_ascii=False)}")
    for facts in failed[:200]:
        say(f"FAILED {json.dumps(facts, ensure_ascii=False)}")
    slowest, largest = max(f["seconds"] for f in found), max(f["mb"] for f in found)
    say(
        f"{len(found)} inputs, {len(failed)} failures, slowest {slowest:.2f} s, largest process {largest:.0f} MB"
    )
    return len(failed)


def main(arguments: list[str]) -> int:
    """The command."""
    if arguments[:1] == ["--work"]:
        work(int(arguments[1]), int(arguments[2]), arguments[3])
        return 0
    if arguments[:1] == ["--one"]:
        kind, content = input_of(int(arguments[1]), bank(real_reports((*arguments, "")[2])))
        sys.stdout.buffer.write(content)
        say(f"{kind} {outcome(content)}", sys.stderr)
        return 0
    inputs, seed, folder = ([*arguments, *("100000", "1", "")[len(arguments) :]])[:3]
    os.nice(10)
    return 1 if measured(int(inputs), int(seed), folder) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
