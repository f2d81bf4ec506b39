"""`gongkai report merge`: the sum, who is missing, what is left out, and how it is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gongkai.annualreport import read
from gongkai.annualreport.tests.commands.calling import signed, written
from gongkai.annualreport.tests.test_merge import COUNTY, town, with_cell


def test_the_sum_of_a_folder_is_shown(gongkai: Any, towns: Path) -> None:
    answer = gongkai("merge", towns, "--organ", COUNTY)
    assert (answer.code, answer.err) == (0, "")
    assert "某某县人民政府 2024年度" in answer.out
    assert "计入2个机关：某某县云岭镇人民政府、某某县清河镇人民政府。" in answer.out
    assert "汇总还不完整" not in answer.out


def test_the_sum_is_written_in_every_kind_asked_for(gongkai: Any, towns: Path, tmp_path: Path) -> None:
    outputs = [tmp_path / f"县.{kind}" for kind in ("html", "docx", "xlsx", "json")]
    words = [word for path in outputs for word in ("-o", path)]
    assert gongkai("merge", towns, "--organ", COUNTY, *words).code == 0
    assert [read(path).table3["new"][0] for path in outputs[:3]] == [5, 5, 5]
    assert json.loads(outputs[3].read_text(encoding="utf-8"))["cells"]["table3"]["new"] == [
        5,
        0,
        0,
        0,
        0,
        0,
        5,
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-8-sig"])
def test_who_is_missing_is_told_from_a_list_in_any_encoding(
    gongkai: Any, towns: Path, tmp_path: Path, encoding: str
) -> None:
    names = tmp_path / "名单.txt"
    names.write_text("# 应报机关\r\n清河镇\r\n\r\n云岭镇人民政府\r\n红旗乡\r\n", encoding=encoding)
    answer = gongkai("merge", towns, "--organ", COUNTY, "--expected", names, "--json")
    assert answer.code == 1
    assert answer.json["missing"] == ["红旗乡"]
    assert list(answer.json)[-1] == "unreadable"
    assert "还缺1个机关：红旗乡。" in gongkai("merge", towns, "--organ", COUNTY, "--expected", names).out


def test_an_unreadable_list_is_said(gongkai: Any, towns: Path, tmp_path: Path) -> None:
    answer = gongkai("merge", towns, "--organ", COUNTY, "--expected", tmp_path / "没有.txt")
    assert (answer.code, answer.out) == (2, "")
    assert "应报机关名单读不出：找不到文件" in answer.err


def test_what_is_left_out_of_a_sum_is_said_in_words_and_code(gongkai: Any, towns: Path, odd: Path) -> None:
    wrong = with_cell(town("红旗", new=3), "表3/new/总计", 5)
    written(towns / "红旗.html", signed(wrong))
    answer = gongkai("merge", towns, "--organ", COUNTY)
    assert answer.code == 1
    assert "没有计入“某某县红旗镇人民政府”：" in answer.out
    assert "汇总还不完整" in answer.out
    told = gongkai("merge", towns, "--organ", COUNTY, "--despite-errors", "--json")
    assert (told.code, told.json["refused"]) == (1, [])
    assert told.json["report"]["cells"]["table3"]["new"][-1] == 10
    answer = gongkai("merge", towns, odd, "--organ", COUNTY, "--json")
    assert answer.code == 2
    assert [lost["file"] for lost in answer.json["unreadable"]] == [str(odd)]
    assert "读不出，没有计入" in answer.err


def test_a_sum_that_is_refused_writes_nothing(gongkai: Any, towns: Path, tmp_path: Path) -> None:
    written(towns / "旧.html", signed(town("红旗", 2023)))
    answer = gongkai("merge", towns, "--organ", COUNTY, "-o", tmp_path / "县.html")
    assert (answer.code, answer.out) == (2, "")
    assert "年度和表式都相同的报告才能汇总" in answer.err
    assert not (tmp_path / "县.html").exists()


def test_a_kind_that_is_not_written_is_refused_before_the_work(
    gongkai: Any, towns: Path, tmp_path: Path
) -> None:
    answer = gongkai("merge", towns, "--organ", COUNTY, "-o", tmp_path / "县.doc")
    assert (answer.code, answer.out) == (2, "")
    assert "html、docx、xlsx、pdf、json" in answer.err
