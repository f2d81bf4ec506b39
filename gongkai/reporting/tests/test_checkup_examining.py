"""Reading and checking a lot: last year's report found, nothing that hangs or crashes, all of it named."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.annualreport.report import Report
from gongkai.reporting import examining
from gongkai.reporting.examining import LATE, Examined, Outcome, examine
from gongkai.reporting.handedin import Given
from gongkai.reporting.receiving import TOO_MANY, Laid
from gongkai.reporting.tests.checkupfiles import good, html_of, wrong, zipped
from gongkai.reporting.unpacking import unpacked

pytestmark = pytest.mark.process


def lay(folder: Path, *files: tuple[str, bytes]) -> list[Given]:
    laid = []
    for position, (name, content) in enumerate(files):
        path = folder / f"{len(list(folder.iterdir()))}-{position}"
        path.write_bytes(content)
        laid.append(Laid(name, path))
    return unpacked(laid).readable


def carried_in(report: Report, number: int) -> Report:
    """The report with so many cases carried in from last year, and as many carried out again."""
    row = (number, 0, 0, 0, 0, 0, number)
    return replace(report, table3={**report.table3, "carried_in": row, "carried_out": row})


def rules(file: Examined) -> set[str]:
    return {found.rule for found in file.findings if found.assessable}


def test_every_file_has_its_verdict_in_the_order_given(tmp_path: Path):
    outcome = examine(
        lay(
            tmp_path,
            ("甲.html", html_of(good())),
            ("坏.pdf", b"%PDF-1.4 nothing"),
            ("乙.html", html_of(wrong())),
        )
    )
    first, second, third = outcome.files
    assert (first.name, first.checked.errors, first.report.organ) == ("甲.html", 0, good().organ)
    assert second.report is None and "坏.pdf" in second.checked.file and second.problem.endswith("。")
    assert "T3-2" in rules(third) and not third.report.origins


def test_last_year_s_report_is_found_by_organ_and_year(tmp_path: Path):
    mine = carried_in(good(2023), 5)
    now = lay(tmp_path, ("今年.html", html_of(mine)), ("统计.html", html_of(good(2023, "某某县统计局"))))
    before = lay(
        tmp_path,
        ("去年.html", html_of(good(2022, "某某县清河镇"))),
        ("别的镇.html", html_of(good(2022, "某某县红旗乡人民政府"))),
        ("再前年.html", html_of(good(2021))),
        ("坏.docx", b"PK\x03\x04"),
    )
    outcome = examine(now, before)
    assert "T3-4" in rules(outcome.files[0]) and "T3-4" not in rules(outcome.files[1])
    assert [note.partition("”")[0] for note in outcome.notes] == [
        "上年报告“别的镇.html", "上年报告“再前年.html", "上年报告没有用上：“坏.docx"
    ]  # fmt: skip


def test_two_years_of_an_organ_in_one_lot_are_compared(tmp_path: Path):
    files = lay(tmp_path, ("新.html", html_of(carried_in(good(2023), 5))), ("旧.html", html_of(good(2022))))
    new, old = examine(files).files
    assert "T3-4" in rules(new) and "T3-4" not in rules(old)


def test_the_reports_of_two_organs_are_never_compared(tmp_path: Path):
    now = lay(tmp_path, ("今年.html", html_of(carried_in(good(2023), 5))))
    outcome = examine(now, lay(tmp_path, ("去年.html", html_of(good(2022, "某某县红旗乡人民政府")))))
    assert "T3-4" not in rules(outcome.files[0]) and len(outcome.notes) == 1


def test_reports_with_the_same_words_are_named_beside_each_other_when_asked(tmp_path: Path):
    words = "本机关坚持把政务公开作为转变作风的抓手，围绕群众关心的事项及时发布信息，" * 12
    organs = ("某某县清河镇人民政府", "某某县统计局")
    heading = good().format.sections[0]
    copies = [replace(good(2023, organ), sections={**good().sections, heading: words}) for organ in organs]
    files = lay(tmp_path, *((f"{one.organ}.html", html_of(one)) for one in copies))
    for asked in (True, False):
        found = [{one.rule for one in file.findings} for file in examine(files, siblings=asked).files]
        assert [("SIM-2" in one) for one in found] == [asked, asked]


def test_when_the_time_is_over_the_rest_is_named_as_not_checked(tmp_path: Path):
    outcome = examine(lay(tmp_path, ("甲.html", html_of(good()))), budget=0.0)
    assert outcome == Outcome((Examined("甲.html", problem=LATE),), ())


def _crashes(file: Given) -> str:
    if file.name == "毒.html":
        os._exit(1)
    return f"{file.name}读过。"


def test_a_file_that_ends_its_process_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(examining, "read_given", _crashes)
    files = lay(tmp_path, ("一.html", b"1"), ("毒.html", b"2"), ("三.html", b"3"))
    problems = [file.problem for file in examine(files).files]
    assert problems[0] == "一.html读过。" and problems[2] == "三.html读过。"
    assert problems[1].startswith("“毒.html”：处理时程序意外终止")


def test_of_an_archive_every_file_is_named_with_its_folders_and_rubbish_is_left_out(tmp_path: Path):
    (tmp_path / "a").write_bytes(zipped({"镇/年报.html": b"1", "镇/~$年报.docx": b"2", "空.txt": b""}))
    found = unpacked(
        [Laid("包.zip", tmp_path / "a"), Laid("夹/.DS_Store", tmp_path / "b"), Laid("页_files/图.jpg", None)]
    )
    assert [given.name for given in found.readable] == ["包.zip/镇/年报.html", "包.zip/空.txt"]
    assert (
        found.notes == ["略过了2个隐藏文件、临时文件或者网页附带的文件，它们不是报告。"] and not found.refused
    )


def test_an_archive_with_too_many_files_names_some_and_counts_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("gongkai.reporting.unpacking.MOST_FILES", 2)
    monkeypatch.setattr("gongkai.reporting.unpacking._NAMED", 1)
    (tmp_path / "a").write_bytes(zipped({f"{n}.html": b"1" for n in range(5)}))
    found = unpacked([Laid("包.zip", tmp_path / "a")])
    assert len(found.readable) == 2 and [one.problem for one in found.refused] == [
        f"“包.zip/2.html”：{TOO_MANY}"
    ]
    assert found.notes == ["另有2个文件超过了一次的数量，没有检查。请分几次。"]
