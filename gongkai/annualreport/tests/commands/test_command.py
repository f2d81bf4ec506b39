"""The command line of `gongkai report`: what it refuses, how it prints, what it loads."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gongkai.annualreport.commands import screen


@pytest.mark.parametrize("words", [("check",), ("check", "x", "--jobs", "0"), ("convert", "x"), ("compare", "x"),
                                   ("merge", "x"), ("convert", "x", "--to", "doc"), ("check", "x", "--jobs", "二")])  # fmt: skip
def test_a_wrong_command_line_is_refused_in_chinese(gongkai: Any, words: tuple[str, ...]) -> None:
    answer = gongkai(*words)
    assert (answer.code, answer.out) == (2, "")
    assert "命令写得不对" in answer.err and "--help" in answer.err


def test_a_list_is_written_item_by_item(capsys: pytest.CaptureFixture[str]) -> None:
    screen.write_json_list(iter([]))
    assert json.loads(capsys.readouterr().out) == []
    screen.write_json_list(iter([{"机关": "清河镇"}, 2]))
    assert capsys.readouterr().out == '[\n{"机关": "清河镇"},\n2\n]\n'


def test_a_terminal_gets_colours_and_a_narrow_encoding_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="gbk"))
    screen.say("清河镇\U0002a6d6")
    sys.stdout.flush()
    assert raw.getvalue().decode("gbk") == "清河镇\\U0002a6d6\n"


LOADED = """
import sys
from gongkai.cli import main
code = main(["report", "check", sys.argv[1]])
print(sorted({name.split(".")[0] for name in sys.modules} & {"django", "wagtail", "docx", "typst", "xlsxwriter"}))
sys.exit(code)
"""


@pytest.mark.process
def test_a_check_loads_neither_django_nor_a_writers_library(good: Path) -> None:
    done = subprocess.run([sys.executable, "-c", LOADED, good], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "[]"
