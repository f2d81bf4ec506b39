"""Acts on agencies and people: the only writers of this room."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from gongkai.law.notice import NoticeRefused
from gongkai.law.noticecheck import load_notice
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Appointment, HolidayNotice, Organ, Person, Role
from gongkai.organs.permissions import MANAGING, organ_ids
from gongkai.trail.acts import Refused, record

STAFF = (
    "后台人员"  # the group that may open the back office; what each may do there follows from appointments
)


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
    organ.full_clean()
    organ.save()
    record(verb="设立机关", subject=organ, by=by, at=at, organ_id=organ.pk, changed=[organ])
    return organ


@transaction.atomic
def amend(*, organ: Organ, by: Person | None, at: datetime) -> Organ:
    """Save changed facts of an agency; its address on the public site never changes (slug)."""
    before = Organ.objects.get(pk=organ.pk)
    if before.slug != organ.slug:
        raise Refused("网址代号公开以后不能更改，否则群众收藏的网址会失效。")
    organ.full_clean()
    changed = {
        field.verbose_name: [str(field.value_from_object(before)), str(field.value_from_object(organ))]
        for field in Organ._meta.concrete_fields
        if field.value_from_object(before) != field.value_from_object(organ)
    }
    organ.save()
    record(
        verb="修改机关信息", subject=organ, by=by, at=at, organ_id=organ.pk, detail=changed, changed=[organ]
    )
    return organ


@transaction.atomic
def enrol(*, username: str, name: str, password: str, by: Person | None, at: datetime) -> Person:
    """Give a person an account. Raises ValidationError when the login name is taken or ill-formed."""
    person = Person(username=username, name=name)
    person.set_password(password)
    person.full_clean()
    person.save()
    person.groups.add(_staff_group())
    record(verb="开设账号", subject=person, by=by, at=at)
    return person


@transaction.atomic
def change_password(*, person: Person, password: str, by: Person, at: datetime) -> Person:
    """Set a new password, which Django's validators have passed. One's own only, or by an administrator."""
    if by.pk != person.pk and not organ_ids(by, MANAGING):
        raise Refused("只能更改自己的密码。")
    person.set_password(password)
    person.save(update_fields=["password"])
    record(verb="更改密码", subject=person, by=by, at=at)
    return person


@transaction.atomic
def appoint(
    *, person: Person, organ: Organ, role: Role, since: date, by: Person | None, at: datetime
) -> Appointment:
    """Appoint `person` to `role` in `organ` from `since`. Refused when already held."""
    if Appointment.objects.filter(person=person, organ=organ, role=role, until=None).exists():
        raise Refused(f"{person}已经是{organ}的{Role(role).label}。")
    appointment = Appointment.objects.create(person=person, organ=organ, role=role, since=since)
    record(verb="任职", subject=appointment, by=by, at=at, organ_id=organ.pk)
    return appointment


@transaction.atomic
def dismiss(*, appointment: Appointment, until: date, by: Person | None, at: datetime) -> Appointment:
    """End an appointment with the day `until`; the record stays."""
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
def load_holidays(*, text: str, by: Person | None, at: datetime) -> HolidayNotice:
    """Load a year's holiday notice. Refused when it does not hold together, or the year is known already."""
    if by is not None and not organ_ids(by, MANAGING):
        raise Refused("只有管理员可以载入放假安排。")
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
