"""Many issue letters at the same instant, on a real database file and on a real PostgreSQL: no number twice, none lost."""

import json
from pathlib import Path

import pytest

from gongkai.applications.tests.issuing_process import LETTERS, THREADS
from tests.processes import done, own_env, together

pytestmark = pytest.mark.process
__all__ = ["own_env"]

MODULE, NAMES = "gongkai.applications.tests.issuing_process", ("a", "b")


def test_each_letter_is_issued_once_and_the_numbers_have_no_gap(
    own_env: dict[str, str], tmp_path: Path
) -> None:
    done(own_env, MODULE, "prepare")
    together(own_env, MODULE, ["issue"], tmp_path, NAMES)
    rows = [row for name in NAMES for row in json.loads((tmp_path / f"done-{name}").read_text())]
    issued = [(pk, serial) for pk, serial, _ in rows if serial]
    assert len(rows) == LETTERS * THREADS * len(NAMES)
    assert sorted(serial for _, serial in issued) == list(range(1, LETTERS + 1))
    assert len({pk for pk, _ in issued}) == LETTERS
    assert {said for _, serial, said in rows if not serial} == {"这份文书已印发，不能再印发。"}
