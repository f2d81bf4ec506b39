"""The order of a round on several processes: nobody waits while another makes the tables or the demonstration.

Within these bounds the order stays as random as it was.
"""

import os

import pytest

from tests.databases import TOUCHES_DATA

NEEDS_DEMO = "built_demo"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each process gets one stretch of the list: the first begins with the tables, the others with what needs none;
    the demonstration, which is being built meanwhile, comes last in each."""
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if processes < 2 or len(items) < 100:
        return
    demo = [item for item in items if _needs_demo(item)]
    rest = [item for item in items if not _needs_demo(item)]
    stretches = []
    for number in range(processes):
        own = sorted(rest[number::processes], key=lambda item: touches_data(item) != (number == 0))
        stretches.append(own + demo[number::processes])
    items[:] = [item for stretch in stretches for item in stretch]


def _needs_demo(item: pytest.Item) -> bool:
    return NEEDS_DEMO in getattr(item, "fixturenames", ())


def touches_data(item: pytest.Item) -> bool:
    """Whether a test needs the tables."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & TOUCHES_DATA)
