"""The frame of the whole suite: how hard properties are tried, and what every room shares."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.browsing", "tests.databases", "tests.serving"]

# A loaded machine is slow without being wrong: no deadline for a single example.
_PATIENT: dict[str, Any] = {
    "deadline": None,
    "print_blob": True,
    "suppress_health_check": [HealthCheck.too_slow],
}
settings.register_profile("suite", **_PATIENT, max_examples=50)
settings.register_profile("long", **_PATIENT, max_examples=1000)
settings.load_profile(os.environ.get("EXAMPLES", "suite"))  # EXAMPLES=long tries properties harder


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of published reports beside the checkout; without it a test is skipped visibly."""
    folder = Path(__file__).resolve().parent.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip(f"没有公开年报语料 {folder}，本项未测")
    return folder
