"""内容雷同: copied narratives are found whatever the names and numbers, prescribed words never count."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from decimal import Decimal

from gongkai.annualreport.check import check
from gongkai.annualreport.check.neutral import neutral
from gongkai.annualreport.check.similarity import ALIKE, Likeness
from gongkai.annualreport.findings import Finding
from gongkai.annualreport.report import Report

WORDS = (
    "信息公开工作机制群众政策解读平台建设保障监督培训审核发布流程规范依法及时准确服务民生项目制度推进落实提高"
)
OWN = (
    "今年以来，{name}把村级小微权力清单搬上公示栏，逐项写明经办人和办理时限，群众扫码就能查到进度。"
    "{name}在赶集日设流动公开点，把惠农补贴发放表念给不识字的老人听，当场记下疑问并在五个工作日内回访。"
    "全年主动公开信息{number}条，其中涉农资金类占一半以上，政府网站和公示栏同步更新，差错由分管领导逐条复核。"
    "{name}还请离任的村会计担任公开监督员，每季度抽查一次账目公开情况，发现问题限期整改并在公示栏通报结果。"
)
OTHER = (
    "本年度重点推进规划和征地信息的集中公开，所有图件配上通俗说明，并在项目所在地张贴不少于十五日。"
    "依申请公开由专人登记，补正告知书附上填写示例，减少了申请人往返次数，没有出现逾期答复。"
    "办公室把常见问题整理成问答，放在政务服务大厅的查询机上，同时提供纸质资料索取，方便不会上网的居民。"
    "教育、医疗、养老三类信息单独设栏，按月检查更新情况，连续两个月没有更新的由主管领导约谈责任人。"
)
PRESCRIBED = (
    "根据《中华人民共和国政府信息公开条例》编制本报告。本报告所列数据的统计期限自2023年1月1日至12月31日。"
    "本报告由总体情况等六部分组成。如对本报告有疑问，请与办公室联系。本年度未收取信息处理费。"
) * 4


def town(name: str, body: str, year: int = 2023) -> Report:
    report = Report.empty(f"某某县{name}人民政府", year)
    words = body.format(name=name, number=random.Random(name).randint(10, 900))
    return replace(report, sections={report.format.sections[0]: words})


def said(report: Report, rule: str, **others: object) -> list[Finding]:
    return [found for found in check(report, **others) if found.rule == rule]  # type: ignore[arg-type]


def test_a_text_copied_from_another_town_is_found_with_its_passages() -> None:
    mine, theirs = town("清河镇", OWN), town("云岭乡", OWN)
    [found] = said(mine, "SIM-2", siblings=[town("红旗镇", OTHER), theirs])
    assert "“某某县云岭乡人民政府”的报告相同的占100%" in found.message
    assert found.severity == "warning"
    assert found.quote in "".join(mine.sections.values())
    assert 16 <= len(found.quote) <= 120


def test_last_years_text_with_the_numbers_changed_is_found() -> None:
    last = town("清河镇", OWN.replace("五个", "七个"), year=2022)
    [found] = said(town("清河镇", OWN), "SIM-1", previous=last)
    assert "与上年报告相同的占" in found.message
    assert "请按2023年度的实际工作重写" in found.message


def test_a_text_of_ones_own_is_not_doubted() -> None:
    others = [town("云岭乡", OTHER), town("红旗镇", OTHER)]
    assert said(town("清河镇", OWN), "SIM-2", siblings=others) == []
    assert said(town("清河镇", OWN), "SIM-1", previous=town("清河镇", OTHER, year=2022)) == []


def test_a_report_among_its_own_siblings_is_not_held_against_itself() -> None:
    mine = town("清河镇", OWN)
    assert said(mine, "SIM-2", siblings=[mine, town("清河镇", OWN)]) == []


def test_what_the_form_prescribes_makes_no_report_alike() -> None:
    assert neutral(town("清河镇", PRESCRIBED)).text == ""
    assert said(town("清河镇", PRESCRIBED), "SIM-2", siblings=[town("云岭乡", PRESCRIBED)]) == []
    short = "（一）主动公开情况\n无。\n公开信息3条。"
    assert said(town("清河镇", short), "SIM-2", siblings=[town("云岭乡", short)]) == []


def test_names_years_and_numbers_do_not_tell_texts_apart() -> None:
    one = neutral(
        town("清河镇", "2023年，清河镇公开信息１２条，我镇、清河、某某县清河镇人民政府都发布三件。")
    )
    two = neutral(town("云岭乡", "2021年，云岭乡公开信息9条，我乡、云岭、某某县云岭乡人民政府都发布十二件。"))
    assert one.text == two.text
    assert [one.original[at] for at in one.at[:1]] == ["2"]


def test_the_index_says_the_same_as_the_comparison_of_two() -> None:
    reports = [town("清河镇", OWN), town("红旗镇", OTHER), town("云岭乡", OWN), town("白水镇", OWN + OTHER)]
    likeness = Likeness(reports)
    assert {(pair.one, pair.other) for pair in likeness.pairs()} == {(0, 2), (0, 3), (1, 3), (2, 0), (2, 3)}
    assert all(pair.share >= ALIKE for pair in likeness.pairs())
    for index, report in enumerate(reports):
        assert likeness.findings(index) == tuple(said(report, "SIM-2", siblings=reports))
    assert likeness.findings(3) == ()
    assert "另有1份报告也达到60%" in likeness.findings(0)[0].message


def test_the_share_is_of_the_first_reports_text() -> None:
    likeness = Likeness([town("清河镇", OWN), town("白水镇", OWN + OTHER)], at_least=Decimal("0.1"))
    there, back = likeness.like(0)[0], likeness.like(1)[0]
    assert there.share == 1
    assert Decimal("0.3") < back.share < ALIKE


def test_two_hundred_reports_of_three_thousand_characters_take_seconds() -> None:
    rnd = random.Random(7)
    sentence = [("".join(rnd.choices(WORDS, k=29)) + "。") for _ in range(3_000)]
    names = [a + b for a in "清红白云石金长龙凤玉" for b in "河岭旗水桥山坪泉崖口沟湾川林坝台庙塘井溪"]
    same = "".join(sentence[:100])
    reports = [
        town(f"{name}镇", same if index < 40 else "".join(rnd.sample(sentence, 100)))
        for index, name in enumerate(names)
    ]
    begun = time.process_time()
    alike = {(pair.one, pair.other) for pair in Likeness(reports).pairs()}
    assert time.process_time() - begun < 8  # about 1 on a machine of its own; the bound allows for a busy one
    assert alike == {(one, two) for one in range(40) for two in range(40) if one != two}
