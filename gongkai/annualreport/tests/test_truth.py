"""Against TRUTH.tsv: which rule finds each real error of the published reports, and that nothing true is doubted.

The verdicts on the sums of tables are compared one by one in test_corpus; here every `no` row has its rule.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from gongkai.annualreport.check import check
from gongkai.annualreport.findings import Finding
from gongkai.annualreport.read import read_report
from gongkai.annualreport.report import Report
from gongkai.annualreport.tests.test_corpus import RULE_OF_CHECK, TRUTHS, where

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
pytestmark = pytest.mark.corpus
PINGTAN_2013 = "2013_FUJIAN-PINGTAN-XIAN.txt"
PINGTAN = "{}_FUJIAN-PINGTAN-ZONGHE-SHIYANQU.txt"
SHANGHAI = "2019_SHANGHAI-SHI-ZHENGFU-BANGONGTING.html"
HUAIAN = "2023_JIANGSU-HUAIAN-HONGZE-QU.pdf"
MUGANG = "2019_GUIZHOU-LIUZHI-MUGANG-ZHEN.partial.txt"
MASHUI = "2019_HUNAN-LEIYANG-MASHUI-ZHEN.partial.txt"
SONGMUTANG = "2022_HUNAN-TAOJIANG-SONGMUTANG-ZHEN.partial.txt"
CHI = "2022_SHAANXI-JIAXIAN-CHI-ZHEN.partial.txt"
NILEKE = "2023_XINJIANG-NILEKE-ZHEN.partial.txt"

# file and check of a `no` row of TRUTH.tsv -> the rule that finds it, and what its place says.
FOUND_BY = {
    (PINGTAN_2013, "text:1853条=分类和"): ("X-3", "1853条"),
    (PINGTAN_2013, "table:主动公开1853=网站1713+公报0"): ("ST-1", "主动公开信息数·本年度"),
    (PINGTAN_2013, "table:累计5395=5017+7"): ("ST-1", "主动公开信息数·历年累计"),
    (PINGTAN_2013, "text:网上申请3信函4=表"): ("ST-2", "网上申请"),
    (PINGTAN_2013, "text:统计期限齐全"): ("D-PERIOD", "统计期限"),
    (PINGTAN.format(2019), "text:2599条=分项和"): ("X-3", "2599条"),
    (MUGANG, "table2:规章 新公开<=新制作<=对外公开总数"): ("T2-2", "规章·本年新制作数量"),
    (MASHUI, "text:咨询372=331+61"): ("X-3", "372人次"),
    (MASHUI, "text:统计期限可读"): ("D-PERIOD", "统计期限"),
    (SHANGHAI, "text:予以公开及部分公开258=表三(一)+(二)"): ("X-1", "予以公开及部分公开"),
    (SHANGHAI, "text:无法提供265=表三(四)"): ("X-1", "无法提供"),
    (SHANGHAI, "text:分项合计=答复数"): ("X-3", "办理结果"),
    (SHANGHAI, "text:复议7诉讼9均获维持=表四"): ("X-1", "均获维持"),
    (PINGTAN.format(2022), "text:收到75件(自然人72 企业3)=表三新收"): ("X-1", "新收申请"),
    (SONGMUTANG, "semantics:乡镇有规章制发2件"): ("T2-2", "规章·本年制发件数"),
    (CHI, "structure:2022年度应为2021格式"): ("FORMAT", "第二部分"),
    (PINGTAN.format(2023), "text:现行有效规范性文件393=表二470"): ("X-1", "现行有效规范性文件"),
    (PINGTAN.format(2023), "cross-year:现行有效2023=2022有效+制发-废止"): ("T2-1", "现行有效件数"),
    (HUAIAN, "structure:表三用2021格式(其他处理三小项)"): ("FORMAT", "第三部分"),
    (NILEKE, "semantics:乡镇现行有效规章6"): ("T2-2", "规章·现行有效件数"),
}
# The digits run together, and one way to cut them makes the sum come out: 69 3 665, then 665 + 88 − 55 = 698.
# So it is said not to be assessable, with that way, and not called wrong.
NOT_DECIDED = {
    (PINGTAN.format(2022), "cross-year:现行有效2022=2021有效+制发-废止"): (
        "T2-1",
        "读作88、55、698时关系成立",
    )
}
# What the words of a report are doubted for beyond the rows of TRUTH.tsv, and rightly.
ALSO_RIGHT = {
    (PINGTAN_2013, "ST-2", "信函申请"),  # the other half of 网上申请3信函4
    (SHANGHAI, "X-4", "258件占比"),  # the note of its X-1 row says the same
}
OF_WORDS = ("X-1", "X-3", "X-4", "ST-1", "ST-2", "ST-3", "D-PERIOD", "D-DATE", "D-YEAR", "SIM-1")


@cache
def published(name: str) -> Report:
    return read_report(CORPUS / "reports" / name)


@cache
def findings(name: str) -> tuple[Finding, ...]:
    last = CORPUS / "reports" / name.replace(name[:4], str(int(name[:4]) - 1), 1)
    return check(published(name), previous=published(last.name) if last.exists() else None)


def rows(holds: str) -> list[tuple[str, str]]:
    if not CORPUS.exists():
        return []
    with (CORPUS / "TRUTH.tsv").open(encoding="utf-8") as file:
        table = csv.DictReader(file, delimiter="\t")
        return [(row["file"], row["check"]) for row in table if row["holds"] == holds]


def of_tables(name: str, text: str) -> tuple[str, str] | None:
    """The rule and place of a row that is a sum of a table: row_total[(一)] → T3-3, its row."""
    kind, _, place = text.rstrip("]").partition("[")
    if kind not in RULE_OF_CHECK:
        return None
    return RULE_OF_CHECK[kind], where(published(name), kind, place)


@pytest.mark.parametrize(("name", "text"), rows("no"))
def test_every_real_error_is_found_by_its_rule(name: str, text: str) -> None:
    if (name, text) in NOT_DECIDED:
        rule, way = NOT_DECIDED[name, text]
        assert any(f.rule == rule and not f.assessable and way in f.message for f in findings(name))
        return
    rule, place = of_tables(name, text) or FOUND_BY[name, text]
    found = [f for f in findings(name) if f.assessable and f.rule == rule and place in f.where]
    assert found
    assert all(f.quote for f in found if rule in ("X-1", "X-3", "D-PERIOD"))


@pytest.mark.parametrize("name", sorted({name for name, _ in rows("yes")}))
def test_no_true_sum_is_called_wrong(name: str) -> None:
    true = {of_tables(name, text) for file, text in rows("yes") if file == name} - {None}
    said = {(found.rule, found.where) for found in findings(name) if found.assessable}
    assert not true & said


@pytest.mark.parametrize("name", sorted({name for name, _ in (*rows("yes"), *rows("no"))}))
def test_the_words_of_a_report_are_doubted_for_nothing_else(name: str) -> None:
    right = {key for (file, _), key in FOUND_BY.items() if file == name}
    right |= {(rule, place) for file, rule, place in ALSO_RIGHT if file == name}
    said = [found for found in findings(name) if found.rule in OF_WORDS and found.assessable]
    assert [f.message for f in said if not any(f.rule == rule and p in f.where for rule, p in right)] == []


def test_the_table_is_of_rows_that_are_there() -> None:
    assert FOUND_BY.keys() | NOT_DECIDED.keys() <= set(rows("no"))
    assert TRUTHS.keys() <= {name for name, _ in (*rows("yes"), *rows("no"))}
