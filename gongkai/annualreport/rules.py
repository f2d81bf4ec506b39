"""The rules a report is checked against (校验规则), as data: name, severity, meaning, source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gongkai.law.cite import Article

Severity = Literal["error", "warning", "info"]

FORM = "《政府信息公开工作年度报告格式》"
FORM_NOTE = f"{FORM}表三注：第一项加第二项之和，等于第三项加第四项之和"
CONTENT = str(Article("政府信息公开条例", 50, 1))
SIMILARITY = "国办公开办函〔2021〕30号（四）明确责任"
DUE = str(Article("政府信息公开条例", 49))
EXCEPTION = str(Article("政府信息公开条例", 5))
SUPERVISION = str(Article("政府信息公开条例", 50, 1, 4))
RULE_MAKERS = str(Article("立法法", 93))


@dataclass(frozen=True)
class Rule:
    """One rule: how serious a breach is, its meaning in one phrase, and the text or practice it rests on."""

    name: str
    severity: Severity
    meaning: str
    basis: str


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule("FORMAT", "error", "表式应与报告年度一致", FORM),
        Rule("ROWS", "warning", "各表的行应与规定表式一致", FORM),
        Rule("READ", "warning", "所有单元格应能读出", "填报惯例"),
        Rule("BLANK", "warning", "没有数字的单元格应填0", "填报惯例"),
        Rule("MARK", "warning", "“/”只能用于不适用的规章", "填报惯例"),
        Rule("T2-1", "warning", "现行有效件数等于上年现行有效加本年制发减本年废止", "表二各列含义"),
        Rule("T2-2", "error", "县级以下机关没有规章制定权", RULE_MAKERS),
        Rule("T2-3", "warning", "上一年项目数量等于上年报告的项目数量加增减", "表二各列含义"),
        Rule("T2-4", "warning", "对外公开总数量不少于本年新公开数量", "表二各列含义"),
        Rule("T2-UNIT", "warning", "采购总金额应写明单位", "填报惯例"),
        Rule("T2-MONEY", "warning", "收费和采购金额应按栏内单位填写", "填报惯例"),
        Rule("T3-1", "error", "第一项加第二项之和，等于第三项加第四项之和", FORM_NOTE),
        Rule("T3-2", "error", "（七）总计等于（一）至（六）各小项之和", f"{FORM}表三"),
        Rule("T3-3", "error", "总计列等于自然人与五类法人或其他组织之和", f"{FORM}表三"),
        Rule("T3-4", "error", "上年结转数等于上年报告的结转下年度数", f"{FORM}表三"),
        Rule("T3-5", "error", "每件申请只计一个办理结果，部分公开不得重复计数", f"{FORM}表三（二）"),
        Rule("T3-6", "error", "件数应为非负整数", "件数的含义"),
        Rule("T4-1", "error", "每组总计等于四种结果之和", f"{FORM}表四"),
        Rule("X-1", "warning", "正文引用的数字与表格一致", CONTENT),
        Rule("X-3", "warning", "正文中分项之和等于总数", CONTENT),
        Rule("X-4", "warning", "正文中的百分比与件数一致", CONTENT),
        Rule("X-2", "error", "汇总数等于各机关对应格之和", "汇总的含义"),
        Rule("PREVIOUS", "warning", "上年报告应是同一机关上一年度的报告", "比对的前提"),
        Rule("S-EMPTY", "warning", "各部分正文应有内容", CONTENT),
        Rule("S1-LEN", "warning", "总体情况一般不超过1000字", "武政办发〔2025〕54号（地方要求）"),
        Rule("S1-SUPERVISION", "warning", "政府的报告应写工作考核、社会评议和责任追究结果", SUPERVISION),
        Rule("S6", "warning", "没有其他事项的，第六部分应写“无”", CONTENT),
        Rule("S-WORDING", "info", "应使用现行条例的表述", EXCEPTION),
        Rule("D-PERIOD", "warning", "统计期限应是报告年度的1月1日至12月31日", CONTENT),
        Rule("D-SIGNED", "warning", "落款日期应在报告年度结束之后", CONTENT),
        Rule("D-LATE", "warning", "报告应按期公布", DUE),
        Rule("D-DATE", "warning", "日期应真实存在", "日历"),
        Rule("D-YEAR", "warning", "正文应写报告年度的情况", CONTENT),
        Rule("SIM-1", "warning", "正文不应与上年报告雷同", SIMILARITY),
        Rule("SIM-2", "warning", "正文不应与其他机关的报告雷同", SIMILARITY),
        Rule("ST-1", "warning", "统计表的总数等于各分项之和", "统计表各行含义"),
        Rule("ST-3", "warning", "历年累计等于上年累计加本年", "统计表各行含义"),
        Rule("ST-2", "warning", "正文的数字与统计表一致", "统计表各行含义"),
    )
}
