"""What came over the internet, at the desk: seen as such, taken over by one, its files opened with a trail."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.applications import acts
from gongkai.applications.forgetting import ForgettingProofs
from gongkai.applications.models import Application, Proof
from gongkai.applications.proofs import accepted, path_of
from gongkai.applications.tasks import case_tasks
from gongkai.applications.tests.making import NOON, WANTED, WHO
from gongkai.applications.tests.test_proofs import PDF, PNG
from gongkai.trail.models import Act

UNHANDLED = "件申请还没有经办人"


@pytest.fixture
def online(town: Any, settings: Any, tmp_path: Path) -> Application:
    settings.DATA = tmp_path
    files = [accepted(PNG, "身份证明"), accepted(PDF, "身份证明")]
    return acts.submit(
        organ=town, submission="a" * 32, applicant_kind="person", applicant=WHO, request=WANTED, proofs=files, at=NOON
    )  # fmt: skip


def desk(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(case: Application, name: str, *more: int) -> str:
    return reverse(f"applications_application:{name}", args=[case.pk, *more])


def tasks(person: Any) -> dict[str, Any]:
    return {task.label: task for task in case_tasks(person)}


def test_a_case_without_handler_is_a_task_until_somebody_takes_it(
    online: Application, officer: Any, stranger: Any
) -> None:
    task = tasks(officer)[UNHANDLED]
    assert (task.count, task.urgent) == (1, True)
    assert online.number in desk(officer).get(task.address).content.decode()
    assert UNHANDLED not in tasks(stranger)
    page = desk(officer).get(address(online, "page")).content.decode()
    assert "我来办" in page and "系统当时确认" in page
    answer = desk(officer).post(address(online, "take"), follow=True)
    assert "这件申请现在由您经办" in answer.content.decode() and "我来办" not in answer.content.decode()
    online.refresh_from_db()
    assert online.handler == officer and UNHANDLED not in tasks(officer)


def test_a_withdrawn_case_asks_for_nobody(online: Application, officer: Any) -> None:
    acts.withdraw(application=online, at=NOON)
    assert UNHANDLED not in tasks(officer)


def test_the_second_who_takes_it_is_told(online: Application, officer: Any, colleague: Any) -> None:
    acts.take(application=online, by=colleague, at=NOON)
    answer = desk(officer).post(address(online, "take"), follow=True)
    assert "已经由佟同事经办" in answer.content.decode()


@pytest.mark.parametrize(("serial", "data", "media"), [(1, PNG, "image/png"), (2, PDF, "application/pdf")])
def test_a_file_is_opened_for_one_look_that_is_in_the_trail(
    online: Application, officer: Any, serial: int, data: bytes, media: str
) -> None:
    answer = desk(officer).post(address(online, "proof", serial))
    assert (answer.content, answer.headers["Content-Type"]) == (data, media)
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert WHO.name not in answer.headers["Content-Disposition"]
    assert Act.objects.filter(verb="查看身份材料", actor_name="龚开办").count() == 1
    assert desk(officer).get(address(online, "proof", serial)).status_code == 405, "一个链接打不开"


def test_the_approver_looks_too_and_takes_nothing(online: Application, approver: Any) -> None:
    page = desk(approver).get(address(online, "page")).content.decode()
    assert "查看第1份身份证明" in page and "我来办" not in page
    assert desk(approver).post(address(online, "proof", 1)).content == PNG
    assert desk(approver).post(address(online, "take")).status_code in (302, 403)
    online.refresh_from_db()
    assert online.handler is None


@pytest.mark.parametrize("who", ["editor", "stranger"])
def test_nobody_else_finds_it(request: pytest.FixtureRequest, online: Application, who: str) -> None:
    client = desk(request.getfixturevalue(who))
    for found in (address(online, "proof", 1), address(online, "take")):
        assert client.post(found).status_code in (302, 404)
    online.refresh_from_db()
    assert online.handler is None and not Act.objects.filter(verb="查看身份材料").exists()


@pytest.mark.parametrize("serial", [0, 3, 10**15])
def test_there_is_no_other_file(online: Application, officer: Any, serial: int) -> None:
    assert desk(officer).post(address(online, "proof", serial)).status_code == 404


def test_what_is_deleted_or_lost_is_said_on_the_page(online: Application, officer: Any) -> None:
    first, second = online.proofs.order_by("pk")
    Proof.objects.filter(pk=first.pk).update(deleted_at=NOON)
    path_of(second.name).unlink()
    for serial, sentence in ((1, "已经按期删除"), (2, "请从备份恢复")):
        answer = desk(officer).post(address(online, "proof", serial), follow=True)
        assert sentence in answer.content.decode()
    assert "按期删除。" in desk(officer).get(address(online, "page")).content.decode()


def test_the_words_of_an_applicant_who_changed_them_are_named_so(online: Application, officer: Any) -> None:
    acts.amend_own(application=online, applicant=WHO, request="另一件事", at=NOON)
    page = desk(officer).post(address(online, "reveal")).content.decode()
    assert "申请人更正以前的内容" in page and WANTED in page and "另一件事" in page


def test_the_worker_forgets_once_an_hour(online: Application, monkeypatch: Any) -> None:
    times: list[Any] = []
    monkeypatch.setattr(acts, "forget_proofs", lambda at: times.append(at))
    duty = ForgettingProofs()
    duty()
    duty()
    assert len(times) == 1
    duty.again = 0.0
    duty()
    assert len(times) == 2


def test_the_worker_has_this_duty() -> None:
    from gongkai.portal.worker import lanes

    assert any(isinstance(duty, ForgettingProofs) for lane in lanes() for duty in lane.work)
