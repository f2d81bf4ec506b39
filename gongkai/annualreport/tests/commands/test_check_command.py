"""`gongkai report check`: findings as words, JSON, Excel and marked copies; last year's reports; the same words."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gongkai.annualreport.commands import likeness
from gongkai.annualreport.report import Report, cells_json, digest
from gongkai.annualreport.tests.commands.calling import OLD, Answer, written
from gongkai.annualreport.tests.test_merge import town
from gongkai.annualreport.tests.test_read_text import as_lines, sample

KEYS = ["file", "organ", "year", "format", "cells", "findings", "unread"]
FINDING = [
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
]


def test_a_good_file_gives_zero_and_one_object(gongkai: Any, good: Path) -> None:
    answer = gongkai("check", good, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert list(answer.json) == KEYS
    assert [answer.json[key] for key in ("organ", "year", "format")] == ["某某县清河镇人民政府", 2021, "2021"]
    assert answer.json["cells"] == cells_json(sample())
    assert answer.json["unread"] == []


def test_a_wrong_file_gives_one_and_names_the_place(gongkai: Any, bad: Path) -> None:
    answer = gongkai("check", bad, "--json")
    found = [f for f in answer.json["findings"] if f["rule"] == "T3-3"]
    assert answer.code == 1
    assert list(found[0]) == FINDING
    assert [(f["where"], f["difference"]) for f in found] == [("表三·1.属于国家秘密", 7)]


@pytest.mark.process
def test_several_files_give_a_list_in_their_order_and_the_gravest_code(
    gongkai: Any, good: Path, bad: Path, odd: Path
) -> None:
    answer = gongkai("check", good, odd, bad, "--json", "--jobs", "2")
    assert answer.code == 2
    assert [result["file"] for result in answer.json] == [str(good), str(odd), str(bad)]
    assert [list(result) for result in answer.json] == [KEYS] * 3
    assert [result["cells"] is None for result in answer.json] == [False, True, False]
    assert "不像" in answer.json[1]["unread"][0]
    assert gongkai("check", good, bad).code == 1


def test_a_folder_and_an_archive_give_a_list_even_with_one_file(gongkai: Any, good: Path) -> None:
    with zipfile.ZipFile(good.parent / "包.zip", "w") as archive:
        archive.write(good, "乡镇/好.txt")
    folder = good.parent / "夹"
    good.rename(written(folder / "x", "") and folder / "好.txt")
    (folder / "x").unlink()
    (first,) = gongkai("check", folder, "--json").json
    (second,) = gongkai("check", good.parent / "包.zip", "--json").json
    assert second["file"].endswith("包.zip/乡镇/好.txt")
    assert first["cells"] == second["cells"] == cells_json(sample())


def test_people_get_words(gongkai: Any, good: Path, bad: Path, odd: Path) -> None:
    answer = gongkai("check", good, bad, odd)
    assert answer.code == 2
    assert "错误 T3-3：" in answer.out and "表三·1.属于国家秘密" in answer.out
    assert f"{odd}：读不出。" in answer.out
    assert f"数据校验码：{digest(sample())}" in answer.out
    assert "共3份：没有错误的1份，有错误的1份，读不出的1份。" in answer.out
    assert "共1份" not in gongkai("check", good).out


def test_long_messages_are_not_cut_off(gongkai: Any, bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    message = gongkai("check", bad, "--json").json["findings"][0]["message"]
    assert message in gongkai("check", bad).out


def test_last_years_report_is_compared(gongkai: Any, good: Path, tmp_path: Path) -> None:
    last = written(tmp_path / "上年.txt", as_lines(sample(2020)))
    answer = gongkai("check", good, "--previous", last, "--json")
    assert [f["where"] for f in answer.json["findings"] if f["rule"] == "T3-4"] == [
        "表三·自然人",
        "表三·其他",
        "表三·总计",
    ]


def test_last_years_reports_are_found_by_organ_and_year(gongkai: Any, tmp_path: Path) -> None:
    def carrying(name: str, year: int, out: int) -> Report:
        report = town(name, year, new=out)
        for row, value in (("carried_out", out), ("granted", 0), ("result_total", 0)):
            report = replace(report, table3={**report.table3, row: (value, 0, 0, 0, 0, 0, value)})
        return report

    for number, (name, year, out) in enumerate([("清河", 2023, 4), ("清河", 2022, 9), ("云岭", 2023, 0)]):
        written(tmp_path / "上年" / f"{number}.html", carrying(name, year, out))
    for name in ("清河", "云岭", "红旗"):
        written(tmp_path / "今年" / f"{name}.html", town(name))
    answer = gongkai("check", tmp_path / "今年", "--previous", tmp_path / "上年", "--json")
    found = {
        result["organ"][3:5]: [f for f in result["findings"] if f["rule"] == "T3-4"] for result in answer.json
    }
    assert {f["difference"] for f in found["清河"]} == {4}
    assert found["云岭"] == []
    assert [f["verdict"] for f in found["红旗"]] == ["NOT_ASSESSABLE"]
    assert "没有“某某县红旗镇人民政府”2023年度的" in found["红旗"][0]["message"]
    assert answer.code == 1


def test_two_reports_of_last_year_and_unreadable_ones_are_named(
    gongkai: Any, tmp_path: Path, odd: Path
) -> None:
    for name in ("1.html", "2.html"):
        written(tmp_path / "上年" / name, town("清河", 2023))
    written(
        tmp_path / "上年" / "3.html",
        replace(town("x", 2023), organ="", title="2023年政府信息公开工作年度报告"),
    )
    odd.rename(tmp_path / "上年" / "4.txt")
    for name in ("清河", "云岭"):
        written(tmp_path / "今年" / f"{name}.html", town(name))
    answer = gongkai("check", tmp_path / "今年", "--previous", tmp_path / "上年")
    assert answer.code == 2
    for said in ("同一机关有两份，用了", "没有写明机关或者年度", "上年报告读不出："):
        assert said in answer.err
    assert answer.out.count("年度\n") == 2


def test_an_unreadable_last_year_is_said_and_gives_two(gongkai: Any, good: Path, odd: Path) -> None:
    answer = gongkai("check", good, "--previous", odd)
    assert (answer.code, answer.out) == (2, "")
    assert "上年报告读不出" in answer.err


PROSE = "".join(
    f"第{word}，本镇围绕{word}字号专题建立台账，逐项核对责任分工，及时回应群众关心的{word}类事项并向社会说明办理进度。"
    for word in "甲乙丙丁戊己庚辛壬癸子丑寅卯"
)


def prosaic(name: str, year: int = 2024) -> Report:
    report = town(name, year)
    words = {
        report.format.sections[0]: PROSE,
        report.format.sections[4]: "人手不足。",
        report.format.sections[5]: "无",
    }
    return replace(report, sections=words)


@pytest.fixture
def alike(tmp_path: Path) -> Path:
    """Two towns with the same words; one of them in two files; a third in another year."""
    for name, report in (
        ("a.html", prosaic("清河")),
        ("b.html", prosaic("云岭")),
        ("c.html", prosaic("清河")),
        ("d.html", prosaic("红旗", 2023)),
    ):
        written(tmp_path / "同" / name, report)
    return tmp_path / "同"


def similar(answer: Answer) -> list[str]:
    """What each file is said to be like, if anything."""
    return [
        "".join(f["message"] for f in result["findings"] if f["rule"] == "SIM-2") for result in answer.json
    ]


def test_reports_of_one_year_with_the_same_words_are_named(gongkai: Any, alike: Path) -> None:
    first, second, again, other_year = similar(gongkai("check", alike, "--json"))
    assert "云岭" in first and "清河" in second
    assert (again, other_year) == ("", "")
    assert similar(gongkai("check", alike, "--json", "--no-siblings")) == [""] * 4


def test_what_was_not_assessed_stays_last(gongkai: Any, alike: Path) -> None:
    verdicts = [f["verdict"] for f in gongkai("check", alike, "--json").json[0]["findings"]]
    assert verdicts == sorted(verdicts)


def test_more_than_a_thousand_are_compared_only_when_asked(
    gongkai: Any, alike: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "MOST_BY_THEMSELVES", 3)
    answer = gongkai("check", alike, "--json")
    assert similar(answer) == [""] * 4
    assert "没有互相核对内容雷同" in answer.err
    assert similar(gongkai("check", alike, "--json", "--siblings"))[0]


def test_the_findings_are_written_as_excel_and_as_marked_copies(
    gongkai: Any, bad: Path, good: Path, odd: Path
) -> None:
    excel, folder = bad.parent / "清单.xlsx", bad.parent / "标记" / "稿"
    answer = gongkai("check", bad, good, odd, "--excel", excel, "--marked", folder)
    assert answer.code == 2
    files = [row[0].value for row in openpyxl.load_workbook(excel)["汇总"].iter_rows(min_row=2)]
    assert files == [str(bad), str(good), str(odd)]
    assert sorted(path.name for path in folder.iterdir()) == ["好.html", "错.html"]
    assert "表三·1.属于国家秘密" in (folder / "错.html").read_text(encoding="utf-8")


def test_nothing_is_overwritten_unless_told_and_that_is_said_before_the_work(gongkai: Any, bad: Path) -> None:
    excel, folder = bad.parent / "清单.xlsx", bad.parent / "标记"
    excel.write_bytes(b"mine")
    answer = gongkai("check", bad, "--excel", excel)
    assert (answer.code, answer.out, excel.read_bytes()) == (2, "", b"mine")
    assert "已经存在，没有覆盖" in answer.err
    assert gongkai("check", bad, "--excel", excel, "--force").code == 1
    assert excel.read_bytes()[:2] == b"PK"
    assert gongkai("check", bad, "--marked", folder).code == 1
    assert gongkai("check", bad, "--marked", folder).code == 2
    assert gongkai("check", bad, "--marked", folder, "--force").code == 1


def test_a_report_of_before_2019_has_no_marked_copy_and_that_is_said(gongkai: Any, tmp_path: Path) -> None:
    old = written(tmp_path / "旧.txt", OLD)
    answer = gongkai("check", old, "--marked", tmp_path / "稿")
    assert answer.code == 2
    assert "没有写标记稿" in answer.err
    assert list((tmp_path / "稿").iterdir()) == []
