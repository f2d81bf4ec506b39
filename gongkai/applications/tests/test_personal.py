"""Who asked stays under seal: not in the database file, not in the trail, on no screen that was not asked for it."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from gongkai.applications import acts
from gongkai.applications.models import Application
from gongkai.applications.personal import Applicant, Unreadable, applicant_of, request_of
from gongkai.applications.tests.making import IDENTITY, NAME, NOON, PHONE, WANTED, WHO, registered
from gongkai.trail.models import Act, Outbox
from gongkai.trail.tests.refusing import everything, refused

pytestmark = pytest.mark.django_db
SECRETS = (NAME, PHONE, IDENTITY, WANTED)


def desk(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_nothing_of_the_applicant_stands_readable_in_any_table(case: Application) -> None:
    assert applicant_of(case) == WHO and request_of(case) == WANTED
    stored = repr(everything())
    for secret in SECRETS:
        assert secret not in stored
        assert repr(secret.encode())[2:-1] not in stored


def test_a_seal_opens_for_its_own_case_and_field_only(case: Application, town: Any, officer: Any) -> None:
    other = registered(town, officer)
    for one, two in (
        (case.sealed_applicant, other.sealed_request),
        (other.sealed_applicant, case.sealed_request),
    ):
        case.sealed_applicant, case.sealed_request = one, two
        broken = [reading for reading in (applicant_of, request_of) if _unreadable(reading, case)]
        assert broken


def _unreadable(reading: Any, case: Application) -> bool:
    try:
        reading(case)
    except Unreadable:
        return True
    return False


def test_a_case_without_personal_data_opens_empty(town: Any, officer: Any) -> None:
    """As every row of the register as it was before."""
    made = Application(
        organ=town, number="旧1", channel="post", applicant_kind="person", received_on=NOON.date()
    )
    acts.register(application=made, by=officer, at=NOON)
    stored = Application.objects.get(pk=made.pk)
    assert (bytes(stored.sealed_applicant), applicant_of(stored), request_of(stored)) == (
        b"",
        Applicant(),
        "",
    )


def test_whoever_looks_is_in_the_trail_and_the_trail_says_nothing_else(
    case: Application, officer: Any, approver: Any
) -> None:
    for person in (officer, approver):
        assert acts.reveal(application=case, by=person, at=NOON) == (WHO, WANTED)
    looked = Act.objects.filter(verb="查看申请人信息")
    assert {act.actor_name for act in looked} == {"龚开办", "沈核准"}
    assert all(act.detail == {} for act in looked)
    assert not Outbox.objects.filter(kind__startswith="applications").exists()


@pytest.mark.parametrize("who", ["editor", "stranger"])
def test_nobody_else_looks(request: pytest.FixtureRequest, case: Application, who: str) -> None:
    person = request.getfixturevalue(who)
    with refused("只有本机关的公开办和审核人可以查看。"):
        acts.reveal(application=case, by=person, at=NOON)


def test_a_broken_seal_is_said_and_nothing_is_noted(case: Application, officer: Any) -> None:
    Application.objects.filter(pk=case.pk).update(sealed_applicant=b"\x01\x01" + b"x" * 40)
    case.refresh_from_db()
    with refused("打不开"):
        acts.reveal(application=case, by=officer, at=NOON)
    client = desk(officer)
    answer = client.post(reverse("applications_application:reveal", args=[case.pk]), follow=True)
    assert "打不开" in answer.content.decode()


def test_screens_show_it_only_when_asked(case: Application, officer: Any, approver: Any) -> None:
    page = reverse("applications_application:page", args=[case.pk])
    for person in (officer, approver):
        client = desk(person)
        for address in (page, reverse("applications_application:index"), f"{page}answer/", f"{page}extend/"):
            shown = client.get(address).content.decode()
            assert not [secret for secret in SECRETS if secret in shown], address
        looked = client.post(reverse("applications_application:reveal", args=[case.pk]))
        assert all(secret in looked.content.decode() for secret in SECRETS)
        assert "no-store" in looked.headers["Cache-Control"]


def test_who_asked_is_put_right_without_the_trail_knowing(case: Application, officer: Any) -> None:
    corrected = Applicant(name="申某某乙", phone=PHONE)
    acts.amend(application=case, applicant=corrected, request="别的内容", form="paper", by=officer, at=NOON)
    case.refresh_from_db()
    assert (applicant_of(case), request_of(case), case.form) == (corrected, "别的内容", "paper")
    newest = Act.objects.first()
    assert (newest.verb, newest.detail) == ("更正申请人和内容", {})


def test_what_the_applicant_wrote_is_kept_when_it_is_put_right(case: Application, officer: Any) -> None:
    for name in ("申某某乙", "申某某丙"):
        acts.amend(application=case, applicant=Applicant(name=name), request="别的内容", by=officer, at=NOON)
    latest, first = case.wordings.all()
    assert (applicant_of(first), request_of(first)) == (WHO, WANTED)
    assert (applicant_of(latest).name, request_of(latest)) == ("申某某乙", "别的内容")
    page = desk(officer).post(reverse("applications_application:reveal", args=[case.pk])).content.decode()
    assert page.count("更正以前的内容") == 2
    assert WANTED in page and "申某某乙" in page
    shut = desk(officer).get(reverse("applications_application:page", args=[case.pk])).content.decode()
    assert WANTED not in shut and "申某某乙" not in shut


def test_nothing_changed_is_no_correction(case: Application, officer: Any) -> None:
    with refused("没有改动，不用更正。"):
        acts.amend(
            application=case, applicant=WHO, request=WANTED, form=case.form, way=case.way, by=officer, at=NOON
        )
    assert not case.wordings.exists()


def test_what_cannot_be_opened_is_not_written_over(case: Application, officer: Any) -> None:
    Application.objects.filter(pk=case.pk).update(sealed_request=b"\x01\x01" + b"x" * 40)
    with refused("打不开"):
        acts.amend(application=case, applicant=Applicant(), request="别的内容", by=officer, at=NOON)


@pytest.mark.parametrize(
    ("applicant", "request_", "sentence"),
    [(Applicant(name="长" * 201), "", "每一项最多200个字"), (Applicant(), "长" * 4001, "最多4000个字")],
)
def test_what_is_too_long_is_refused(
    case: Application, officer: Any, applicant: Applicant, request_: str, sentence: str
) -> None:
    with refused(sentence):
        acts.amend(application=case, applicant=applicant, request=request_, by=officer, at=NOON)


@pytest.mark.sqlite
def test_the_database_file_holds_none_of_it(case: Application) -> None:
    """The bytes of the file as it is written to the disk."""
    stored = connection.connection.serialize()
    assert case.number.encode() in stored
    assert not [secret for secret in SECRETS if secret.encode() in stored]


def test_the_keys_are_for_the_owner_alone(case: Application) -> None:
    assert (Path(settings.DATA) / "keys" / "sealing").stat().st_mode & 0o077 == 0
