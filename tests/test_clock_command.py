"""`gongkai clock FILE.yaml`: examples run, explained, compared; a file that cannot be read says so."""

import json
from pathlib import Path

import pytest

from gongkai.cli import main
from gongkai.law.clock.cases import read_cases

FILE = Path(__file__).parent.parent / "cases" / "clock.yaml"
CASES = read_cases(FILE.read_text(encoding="utf-8"))


def test_the_command_explains_a_file_and_says_whether_it_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["clock", str(FILE)]) == 0
    shown = capsys.readouterr().out
    assert "2024年3月12日（周二）第20个工作日" in shown
    assert f"共{len(CASES)}个算例，0个与期望不符。" in shown
    wrong = tmp_path / "错.yaml"
    wrong.write_text(
        "- name: 甲\n  events: [{day: 2024-01-22, kind: received, channel: counter}]\n  due: 2024-02-21\n",
        encoding="utf-8",
    )
    assert main(["clock", str(wrong), "--json"]) == 1
    out, err = capsys.readouterr()
    [found] = json.loads(out)
    assert list(found)[:6] == ["name", "due", "provisional", "steps", "ledger", "violations"]
    assert (found["due"], found["provisional"], found["refused"]) == ("2024-02-22", False, None)
    assert found["ledger"][-1] == {"day": "2024-02-22", "counts": True, "why": "工作日", "number": 20}
    assert "不符：甲" in err


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"- [", b"{}"])
def test_a_file_that_cannot_be_read_gives_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    file = tmp_path / "坏.yaml"
    if content is not None:
        file.write_bytes(content)
    assert main(["clock", str(file)]) == 2
    assert "坏.yaml" in capsys.readouterr().err
