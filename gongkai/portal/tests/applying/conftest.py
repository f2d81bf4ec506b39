"""Doors at which nobody has knocked yet, and a case that came through them."""

from datetime import timedelta
from typing import Any

import pytest

from gongkai.applications.models import Application
from gongkai.office.clock import now
from gongkai.portal.doors import limits
from gongkai.portal.doors.applying import competence, work
from gongkai.portal.tests.applying.sending import apply


@pytest.fixture(autouse=True)
def nobody_knocked(db: None, monkeypatch: Any, settings: Any, tmp_path: Any) -> None:
    """Nobody has knocked yet; sums are small (their real size is tried once); files lie in a folder of their own."""
    limits.forget_everyone()
    competence.forget()
    monkeypatch.setattr(work, "BITS", 4)
    settings.DATA = tmp_path


@pytest.fixture
def case(town: Any) -> Application:
    return apply(town)


@pytest.fixture
def clock(monkeypatch: Any) -> Any:
    """Sets the clock of these doors ahead."""

    def ahead(by: timedelta) -> None:
        for module in ("status", "receipt", "own"):
            monkeypatch.setattr(f"gongkai.portal.doors.applying.{module}.now", lambda: now() + by)

    return ahead
