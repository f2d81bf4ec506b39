"""Annual reports at each point of their life."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from gongkai.reporting import acts
from gongkai.reporting.models import AnnualReport


@pytest.fixture
def prepared(town: Any, officer: Any, moment: datetime) -> Callable[..., AnnualReport]:
    """Opens a report of the town and writes its narrative; texts may be given."""

    def make(year: int = 2020, **texts: str) -> AnnualReport:
        report = acts.prepare(organ=town, year=year, by=officer, at=moment)
        written = {
            "situation": "本年主动公开政府信息{{主动公开条数}}条。",
            "problems": "公开不够及时，今后改进。",
        }
        for field, text in (written | texts).items():
            setattr(report, field, text)
        return acts.edit(report=report, by=officer, at=moment)

    return make


@pytest.fixture
def signed(
    prepared: Callable[..., AnnualReport], approver: Any, moment: datetime
) -> Callable[..., AnnualReport]:
    """A report with its narrative, signed by the approver."""

    def make(year: int = 2020, **texts: str) -> AnnualReport:
        return acts.sign(
            report=prepared(year, **texts),
            by=approver,
            at=moment.replace(year=max(moment.year, year + 1)),
            reviewed_by="鲍密",
        )

    return make
