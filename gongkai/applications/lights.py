"""How much time is left 期限红绿灯: a mark, words and a tone for each case on a day; the colour only says it again."""

from dataclasses import dataclass
from datetime import date

from gongkai.applications.deciding import decided_day
from gongkai.applications.models import Application, State
from gongkai.applications.models.application import CLOSED
from gongkai.law.workdays import Calendar, NoticeMissing

SOON = 3  # working days
# The applicant was asked to supplement or to pay: the term runs anew from that, so its old end makes nobody late;
# but the day that a decision has set stays.
WAITING = (State.SUPPLEMENTING, State.AWAITING_FEE)


@dataclass(frozen=True)
class Light:
    """`tone` is the name of a colour in cases.css: late, today, soon, calm, open, done."""

    mark: str
    words: str
    tone: str


UNCONFIRMED = Light("？", "待与申请人确认", "today")
PROVISIONAL = Light("？", "暂定", "open")
AWAITING = Light("◇", "期限等申请人", "open")
UNCOUNTED = Light("？", "期限不能计算", "late")


def light_of(application: Application, day: date, calendar: Calendar) -> Light:
    """The light of one case on `day`."""
    if application.state in CLOSED:
        return _closed(application)
    if application.state == State.UNCONFIRMED:
        return UNCONFIRMED
    if application.fault:
        return UNCOUNTED
    if application.state in WAITING and decided_day(application) is None:
        return AWAITING
    if application.due_on is None:
        return PROVISIONAL
    return light_until(application.due_on, day, calendar)


def _closed(application: Application) -> Light:
    late = application.due_on and application.answered_on and application.answered_on > application.due_on
    return Light("✕", "逾期答复", "late") if late else Light("✓", "已答复", "done")


def light_until(due: date, day: date, calendar: Calendar) -> Light:
    """The light of a last day `due` on `day`, whatever is to be done by then."""
    if due == day:
        return Light("▲", "今日到期", "today")
    try:
        left = calendar.working_days_between(day, due)
    except NoticeMissing:
        # Counted by plain days until the notice of that year is loaded.
        return Light("！", "已逾期", "late") if due < day else Light("○", f"剩{(due - day).days}天", "calm")
    if due < day:
        return Light("！", f"逾期{-left}个工作日" if left else "已逾期", "late")
    tone = "soon" if left <= SOON else "calm"
    return Light("△" if tone == "soon" else "○", f"剩{left}个工作日", tone)
