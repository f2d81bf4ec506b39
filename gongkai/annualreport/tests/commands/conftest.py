"""The commands, called in this process; a good file, a wrong one, and one that is no report."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

from gongkai.annualreport.commands import batch
from gongkai.annualreport.pool import alone
from gongkai.annualreport.tests.commands.calling import Answer, signed, written
from gongkai.annualreport.tests.test_merge import town
from gongkai.annualreport.tests.test_read_text import as_lines, sample

main = importlib.import_module("gongkai.cli").main  # the command line lies above this room


@pytest.fixture(autouse=True)
def here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process, but for the tests of real ones: starting a worker takes half a second."""
    if not request.node.get_closest_marker("process"):
        monkeypatch.setattr(batch, "in_order", lambda task, items, jobs: (alone(task, one) for one in items))


@pytest.fixture
def gongkai(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs `gongkai report …` in this process."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: str | Path) -> Answer:
        try:
            code = main(["report", *map(str, words)])
        except SystemExit as end:
            code = int(end.code or 0)
        return Answer(code, *capsys.readouterr())

    return run


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return written(tmp_path / "好.txt", as_lines(sample()))


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return written(
        tmp_path / "错.txt", as_lines(sample()).replace("1.属于国家秘密\n\n 2", "1.属于国家秘密\n\n 9")
    )


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    return written(tmp_path / "通知.txt", "会议通知")


@pytest.fixture
def towns(tmp_path: Path) -> Path:
    for name, new in (("清河", 2), ("云岭", 3)):
        written(tmp_path / "各镇" / f"{name}.html", signed(town(name, new=new)))
    return tmp_path / "各镇"
