"""People: what they may do follows from the offices they hold today, and from nothing else."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai.organs import acts
from gongkai.organs.models import Appointment, Person, Role
from gongkai.organs.permissions import EDITING, managed_ids, may, organ_ids, organs_for, today
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
TODAY = date(2021, 3, 5)
NOT_THEIRS = "只有本机关或者上级机关的管理员可以办理。"


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def again(person: Person) -> Person:
    """The person as the next request meets them."""
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def newcomer(db: None, moment: datetime) -> Person:
    return acts.enrol(username="xinren", name="辛仁", password="新人-2021-密码", by=None, at=moment)


@pytest.fixture
def manager(district: Any, moment: datetime) -> Person:
    person = acts.enrol(username="guanli", name="管礼", password="管理-2021-密码", by=None, at=moment)
    acts.appoint(person=person, organ=district, role=Role.ADMIN, since=TODAY, by=None, at=moment)
    return person


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (date(2021, 3, 5), None, True),
        (date(2021, 3, 6), None, False),
        (date(2020, 1, 1), date(2021, 3, 5), True),
        (date(2020, 1, 1), date(2021, 3, 4), False),
    ],
)
def test_an_office_is_held_from_its_first_to_its_last_day(
    town: Any, newcomer: Person, since: date, until: date | None, holds: bool
) -> None:
    Appointment.objects.create(person=newcomer, organ=town, role="editor", since=since, until=until)
    assert may(again(newcomer), EDITING, town.pk) is holds


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2020, 12, 31, 15, 59, 59, tzinfo=UTC), date(2020, 12, 31)),
        (datetime(2020, 12, 31, 16, 0, tzinfo=UTC), date(2021, 1, 1)),
    ],
)
def test_today_is_the_day_in_china(monkeypatch: pytest.MonkeyPatch, instant: datetime, day: date) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: instant)
    assert today() == day


def test_an_office_counts_for_its_own_organ_and_role(town: Any, other_town: Any, editor: Person) -> None:
    assert organ_ids(editor) == {town.pk}
    assert list(organs_for(editor, EDITING)) == [town]
    assert organ_ids(editor, {Role.APPROVER}) == frozenset()
    assert not may(editor, EDITING, other_town.pk)
    assert not may(editor, EDITING, None)


def test_who_holds_no_office_may_nothing_not_even_as_superuser(town: Any, newcomer: Person) -> None:
    newcomer.is_superuser = True
    newcomer.save()
    assert organ_ids(again(newcomer)) == frozenset()


def test_a_closed_account_may_nothing(editor: Person, town: Any) -> None:
    editor.is_active = False
    editor.save()
    assert organ_ids(again(editor)) == frozenset()


def test_an_administrator_manages_the_organ_and_all_under_it(
    district: Any, town: Any, manager: Person, stranger: Person, other_town: Any
) -> None:
    assert managed_ids(again(manager)) == {district.pk, town.pk, other_town.pk}
    assert managed_ids(stranger) == {other_town.pk}


def test_dismissal_takes_effect_when_its_day_is_over(
    town: Any, editor: Person, moment: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = editor.appointments.get()
    acts.dismiss(appointment=held, until=TODAY, by=None, at=moment)
    assert may(again(editor), EDITING, town.pk)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment.replace(day=6))
    assert not may(again(editor), EDITING, town.pk)
    assert Act.objects.first().detail == {"免职日期": "2021-03-05"}


def test_dismissal_happens_once_and_not_before_the_appointment(editor: Person, moment: datetime) -> None:
    held, opened_before = editor.appointments.get(), editor.appointments.get()
    with refused("免职日期不能早于任职日期。"):
        acts.dismiss(appointment=held, until=date(2018, 12, 31), by=None, at=moment)
    acts.dismiss(appointment=held, until=TODAY, by=None, at=moment)
    with refused("该任职已经结束。"):
        acts.dismiss(appointment=opened_before, until=date(2021, 12, 31), by=None, at=moment)


def test_an_office_is_not_given_twice_but_may_be_given_again(
    town: Any, editor: Person, moment: datetime
) -> None:
    again_editor = {"person": editor, "organ": town, "role": Role.EDITOR, "by": None, "at": moment}
    with refused("甄编辑已经是白杨镇的信息员。"):
        acts.appoint(since=TODAY, **again_editor)
    acts.dismiss(appointment=editor.appointments.get(), until=TODAY, by=None, at=moment)
    acts.appoint(since=date(2021, 4, 1), **again_editor)
    assert editor.appointments.count() == 2


def test_an_unknown_role_is_refused(town: Any, newcomer: Person, moment: datetime) -> None:
    with refused("。"):
        acts.appoint(person=newcomer, organ=town, role="king", since=TODAY, by=None, at=moment)


def test_the_database_refuses_an_office_held_twice_or_ending_before_it_begins(
    town: Any, editor: Person
) -> None:
    for broken in ({"until": None}, {"until": date(2018, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.create(
                person=editor, organ=town, role="editor", since=date(2019, 1, 1), **broken
            )


def test_only_who_manages_the_organ_appoints_and_dismisses(
    town: Any, editor: Person, stranger: Person, officer: Person, newcomer: Person, moment: datetime
) -> None:
    for person in (stranger, officer, newcomer):
        with refused(NOT_THEIRS):
            acts.appoint(person=person, organ=town, role=Role.ADMIN, since=TODAY, by=person, at=moment)
        with refused(NOT_THEIRS):
            acts.dismiss(appointment=editor.appointments.get(), until=TODAY, by=person, at=moment)


def test_the_districts_administrator_appoints_in_its_towns(
    town: Any, manager: Person, newcomer: Person, moment: datetime
) -> None:
    held = acts.appoint(
        person=newcomer, organ=town, role=Role.EDITOR, since=TODAY, by=again(manager), at=moment
    )
    assert str(held) == "辛仁：白杨镇信息员"
    assert may(again(newcomer), EDITING, town.pk)


def test_only_an_administrator_opens_accounts(editor: Person, stranger: Person, moment: datetime) -> None:
    account = {"username": "xinren", "name": "辛仁", "password": "新人-2021-密码", "at": moment}
    with refused("只有管理员可以开设账号。"):
        acts.enrol(by=editor, **account)
    assert acts.enrol(by=stranger, **account).check_password("新人-2021-密码")


def test_a_password_is_changed_by_oneself_or_by_whom_one_works_under(
    town: Any, editor: Person, manager: Person, stranger: Person, newcomer: Person, moment: datetime
) -> None:
    deed = {"password": "新的-2021-密码", "at": moment}
    for person, by in ((editor, stranger), (manager, stranger), (editor, newcomer), (newcomer, stranger)):
        with refused("只能更改自己的密码，管理员只能更改所管机关人员的密码。"):
            acts.change_password(person=person, by=by, **deed)
    for by in (editor, again(manager)):
        acts.change_password(person=editor, by=by, **deed)
        assert again(editor).check_password("新的-2021-密码")
    assert "密码" not in str(Act.objects.first().detail)


def test_a_login_name_is_given_once_and_well_formed(editor: Person, moment: datetime) -> None:
    for username in ("bianji", "甄 编辑", ""):
        with refused("。"):
            acts.enrol(username=username, name="另一人", password="x", by=None, at=moment)


def test_an_account_opens_the_back_office_and_nothing_in_it(newcomer: Person) -> None:
    assert newcomer.has_perm("wagtailadmin.access_admin")
    assert newcomer.get_all_permissions() == {"wagtailadmin.access_admin"}
    assert organ_ids(newcomer) == frozenset()
