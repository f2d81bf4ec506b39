"""Against published reports with complete tables: every cell, in every form the report is given in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gongkai.annualreport.read import read_report
from gongkai.annualreport.report import UNREAD, cells_json

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
pytestmark = pytest.mark.corpus
GOLD: dict[str, Any] = (
    json.loads((CORPUS / "GOLD.json").read_text(encoding="utf-8")) if CORPUS.exists() else {}
)
RUN_TOGETHER = tuple(name for name in GOLD if "PINGTAN" in name and name.endswith(".txt"))


@pytest.mark.parametrize("name", GOLD)
def test_every_cell_of_tables_3_and_4_is_read_from_every_form(name: str) -> None:
    report = read_report(CORPUS / "reports" / name)
    cells = cells_json(report)
    assert report.format.name == GOLD[name]["format"]
    assert cells["table3"] == GOLD[name]["table3"]
    assert cells["table4"] == GOLD[name]["table4"]


@pytest.mark.parametrize("name", GOLD)
def test_nothing_of_tables_3_and_4_is_called_unread(name: str) -> None:
    report = read_report(CORPUS / "reports" / name)
    assert [said for said in report.unread if "表三" in said or "表四" in said] == []
    unread = {place for place, mark in report.marks.items() if mark == UNREAD}
    assert not [place for place in unread if not place.startswith("表2/")]


def test_the_report_of_two_formats_is_read_in_both() -> None:
    report = read_report(CORPUS / "reports" / "2023_JIANGSU-HUAIAN-HONGZE-QU.pdf")
    assert (report.format.table2_name, report.format.name) == ("2021", "2019")
    assert report.unread == ()
    assert len(report.table3) == 23
    assert {origin.page for origin in report.origins.values()} > {2, 3}


@pytest.mark.parametrize("name", RUN_TOGETHER)
def test_what_is_run_together_in_table_2_is_named_and_never_guessed(name: str) -> None:
    report = read_report(CORPUS / "reports" / name)
    unread = {place for place, mark in report.marks.items() if mark == UNREAD}
    assert unread
    assert all(any(place.split("/")[1] in said for said in report.unread) for place in unread)


@pytest.mark.parametrize(
    ("name", "organ", "year", "issuer", "dated"),
    [
        ("2018_GUANGDONG-SUIXI-JIANXIN-ZHEN.txt", "建新镇", 2018, "遂溪县建新镇人民政府", "2018-12-31"),
        ("2019_HUNAN-LEIYANG-MASHUI-ZHEN.partial.txt", "马水镇", 2019, "", "None"),
        ("2019_GUIZHOU-LIUZHI-MUGANG-ZHEN.partial.txt", "木岗镇人民政府", 2019, "", "None"),
        ("2020_JIANGXI-HUKOU-DALONG-XIANG.partial.txt", "湖口县大垅乡", 2020, "", "None"),
        ("2021_SICHUAN-MIANYANG-PINGWU-TONGJIJU.partial.txt", "", 2021, "", "None"),
        ("2022_HUNAN-TAOJIANG-SONGMUTANG-ZHEN.partial.txt", "桃江县松木塘镇人民政府", 2022, "", "None"),
        ("2022_SHAANXI-JIAXIAN-CHI-ZHEN.partial.txt", "螅镇", 2022, "", "None"),
        ("2023_XINJIANG-NILEKE-ZHEN.partial.txt", "", 2023, "", "None"),
        ("2023_JIANGSU-SUQIAN-SHUYANG-XIAN-FAGAIJU.html", "沭阳县发展和改革局", 2023, "沭阳县发展和改革局", "2024-01-17"),
        ("2023_JIANGSU-HUAIAN-HONGZE-QU.pdf", "洪泽区人民政府", 2023, "", "None"),
    ],
)  # fmt: skip
def test_whose_report_it_is_is_read_even_from_a_part_of_it(
    name: str, organ: str, year: int, issuer: str, dated: str
) -> None:
    report = read_report(CORPUS / "reports" / name)
    assert (report.organ, report.year, report.issuer, str(report.dated)) == (organ, year, issuer, dated)


def test_a_table_that_is_not_in_the_part_is_named_once() -> None:
    report = read_report(CORPUS / "reports" / "2020_JIANGXI-HUKOU-DALONG-XIANG.partial.txt")
    assert len([said for said in report.unread if "表三" in said]) == 1
    assert report.table2["规章"] == {"本年新制作数量": 0, "本年新公开数量": 0, "对外公开总数量": 0}
