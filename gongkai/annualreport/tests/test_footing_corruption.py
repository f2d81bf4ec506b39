"""One number changed in a file: the sums it breaks are found and placed, whatever kind of file it is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from gongkai.annualreport.check import check
from gongkai.annualreport.formats import format_for
from gongkai.annualreport.read import read_bytes
from gongkai.annualreport.report import Report
from gongkai.annualreport.tests.building import footed
from gongkai.annualreport.tests.generating.flattening import one_cell_a_line, tabbed
from gongkai.annualreport.write.as_docx import report_docx
from gongkai.annualreport.write.as_html import report_html
from gongkai.annualreport.write.as_xlsx import report_xlsx

MARK = 7_654_321  # stands in the file once: the cell that is changed
FILES: dict[str, Callable[[Report], bytes]] = {
    "html": lambda report: report_html(report).encode(),
    "docx": report_docx,
    "xlsx": report_xlsx,
    "text": lambda report: one_cell_a_line(report).encode(),
    "tabs": lambda report: tabbed(report).encode(),
}
COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")


def sound(year: int = 2023) -> Report:
    dice = Random(year)
    leaves = [tuple(dice.randint(0, 30) for _ in range(6)) for _ in format_for(year).leaf_rows]
    report = footed(year, leaves, (3, 0, 1, 0, 0, 2), range(12))
    title = f"某某县清河镇人民政府{year}年政府信息公开工作年度报告"
    texts = dict.fromkeys(report.format.sections, "")
    return replace(report, title=title, sections=texts, issuer=report.organ)


def changed(content: bytes, number: int) -> bytes:
    """The file with the marked number changed, in whatever part of a package it stands."""
    if not content.startswith(b"PK"):
        return content.replace(b"%d" % MARK, b"%d" % number)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info).replace(b"%d" % MARK, b"%d" % number))
    return stream.getvalue()


def broken(report: Report, kind: str, key: str, column: int) -> tuple[Report, int]:
    """The report read from a file of this kind in which one cell of table 3 is one more than it was."""
    row = list(report.table3[key])
    true, row[column] = int(row[column] or 0), MARK
    marked = replace(report, table3={**report.table3, key: tuple(row)})
    content = FILES[kind](marked)
    assert read_bytes(content).table3[key][column] == MARK
    return read_bytes(changed(content, true + 1)), true + 1


def errors(report: Report) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for finding in check(report):
        if finding.severity == "error":
            found.setdefault(finding.rule, set()).add(finding.where)
    return found


@pytest.mark.parametrize("kind", FILES)
def test_the_sound_report_has_no_broken_sum(kind: str) -> None:
    said = errors(read_bytes(FILES[kind](sound())))
    assert not set(said) & {"T3-1", "T3-2", "T3-3", "T4-1"}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize(
    ("key", "column"), [("new", 0), ("granted", 2), ("deny5", 5), ("other3", 1), ("carried_out", 3)]
)
def test_one_number_changed_is_found_in_its_row_and_column(kind: str, key: str, column: int) -> None:
    report, number = broken(sound(), kind, key, column)
    said = errors(report)
    label = report.format.row(key).label
    assert report.table3[key][column] == number
    assert any(label in where for where in said["T3-3"])
    down = said["T3-1"] if key in ("new", "carried_out") else said["T3-2"]
    assert any(COLUMNS[column] in where for where in down)
    assert len(said["T3-3"]) == 1


@pytest.mark.parametrize("kind", FILES)
def test_a_changed_total_of_results_breaks_both_sums_of_its_column(kind: str) -> None:
    report, _ = broken(sound(2020), kind, "result_total", 4)
    said = errors(report)
    assert any("法律服务机构" in where for where in said["T3-1"])
    assert any("法律服务机构" in where for where in said["T3-2"])


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("index", [0, 7, 14])
def test_one_number_of_table_4_changed_is_found_in_its_group(kind: str, index: int) -> None:
    report = sound()
    cells = list(report.table4)
    true, cells[index] = int(cells[index] or 0), MARK
    content = FILES[kind](replace(report, table4=tuple(cells)))
    (where,) = errors(read_bytes(changed(content, true + 1)))["T4-1"]
    group, _ = list(report.format.table4_cells())[index]
    assert all(part in where for part in group.name.split("/"))
