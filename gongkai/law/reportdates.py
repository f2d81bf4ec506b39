"""When the annual report 政府信息公开工作年度报告 is due, and by which working day to finish it."""

from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.law.cite import Article
from gongkai.law.dated import Dated, Value, written_day
from gongkai.law.duties import Level
from gongkai.law.publication import EDITION_2007, REGULATION
from gongkai.law.workdays import Calendar, NoticeMissing

MonthDay = tuple[int, int]

_UNTIL_2019: Value[MonthDay] = Value(
    (3, 31), Article(REGULATION, 31, edition=EDITION_2007), since=date(2008, 5, 1), until=date(2019, 5, 14)
)
ORGAN_REPORT: Dated[MonthDay] = Dated(
    "部门、乡镇年度报告的公布期限",
    _UNTIL_2019,
    Value((1, 31), Article(REGULATION, 49, 1), since=date(2019, 5, 15)),
)
GOVERNMENT_REPORT: Dated[MonthDay] = Dated(
    "本级政府年度报告的公布期限",
    _UNTIL_2019,
    Value((3, 31), Article(REGULATION, 49, 2), since=date(2019, 5, 15)),
)
# Art. 49 does not name townships; counties collect from them on the departments' cycle.
_RULES: dict[Level, Dated[MonthDay]] = {
    "district": GOVERNMENT_REPORT,
    "department": ORGAN_REPORT,
    "town": ORGAN_REPORT,
}


@dataclass(frozen=True)
class ReportDue:
    """The due day fixed by law, and `warn_for`, the last working day not after it.

    `provisional` (暂定): the year's holiday notice is not loaded, so `warn_for` only avoids weekends.
    """

    day: date
    warn_for: date
    provisional: bool
    basis: Article
    sentence: str


def report_due(report_year: int, level: Level, *, calendar: Calendar) -> ReportDue:
    """When the report on `report_year` must be public, in the year after it.

    Raises ValueError for a village, which is no administrative organ, and NotInForce before 2008.
    """
    rule = _RULES.get(level)
    if rule is None:
        raise ValueError("村民委员会不是行政机关，不编制政府信息公开工作年度报告。")
    version = rule.on(date(report_year + 1, 1, 1))
    due = date(report_year + 1, *version.value)
    warn_for, provisional = finish_by(due, calendar=calendar)
    sentence = f"{report_year}年度报告应于{written_day(due)}前公布（{version.article}）。"
    if level == "town" and version.article.paragraph:
        sentence += "乡镇随本级政府部门的时限报送。"
    if warn_for != due:
        sentence += f"当日为{'周末' if provisional else '休息日'}，请在{written_day(warn_for)}前完成。"
    if provisional:
        sentence += f"暂定：{due.year}年放假安排尚未载入，完成日只避开了周末，载入后再定。"
    return ReportDue(due, warn_for, provisional, version.article, sentence)


def finish_by(due: date, *, calendar: Calendar) -> tuple[date, bool]:
    """The last working day not after `due`, and whether that is provisional (暂定).

    Provisional: the year's holiday notice is not loaded, so only weekends are avoided.
    """
    try:
        return calendar.on_or_before(due), False
    except NoticeMissing:
        return due - timedelta(days=max(0, due.weekday() - 4)), True
