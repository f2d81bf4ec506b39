"""网上申请 against machines, haste, forgery and old forms: the slip, the sums, the limits; and nothing personal leaks."""

import logging
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client, RequestFactory

from gongkai.applications.models import Application
from gongkai.portal.doors.applying import filling, work
from gongkai.portal.tests.applying.sending import (
    PERSON,
    SECRETS,
    door,
    form_of,
    old_ticket,
    opened,
    path_of,
    png,
    send,
    text,
    ticket_of,
)
from gongkai.trail.models import Act, Outbox


def test_sent_again_days_later_it_is_told_and_no_receipt_is_handed_out(town: Any, monkeypatch: Any) -> None:
    """It once was; but after days anybody may sit at a device that several use, before a draft that somebody left."""
    client = Client()
    fields = opened(client, town)
    send(client, town, fields)
    real = filling.now
    monkeypatch.setattr(filling, "now", lambda: real() + timedelta(days=3))
    answer = send(client, town, fields)
    assert answer.status_code == 400 and "已经提交过一件申请" in text(answer)
    assert form_of(answer.content.decode(), "ticket")["ticket"] != fields["ticket"]
    assert Application.objects.count() == 1


def test_a_form_of_another_site_is_refused(town: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    fields = opened(client, town) | {"csrfmiddlewaretoken": "x" * 64}
    assert send(client, town, fields).status_code == 403
    assert not Application.objects.exists()


def test_a_request_that_is_too_large_is_turned_away_unread(town: Any) -> None:
    answer = Client().post(
        door(f"{town.slug}/"), b"x", content_type="multipart/form-data", CONTENT_LENGTH=10**9
    )
    assert answer.status_code == 413 and "太大" in text(answer)
    nonsense = Client().post(door(f"{town.slug}/"), b"", content_type="text/plain", CONTENT_LENGTH="很长")
    assert nonsense.status_code in (200, 400, 403)


def test_more_text_than_any_form_has_is_a_page_in_chinese(town: Any) -> None:
    given = {"step": "look", "request": "长" * 2_000_000}
    answer = Client(raise_request_exception=False).post(
        door(f"{town.slug}/"), urlencode(given), content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 400 and "<p>" in answer.content.decode()


def test_an_old_form_is_renewed_with_everything_in_it(town: Any) -> None:
    client = Client()
    fields = opened(client, town) | {"ticket": old_ticket(town, timedelta(hours=25))}
    answer = client.post(door(f"{town.slug}/"), fields | PERSON)
    assert "已经换了新的" in text(answer)
    fresh = form_of(answer.content.decode(), "ticket")
    assert (
        client.post(door(f"{town.slug}/"), fresh | {"work": work.solve(ticket_of(fresh, town))}).status_code
        == 302
    )


@pytest.mark.parametrize(("ahead", "status"), [(timedelta(minutes=4), 302), (timedelta(minutes=6), 400)])
def test_another_servers_clock_may_be_a_little_fast(town: Any, ahead: timedelta, status: int) -> None:
    client = Client()
    fields = opened(client, town) | {"ticket": old_ticket(town, -ahead)}
    assert send(client, town, fields).status_code == status


def test_a_form_of_one_organ_is_no_form_of_another(town: Any, other_town: Any) -> None:
    client = Client()
    fields = opened(client, town)
    given = fields | PERSON | {"work": work.solve(ticket_of(fields, town))}
    assert client.post(door(f"{other_town.slug}/"), given).status_code == 400
    assert not Application.objects.exists()


def test_the_sums_are_those_of_this_form_alone(town: Any) -> None:
    client = Client()
    one, other = opened(client, town), opened(client, town)
    answers = work.solve(ticket_of(one, town))
    assert work.solved(ticket_of(one, town), answers) and not work.solved(ticket_of(other, town), answers)
    for wrong in ("", answers[:-1], answers + ",1", answers.replace(",", "，"), "-1," * 7 + "1", "9" * 500):
        assert not work.solved(ticket_of(one, town), wrong)


def test_the_sums_of_real_size_take_this_machine_a_moment(town: Any, monkeypatch: Any) -> None:
    monkeypatch.undo()
    ticket = ticket_of(opened(Client(), town), town)
    answers = work.solve(ticket)
    assert work.BITS == 15 and work.solved(ticket, answers)
    monkeypatch.setattr(work, "BITS", 30)
    assert not work.solved(ticket, answers), "not so easily"


def test_without_scripts_the_form_must_have_stood_open_ten_seconds(town: Any) -> None:
    client = Client()
    fields = opened(client, town)
    quick = send(client, town, fields, solved=False)
    assert quick.status_code == 400 and "提交得太快了" in text(quick)
    slow = form_of(quick.content.decode(), "ticket") | {"ticket": old_ticket(town, timedelta(seconds=11))}
    assert client.post(door(f"{town.slug}/"), slow).status_code == 302


def test_without_scripts_few_are_taken_from_one_network_and_what_was_typed_stays(town: Any) -> None:
    client = Client()
    fields = opened(client, town)
    statuses = []
    for _ in range(5):
        fields["ticket"] = old_ticket(town, timedelta(seconds=11))
        answer = send(client, town, fields, solved=False)
        statuses.append(answer.status_code)
    assert statuses == [302, 302, 302, 429, 429]
    assert form_of(answer.content.decode(), "ticket")["name"] == PERSON["name"]
    assert "分钟再点" in text(answer) and int(answer.headers["Retry-After"]) > 60
    assert send(client, town, opened(client, town)).status_code == 302, "with scripts more are taken"


def test_faults_do_not_use_up_what_may_be_sent(town: Any) -> None:
    client = Client()
    for _ in range(6):
        fields = opened(client, town) | {"ticket": old_ticket(town, timedelta(seconds=11))}
        assert send(client, town, fields, solved=False, name="").status_code == 400


def test_a_reader_in_haste_is_asked_to_wait(town: Any) -> None:
    client = Client()
    statuses = {client.get(door(f"{town.slug}/")).status_code for _ in range(45)}
    assert statuses == {200, 429}


def test_nothing_of_the_applicant_is_in_an_address_a_log_the_trail_or_the_outbox(
    town: Any, caplog: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    client = Client()
    answer = send(client, town, opened(client, town), proofs=png())
    receipt = client.get(answer.url)
    said = [answer.url, caplog.text, *map(str, Outbox.objects.values_list("kind", "key"))]
    said += [f"{act.verb}{act.subject_label}{act.detail}" for act in Act.objects.all()]
    said += [
        receipt.content.decode(),
        client.get(path_of(answer.url).replace("huizhi/", "")).content.decode(),
    ]
    assert not [secret for secret in (*SECRETS, "的身份证.png") for one in said if secret in one]


def test_no_file_is_looked_into_for_who_has_not_done_the_sums(town: Any, monkeypatch: Any) -> None:
    def looked(*_: Any) -> Any:
        raise AssertionError("看了文件")

    monkeypatch.setattr(filling, "files_of", looked)
    client = Client()
    for more in ({"work": "1,2"}, {"ticket": "x"}, {}):
        fields = opened(client, town) | PERSON | {"proofs": png()} | more
        assert client.post(door(f"{town.slug}/"), fields).status_code == 400


def test_no_file_is_looked_into_of_a_form_that_cannot_be_entered_or_is_one_too_many(
    town: Any, monkeypatch: Any
) -> None:
    def looked(*_: Any) -> Any:
        raise AssertionError("看了文件")

    client = Client()
    while not work.SOLVED[0].take(RequestFactory().get("/")):
        pass
    monkeypatch.setattr(filling, "files_of", looked)
    assert send(client, town, opened(client, town), proofs=png(), name="").status_code == 400
    assert send(client, town, opened(client, town), proofs=png()).status_code == 429


def test_forms_with_files_are_taken_less_often_however_they_are_filled_in(town: Any) -> None:
    client = Client()
    fields = opened(client, town)
    statuses = [send(client, town, fields, proofs=png(), name="").status_code for _ in range(14)]
    assert statuses == [400] * 12 + [429] * 2
    last = send(client, town, fields, proofs=png(), name="")
    assert int(last.headers["Retry-After"]) > 1 and form_of(last.content.decode(), "ticket")["phone"]
    assert send(client, town, fields).status_code == 302, "without files there is room"
