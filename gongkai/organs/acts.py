"""Acts on agencies and people: the only writers of this room."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from gongkai.law.notice import NoticeRefused
from gongkai.law.noticecheck import load_notice
from gongkai.organs.calendar import working_calendar
from gongkai.organs.indexnumber import check_template
from gongkai.organs.models import CONTACTS, Appointment, HolidayNotice, Leader, Level, Organ, Person, Role
from gongkai.organs.permissions import MANAGING, REPORTING, managed_ids, may, organ_ids
from gongkai.screening.content.leak import leak
from gongkai.trail.acts import Refused, record

STAFF = (
    "后台人员"  # the group that may open the back office; what each may do there follows from appointments
)

# What lies beside the organs' folders on the public site, or on the same host: no organ may be called so there.
TAKEN = frozenset({"assets", "fuwu", "xianxing", "ditu", "opendata", "cunzheng", "admin", "static"})
GUIDE_FACTS = {*CONTACTS, "postcode", "guide_reviewed_on"}  # what an organ's own 公开办 may change
SHOWN = ("name", "short_name", "disclosure_office", "address", "office_hours")  # words on public pages
ABOVE = {
    Level.TOWN: Level.DISTRICT,
    Level.DEPARTMENT: Level.DISTRICT,
    Level.VILLAGE: Level.TOWN,
}  # level → that of its superior


def _manage(person: Person | None, organ_id: int | None) -> None:
    """Refuse anyone but the system (None) and an administrator of the organ or of one above it."""
    if person is not None and organ_id not in managed_ids(person):
        raise Refused("只有本机关或者上级机关的管理员可以办理。")


def _check(organ: Organ) -> None:
    organ.credit_code = organ.credit_code or None
    organ.full_clean()
    if organ.parent is not None and organ.parent.level != ABOVE[Level(organ.level)]:
        raise Refused("上级机关不对：乡镇和部门的上级是区县，村的上级是乡镇。请重新选择。")
    check_template(organ.index_template, organ.index_reset)
    # Not the telephone: a village's public one may well be somebody's mobile.
    if said := leak({str(Organ._meta.get_field(name).verbose_name): getattr(organ, name) for name in SHOWN}):
        raise Refused(said)


def _staff_group() -> Group:
    group, fresh = Group.objects.get_or_create(name=STAFF)
    if fresh:
        group.permissions.add(
            Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
        )
    return group


@transaction.atomic
def establish(*, by: Person | None, at: datetime, **facts: Any) -> Organ:
    """Enter an agency (机关) with the facts given. Raises ValidationError for facts that cannot stand."""
    organ = Organ(**facts)
    _manage(by, organ.parent_id)
    if organ.slug in TAKEN:
        raise Refused(f"网址代号“{organ.slug}”是网站自己用的，请换一个。")
    _check(organ)
    organ.save()
    record(verb="设立机关", subject=organ, by=by, at=at, organ_id=organ.pk, changed=[organ])
    return organ


@transaction.atomic
def amend(*, organ: Organ, by: Person | None, at: datetime) -> Organ:
    """Save changed facts of an agency; its place and its address on the public site (slug) never change.

    Its own 公开办 may change what the guide (指南) says; all else is an administrator's.
    """
    before = Organ.objects.get(pk=organ.pk)
    if before.slug != organ.slug:
        raise Refused("网址代号公开以后不能更改，否则群众收藏的网址会失效。")
    if (before.parent_id, before.level) != (organ.parent_id, organ.level):
        raise Refused("上级机关和层级设立以后不能更改。")
    changed = [
        field
        for field in Organ._meta.concrete_fields
        if field.value_from_object(before) != field.value_from_object(organ)
    ]
    if by is None or {field.name for field in changed} - GUIDE_FACTS or not may(by, REPORTING, organ.pk):
        _manage(by, organ.pk)
    _check(organ)
    organ.save()
    detail = {
        str(field.verbose_name): [str(field.value_from_object(one)) for one in (before, organ)]
        for field in changed
    }
    record(
        verb="修改机关信息", subject=organ, by=by, at=at, organ_id=organ.pk, detail=detail, changed=[organ]
    )
    return organ


@transaction.atomic
def enrol(*, username: str, name: str, password: str, by: Person | None, at: datetime) -> Person:
    """Give a person an account. Raises ValidationError when the login name is taken or ill-formed."""
    if by is not None and not organ_ids(by, MANAGING):
        raise Refused("只有管理员可以开设账号。")
    person = Person(username=username, name=name)
    person.set_password(password)
    person.full_clean()
    person.save()
    person.groups.add(_staff_group())
    record(verb="开设账号", subject=person, by=by, at=at)
    return person


@transaction.atomic
def change_password(*, person: Person, password: str, by: Person, at: datetime) -> Person:
    """Set a new password, which Django's validators have passed.

    One's own, or that of a person who holds office nowhere but where `by` is the administrator.
    """
    served = set(person.appointments.values_list("organ_id", flat=True))
    if by.pk != person.pk and not (served and served <= managed_ids(by)):
        raise Refused("只能更改自己的密码，管理员只能更改所管机关人员的密码。")
    person.set_password(password)
    person.save(update_fields=["password"])
    record(verb="更改密码", subject=person, by=by, at=at)
    return person


@transaction.atomic
def appoint(
    *, person: Person, organ: Organ, role: Role, since: date, by: Person | None, at: datetime
) -> Appointment:
    """Appoint `person` to `role` in `organ` from `since`. Refused when already held."""
    _manage(by, organ.pk)
    if Appointment.objects.filter(person=person, organ=organ, role=role, until=None).exists():
        raise Refused(f"{person}已经是{organ}的{Role(role).label}。")
    appointment = Appointment(person=person, organ=organ, role=role, since=since)
    appointment.full_clean()
    appointment.save()
    record(verb="任职", subject=appointment, by=by, at=at, organ_id=organ.pk)
    return appointment


@transaction.atomic
def dismiss(*, appointment: Appointment, until: date, by: Person | None, at: datetime) -> Appointment:
    """End an appointment with the day `until`, its last; the record stays."""
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    _manage(by, appointment.organ_id)
    if appointment.until is not None:
        raise Refused("该任职已经结束。")
    if until < appointment.since:
        raise Refused("免职日期不能早于任职日期。")
    appointment.until = until
    appointment.save(update_fields=["until"])
    record(
        verb="免职",
        subject=appointment,
        by=by,
        at=at,
        organ_id=appointment.organ_id,
        detail={"免职日期": until.isoformat()},
    )
    return appointment


@transaction.atomic
def list_leader(*, organ: Organ, title: str, name: str, by: Person | None, at: datetime) -> Leader:
    """Enter a leader's name and title into the organ's list. Raises ValidationError."""
    _manage(by, organ.pk)
    leader = Leader(organ=organ, title=title.strip(), name=name.strip(), since=at.date())
    leader.full_clean()
    leader.save()
    record(verb="记入领导名单", subject=leader, by=by, at=at, organ_id=organ.pk)
    return leader


@transaction.atomic
def unlist_leader(*, leader: Leader, by: Person | None, at: datetime) -> Leader:
    """End a leader's time in the list with today; the row stays."""
    leader = Leader.objects.select_for_update().get(pk=leader.pk)
    _manage(by, leader.organ_id)
    if leader.until is not None:
        raise Refused("这位领导已经离任。")
    leader.until = at.date()
    leader.save(update_fields=["until"])
    record(verb="领导离任", subject=leader, by=by, at=at, organ_id=leader.organ_id)
    return leader


@transaction.atomic
def load_holidays(*, text: str, by: Person | None, at: datetime) -> HolidayNotice:
    """Load a year's holiday notice. Refused when it does not hold together, or the year is known already."""
    runs = Organ.objects.filter(pk__in=organ_ids(by, MANAGING), level=Level.DISTRICT) if by else None
    if runs is not None and not runs.exists():
        raise Refused("只有区县的管理员可以载入放假安排，它关系到全区的期限。")
    try:
        notice = load_notice(text)
    except NoticeRefused as refusal:
        raise Refused(str(refusal)) from None
    if notice.year <= working_calendar().last_year:
        raise Refused(f"{notice.year}年的放假安排已经有了。")
    if notice.year != working_calendar().last_year + 1:
        raise Refused(f"请先载入{working_calendar().last_year + 1}年的放假安排。")
    loaded = HolidayNotice.objects.create(year=notice.year, title=notice.title, text=text, loaded_at=at)
    record(
        verb="载入放假安排", subject=loaded, by=by, at=at, detail={"年份": notice.year, "文号": notice.number}
    )
    return loaded
