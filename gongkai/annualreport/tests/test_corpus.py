"""Against published reports: what they say is read, their real errors are found, nothing else is doubted."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gongkai.annualreport.check import check
from gongkai.annualreport.formats import format_for, mixed
from gongkai.annualreport.read import read_report
from gongkai.annualreport.report import Report, cells_json

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
pytestmark = pytest.mark.corpus
GOLD: dict[str, Any] = (
    json.loads((CORPUS / "GOLD.json").read_text(encoding="utf-8")) if CORPUS.exists() else {}
)
SEED = "2020_GANSU-PINGLIANG-KONGTONG-QU-KONGTONG-ZHEN.txt"
RULE_OF_CHECK = {"row_total": "T3-3", "identity": "T3-1", "col_sum": "T3-2", "remedy": "T4-1"}
ROWS = {"一": "new", "二": "carried_in", "(一)": "granted", "(二)": "partial", "(六)": "other"}
ROWS |= {"(七)": "result_total", "四": "carried_out"}
GROUPS = {"3": "deny", "4": "unable", "5": "refuse", "6": "other"}
COURTS = {"复议": "行政复议", "直接起诉": "行政诉讼·未经复议直接起诉", "复议后起诉": "行政诉讼·复议后起诉"}

UNDOUBTED = (
    SEED,
    "2021_FUJIAN-PINGTAN-ZONGHE-SHIYANQU.txt",
    "2021_SICHUAN-MIANYANG-PINGWU-TONGJIJU.partial.txt",
    "2022_HUNAN-TAOJIANG-SONGMUTANG-ZHEN.partial.txt",
    "2023_JIANGSU-HUAIAN-HONGZE-QU.pdf",
    "2023_JIANGSU-SUQIAN-SHUYANG-XIAN-FAGAIJU.html",
)


def truths() -> dict[str, list[tuple[str, str, bool]]]:
    """The arithmetic verdicts of each report: (check, place, holds)."""
    found: dict[str, list[tuple[str, str, bool]]] = {}
    if CORPUS.exists():
        with (CORPUS / "TRUTH.tsv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                if match := re.fullmatch(r"(row_total|identity|col_sum|remedy)\[(.+)\]", row["check"]):
                    found.setdefault(row["file"], []).append((match[1], match[2], row["holds"] == "yes"))
    return found


TRUTHS = truths()


def gold_report(name: str) -> Report:
    gold, year = GOLD[name], int(name[:4])
    return replace(
        Report.empty("某某机关", year),
        format=mixed(format_for(year).name, gold["format"]),
        table2={},
        table3={key: tuple(cells) for key, cells in gold["table3"].items()},
        table4=tuple(gold["table4"]),
    )


def where(report: Report, check_name: str, place: str) -> str:
    if check_name == "row_total":
        key = ROWS.get(place) or GROUPS[place[0]] + place[2:]
        return f"表三·{report.format.row(key).label}"
    if check_name == "remedy":
        return f"表四·{COURTS[place]}"
    return "表三·" + next(column for column in report.format.table3_columns if place in column)


@pytest.mark.parametrize("name", GOLD)
def test_every_arithmetic_verdict_is_ours_too(name: str) -> None:
    report = gold_report(name)
    said = {(finding.rule, finding.where) for finding in check(report) if finding.severity == "error"}
    truth = {(RULE_OF_CHECK[c], where(report, c, place)): holds for c, place, holds in TRUTHS[name]}
    assert truth
    assert {key for key, holds in truth.items() if not holds} <= said
    assert not {key for key, holds in truth.items() if holds} & said


def test_the_format_of_the_mixed_report_is_an_error() -> None:
    said = {finding.rule: finding for finding in check(gold_report("2023_JIANGSU-HUAIAN-HONGZE-QU.pdf"))}
    assert said["FORMAT"].where == "第三部分"


@pytest.mark.parametrize("name", [name for name in GOLD if name.endswith(".txt")])
def test_the_tables_of_every_text_report_are_read_exactly(name: str) -> None:
    cells = cells_json(read_report(CORPUS / "reports" / name))
    assert cells["table3"] == GOLD[name]["table3"]
    assert cells["table4"] == GOLD[name]["table4"]


def test_the_seed_is_read_whole() -> None:
    report = read_report(CORPUS / "reports" / SEED)
    tables = [place.split("/")[0] for place, value in report.cells() if value is not None]
    assert [tables.count(table) for table in ("表2", "表3", "表4")] == [22, 161, 15]
    assert report.unread == ()
    assert (report.organ, report.year, report.format.name) == ("平凉市崆峒区崆峒镇人民政府", 2020, "2019")
    assert (report.issuer, str(report.dated)) == (report.organ, "2021-01-14")
    assert report.table2["政府集中采购"] == {"采购项目数量": 9, "采购总金额": 172425}
    assert report.amount_unit is None
    assert "主动公开信息220条" in report.sections["一、总体情况"]
    assert report.sections["六、其他需要报告的事项"] == ""


def test_the_seed_passes_with_the_warnings_it_deserves() -> None:
    found = check(read_report(CORPUS / "reports" / SEED))
    assert {(finding.rule, finding.severity) for finding in found if finding.assessable} == {
        ("T2-UNIT", "warning"),
        ("S6", "warning"),
        ("S1-SUPERVISION", "warning"),
        ("S-WORDING", "info"),  # 以公开为原则，不公开为例外
    }


@pytest.mark.parametrize(
    ("name", "rule", "severity", "place"),
    [
        ("2019_GUIZHOU-LIUZHI-MUGANG-ZHEN.partial.txt", "T2-2", "error", "本年新制作数量"),
        ("2022_HUNAN-TAOJIANG-SONGMUTANG-ZHEN.partial.txt", "T2-2", "error", "本年制发件数"),
        ("2023_XINJIANG-NILEKE-ZHEN.partial.txt", "T2-2", "error", "现行有效件数"),
        ("2022_SHAANXI-JIAXIAN-CHI-ZHEN.partial.txt", "FORMAT", "error", "第二部分"),
        ("2022_FUJIAN-PINGTAN-ZONGHE-SHIYANQU.txt", "X-1", "warning", "新收申请"),
        ("2019_FUJIAN-PINGTAN-ZONGHE-SHIYANQU.txt", "X-3", "warning", "2599条"),
        ("2019_HUNAN-LEIYANG-MASHUI-ZHEN.partial.txt", "X-3", "warning", "372人次"),
    ],
)
def test_real_errors_beyond_the_sums_are_found(name: str, rule: str, severity: str, place: str) -> None:
    found = check(read_report(CORPUS / "reports" / name))
    assert any((f.rule, f.severity) == (rule, severity) and place in f.where for f in found)


@pytest.mark.parametrize("year", [2021, 2022])
def test_the_carry_overs_of_years_in_a_row_hold(year: int) -> None:
    last, this = (CORPUS / "reports" / f"{y}_FUJIAN-PINGTAN-ZONGHE-SHIYANQU.txt" for y in (year, year + 1))
    found = check(read_report(this), previous=read_report(last))
    assert [finding for finding in found if finding.severity == "error"] == []


@pytest.mark.parametrize("name", UNDOUBTED)
def test_true_words_are_not_doubted(name: str) -> None:
    said = {found.rule for found in check(read_report(CORPUS / "reports" / name)) if found.assessable}
    assert not said & {"X-1", "X-3", "X-4", "D-PERIOD", "D-DATE", "D-YEAR"}
