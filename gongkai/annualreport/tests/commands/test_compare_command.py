"""`gongkai report compare`: two reports side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gongkai.annualreport.tests.commands.calling import signed, written
from gongkai.annualreport.tests.test_merge import town, with_cell


def test_two_years_are_laid_side_by_side(gongkai: Any, tmp_path: Path) -> None:
    last = written(tmp_path / "1.html", signed(town("清河", 2023, new=8)))
    this = written(tmp_path / "2.html", signed(town("清河", 2024, new=11)))
    excel = tmp_path / "对照.xlsx"
    answer = gongkai("compare", last, this, "--excel", excel)
    assert (answer.code, answer.err) == (0, "")
    assert "表三·（一）予以公开·自然人" in answer.out and "37.5" in answer.out
    assert "6格有变化，194格没有变化。" in answer.out
    assert "结转数前后一致。" in answer.out
    assert excel.read_bytes()[:2] == b"PK"
    assert gongkai("compare", last, this, "--excel", excel).code == 2
    data = gongkai("compare", last, this, "--json").json
    assert (data["old"], len(data["changes"]), data["notes"]) == ("某某县清河镇人民政府 2023年度", 200, [])


def test_a_broken_carry_over_gives_one(gongkai: Any, tmp_path: Path) -> None:
    carried = with_cell(town("清河", 2023), "表3/carried_out/自然人", 2)
    last, this = written(tmp_path / "1.html", carried), written(tmp_path / "2.html", town("清河"))
    answer = gongkai("compare", last, this)
    assert answer.code == 1
    assert "与下一年的上年结转数不一致" in answer.out


def test_columns_of_one_format_alone_are_listed(gongkai: Any, tmp_path: Path) -> None:
    last = with_cell(town("清河", 2020), "表2/行政许可/处理决定数量", 12)
    answer = gongkai(
        "compare", written(tmp_path / "1.html", last), written(tmp_path / "2.html", town("清河", 2021))
    )
    assert answer.code == 0
    assert "只有前一份有的栏目" in answer.out and "只有后一份有的栏目" not in answer.out


def test_one_is_compared_with_one(gongkai: Any, towns: Path, good: Path, odd: Path) -> None:
    answer = gongkai("compare", towns, good)
    assert (answer.code, answer.out) == (2, "")
    assert "里有2个文件，对照只能一份对一份" in answer.err
    assert "不像" in gongkai("compare", odd, good).err
