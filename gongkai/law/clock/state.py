"""What is known of an application between two events 办理状态. It lives within one reckoning and is never kept."""

from dataclasses import dataclass, field
from datetime import date

from gongkai.law.cite import Article
from gongkai.law.clock.events import Event
from gongkai.law.clock.rules import Terms
from gongkai.law.clock.term import Pause, Term
from gongkai.law.workdays import Calendar, NoticeMissing


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reckoning: from which day to which, for what reason, by which article or document."""

    article: Article | str
    reason: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Violation:
    """A duty missed 违法情形: it stays in the record, whatever the clock says afterwards."""

    code: str
    sentence: str
    day: date


@dataclass(slots=True)
class Asked:
    """Someone whose opinion was asked, and the place of their pause in the term; no place if it was too late."""

    event: Event
    place: int | None


@dataclass(slots=True)
class State:
    """The state; each kind of event has a function that changes it."""

    calendar: Calendar
    last: date | None = None  # the day of the event before
    arrived: Event | None = None
    received: date | None = None  # by Art. 31; None while it is not confirmed with the applicant
    rules: Terms | None = None
    term: Term | None = None
    fixed: date | None = None  # the end of a delayed term (Art. 35), or the day set by a decision
    decided: date | None = None  # the day that a decision set for answering anew: it stays
    asked: list[Asked] = field(default_factory=list)
    supplement: Event | None = None
    supplemented: bool = False
    extension: Event | None = None
    fee: Event | None = None
    paid: bool = False
    waits: bool = False  # for the applicant, who was asked in time to supplement or to pay
    answered: date | None = None
    steps: list[Step] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)

    def due(self) -> date | None:
        """The due day as it stands now."""
        if self.fixed or self.term is None:
            return self.fixed
        return self.term.due(self.calendar)

    def over(self, day: date) -> bool:
        """Whether the term is over before `day`."""
        due = self.due()
        return due is not None and day > due

    def begin(self, start: date, days: int) -> None:
        """Let the term run (anew) from `start`: nothing that stood in an earlier running goes with it."""
        self.term = Term(start, days)
        self.fixed, self.extension = self.decided, None
        self.asked, self.waits = [], False

    def anew(self, said: str) -> str:
        """What is said of a term that will run anew; nothing where a decision has set its day."""
        return "" if self.decided else said

    def pause(self, pause: Pause) -> int:
        """Put a pause into the term; gives back its place."""
        assert self.term
        self.term = Term(self.term.start, self.term.days, (*self.term.pauses, pause))
        return len(self.term.pauses) - 1

    def ahead(self, start: date, days: int) -> date | None:
        """The last of so many working days after `start`; None when it lies beyond the last notice."""
        try:
            return self.calendar.numbered(self.calendar.number(start) + days)
        except NoticeMissing:
            return None

    def note(self, article: Article | str, reason: str, start: date, end: date | None) -> None:
        """Add a step."""
        self.steps.append(Step(article, reason, start, end))

    def miss(self, code: str, sentence: str, day: date) -> None:
        """Add a violation."""
        self.violations.append(Violation(code, sentence, day))
