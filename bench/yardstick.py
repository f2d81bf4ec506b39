"""A fixed piece of pure Python by which everything else is measured: ratios travel between machines, times do not."""

import statistics
import time
from collections.abc import Callable

STEPS = 50_000


def yardstick() -> int:
    """The fixed work: integer arithmetic and a dictionary, as an interpreter mostly does."""
    found: dict[int, int] = {}
    number = 1
    for step in range(STEPS):
        number = (number * 31 + step) % 1_000_003
        found[number % 512] = found.get(number % 512, 0) + 1
    return len(found)


def cpu_ms(work: Callable[[], object]) -> float:
    """Milliseconds of processor time that `work` takes in this process."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def side_by_side(work: Callable[[], object], rounds: int, times: int = 1) -> dict[str, float]:
    """Median CPU ms of one of `times` equal works and of the yardstick, measured in turn, and their ratio."""
    yardstick()
    pairs = [(cpu_ms(work) / times, cpu_ms(yardstick)) for _ in range(rounds)]
    return {
        "ms": statistics.median(done for done, _ in pairs),
        "yardstick_ms": statistics.median(stick for _, stick in pairs),
        "ratio": statistics.median(done / stick for done, stick in pairs),
    }
