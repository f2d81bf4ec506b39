"""X-1, X-3, X-4: true sentences of many wordings stay silent, false ones are found with their sentence and cells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.annualreport.check import check
from gongkai.annualreport.report import UNREAD
from gongkai.annualreport.tests.telling import said_of, telling_report

QUOTING = ("X-1", "X-3", "X-4")
TRUE = """
2023年，全县共收到政府信息公开申请75件，其中自然人70件、商业企业5件。
本年新收政府信息公开申请75件，上年结转3件，共办理78件，办结75件，结转下年度继续办理3件。
全县各级行政机关共受理依申请公开75件，同比增长12.3%，已办结75件，其中予以公开40件，部分公开8件，不予公开5件，无法提供19件，不予处理2件，其他处理1件。
2023年收到依申请公开申请75件，2022年收到60件。
去年收到申请60件，今年收到申请75件，增加15件。
其中，县政府办公室收到申请20件，各部门收到申请55件。
县本级收到政府信息公开申请20件。
通过网络收到申请50件，信函收到25件。
全年共收到群众来信申请危房改造12件。
受理低保申请230件，办结225件。
共受理行政许可申请1200件，办结1180件。
收到12345热线工单8567件，办结8500件，答复率100%。
答复网民留言230件，答复咨询120条。
办结人大建议32件、政协提案45件。
因政府信息公开引起的行政复议2件、行政诉讼4件。
共发生政府信息公开类行政复议案件2件，行政诉讼案件4件，其中未经复议直接起诉3件，复议后起诉1件。
县司法局办理行政复议案件356件，行政应诉案件78件。
全年共审理行政复议案件120件。
全年制发行政规范性文件12件，废止5件，现行有效60件。
公开行政规范性文件36件，政策解读24篇。
主动公开政府信息3456条，其中通过政府网站公开2000条，通过政务新媒体公开1800条。
主动公开信息100条，其中规范性文件10条，发布政务微博300条，回复留言40条。
公文属性认定：主动公开35件，依申请公开20件，不予公开9件。
拟制公文时明确主动公开文件35件、依申请公开12件、不予公开8件。
收到各单位报送主动公开信息120条。
全年收到政府信息公开申请七十五件，办结七十五件。
收到政府信息公开申请 75 件。
收到政府信息公开申请75宗（含网上申请50宗）。
共收到公民、法人和其他组织提出的政府信息公开申请75件，均按时办结。
2023年度共接收申请75件（自然人70件，企业5件）。
予以公开、部分公开48件。
行政复议、行政诉讼共6件。
行政复议2件，维持1件，尚未审结1件。
受理申请75件，答复75件（含上年结转3件）。
依申请公开方面，全年办理依申请公开申请78件。
未发生因政府信息公开工作败诉的行政诉讼案件。
未发生因政府信息公开被行政复议纠正的情况。
未收到涉及商业秘密的政府信息公开申请。
未收到通过传真提交的政府信息公开申请。
作出行政许可决定345件，行政处罚决定67件，行政强制决定8件。
本年收取行政事业性收费123.45万元。
截至2023年6月底，共收到政府信息公开申请30件。
上半年收到申请30件，下半年收到申请45件。
近三年共收到政府信息公开申请200件。
历年累计收到政府信息公开申请960件。
2023年累计收到政府信息公开申请75件。
全年累计公开信息300条，其中机构职能10条、规划计划20条、其他270条。
发布信息60条，其中:政策文件20条；工作动态25条；其他15条。
共收到信息公开申请75件，较上年增加15件，增长25%。
全县共收到政府信息公开申请75件，按照申请人分：自然人70件，占93.3%；商业企业5件，占6.7%。
从答复结果看，予以公开40件，占53.3%；部分公开8件，占10.7%；不予公开5件，占6.7%；无法提供19件，占25.3%；不予处理2件，占2.7%；其他处理1件，占1.3%。
收到政府信息公开申请75件，其中，当面申请5件，网络申请50件，信函申请20件。
共办理政府信息公开申请75件，其中本机关不掌握相关政府信息15件，没有现成信息需要另行制作4件，信访举报投诉类申请2件。
在收到的75件申请中，涉及征地拆迁40件，涉及教育20件，其他15件。
依申请公开的75件申请中，自然人申请70件，商业企业申请5件。
结转下年度3件。
3件申请结转至2024年办理。
上年度结转3件，本年度新收75件。
无行政强制执行案件。
全年无因政府信息公开收取费用的情况。
开展培训5次，参训人员320人次，其中县直部门200人次，乡镇120人次。
全年召开新闻发布会3场，政务新媒体发布信息8000条，其中微信5000条，微博2500条，抖音1500条。
依申请公开件办结率100%。
政府网站公开行政处罚信息58条、行政许可信息302条。
制定《清河县规范性文件管理办法》等3件规范性文件。
对2件行政规范性文件予以废止。
发生行政复议2起、行政诉讼4起，均无败诉。
2023年收到政府信息公开申请78件（含上年结转3件），已办结75件。
县政府作为行政复议机关，受理政府信息公开行政复议案件35件。
办理涉及土地征收的行政复议案件15件。
公开行政许可决定302条、行政处罚决定58条。
主动公开2000条，其中网站1200条，占60%，微信800条，占40%；收到申请75件，予以公开40件，占53.3%，部分公开8件，占10.7%，无法提供19件，占25.3%。
对全县规范性文件进行清理，废止5件，继续有效60件。
2023年，全县各级各部门共收到政府信息公开申请75件，比2022年增加15件，上年结转3件，全部按时答复。
主要诉求为土地征收40件、房屋拆迁20件、其他15件。
全年共收到申请公开政府信息75件。
共收到公民关于公开征地批复等政府信息的申请75件。
全年受理依申请公开75件次，答复75件次。
政府信息公开行政复议案件2件，行政诉讼案件4件，其中一审3件、二审1件。
我局全年收到依申请公开75件，均在法定期限内答复，无行政复议和行政诉讼败诉案件。
根据申请人类型统计，自然人70件，商业企业5件。
2023年1-12月，共收到政府信息公开申请75件。
1月1日至12月31日，共收到政府信息公开申请75件。
向县档案馆移交政府信息120件，收到答复100件。
公开办对12件申请进行了会商，答复12件。
全年共收到网上咨询320件，办结320件，公开答复310件。
全年办理不予公开决定5件。
对申请人依法不予公开5件，无法提供19件。
政府常务会议审议规范性文件12件，合法性审核规范性文件30件。
全年备案规范性文件25件。
制定政府信息公开制度3项，修订2项。
行政事业性收费123万元，信息处理费0元。
行政事业性收费为1234500元。
各乡镇收到申请20件，办结20件；县直部门收到申请55件，办结55件。
""".strip().splitlines()
FALSE = """
本年收取行政事业性收费123.45元。
行政事业性收费收入共计223万元。
2023年，全县共收到政府信息公开申请76件。
本年新收政府信息公开申请74件，上年结转4件。
全县收到依申请公开事项80件，办结80件。
共受理政府信息公开申请七十六件。
结转下年度办理5件。
予以公开41件，部分公开8件。
申请中，不予公开6件。
无法提供20件。
因政府信息公开引起的行政复议3件、行政诉讼4件。
政府信息公开类行政复议2件、行政诉讼5件。
2023年未收到政府信息公开申请。
全年无政府信息公开申请。
本年度没有发生因政府信息公开引起的行政复议和行政诉讼。
未发生政府信息公开行政复议、行政诉讼案件。
因信息公开引发行政复议2件，均维持。
制发行政规范性文件13件。
现行有效行政规范性文件61件。
废止行政规范性文件6件。
作出行政许可决定346件。
收到政府信息公开申请75件，其中自然人73件、商业企业2件。
收到申请75件，其中自然人申请74件。
没有申请结转下年度。
公开申请方面，共收到政府信息公开申请76件，答复政府信息公开申请74件。
""".strip().splitlines()


@pytest.mark.parametrize("section", [0, 2, 5])
@pytest.mark.parametrize("text", TRUE)
def test_a_true_sentence_stays_silent_in_every_section(text: str, section: int) -> None:
    assert [found.message for found in said_of(text, *QUOTING, section=section)] == []


@pytest.mark.parametrize("text", FALSE)
def test_a_number_that_the_tables_do_not_show_is_found(text: str) -> None:
    found = said_of(text, "X-1")
    assert found
    assert all(one.quote == text and one.places and one.where.startswith("一、总体情况") for one in found)


def test_true_sentences_together_stay_silent() -> None:
    assert [found.message for found in said_of("\n".join(TRUE), *QUOTING)] == []


@pytest.mark.parametrize(
    ("text", "what", "expected", "number", "reading"),
    [
        ("共收到政府信息公开申请78件。", "新收申请", 75, 78, "新收加上年结转"),
        ("共收到政府信息公开申请70件。", "新收申请", 75, 70, "只计自然人"),
        ("收到申请75件，无法提供15件。", "无法提供", 19, 15, "只计本机关不掌握"),
        ("政府信息公开行政诉讼3件。", "行政诉讼", 4, 3, "只计未经复议直接起诉"),
        ("予以公开及部分公开40件。", "予以公开及部分公开", 48, 40, "只计予以公开"),
    ],
)
def test_a_number_right_in_another_sense_names_the_sense(
    text: str, what: str, expected: int, number: int, reading: str
) -> None:
    [found] = said_of(text, "X-1")
    assert (found.where, found.expected, found.found) == (f"一、总体情况·{what}", expected, number)
    assert f"口径可能为{reading}" in found.message
    assert found.severity == "warning"


def test_a_sense_that_the_sentence_gives_itself_is_no_doubt() -> None:
    assert said_of("共收到政府信息公开申请78件（含上年结转3件）。", "X-1") == []
    assert len(said_of("共收到政府信息公开申请79件（含上年结转3件）。", "X-1")) == 1


def test_chinese_numerals_and_thousands_are_numbers() -> None:
    assert [f.found for f in said_of("共收到政府信息公开申请一百零五件。", "X-1")] == [105]
    assert [f.found for f in said_of("共收到政府信息公开申请1,234件。", "X-1")] == [1234]
    assert [f.found for f in said_of("共收到政府信息公开申请１２件。", "X-1")] == [12]


@pytest.mark.parametrize("text", ["共收到政府信息公开申请近80件。", "共收到政府信息公开申请80余件。"])
def test_numbers_that_are_not_exact_are_left_alone(text: str) -> None:
    assert said_of(text, "X-1") == []


@pytest.mark.parametrize(
    "text",
    [
        "全年未收到政府信息公开申请。",
        "没有公民、法人和其他组织向我县申请公开政府信息。",
        "全年未接到公民、法人或者其他组织的政府信息公开申请。",
    ],
)
def test_none_received_is_a_number_too(text: str) -> None:
    [found] = said_of(text, "X-1")
    assert (found.expected, found.found) == (75, 0)
    assert "写没有新收申请，表格中为75件" in found.message


def test_endings_of_reviews_and_lawsuits_are_compared_with_table_4() -> None:
    text = "因政府信息公开引发行政复议2件、行政诉讼4件，均已审结。"
    [found] = said_of(text, "X-1")
    assert found.places == ("表4/行政复议/尚未审结",)
    assert "尚未审结1件" in found.message
    [found] = said_of("因政府信息公开引发行政复议2件，维持2件。", "X-1")
    assert (found.where, found.expected, found.found) == ("一、总体情况·行政复议·结果维持", 1, 2)


def test_a_long_sentence_is_quoted_around_the_number_and_as_published() -> None:
    text = "一是认真学习条例，" * 20 + "全年共收到政府信息公开申请76件，" + "二是加强公开平台建设，" * 20
    [found] = said_of(text, "X-1")
    assert len(found.quote) <= 120
    assert "申请76件" in found.quote
    assert found.quote in text


def test_blank_totals_stand_for_the_sum_of_their_row() -> None:
    report = telling_report()
    table3 = {key: (*row[:6], None) for key, row in report.table3.items()}
    report = replace(
        report, table3=table3, sections={report.format.sections[0]: "不予公开5件，无法提供19件。"}
    )
    assert [found for found in check(report) if found.rule == "X-1"] == []


def test_a_number_no_cutting_of_run_on_digits_gives_is_doubted() -> None:
    report = telling_report()
    places = tuple(f"表2/行政规范性文件/{column}" for column in report.table2["行政规范性文件"])
    report = replace(
        report,
        table2={**report.table2, "行政规范性文件": dict.fromkeys(report.table2["行政规范性文件"])},
        marks=dict.fromkeys(places, UNREAD),
        candidates={places[0]: ((77, 132, 470), (7, 713, 2470))},
        sections={report.format.sections[0]: "现行有效行政规范性文件393件，制发行政规范性文件77件。"},
    )
    [found] = [found for found in check(report) if found.rule == "X-1"]
    assert (found.found, found.places) == (393, places[2:])
    assert "可能读作470、2470" in found.message


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        ("在收到的75件申请中，涉及征地拆迁40件，涉及教育20件，其他16件。", 76, 75),
        ("发布信息60条，其中：政策文件20条；工作动态25条；其他16条。", 61, 60),
        ("全年共公开信息300条，其中机构职能10条、规划计划20条、其他260条。", 290, 300),
        ("公开的100条信息中，甲类40条，占40%；乙类20条，占20%；丙类20条，占20%；丁类10条，占10%。", 90, 100),
        (
            "答复政府信息公开申请75件。予以公开及部分公开48件；不予公开5件；无法提供19件；不予处理2件；其他处理0件。",
            74,
            75,
        ),
    ],
)
def test_lists_that_do_not_add_up_are_found(text: str, expected: int, found: int) -> None:
    [one] = said_of(text, "X-3")
    assert (one.expected, one.found, one.difference) == (expected, found, expected - found)
    assert one.quote


def test_a_share_that_fits_no_base_of_its_list_is_found() -> None:
    text = "予以公开40件，占53.3%；部分公开8件，占10.7%；不予公开5件，占16.7%；无法提供19件，占25.3%。"
    [found] = said_of(text, "X-4")
    assert found.where == "一、总体情况·5件占比"
    assert "以75件为基数，按此应为6.7%" in found.message
