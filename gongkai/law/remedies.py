"""救济 — 行政复议 and 行政诉讼 after an answer: where first, and until when; the text for the end of a letter.

Since 2024-01-01 a refusal to disclose goes to 行政复议 before any court (行政复议法第二十三条第一款第（四）项), and the
organ must say so in its answer. The review term is of plain days; a last day of rest moves to the next working day.
"""

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.law.cite import Article
from gongkai.law.dated import Dated, Value
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.workdays import Calendar, NoticeMissing

REVIEW_LAW, COURT_LAW = "行政复议法", "行政诉讼法"
_OLD = "1999年"
REVIEW_DAYS: Dated[int] = Dated(
    "申请行政复议的期限",
    Value(60, Article(REVIEW_LAW, 9, 1, edition=_OLD), since=date(1999, 10, 1), until=date(2023, 12, 31)),
    Value(60, Article(REVIEW_LAW, 20, 1), since=date(2024, 1, 1)),
)
COURT_MONTHS: Dated[int] = Dated(
    "直接提起行政诉讼的期限",
    Value(3, Article(COURT_LAW, 39, edition="1989年"), since=date(1990, 10, 1), until=date(2015, 4, 30)),
    Value(6, Article(COURT_LAW, 46, 1), since=date(2015, 5, 1)),
)
COURT_AFTER_REVIEW: Dated[int] = Dated(
    "不服复议决定提起行政诉讼的期限",
    Value(15, Article(COURT_LAW, 38, edition="1989年"), since=date(1990, 10, 1), until=date(2015, 4, 30)),
    Value(15, Article(COURT_LAW, 45), since=date(2015, 5, 1)),
)
REVIEW_FIRST: Dated[bool] = Dated(
    "复议前置",
    Value(False, Article(REVIEW_LAW, 16, edition=_OLD), since=date(1999, 10, 1), until=date(2023, 12, 31)),
    Value(True, Article(REVIEW_LAW, 23, 1, 4), since=date(2024, 1, 1)),
)
# Answers that give what was asked for, or end without a decision on it.
_NO_REFUSAL = frozenset({"granted", "other1", "other2", "other3"})


@dataclass(frozen=True)
class End:
    """The end of a term of plain days or months. `provisional`: the notice of that year is not loaded (暂定)."""

    day: date
    provisional: bool
    basis: Article


def review_due(served_on: date, *, calendar: Calendar) -> End:
    """The last day to apply for 行政复议 against an answer served on that day."""
    rule = REVIEW_DAYS.on(served_on)
    return _end(served_on + timedelta(days=rule.value), rule.article, calendar)


def court_due(served_on: date, *, calendar: Calendar) -> End:
    """The last day for a suit without 复议, where the law leaves the choice."""
    rule = COURT_MONTHS.on(served_on)
    return _end(_months_later(served_on, rule.value), rule.article, calendar)


def court_after_review_due(decision_served_on: date, *, calendar: Calendar) -> End:
    """The last day for a suit after the 复议 decision was served."""
    rule = COURT_AFTER_REVIEW.on(decision_served_on)
    return _end(decision_served_on + timedelta(days=rule.value), rule.article, calendar)


def review_comes_first(outcome: str, served_on: date) -> bool:
    """Whether this outcome, served on that day, must go to 行政复议 before a court (复议前置).

    Everything that leaves the applicant without some of the information asked for counts as 不予公开. Raises
    ValueError for an unknown outcome.
    """
    if outcome not in OUTCOMES:
        raise ValueError(f"没有“{outcome}”这一办理结果。")
    return outcome not in _NO_REFUSAL and REVIEW_FIRST.on(served_on).value


def remedies_text(outcome: str, served_on: date, *, review_organ: str, court: str) -> str:
    """The sentence at the end of an answer: where to go, in which order, within what time.

    `review_organ` is the 复议机关 (for a town its 县级人民政府, 行政复议法第二十四条), `court` the 人民法院.
    """
    review = f"自收到本答复之日起{REVIEW_DAYS.on(served_on).value}日内向{review_organ}申请行政复议"
    if review_comes_first(outcome, served_on):
        after = COURT_AFTER_REVIEW.on(served_on).value
        return (
            f"如不服本答复，应当先{review}；对行政复议决定不服的，"
            f"可以自收到行政复议决定书之日起{after}日内向{court}提起行政诉讼。"
        )
    limit = "三个月" if COURT_MONTHS.on(served_on).value == 3 else "六个月"
    return f"如不服本答复，可以{review}，或者自收到本答复之日起{limit}内向{court}提起行政诉讼。"


def _end(day: date, basis: Article, calendar: Calendar) -> End:
    """The last day; one of rest moves to the next working day (民法典第二百零三条)."""
    try:
        return End(calendar.on_or_after(day), False, basis)
    except NoticeMissing:
        return End(day, True, basis)


def _months_later(day: date, count: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))
