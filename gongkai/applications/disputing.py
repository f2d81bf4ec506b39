"""救济期限: until when an answer may be disputed, and where first; with what was disputed already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.applications.folding import served_on, standing
from gongkai.applications.models import Kind, Remedy, Route
from gongkai.law.cite import Article
from gongkai.law.dated import written_day
from gongkai.law.remedies import (
    REVIEW_FIRST,
    REVIEW_LAW,
    End,
    court_after_review_due,
    court_due,
    review_comes_first,
    review_due,
)
from gongkai.law.workdays import Calendar

NO_ANSWER = Article(REVIEW_LAW, 23, 1, 3)  # 未履行法定职责: to 行政复议 first, as a refusal


@dataclass(frozen=True)
class Remedying:
    """One way of disputing: its name, the last day (None where something else comes first), the sentence, the article."""

    label: str
    end: End | None
    sentence: str
    article: Article


@dataclass(frozen=True)
class Disputable:
    """An answer: its result, the day from which the terms are counted, and the ways of disputing it."""

    outcome: str
    day: date
    ways: tuple[Remedying, ...]


def disputable(rows: Iterable[Any], calendar: Calendar) -> list[Disputable]:
    """Every standing answer of a case with the last days for disputing it, the newest first.

    Where it is not known when the applicant had the letter, the term is counted from the day of posting: the
    applicant has at least until then.
    """
    answers = [row for row in standing(rows) if row.kind == Kind.ANSWERED]
    return [_of(row, calendar) for row in reversed(answers)]


def _of(row: Any, calendar: Calendar) -> Disputable:
    day, outcome = served_on(row), row.answer.outcome
    counted = "从签收之日起算" if row.signed else "从交邮之日算，实际从申请人收到之日起算，只会更晚"
    review = review_due(day, calendar=calendar)
    ways = [_until("申请行政复议", review, counted)]
    if review_comes_first(outcome, day):
        rule = REVIEW_FIRST.on(day)
        said = "不能直接起诉，应当先申请行政复议（复议前置）。"
        ways.append(Remedying("直接起诉", None, said, rule.article))
    else:
        ways.append(_until("直接起诉", court_due(day, calendar=calendar), counted))
    return Disputable(row.answer.get_outcome_display(), day, tuple(ways))


def _until(label: str, end: End, counted: str) -> Remedying:
    about = "（暂定，放假安排载入以后再定）" if end.provisional else ""
    return Remedying(label, end, f"到{written_day(end.day)}{about}，{counted}。", end.basis)


def after_review(remedy: Remedy, calendar: Calendar) -> Remedying | None:
    """Until when a review's decision may be taken to court; None for a lawsuit, and before the decision was served."""
    if remedy.route != Route.REVIEW or remedy.served_on is None:
        return None
    end = court_after_review_due(remedy.served_on, calendar=calendar)
    return _until("不服复议决定起诉", end, "按本机关收到决定书之日算，申请人从自己收到之日起算")


def doubt(remedy: Remedy, rows: Sequence[Any]) -> str:
    """Why a lawsuit without a review before it should not be there; empty where nothing is to be said.

    `rows` are the events of the case that the remedy is about.
    """
    if remedy.route != Route.DIRECT:
        return ""
    before = [
        row for row in standing(rows) if row.kind == Kind.ANSWERED and served_on(row) <= remedy.filed_on
    ]
    check = "请核对途径有没有填错；法院确实直接受理的，照实登记，并在应诉时说明。"
    if before and review_comes_first(before[-1].answer.outcome, served_on(before[-1])):
        day = served_on(before[-1])
        return f"{written_day(day)}送达的这类答复，应当先申请行政复议，不能直接起诉（{REVIEW_FIRST.on(day).article}）。{check}"
    if not before and REVIEW_FIRST.on(remedy.filed_on).value:
        return f"还没有答复就起诉的，也应当先申请行政复议（{NO_ANSWER}）。{check}"
    return ""
