"""Acts on a year's collecting (年报收集): opened, its list of organs kept, closed. Basis: 条例第四十九条."""

from datetime import date, datetime

from django.db import transaction

from gongkai.annualreport.formats import UnknownYear, format_for
from gongkai.disclosure.acts.reasons import stated
from gongkai.law.dated import written_day
from gongkai.law.reportdates import report_due
from gongkai.office.clock import CHINA
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Level, Organ, Person
from gongkai.organs.permissions import REPORTING, may
from gongkai.reporting.collecting import callable_organs, latest_of
from gongkai.reporting.models import Called, Collection, Submission, Verdict
from gongkai.trail.acts import Refused, record

NOTICE_MONTH = 12  # the notice (通知) may go out in the last month of the year reported on


def held(collection: Collection) -> Collection:
    """The collection as it stands now, locked until the act ends: its acts come one after another."""
    return Collection.objects.select_for_update(of=("self",)).select_related("organ").get(pk=collection.pk)


def allow_collecting(by: Person, organ: Organ) -> None:
    """Refused unless `by` is 公开办 of the district that collects."""
    if not may(by, REPORTING, organ.pk):
        raise Refused(f"只有{organ}的公开办可以办理。")


def refuse_closed(collection: Collection) -> None:
    """Refused once the collecting is over."""
    if collection.closed_at:
        raise Refused(
            f"{collection.year}年度年报收集已经结束。确需补报、更正的，请{collection.organ}公开办先重新打开。"
        )


@transaction.atomic
def open_year(
    *,
    organ: Organ,
    year: int,
    by: Person,
    at: datetime,
    due: date | None = None,
    publish_by: date | None = None,
    note: str = "",
) -> Collection:
    """Open the collecting of a year and call every town and department of the district.

    The days default to those of the law; an earlier one may be set, a later one not. Raises ValidationError
    for a year opened before.
    """
    allow_collecting(by, organ)
    today = at.astimezone(CHINA).date()
    _refuse_year(organ, year, today)
    Organ.objects.select_for_update().get(pk=organ.pk)  # two who open the same year come one after another
    legal, own = _legal_days(year)
    days = {"due": due or legal, "publish_by": publish_by or own}
    collection = Collection(organ=organ, year=year, note=note, opened_by=by, opened_at=at, **days)
    _check_days(collection, legal, own)
    collection.full_clean()
    organs = list(callable_organs(organ, today))
    if not organs:
        raise Refused(f"{organ}还没有乡镇和部门，没有应报机关。请先在“机关和指南”里设立。")
    collection.save()
    Called.objects.bulk_create(Called(collection=collection, organ=one) for one in organs)
    detail = {"应报机关": len(organs), "报送期限": str(days["due"]), "公布期限": str(days["publish_by"])}
    record(verb="布置年报收集", subject=collection, by=by, at=at, organ_id=organ.pk, detail=detail)
    return collection


def _refuse_year(organ: Organ, year: int, today: date) -> None:
    if organ.level != Level.DISTRICT:
        raise Refused("年报由区县的主管部门收集，乡镇、部门请在“年报收集”里报送。")
    try:
        format_for(year)
    except UnknownYear as unknown:
        raise Refused(str(unknown)) from None
    if (today.year, today.month) < (year, NOTICE_MONTH):
        raise Refused(f"{year}年还没有结束，最早从{year}年{NOTICE_MONTH}月起布置这一年度的年报。")


def _legal_days(year: int) -> tuple[date, date]:
    """The last days for the organs and for the district's own report, by law."""
    calendar = working_calendar()
    return (
        report_due(year, "department", calendar=calendar).day,
        report_due(year, "district", calendar=calendar).day,
    )


def _check_days(collection: Collection, legal: date, own: date) -> None:
    for said, name, latest in (
        (collection.due, "各机关报送期限", legal), (collection.publish_by, "本级年报公布期限", own),
    ):  # fmt: skip
        if not date(collection.year + 1, 1, 1) <= said <= latest:
            raise Refused(
                f"{name}填的是{written_day(said)}，应在{collection.year + 1}年1月1日到{written_day(latest)}之间"
                "（《政府信息公开条例》第四十九条）。可以提前，不能推后。"
            )
    if collection.publish_by < collection.due:
        raise Refused("本级年报公布期限不能早于各机关报送期限，请核对两个日期。")


