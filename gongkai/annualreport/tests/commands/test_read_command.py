"""`gongkai report read`: the whole report, or why there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gongkai.annualreport.report import cells_json, digest
from gongkai.annualreport.tests.commands.calling import written
from gongkai.annualreport.tests.test_merge import town, with_cell
from gongkai.annualreport.tests.test_read_text import sample


def test_read_gives_the_whole_report(gongkai: Any, good: Path) -> None:
    answer = gongkai("read", good, "--json")
    assert answer.code == 0
    assert answer.json["cells"] == cells_json(sample())
    assert answer.json["digest"] == digest(sample())
    assert answer.json["sections"]["六、其他需要报告的事项"] == "无"


def test_read_shows_people_a_table_with_its_marks(gongkai: Any, good: Path, tmp_path: Path) -> None:
    answer = gongkai("read", good)
    assert answer.code == 0
    assert f"数据校验码：{digest(sample())}" in answer.out
    assert "（一）予以公开" in answer.out
    slash = written(tmp_path / "杠.html", with_cell(town("清河"), "表2/规章/现行有效件数", None, "/"))
    assert [line for line in gongkai("read", slash).out.splitlines() if "现行有效" in line and "/" in line]


def test_read_of_no_report_gives_two_and_the_reason(gongkai: Any, good: Path, odd: Path) -> None:
    answer = gongkai("read", good, odd, "--json")
    first, second = answer.json
    assert answer.code == 2
    assert first["organ"] == "某某县清河镇人民政府"
    assert second["cells"] is None
    assert "不像" in second["unread"][0]
    answer = gongkai("read", odd)
    assert answer.code == 2
    assert "读不出" in answer.out
