"""Two offices acting at once, and one killed in the middle: on a real database file and on a real PostgreSQL."""

import json
from pathlib import Path
from typing import Any

import pytest

from gongkai.applications.tests.acting_process import CASES
from tests.processes import done, own_env, together

pytestmark = pytest.mark.process
__all__ = ["own_env"]

MODULE, NAMES = "gongkai.applications.tests.acting_process", ("jingban", "shenhe")


@pytest.fixture
def office(own_env: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The environment, with cases on the bench."""
    done(own_env, MODULE, "prepare", tmp_path)
    return own_env


def _told(said: str) -> Any:
    """The first line is what the process has to tell; warnings come after."""
    return json.loads(said.splitlines()[0])


def test_an_act_killed_at_any_statement_leaves_all_or_nothing(office: dict[str, str], tmp_path: Path) -> None:
    deaths = _told(done(office, MODULE, "die", tmp_path))
    assert set(deaths) == {"register", "request_supplement", "receive_supplement", "answer", "archive"}
    assert all(count >= 5 for count in deaths.values()), deaths  # each act has many points to die at


def test_of_two_who_answer_the_same_case_one_wins_and_the_other_is_told(
    office: dict[str, str], tmp_path: Path
) -> None:
    found = [_told(said) for said in together(office, MODULE, ["race"], tmp_path, NAMES)]
    assert sum(one["won"] for one in found) == CASES
    told = [sentence for one in found for sentence in one["told"]]
    assert len(told) == CASES
    assert all("已经答复" in sentence or "刚刚有别人登记过" in sentence for sentence in told), told
    seen = _told(done(office, MODULE, "look", tmp_path))
    assert [(state, outcome, rows) for _, state, outcome, rows in seen] == [
        ("answered", "granted", 2)
    ] * CASES