@transaction.atomic
def change_terms(*, collection: Collection, due: date, note: str, by: Person, at: datetime) -> Collection:
    """Set another due day for the organs, or other requirements."""
    collection = held(collection)
    allow_collecting(by, collection.organ)
    refuse_closed(collection)
    before = {"报送期限": str(collection.due), "要求": collection.note}
    collection.due, collection.note = due, note
    _check_days(collection, *_legal_days(collection.year))
    collection.full_clean()
    collection.save(update_fields=["due", "note"])
    detail = {"原来": before, "现在": {"报送期限": str(due), "要求": note}}
    record(
        verb="修改年报收集要求", subject=collection, by=by, at=at, organ_id=collection.organ_id, detail=detail
    )
    return collection


@transaction.atomic
def call_more(*, collection: Collection, by: Person, at: datetime) -> list[Called]:
    """Call the towns and departments that were set up since. Refused when there are none."""
    collection = held(collection)
    allow_collecting(by, collection.organ)
    refuse_closed(collection)
    there = collection.called.values_list("organ_id", flat=True)
    fresh = callable_organs(collection.organ, at.astimezone(CHINA).date()).exclude(pk__in=there)
    called = Called.objects.bulk_create(Called(collection=collection, organ=one) for one in fresh)
    if not called:
        raise Refused("没有新设的乡镇、部门要补列。")
    detail = {"补列": [one.organ.name for one in called]}
    record(verb="补列应报机关", subject=collection, by=by, at=at, organ_id=collection.organ_id, detail=detail)
    return called


@transaction.atomic
def excuse(*, called: Called, reason: str, by: Person, at: datetime) -> Called:
    """Excuse an organ from reporting (免报), for instance because it was abolished (机构撤销)."""
    collection, called = _called(called, by)
    if called.excused:
        raise Refused(f"{called.organ}已经免报。")
    latest = latest_of(called)
    if latest is not None and latest.verdict != Verdict.RETURNED:
        raise Refused(f"{called.organ}已经报送，不能免报。报错了的，请先退回。")
    called.excused = stated(reason, "请写明免报的理由，例如“机构撤销，职能并入某局”。")
    called.save(update_fields=["excused"])
    detail = {"理由": called.excused}
    record(verb="免报年报", subject=called, by=by, at=at, organ_id=collection.organ_id, detail=detail)
    return called


@transaction.atomic
def recall(*, called: Called, by: Person, at: datetime) -> Called:
    """Take an excuse back: the organ must report after all."""
    collection, called = _called(called, by)
    if not called.excused:
        raise Refused(f"{called.organ}本来就要报送，没有免报。")
    called.excused = ""
    called.save(update_fields=["excused"])
    record(verb="取消免报", subject=called, by=by, at=at, organ_id=collection.organ_id)
    return called


def _called(called: Called, by: Person) -> tuple[Collection, Called]:
    collection = held(called.collection)
    allow_collecting(by, collection.organ)
    refuse_closed(collection)
    return collection, Called.objects.select_related("organ", "collection").get(pk=called.pk)


@transaction.atomic
def close(*, collection: Collection, by: Person, at: datetime) -> Collection:
    """End the collecting: nothing more is handed in or judged. Refused while a hand-in waits for its verdict."""
    collection = held(collection)
    allow_collecting(by, collection.organ)
    refuse_closed(collection)
    waiting = Submission.objects.filter(called__collection=collection, verdict=Verdict.WAITING)
    latest = [one for one in waiting.select_related("called__organ") if latest_of(one.called) == one]
    if latest:
        named = "、".join(str(one.called.organ) for one in latest[:5])
        raise Refused(
            f"还有{len(latest)}份报送没有审核（{named}{'等' if len(latest) > 5 else ''}），审核完才能结束。"
        )
    collection.closed_at = at
    collection.save(update_fields=["closed_at"])
    record(verb="结束年报收集", subject=collection, by=by, at=at, organ_id=collection.organ_id)
    return collection


@transaction.atomic
def reopen(*, collection: Collection, by: Person, at: datetime) -> Collection:
    """Take up a closed collecting again, for a late or a corrected report."""
    collection = held(collection)
    allow_collecting(by, collection.organ)
    if not collection.closed_at:
        raise Refused("年报收集没有结束，不用重新打开。")
    collection.closed_at = None
    collection.save(update_fields=["closed_at"])
    record(verb="重新打开年报收集", subject=collection, by=by, at=at, organ_id=collection.organ_id)
    return collection
