"""Measured in processes of their own: published reports read, and ten thousand of them read and checked.

python bench/reports.py FOLDER
"""

import itertools
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from demo import ROOT, NotMeasured, environment
from memory import tree

CORPUS = ROOT.parent / "shared" / "corpus" / "reports"  # of real ones, where there is one
PAGES, TEXTS, DIFFERENT, MANY, CORES = 600, 600, 3_000, 10_000, 2
EVERY = 0.05  # seconds between two looks at the memory


def corpus(ending: str) -> list[bytes]:
    """The real reports with this ending of their name."""
    return [path.read_bytes() for path in sorted(CORPUS.glob(f"*{ending}"))] if CORPUS.exists() else []


def pages() -> Iterator[bytes]:
    """Web pages of many sites and hands, a real one after every tenth, without end."""
    from gongkai.annualreport.tests.generating.pages import page
    from gongkai.annualreport.tests.generating.reports import blanked, generated

    real = itertools.cycle(corpus(".html"))
    for seed in itertools.count():
        dice = Random(seed)  # noqa: S311 (the same pages every time)
        yield page(dice, blanked(dice, generated(dice)))
        if seed % 10 == 9:
            yield from itertools.islice(real, 1)


def texts() -> Iterator[bytes]:
    """Reports saved as text in every way tables come out, a real one after every tenth, without end."""
    from gongkai.annualreport.tests.generating.flattening import FLATTENINGS
    from gongkai.annualreport.tests.generating.reports import blanked, generated

    real, ways = itertools.cycle(corpus(".txt")), itertools.cycle(FLATTENINGS.values())
    for seed in itertools.count():
        dice = Random(seed)  # noqa: S311 (the same pages every time)
        yield next(ways)(blanked(dice, generated(dice))).encode()
        if seed % 10 == 9:
            yield from itertools.islice(real, 1)


def laid_out(folder: Path, contents: Iterable[bytes], ending: str) -> None:
    """The contents as files of a folder."""
    folder.mkdir(parents=True)
    for number, content in enumerate(contents):
        (folder / f"{number:05}{ending}").write_bytes(content)


def reading(folder: Path) -> dict[str, float]:
    """Reports a second, read on two cores and handed back whole; nothing is checked. Start of the workers counts."""
    from gongkai.annualreport.commands.batch import report_in
    from gongkai.annualreport.pool import Lost, in_order
    from gongkai.annualreport.sources import sources

    files = sources([folder])
    begun, before = time.monotonic(), processor_seconds()
    found = list(in_order(report_in, files, jobs=CORES))
    seconds, cpu = time.monotonic() - begun, processor_seconds() - before
    lost = sum(isinstance(one, Lost) for one in found)
    return {"rate": len(files) / seconds, "ms": cpu / len(files) * 1000, "lost": lost}


def processor_seconds() -> float:
    """Processor time of this process and of all its children that have ended."""
    return sum(os.times()[:4])


def checking(folder: Path) -> dict[str, float]:
    """`gongkai report check` over ten thousand pages: seconds, and the peak MB of all its processes together."""
    many = folder / "many"
    many.mkdir()
    different = sorted((folder / "different").iterdir())
    for number in range(MANY):
        os.link(different[number % len(different)], many / f"{number:05}.html")
    words = ["report", "check", str(many), "--json", "--jobs", str(CORES)]
    begun, before = time.monotonic(), processor_seconds()
    with (folder / "out.json").open("wb") as out, (folder / "err.txt").open("wb") as err:
        process = subprocess.Popen(
            [sys.executable, "-m", "gongkai", *words], cwd=ROOT, env=environment(), stdout=out, stderr=err
        )
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, resident(process.pid))
            time.sleep(EVERY)
    seconds, cpu = time.monotonic() - begun, processor_seconds() - before
    found = json.loads((folder / "out.json").read_bytes() or b"[]")
    if len(found) != MANY:
        raise NotMeasured((folder / "err.txt").read_text()[-1500:])
    lost = sum(one["cells"] is None for one in found)
    return {"seconds": seconds, "cpu": cpu, "mb": peak, "lost": lost}


def resident(root: int) -> float:
    """MB in memory (RSS) of a process tree; what processes share counts for each."""
    pages_held = 0
    for pid in tree(root):
        try:
            pages_held += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except OSError:  # it ended meanwhile
            continue
    return pages_held * os.sysconf("SC_PAGE_SIZE") / 1024**2


def main(folder: Path) -> dict[str, Any]:
    """All of it, in a folder that is thrown away afterwards."""
    laid_out(folder / "pages", itertools.islice(pages(), PAGES), ".html")
    laid_out(folder / "texts", itertools.islice(texts(), TEXTS), ".txt")
    laid_out(folder / "different", itertools.islice(pages(), DIFFERENT), ".html")
    found = {"pages": reading(folder / "pages"), "texts": reading(folder / "texts")}
    return {**found, "check": checking(folder), "real": len(corpus(".html")) + len(corpus(".txt"))}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))) + "\n")
