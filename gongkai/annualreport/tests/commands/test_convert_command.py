"""`gongkai report convert`: other kinds of files, the other format, and where they go."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from gongkai.annualreport import read
from gongkai.annualreport.report import digest
from gongkai.annualreport.tests.commands.calling import OLD, written
from gongkai.annualreport.tests.test_merge import town, with_cell
from gongkai.annualreport.tests.test_read_text import as_lines, sample


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "pdf", "json"])
def test_a_report_is_converted_to_every_kind_and_back(
    gongkai: Any, good: Path, tmp_path: Path, kind: str
) -> None:
    target = tmp_path / f"新.{kind}"
    answer = gongkai("convert", good, "--to", kind, "-o", target)
    assert (answer.code, answer.err) == (0, "")
    assert f"{good} → {target}" in answer.out
    if kind == "json":
        assert json.loads(target.read_text(encoding="utf-8"))["digest"] == digest(sample())
    else:
        assert digest(read(target)) == digest(sample())


def test_the_format_changes_only_when_asked_and_losses_are_listed(gongkai: Any, tmp_path: Path) -> None:
    report = with_cell(town("清河", 2020), "表2/行政许可/处理决定数量", 12)
    old = written(tmp_path / "旧.html", report)
    assert gongkai("convert", old, "--to", "html", "-o", tmp_path / "一.html").code == 0
    assert read(tmp_path / "一.html").format.name == "2019"
    answer = gongkai("convert", old, "--to", "html", "--format", "2021", "-o", tmp_path / "二.html")
    assert answer.code == 1
    assert "没能带过去：表二·行政许可·处理决定数量（12）" in answer.out
    assert read(tmp_path / "二.html").format.name == "2021"


def test_files_go_beside_their_own_or_into_a_folder_and_no_name_comes_twice(
    gongkai: Any, tmp_path: Path
) -> None:
    for folder in ("东", "西"):
        written(tmp_path / folder / "年报.txt", as_lines(sample()))
    assert gongkai("convert", tmp_path / "东", tmp_path / "西", "--to", "json").code == 0
    assert all((tmp_path / folder / "年报.json").exists() for folder in ("东", "西"))
    texts = [tmp_path / folder / "年报.txt" for folder in ("东", "西")]
    assert gongkai("convert", *texts, "--to", "json", "--into", tmp_path / "新" / "夹").code == 0
    assert sorted(path.name for path in (tmp_path / "新" / "夹").iterdir()) == ["年报-2.json", "年报.json"]


@pytest.mark.process
def test_members_of_an_archive_need_a_folder_and_stay_in_it(gongkai: Any, good: Path, tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(good, "../../外/年报.txt")
    answer = gongkai("convert", path, "--to", "json")
    assert answer.code == 2
    assert "--into" in answer.err
    assert gongkai("convert", path, "--to", "json", "--into", tmp_path / "夹").code == 0
    assert [file.name for file in (tmp_path / "夹").iterdir()] == ["年报.json"]


def test_one_name_is_not_for_many_files(gongkai: Any, good: Path, bad: Path, tmp_path: Path) -> None:
    answer = gongkai("convert", good, bad, "--to", "json", "-o", tmp_path / "x.json")
    assert answer.code == 2
    assert "有2个文件" in answer.err and "--into" in answer.err


def test_a_file_that_is_there_is_kept_and_the_others_are_written(gongkai: Any, good: Path, bad: Path) -> None:
    there = good.with_suffix(".json")
    there.write_bytes(b"mine")
    answer = gongkai("convert", good, bad, "--to", "json")
    assert answer.code == 2
    assert there.read_bytes() == b"mine"
    assert "已经存在，没有覆盖" in answer.err
    assert bad.with_suffix(".json").exists()
    assert gongkai("convert", good, "--to", "json", "--force").code == 0
    assert json.loads(there.read_bytes())["year"] == 2021


def test_what_cannot_be_read_or_has_no_official_form_is_named(
    gongkai: Any, odd: Path, tmp_path: Path
) -> None:
    old = written(tmp_path / "旧.txt", OLD)
    answer = gongkai("convert", odd, old, "--to", "html", "--into", tmp_path / "夹")
    assert answer.code == 2
    assert f"{odd}：没有转换。" in answer.err
    assert "只能写成 json" in answer.err
    assert "不能换成“2021”年表式" in gongkai("convert", old, "--to", "json", "--format", "2021").err
