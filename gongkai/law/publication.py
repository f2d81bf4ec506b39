"""When an item must be public 主动公开的期限, and when an annulled penalty must be taken down again."""

from dataclasses import dataclass
from datetime import date

from gongkai.law.cite import Article
from gongkai.law.dated import Dated, Value, written_day
from gongkai.law.workdays import Calendar, CountedDay, NoticeMissing

REGULATION = "政府信息公开条例"
EDITION_2007 = "国务院令第492号"

PUBLICATION_DAYS: Dated[int] = Dated(
    "主动公开的期限",
    Value(20, Article(REGULATION, 18, edition=EDITION_2007), since=date(2008, 5, 1), until=date(2019, 5, 14)),
    Value(20, Article(REGULATION, 26), since=date(2019, 5, 15)),
)

# Days of up to seven in that law are working days (第八十五条).
WITHDRAWAL_DAYS: Dated[int] = Dated(
    "撤回已公开的行政处罚决定的期限", Value(3, Article("行政处罚法", 48, 2), since=date(2021, 7, 15))
)


class LimitRefused(ValueError):
    """A limit or a day that the law does not allow; the message is in Chinese."""


@dataclass(frozen=True)
class Limit:
    """An item's own time limit in working days, with what gives it: an article, or the name of a document."""

    working_days: int
    basis: Article | str

    def __post_init__(self) -> None:
        if self.working_days < 1:
            raise LimitRefused(f"公开时限至少为1个工作日，现为{self.working_days}个。")
        if not str(self.basis).strip():
            raise LimitRefused("另行规定的公开时限应写明依据。")


@dataclass(frozen=True)
class Due:
    """A due day that explains itself.

    `day` is None while the count runs past the last holiday notice (`provisional`, 暂定). `not_before` is the
    due day, or, while it is provisional, the last day counted. `counted` is in working days.
    """

    day: date | None
    not_before: date
    counted: int
    steps: tuple[CountedDay, ...]
    basis: Article | str
    sentence: str

    @property
    def provisional(self) -> bool:
        """Whether the due day must wait for a holiday notice (暂定)."""
        return self.day is None


def publication_due(
    formed_on: date, *, calendar: Calendar, changed_on: date | None = None, limit: Limit | None = None
) -> Due:
    """The last day to publish an item formed (形成) or last changed (变更) on the days given.

    That day is not counted. `limit` is the item's own limit; one longer than the statutory is refused unless
    it cites a law or regulation (条例第二十六条: 法律、法规另有规定的，从其规定). Raises LimitRefused, and
    NotInForce for days before the regulation.
    """
    if changed_on is not None and changed_on < formed_on:
        raise LimitRefused(f"变更之日{written_day(changed_on)}早于形成之日{written_day(formed_on)}，请核对。")
    start = changed_on or formed_on
    statutory = PUBLICATION_DAYS.on(start)
    days, basis = statutory.value, statutory.article
    if limit is None:
        return _count(start, days, basis, calendar, "变更" if changed_on else "形成")
    if limit.working_days > days and not isinstance(limit.basis, Article):
        raise LimitRefused(
            f"公开时限{limit.working_days}个工作日长于{basis}规定的{days}个工作日；"
            "只有法律、法规另有规定的才能延长，请写明该法律、法规的条文，或者改为不超过法定期限。"
        )
    return _count(start, limit.working_days, limit.basis, calendar, "变更" if changed_on else "形成")


def withdrawal_due(annulled_on: date, *, calendar: Calendar) -> Due:
    """The last day to withdraw a published penalty decision changed, revoked, or held unlawful or void.

    Raises NotInForce before 2021-07-15.
    """
    rule = WITHDRAWAL_DAYS.on(annulled_on)
    return _count(
        annulled_on, rule.value, rule.article, calendar, "行政处罚决定被变更、撤销、确认违法或者无效"
    )


def _count(start: date, days: int, basis: Article | str, calendar: Calendar, event: str) -> Due:
    opening = f"自{written_day(start)}{event}，"
    try:
        steps = calendar.count(start, days)
    except NoticeMissing as missing:
        counted = missing.so_far[-1].number if missing.so_far else 0
        last = missing.so_far[-1].day if missing.so_far else start
        so_far = f"至{written_day(last)}已数{counted}个工作日，" if missing.so_far else ""
        sentence = (
            f"{opening}{so_far}尚余{days - counted}个。暂定：{missing.year}年放假安排公布后再定（{basis}）。"
        )
        return Due(None, last, counted, missing.so_far, basis, sentence)
    day = steps[-1].day
    sentence = f"{opening}第{days}个工作日为{written_day(day)}（{basis}）。"
    return Due(day, day, days, steps, basis, sentence)
