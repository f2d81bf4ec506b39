"""办理接口: what the table opens is listed and can be done, with the forms' own refusals; nobody else's case is there."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.applications.forms.deeds import DEEDS
from gongkai.applications.models import Application, State
from gongkai.applications.states import permitted
from gongkai.applications.tests.making import FRIDAY, NAME, WANTED, do, in_state
from gongkai.applications.tests.test_screens import TODAY, desk, fresh

pytestmark = pytest.mark.django_db


def listed(client: Client, case: Application) -> Any:
    answer = client.get(reverse("applications_application:acts", args=[case.pk]))
    assert answer.headers["Content-Type"] == "application/json"
    assert "no-store" in answer.headers["Cache-Control"]
    return answer


def send(client: Client, case: Application, key: str, data: Any) -> Any:
    body = data if isinstance(data, (str, bytes)) else json.dumps(data)
    address = reverse("applications_application:do", args=[case.pk, key])
    return client.post(address, body, content_type="application/json")


@pytest.mark.parametrize("state", State)
def test_exactly_what_the_table_opens_is_listed(town: Any, officer: Any, approver: Any, state: State) -> None:
    case = in_state(state, town, officer)
    found = listed(desk(officer), case).json()
    rows = list(case.events.order_by("serial"))
    opened = [move.key for move in permitted(case, officer, TODAY, rows) if move.key in DEEDS]
    assert [act["key"] for act in found["acts"]] == opened
    assert found["case"]["state"] == state
    assert listed(desk(approver), case).json()["acts"] == []


def test_an_act_is_listed_with_its_article_its_effect_and_its_fields(case: Application, officer: Any) -> None:
    do("consult_organ", case, officer)
    acts = {act["key"]: act for act in listed(desk(officer), case).json()["acts"]}
    reply = acts["reply"]
    assert reply["article"] == "《政府信息公开条例》第三十三条第三款" and reply["effect"].endswith("。")
    fields = {field["name"]: field for field in reply["fields"]}
    assert fields["party"]["choices"] == [{"value": "其他机关1", "label": "其他机关1"}]
    assert (fields["day"]["type"], fields["day"]["required"]) == ("date", True)
    answer = {field["name"]: field for field in acts["answer"]["fields"]}
    assert {"value": "partial", "label": "部分公开"} in answer["outcome"]["choices"]


def test_an_act_is_done_as_on_the_screen(case: Application, officer: Any) -> None:
    sent = {"day": "2021-03-05", "until": "2021-03-20", "note": "请写明文号。", "served": None}
    answer = send(desk(officer), case, "request_supplement", sent)
    assert (answer.status_code, answer.json()["done"]) == (201, "告知补正")
    assert answer.json()["case"] == {
        "number": case.number, "state": "supplementing", "state_label": "待补正",
        "received": "2021-03-01", "due": "2021-03-29", "provisional": False,
    }  # fmt: skip
    assert (
        case.events.get(kind="request_supplement".replace("request_supplement", "supplement_requested")).by
        == officer
    )


def test_a_case_given_to_another_organ_is_not_told_of_any_more(
    town: Any, officer: Any, other_town: Any
) -> None:
    case = fresh(town, officer)
    sent = {"organ": other_town.pk, "day": TODAY.isoformat(), "note": "道路由柳树镇负责。"}
    answer = send(desk(officer), case, "transfer", sent)
    assert (answer.status_code, answer.json()["case"]) == (201, None)
    assert listed(desk(officer), case).status_code == 404


def test_faults_stand_beside_their_fields_and_nothing_is_done(case: Application, officer: Any) -> None:
    answer = send(desk(officer), case, "request_supplement", {"day": "三月五日", "until": "2021-03-20"})
    assert answer.status_code == 422
    assert set(answer.json()["faults"]) == {"day", "note"}
    answer = send(
        desk(officer), case, "request_supplement", {"day": "2021-03-05", "until": "2021-03-05", "note": "甲"}
    )
    assert answer.json()["faults"][""] == ["补正期限要晚于告知补正的日期，给申请人合理的时间。"]
    assert case.events.count() == 1


def test_what_the_table_does_not_open_says_why(case: Application, officer: Any) -> None:
    answer = send(desk(officer), case, "archive", {"day": "2021-03-05"})
    assert answer.status_code == 409 and "现在是“办理中”，不能登记“归档”" in answer.json()["fault"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{", "不是正确的JSON"),
        (b"\xff\xfe", "不是正确的JSON"),
        ("[" * 5000, "不是正确的JSON"),
        ("[]", "的样式"),
        ({"day": ["2021-03-05"]}, "“day”应写一个值"),
        ({"day": "2021-03-05", "dya": "1"}, "没有这些项：dya。可以写：day、note。"),
    ],
)
def test_what_cannot_be_read_is_answered_with_a_sentence(
    case: Application, officer: Any, body: Any, said: str
) -> None:
    answer = send(desk(officer), case, "pay", body)
    assert answer.status_code == 409  # not open now: asked first
    do("notify_fee", case, officer)
    answer = send(desk(officer), case, "pay", body)
    assert answer.status_code == 400 and said in answer.json()["fault"]
    assert case.events.count() == 2


def test_an_unknown_act_and_a_too_large_body_are_answered(
    case: Application, officer: Any, settings: Any
) -> None:
    for key in ("correct", "reopen", "nothing"):
        assert send(desk(officer), case, key, {}).status_code == 404, key
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = send(desk(officer), case, "answer", {"note": "长" * 200})
    assert (answer.status_code, "太大" in answer.json()["fault"]) == (413, True)


def test_the_wrong_person_gets_nothing(case: Application, stranger: Any, approver: Any, editor: Any) -> None:
    for person in (stranger, editor):
        assert listed(desk(person), case).status_code == 404
        answer = send(desk(person), case, "hand_over", {})
        assert (answer.status_code, answer.json()["fault"]) == (404, "没有这件申请，或者它属于别的机关。")
    answer = send(desk(approver), case, "answer", {"outcome": "granted"})
    assert (answer.status_code, answer.json()["fault"]) == (403, "只有本机关的公开办可以登记和办理申请。")
    assert case.events.count() == 1


def test_without_a_session_or_against_forgery_nothing_is_done(case: Application, officer: Any) -> None:
    assert send(Client(), case, "answer", {}).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer)
    assert send(strict, case, "archive", {}).status_code == 403
    assert case.events.count() == 1


def test_an_act_is_posted_and_a_list_is_asked_for(case: Application, officer: Any) -> None:
    client = desk(officer)
    assert client.get(reverse("applications_application:do", args=[case.pk, "answer"])).status_code == 405
    assert client.post(reverse("applications_application:acts", args=[case.pk])).status_code == 405


def test_nothing_personal_is_told(case: Application, officer: Any) -> None:
    said = listed(desk(officer), case).content.decode()
    said += send(
        desk(officer), case, "answer", {"outcome": "granted", "day": FRIDAY.isoformat()}
    ).content.decode()
    assert NAME not in said and WANTED not in said


@pytest.mark.parametrize("body", ['{"note": "\\ud800"}', '{"\\udfff": "1"}'])
def test_half_a_sign_is_refused_in_a_sentence(case: Application, officer: Any, body: str) -> None:
    answer = send(desk(officer), case, "answer", body)
    assert answer.status_code == 422 and "半个字符" in answer.json()["fault"]
