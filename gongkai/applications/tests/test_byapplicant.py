"""What an applicant may do to the own case: amend or withdraw it for ten minutes, supplement it when asked."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai.applications import acts
from gongkai.applications.acts.byapplicant import WINDOW
from gongkai.applications.models import Application, Kind, Proof, State
from gongkai.applications.personal import Applicant, applicant_of, request_of
from gongkai.applications.queries import counted
from gongkai.applications.tests.making import CHINA, FRIDAY, NOON, WANTED, WHO, do
from gongkai.applications.tests.sending import PICTURE, refused, submit
from gongkai.trail.models import Act


@pytest.fixture
def online(town: Any) -> Application:
    return submit(town)


def test_within_ten_minutes_the_applicant_amends_and_what_was_said_before_is_kept(
    online: Application,
) -> None:
    changed = Applicant(name="申某某乙", phone="0900-8000009")
    acts.amend_own(
        application=online, applicant=changed, request="另一件事", form="", way="read", at=NOON + WINDOW
    )
    online.refresh_from_db()
    assert (applicant_of(online), request_of(online), online.way) == (changed, "另一件事", "read")
    before = online.wordings.get()
    assert (applicant_of(before), request_of(before), before.by) == (WHO, WANTED, None)
    assert online.received_on == FRIDAY and online.events.count() == 1
    assert Act.objects.get(verb="申请人修改申请").detail == {}


AFTER = timedelta(seconds=1)


@pytest.mark.parametrize("deed", ["amend", "withdraw"])
def test_a_second_after_ten_minutes_it_is_too_late(online: Application, deed: str) -> None:
    with refused("已经超过10分钟"):
        change(deed, online, NOON + WINDOW + AFTER)
    online.refresh_from_db()
    assert request_of(online) == WANTED and online.state == State.HANDLING


def change(deed: str, case: Application, at: datetime) -> None:
    if deed == "withdraw":
        acts.withdraw(application=case, at=at)
    else:
        acts.amend_own(application=case, applicant=WHO, request="另一件事", at=at)


@pytest.mark.parametrize("deed", ["amend", "withdraw"])
def test_what_the_office_has_begun_is_no_longer_the_applicants(
    online: Application, officer: Any, deed: str
) -> None:
    acts.take(application=online, by=officer, at=NOON)
    do("extend", online, officer, approver=officer)
    with refused("机关已经开始办理"):
        change(deed, online, NOON + AFTER)


@pytest.mark.parametrize("deed", ["amend", "withdraw"])
def test_that_somebody_took_it_is_no_hindrance(online: Application, officer: Any, deed: str) -> None:
    acts.take(application=online, by=officer, at=NOON)
    change(deed, online, NOON + AFTER)


@pytest.mark.parametrize("deed", ["amend", "withdraw"])
def test_what_came_over_the_counter_is_not_changed_online(case: Application, deed: str) -> None:
    with refused("只有网上提交的"):
        change(deed, case, NOON)


def test_withdrawn_it_is_closed_and_counted_as_other(online: Application) -> None:
    acts.withdraw(application=online, at=NOON + WINDOW)
    online.refresh_from_db()
    assert (online.state, online.outcome, online.answered_on) == (State.ANSWERED, "other3", FRIDAY)
    assert [event.kind for event in online.events.all()] == [Kind.RECEIVED, Kind.WITHDRAWN, Kind.ANSWERED]
    cells = counted(online.organ, 2021, "2021")
    assert cells["new", "person"] == cells["other3", "person"] == cells["result_total", "person"] == 1
    assert cells["carried_out", "person"] == 0
    with refused("机关已经开始办理"):
        acts.withdraw(application=online, at=NOON + WINDOW)


def asked(case: Application, officer: Any) -> None:
    do("request_supplement", case, officer, until=date(2021, 3, 20))


def test_a_supplement_is_added_and_the_term_runs_anew_from_the_systems_day(
    online: Application, officer: Any
) -> None:
    asked(online, officer)
    at = datetime.fromisoformat("2021-03-09T16:30:00+00:00")  # half past midnight of the tenth in China
    acts.supplement(application=online, text="是2020年的。", proofs=[PICTURE], at=at)
    online.refresh_from_db()
    assert request_of(online) == f"{WANTED}\n\n【2021年3月10日网上补正】\n是2020年的。"
    event = online.events.last()
    assert (event.kind, event.day, event.by) == (Kind.SUPPLEMENT_RECEIVED, date(2021, 3, 10), None)
    assert (online.state, online.due_on) == (State.HANDLING, date(2021, 4, 8))
    assert Proof.objects.get().application == online
    assert request_of(online.wordings.get()) == WANTED


@pytest.mark.parametrize(
    ("day", "text", "sentence"),
    [
        (20, "", "请写明补正的内容"),
        (20, "长" * 4000, "超出"),
        (21, "是2020年的。", "补正期限到2021年3月20日为止"),
    ],
)
def test_an_empty_an_endless_and_a_late_supplement_are_refused(
    online: Application, officer: Any, day: int, text: str, sentence: str
) -> None:
    asked(online, officer)
    with refused(sentence):
        acts.supplement(application=online, text=text, at=datetime(2021, 3, day, 23, 59, tzinfo=CHINA))
    online.refresh_from_db()
    assert online.state == State.SUPPLEMENTING and request_of(online) == WANTED


def test_on_the_last_day_a_supplement_is_in_time_and_a_second_one_is_not_awaited(
    online: Application, officer: Any
) -> None:
    asked(online, officer)
    last = datetime(2021, 3, 20, 23, 59, tzinfo=CHINA)
    acts.supplement(application=online, text="是2020年的。", at=last)
    with refused("现在不用补正"):
        acts.supplement(application=online, text="再补一次。", at=last)


def test_the_earlier_words_stay_guarded_by_the_database(online: Application) -> None:
    acts.amend_own(application=online, applicant=WHO, request="另一件事", at=NOON)
    deeds = (lambda: online.wordings.update(form=""), lambda: online.wordings.all().delete())
    for deed in deeds:
        with pytest.raises(IntegrityError, match="只能增加"), transaction.atomic():
            deed()
