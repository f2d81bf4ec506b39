"""A case on the bench, and a second person of the office."""

from datetime import date, datetime
from typing import Any

import pytest

from gongkai.applications.models import Application
from gongkai.applications.tests.making import registered
from gongkai.organs import acts
from gongkai.organs.models import Role


@pytest.fixture
def case(town: Any, officer: Any) -> Application:
    """Received over the counter on Monday the first of March 2021: due on the 29th."""
    return registered(town, officer)


@pytest.fixture
def colleague(town: Any, moment: datetime) -> Any:
    """Another person of the town's 公开办."""
    found = acts.enrol(username="tongshi", name="佟同事", password="tongshi-2021-密码", by=None, at=moment)
    since = date(2019, 1, 1)
    acts.appoint(person=found, organ=town, role=Role.OFFICER, since=since, by=None, at=moment)
    return found
