"""The collecting of the reports of 2025 (年报收集): one accepted, one waiting, one returned, one still missing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from gongkai.annualreport.report import Report
from gongkai.annualreport.write.as_docx import report_docx
from gongkai.organs.models import Organ, Person
from gongkai.reporting import acts
from gongkai.reporting.compile import compile_report

CHINA = ZoneInfo("Asia/Shanghai")
YEAR = 2025
NOTE = (
    "1. 数字与台账核对一致后再报，行政许可、处罚、强制的件数包括依法不公开的。\n"
    "2. 总体情况一般不超过1000字，五个部分都要写。\n"
    "3. 报送以后请留意首页提示，被退回的请在3个工作日内改正重报。"
)
SITUATION = (
    "（一）主动公开\n全年通过政府网站、公示栏公开政府信息，重点公开了惠农补贴、道路维修、人居环境整治等内容。\n"
    "（二）依申请公开\n畅通当面、信函申请渠道，全年没有超期答复。\n"
    "（三）政府信息管理\n定期清理规范性文件，更新公开指南和目录。\n"
    "（四）政府信息公开平台建设\n在便民服务大厅设公开查阅点，配备查阅设备。\n"
    "（五）监督保障\n明确专人负责，开展业务培训2次，纳入年度考核；社会评议没有收到意见，没有发生责任追究。"
)
PROBLEMS = "政策解读的形式还比较单一。下一步多用图表和问答，方便群众看懂。"


def collect(organs: Mapping[str, Organ], people: Callable[[str, str], Person]) -> None:
    """Enter the collecting through the acts; `people` gives who holds a role in an organ, by slug and role."""
    office = people("kongtong-qu", "officer")
    opened = acts.open_year(organ=organs["kongtong-qu"], year=YEAR, note=NOTE, by=office, at=_at(5, 10))
    called = {slug: opened.called.filter(organ=organ).first() for slug, organ in organs.items()}
    town = acts.submit_own(
        called=called["kongtong-zhen"], by=people("kongtong-zhen", "officer"), at=_at(15, 11)
    )
    acts.accept(submission=town, by=office, at=_at(16, 15), reason="已核对。")
    acts.submit_file(
        called=called["liuhu-zhen"],
        file=_file(_written(organs["liuhu-zhen"])),
        by=people("liuhu-zhen", "officer"),
        at=_at(23, 16),
    )
    wrong = acts.submit_file(
        called=called["nongye-nongcunju"],
        file=_file(_miscounted(_written(organs["nongye-nongcunju"]))),
        by=people("nongye-nongcunju", "officer"),
        at=_at(28, 17),
    )
    note = "第三部分的总计和各小项对不上，请按标记稿核对台账后重报。"
    acts.return_submission(submission=wrong, note=note, by=office, at=_at(29, 9))


def _at(day: int, hour: int) -> datetime:
    return datetime(YEAR + 1, 1, day, hour, tzinfo=CHINA)


def _written(organ: Organ) -> Report:
    """The report that an organ wrote outside the system; its numbers are those of its records."""
    compiled = compile_report(organ, YEAR)
    headings = compiled.format.sections
    texts = {headings[0]: SITUATION, headings[4]: PROBLEMS, headings[5]: "无其他需要报告的事项。"}
    return replace(
        compiled,
        title=f"{organ.name}{YEAR}年政府信息公开工作年度报告",
        intro=f"根据《中华人民共和国政府信息公开条例》编制。统计期限自{YEAR}年1月1日至12月31日。",
        sections=texts,
        issuer=organ.name,
    )


def _miscounted(report: Report) -> Report:
    """The report with one case too many in the total of the results: as happens when tables are filled by hand."""
    first, *others, total = (value or 0 for value in report.table3["result_total"])
    return replace(report, table3={**report.table3, "result_total": (first + 1, *others, total + 1)})


def _file(report: Report) -> acts.HandIn:
    return acts.HandIn(f"{report.title}.docx", report_docx(report), report)
