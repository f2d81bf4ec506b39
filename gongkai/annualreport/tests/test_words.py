"""Levels told by names, and the checks of a report's words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.annualreport.check import check
from gongkai.annualreport.check.levels import level_in_words, level_of
from gongkai.annualreport.report import UNREAD, Report

DONE = "（五）监督保障情况\n年度工作考核为优秀，社会评议满意，没有责任追究情况。"


def said(report: Report, *rules: str) -> list[str]:
    return [found.message for found in check(report) if found.rule in rules and found.assessable]


def overview(text: str, *, organ: str = "清河镇人民政府", year: int = 2022) -> Report:
    report = Report.empty(organ, year)
    return replace(report, sections={report.format.sections[0]: text})


@pytest.mark.parametrize(
    ("organ", "level"),
    [
        ("平凉市崆峒区崆峒镇人民政府", "township"),
        ("崆峒镇", "township"),
        ("湖口县大垅乡", "township"),
        ("某某区中街街道办事处", "township"),
        ("平武县统计局", "county"),
        ("镇平县人民政府", "county"),
        ("景德镇市昌江区人民政府", "county"),
        ("新疆维吾尔自治区尼勒克县", "county"),
        ("平潭综合实验区", "county"),
        ("景德镇市人民政府", None),
        ("新乡市城乡建设局", None),
        ("平凉市乡村振兴局", None),
        ("甘南藏族自治州人民政府", "city"),
        ("上海市人民政府办公厅", "province"),
        ("甘肃省人民政府", "province"),
        ("内蒙古自治区人民政府", "province"),
        ("国家某某局", None),
        ("", None),
    ],
)
def test_the_name_tells_the_level_or_nothing(organ: str, level: str | None) -> None:
    assert level_of(organ) == level


def test_a_report_without_a_name_may_tell_its_level_in_words() -> None:
    assert level_in_words("现结合我镇实际汇报如下。") == "township"
    assert level_in_words("我县各部门") == "county"
    assert level_in_words("我局认真落实乡村振兴部署。") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（五）监督保障情况\n加强检查。", "工作考核、社会评议、责任追究"),
        ("（三）管理情况\n纳入年终考核。\n（五）监督保障情况\n开展社会评议。", "工作考核、责任追究"),
        (DONE, None),
    ],
)
def test_a_government_reports_assessment_appraisal_and_accountability(
    text: str, expected: str | None
) -> None:
    messages = said(overview(text), "S1-SUPERVISION")
    assert bool(messages) == bool(expected)
    assert all(f"没有写{expected}的结果" in message for message in messages)


def test_a_department_need_not_report_assessment() -> None:
    assert said(overview("加强检查。", organ="平武县统计局"), "S1-SUPERVISION") == []


def test_a_long_overview_is_doubted_without_counting_headings_and_blanks() -> None:
    exactly = "（一）主动公开情况\n" + "字" * 1000 + " \n"
    assert said(overview(exactly), "S1-LEN") == []
    [message] = said(overview(exactly + "长"), "S1-LEN")
    assert "共1001字" in message


@pytest.mark.parametrize("text", ["无", "无。", "  没有 ", "/"])
def test_the_word_none_is_no_content_of_sections_one_and_five(text: str) -> None:
    report = Report.empty("清河镇", 2022)
    sections = {report.format.sections[0]: text, report.format.sections[4]: text}
    assert len(said(replace(report, sections=sections), "S-EMPTY")) == 2
    assert said(replace(report, sections=dict.fromkeys(sections, "无重大问题，继续改进。")), "S-EMPTY") == []


def test_a_section_that_was_not_found_is_told_from_one_left_empty() -> None:
    report = replace(Report.empty("清河镇", 2022), unread=("没有找到“六、其他需要报告的事项”这一部分。",))
    assert "没有找到这一部分" in said(report, "S6")[0]
    report = replace(report, unread=("没有找到“一、总体情况”这一部分。",))
    assert any("没有找到“一、总体情况”" in message for message in said(report, "S-EMPTY"))
    assert any(not found.assessable for found in check(report) if found.rule == "X-1")


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("坚持“以公开为原则,不公开为例外”。", True),
        ("坚持以公开为原则、不公开为例外。", True),
        ("坚持以公开为常态、不公开为例外。", False),
        ("根据国务院令第492号编制。", True),
        ("根据国务院令第711号编制。", False),
    ],
)
def test_wording_of_before_2019_is_noted_and_no_more(text: str, doubted: bool) -> None:
    notes = [found for found in check(overview(text)) if found.rule == "S-WORDING"]
    assert [found.severity for found in notes] == ["info"] * doubted


def test_an_empty_section_six_asks_for_the_word_none() -> None:
    report = Report.empty("清河镇", 2022)
    assert "请写“无”" in said(report, "S6")[0]
    assert said(replace(report, sections={report.format.sections[5]: "无"}), "S6") == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("共收到政府信息公开申请3件。", "新收申请"),
        ("本年度全区共收到3件申请。", "新收申请"),
        ("收到依申请公开3件，", "新收申请"),
        ("上年结转申请3件。", "上年结转"),
        ("及时依法依规办结3件，3件结转下年度继续办理。", "办理结果总计"),
        ("2022年，结转下年度继续办理3件。", "结转下年度"),
        ("其中：予以公开3件；", "予以公开"),
        ("予以公开及部分公开3件，", "予以公开及部分公开"),
        ("不予公开3件，", "不予公开"),
        ("发生行政复议案件3件、行政诉讼案件0件。", "行政复议"),
        ("制发行政规范性文件3件。", "制发规范性文件"),
        ("现行有效行政规范性文件3件", "现行有效规范性文件"),
    ],
)
def test_a_quoted_total_that_the_table_does_not_show_is_doubted(text: str, what: str) -> None:
    messages = said(overview(text), "X-1")
    assert any(f"写{what}3件，表格中为0件" in message for message in messages)


@pytest.mark.parametrize(
    "text",
    [
        "2021年共收到政府信息公开申请9件。",
        "收到申请数比上年增加9件。",
        "通过网站收到申请9件。",
        "受理群众投诉9件。",
        "主动公开政府信息9条。",
        "办结建议提案9件。",
        "历年累计收到申请9件。",
        "收到自然人申请9件。",
    ],
)
def test_other_years_channels_and_matters_are_left_alone(text: str) -> None:
    assert said(overview(text), "X-1") == []


def test_a_wrong_total_quoted_twice_is_told_once() -> None:
    assert len(said(overview("收到政府信息公开申请3件。共收到政府信息公开申请3件。"), "X-1")) == 1


def test_a_quote_is_not_held_against_an_unread_cell() -> None:
    report = replace(overview("共收到政府信息公开申请3件。"), marks={"表3/new/总计": UNREAD})
    assert said(report, "X-1") == []
    [unknown] = [found for found in check(report) if found.rule == "X-1"]
    assert (unknown.assessable, unknown.severity) == (False, "info")
    assert "新收申请" in unknown.message


@pytest.mark.parametrize(
    "text",
    [
        "共发布380条财政信息，其中专项资金152条，预决算197条（政府32条、部门165条）、“三公”经费27条、债券4条。",
        "发布信息59条(其中,领导信息1条,规划计划1条,法规公文2条,工作进展等48条,其它信息7条)。",
        "收到申请3件，其中自然人2件。",
    ],
)
def test_lists_that_add_up_or_name_only_some_are_left_alone(text: str) -> None:
    assert said(overview(text), "X-3") == []
