"""The frame of the whole suite: how hard properties are tried, and what every room shares."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.browsing", "tests.databases", "tests.ordering", "tests.serving"]

# A loaded machine is slow without being wrong: no deadline for a single example.
_PATIENT: dict[str, Any] = {
    "deadline": None,
    "print_blob": True,
    "suppress_health_check": [HealthCheck.too_slow],
}
settings.register_profile("suite", **_PATIENT, max_examples=50)
settings.register_profile("long", **_PATIENT, max_examples=1000)
settings.load_profile(os.environ.get("EXAMPLES", "suite"))  # EXAMPLES=long tries properties harder


SHARED = Path(__file__).resolve().parent.parent / "shared"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """The one place where a test of published reports is left out: where they are not; the last lines say so (-rs)."""
    if item.get_closest_marker("corpus") is not None and not SHARED.is_dir():
        pytest.skip(f"旁边没有公开年报语料 {SHARED.name}，本项未测")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of published reports beside the checkout; a test that takes it is marked `corpus`."""
    return SHARED / "corpus"
