"""Reading the year's collecting (年报收集): where each organ stands, by when, and what is to be done."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import models
from django.db.models import Prefetch, Q, QuerySet

from gongkai.annualreport.check import check
from gongkai.annualreport.findings import Finding, finding_from_json
from gongkai.annualreport.report import Report, report_from_json
from gongkai.law.dated import written_day
from gongkai.law.reportdates import finish_by, report_due
from gongkai.law.workdays import Calendar
from gongkai.office.clock import CHINA
from gongkai.organs.models import Level, Organ, Person
from gongkai.organs.permissions import APPROVING, REPORTING, organ_ids
from gongkai.reporting.models import AnnualReport, Called, Collection, Submission, Verdict

HANDING_IN = REPORTING | APPROVING  # who hands in an organ's own report; its 公开办 collects that of others


class State(models.TextChoices):
    """Where an organ stands; the mark beside the word tells it to those who see no colours."""

    MISSING = "missing", "未报"
    RETURNED = "returned", "已退回"
    WRONG = "wrong", "有错误"
    WAITING = "waiting", "待审核"
    ACCEPTED = "accepted", "已接收"
    EXCUSED = "excused", "免报"

    @property
    def mark(self) -> str:
        return {"missing": "○", "returned": "↩", "wrong": "✕", "waiting": "…", "accepted": "✓"}.get(
            self, "－"
        )


@dataclass(frozen=True)
class Standing:
    """One organ called to report, as it stands on `day`: its latest hand-in and the days it is late."""

    called: Called
    submissions: list[Submission]  # the first comes first
    due: date
    day: date

    @property
    def latest(self) -> Submission | None:
        return self.submissions[-1] if self.submissions else None

    @property
    def state(self) -> State:
        if self.called.excused:
            return State.EXCUSED
        if self.latest is None:
            return State.MISSING
        if self.latest.verdict != Verdict.WAITING:
            return State(self.latest.verdict)
        return State.WRONG if self.latest.errors else State.WAITING

    @property
    def words(self) -> str:
        """The state as the board says it: 有错误3处."""
        wrong = self.state == State.WRONG and self.latest
        return f"{self.state.label}{wrong.errors}处" if wrong else str(self.state.label)

    @property
    def late(self) -> int:
        """Days by which the first hand-in came, or still fails to come, after the due day; 0 in time."""
        if self.called.excused:
            return 0
        came = self.submissions[0].at.astimezone(CHINA).date() if self.submissions else self.day
        return max(0, (came - self.due).days)

    @property
    def owing(self) -> bool:
        """Whether the organ must still hand something in."""
        return self.state in (State.MISSING, State.RETURNED)


class Board:
    """A year's collecting at a glance."""

    def __init__(self, collection: Collection, day: date) -> None:
        self.collection = collection
        called = collection.called.select_related("organ").prefetch_related(_without_reports())
        self.rows = [Standing(one, list(one.submissions.all()), collection.due, day) for one in called]

    @cached_property
    def counts(self) -> list[tuple[State, int]]:
        """How many organs stand where."""
        found = Counter(row.state for row in self.rows)
        return [(state, found[state]) for state in State]

    @property
    def late(self) -> int:
        return sum(row.late > 0 for row in self.rows)

    @property
    def owing(self) -> list[Standing]:
        return [row for row in self.rows if row.owing]

    def those(self, which: str) -> list[Standing]:
        """The rows of one state, or of all that are late (`late`); every row for any other word."""
        if which == "late":
            return [row for row in self.rows if row.late]
        return [row for row in self.rows if row.state == which] if which in State.values else self.rows

    def accepted(self) -> list[Submission]:
        """What is to be added up: the accepted hand-in of every organ that is not excused."""
        return [row.latest for row in self.rows if row.latest and row.state == State.ACCEPTED]


