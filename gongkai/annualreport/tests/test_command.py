from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from gongkai.annualreport.command import check_files, exit_code, main_check, main_read
from gongkai.annualreport.report import cells_json, digest
from gongkai.annualreport.tests.test_read_text import as_lines, sample

KEYS = ["file", "organ", "year", "format", "cells", "findings", "unread"]


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


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def run(main: object, *args: str | Path) -> tuple[int, str]:
    out = io.StringIO()
    assert callable(main)
    code = main([str(arg) for arg in args], Console(file=out, width=120))
    return code, out.getvalue()


def test_a_good_file_gives_zero_and_one_object(good: Path) -> None:
    code, out = run(main_check, good, "--json")
    result = json.loads(out)
    assert code == 0
    assert list(result) == KEYS
    assert (result["organ"], result["year"], result["format"]) == ("某某县清河镇人民政府", 2021, "2021")
    assert result["cells"] == cells_json(sample())
    assert result["unread"] == []


FINDING = (
    "rule",
    "severity",
    "where",
    "expected",
    "found",
    "difference",
    "message",
    "places",
    "quote",
    "verdict",
)


def test_a_wrong_file_gives_one_and_names_the_place(bad: Path) -> None:
    code, out = run(main_check, bad, "--json")
    found = [f for f in json.loads(out)["findings"] if f["rule"] == "T3-3"]
    assert code == 1
    assert list(found[0]) == list(FINDING)
    assert [(f["where"], f["difference"]) for f in found] == [("表三·1.属于国家秘密", 7)]


def test_several_files_give_a_list_and_the_gravest_code(good: Path, bad: Path, odd: Path) -> None:
    code, out = run(main_check, good, bad, odd, "--json")
    results = json.loads(out)
    assert code == 2
    assert [list(result) for result in results] == [KEYS] * 3
    assert results[2]["cells"] is None
    assert "不像" in results[2]["unread"][0]
    assert exit_code(check_files([good, bad])) == 1


def test_people_get_words(bad: Path, odd: Path) -> None:
    code, out = run(main_check, bad, odd)
    assert code == 2
    assert "表三·1.属于国家秘密" in out.replace("\n", "")
    assert "处错误" in out
    assert "读不出" in out


def test_last_years_report_is_compared(good: Path, tmp_path: Path) -> None:
    last = written(tmp_path / "上年.txt", as_lines(sample(2020)))
    _, out = run(main_check, good, "--previous", last, "--json")
    assert [f["where"] for f in json.loads(out)["findings"] if f["rule"] == "T3-4"] == [
        "表三·自然人",
        "表三·其他",
        "表三·总计",
    ]


def test_an_unreadable_last_year_is_said_and_gives_two(
    good: Path, odd: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = run(main_check, good, "--previous", odd)
    assert (code, out) == (2, "")
    assert "上年报告读不出" in capsys.readouterr().err


def test_read_gives_the_whole_report(good: Path) -> None:
    code, out = run(main_read, good, "--json")
    result = json.loads(out)
    assert code == 0
    assert result["cells"] == cells_json(sample())
    assert result["digest"] == digest(sample())
    assert result["sections"]["六、其他需要报告的事项"] == "无"


def test_read_shows_people_a_table(good: Path) -> None:
    code, out = run(main_read, good)
    assert code == 0
    assert f"数据校验码：{digest(sample())}" in out
    assert "（一）予以公开" in out


def test_read_of_no_report_gives_two_and_the_reason(good: Path, odd: Path) -> None:
    code, out = run(main_read, good, odd, "--json")
    first, second = json.loads(out)
    assert code == 2
    assert first["organ"] == "某某县清河镇人民政府"
    assert second["cells"] is None
    assert "不像" in second["unread"][0]
    code, out = run(main_read, odd)
    assert code == 2
    assert "读不出" in out


def test_long_messages_are_folded_not_cut_off(bad: Path) -> None:
    out = io.StringIO()
    main_check([str(bad)], Console(file=out, width=50))
    assert "…" not in out.getvalue()
