"""Many press the button at the same instant, on a real database file and on a real PostgreSQL: no case twice, no number twice."""

import json
from pathlib import Path

import pytest

from gongkai.applications.tests.submitting_process import SHARED, THREADS
from tests.processes import done, own_env, together

pytestmark = pytest.mark.process
__all__ = ["own_env"]

MODULE, NAMES = "gongkai.applications.tests.submitting_process", ("a", "b")


def test_one_form_is_one_case_and_every_case_has_a_number_of_its_own(
    own_env: dict[str, str], tmp_path: Path
) -> None:
    done(own_env, MODULE, "prepare")
    together(own_env, MODULE, ["apply"], tmp_path, NAMES)
    rows = [row for name in NAMES for row in json.loads((tmp_path / f"done-{name}").read_text())]
    cases = {(key, number) for _, key, number in rows}
    forms = {mark for mark, _, _ in rows}
    assert len(rows) == 3 * THREADS * len(NAMES)
    assert len(forms) == len(SHARED) + THREADS * len(NAMES) == len(cases)
    assert {mark: key for mark, key, _ in rows} == {mark: key for mark, key, _ in reversed(rows)}
    assert {number for _, number in cases} == {f"白杨镇依申〔2021〕{n}号" for n in range(1, len(cases) + 1)}