def _light() -> QuerySet[Submission]:
    """Hand-ins in their order without the bulk of them."""
    return Submission.objects.defer("report", "findings").select_related("by", "judged_by").order_by("serial")


def _without_reports() -> Prefetch:
    return Prefetch("submissions", queryset=_light())


def standing_of(called: Called, day: date) -> Standing:
    """Where one organ stands on `day`."""
    return Standing(called, list(_light().filter(called=called)), called.collection.due, day)


def latest_of(called: Called) -> Submission | None:
    """The hand-in that counts."""
    return called.submissions.order_by("-serial").first()


@dataclass(frozen=True)
class Deadline:
    """By when: the day set, the last working day not after it, and the sentence that says so."""

    day: date
    warn_for: date
    sentence: str


def deadlines(collection: Collection, calendar: Calendar) -> tuple[Deadline, Deadline]:
    """The days for the organs called, and for the district's own report (《政府信息公开条例》第四十九条)."""
    return (
        _deadline(collection, collection.due, "department", calendar),
        _deadline(collection, collection.publish_by, "district", calendar),
    )


def _deadline(collection: Collection, day: date, level: str, calendar: Calendar) -> Deadline:
    legal = report_due(collection.year, level, calendar=calendar)  # type: ignore[arg-type]
    if day == legal.day:
        return Deadline(day, legal.warn_for, legal.sentence)
    warn_for, provisional = finish_by(day, calendar=calendar)
    sentence = f"本次要求在{written_day(day)}前完成（法定期限{written_day(legal.day)}，{legal.basis}）。"
    if warn_for != day:
        sentence += f"当日为休息日，请在{written_day(warn_for)}前完成。"
    if provisional:
        sentence += f"暂定：{day.year}年放假安排尚未载入，完成日只避开了周末。"
    return Deadline(day, warn_for, sentence)


def callable_organs(district: Organ, day: date) -> QuerySet[Organ]:
    """The towns and departments of a district that exist on `day`; villages are no organs and never report."""
    living = Q(abolished_on=None) | Q(abolished_on__gt=day)
    return Organ.objects.filter(living, parent=district, level__in=[Level.TOWN, Level.DEPARTMENT])


def visible_called(person: Person) -> QuerySet[Called]:
    """The calls this person may see: those to one's own organs, and all that one collects."""
    return Called.objects.filter(
        Q(organ_id__in=organ_ids(person, HANDING_IN))
        | Q(collection__organ_id__in=organ_ids(person, REPORTING))
    ).select_related("organ", "collection__organ")


def previous_report(organ: Organ, year: int) -> Report | None:
    """Last year's report of an organ: as handed in and accepted, else as signed in the system."""
    before = (
        Submission.objects.filter(
            called__organ=organ, called__collection__year=year - 1, verdict=Verdict.ACCEPTED
        )
        .order_by("-serial")
        .first()
    )
    if before is not None:
        return report_from_json(before.report)
    signed = AnnualReport.objects.filter(organ=organ, year=year - 1, snapshot__isnull=False).first()
    return report_from_json(signed.snapshot) if signed else None


def examined(report: Report, organ: Organ) -> tuple[Finding, ...]:
    """What the rules say of an organ's report, last year's beside it."""
    level = "township" if organ.level == Level.TOWN else "county"
    return check(report, previous=previous_report(organ, report.year), level=level)  # type: ignore[arg-type]


def findings_of(submission: Submission) -> tuple[Finding, ...]:
    """What the rules said when it was handed in."""
    return tuple(finding_from_json(said) for said in submission.findings)


def owed_by(organs: Iterable[int]) -> list[Called]:
    """Open calls to these organs on which they still have to act."""
    called = Called.objects.filter(organ_id__in=organs, collection__closed_at=None, excused="")
    found = called.select_related("organ", "collection").prefetch_related(_without_reports())
    return [
        one
        for one in found
        if Standing(one, list(one.submissions.all()), one.collection.due, one.collection.due).owing
    ]
