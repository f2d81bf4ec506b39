"""回执和办理进度: what an applicant sees of the own case and does to it, and what nobody sees."""

from datetime import datetime, timedelta
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from gongkai.annualreport.write.fonts import FontMissing
from gongkai.applications import acts
from gongkai.applications.codes import query_code
from gongkai.applications.models import Application, Kind, State
from gongkai.applications.tests.making import CHINA, WHO, do, registered
from gongkai.law.workdays import Calendar
from gongkai.office.clock import now
from gongkai.organs.permissions import today
from gongkai.portal.doors import limits
from gongkai.portal.doors.applying import keys, receipt
from gongkai.portal.doors.applying.telling import EVENTS, STATES, told
from gongkai.portal.tests.applying.sending import (
    LATER,
    SECRETS,
    WANTED,
    apply,
    door,
    page,
    text,
)

NOT_FOUND = "没有查到。请对照回执核对登记编号和查询码"


def ask(number: str, code: str, client: Client | None = None) -> Any:
    return (client or Client()).post(door("chaxun/"), {"number": number, "code": code})


def test_number_and_code_open_the_case_however_they_are_typed(case: Application) -> None:
    code = query_code(case)
    for number, typed in (
        (case.number, code),
        (case.number.replace("〔", "[").replace("〕", "]"), code.lower()),
        (f" {case.number.replace('〔', '（').replace('〕', '）')} ", code.replace("-", " ")),
    ):
        limits.forget_everyone()
        answer = ask(number, typed)
        assert answer.status_code == 302 and answer.headers["Referrer-Policy"] == "no-referrer"
        assert case.number in text(Client().get(answer.url))


def test_a_day_set_by_a_decision_is_told_to_stay(case: Application, officer: Any) -> None:
    """责令重新答复 with a day: what the applicant supplements moves nothing, and nobody says that it does."""
    at, day = now(), today()
    do("answer", case, officer, day=day, posted=day, at=at)
    do("reopen", case, officer, day=day, until=day + timedelta(days=15), at=at)
    do("request_supplement", case, officer, day=day, until=day + timedelta(days=9), at=at)
    case.refresh_from_db()
    assert told(case, at).said == "机关请您补正，决定书（判决书）写明的期限不变。"
    do("receive_supplement", case, officer, day=day, at=at)
    case.refresh_from_db()
    assert told(case, at).events[-1][1] == "机关收到补正，决定书（判决书）写明的期限不变。"


def test_a_wrong_number_and_a_wrong_code_are_answered_alike(case: Application, town: Any) -> None:
    other = apply(town)
    answers = [
        ask(number, code)
        for number, code in (("没有的〔2021〕1号", query_code(case)), (case.number, query_code(other)))
    ]
    assert {answer.status_code for answer in answers} == {404}
    pages = [text(answer) for answer in answers]
    assert all(NOT_FOUND in said for said in pages) and pages[0] == pages[1]


def test_the_same_number_in_two_organs_is_told_apart_by_the_code(
    case: Application, other_town: Any, town: Any
) -> None:
    other = apply(other_town)
    Application.objects.filter(pk=other.pk).update(number=case.number)
    for one, organ in ((case, town), (other, other_town)):
        assert f"/{organ.slug}/" in Client().get(ask(case.number, query_code(one)).url).content.decode()


@pytest.mark.parametrize("given", [{}, {"number": "某号"}, {"code": "某"}, {"number": "\0", "code": " "}])
def test_half_a_question_is_asked_again(db: None, given: dict[str, str]) -> None:
    answer = Client().post(door("chaxun/"), given)
    assert answer.status_code == 400 and "都要填" in text(answer)


def test_guessing_is_stopped_after_a_few_tries(case: Application) -> None:
    client = Client()
    statuses = [ask(case.number, f"AAA-AAA-AA{n}", client).status_code for n in range(2, 10)]
    assert set(statuses) == {404}
    refused = ask(case.number, query_code(case), client)
    assert refused.status_code == 429 and int(refused.headers["Retry-After"]) > 0


def test_what_is_typed_is_in_no_address(case: Application) -> None:
    answer = ask(case.number, query_code(case))
    assert query_code(case) not in answer.url and case.number not in answer.url


def test_a_key_opens_for_an_hour_and_only_its_own_case(case: Application, clock: Any) -> None:
    key = keys.key_of(case, now())
    assert Client().get(door(f"jian/{key}/")).status_code == 200
    for forged in (key[:-1], key.replace(str(case.pk), str(case.pk + 1), 1), "1-1.x", "9" * 400):
        assert Client().get(door(f"jian/{forged}/")).status_code == 404
    clock(timedelta(minutes=59))
    assert Client().get(door(f"jian/{key}/")).status_code == 200
    clock(timedelta(minutes=61))
    for path in ("", "huizhi/", "huizhi.pdf", "xiugai/", "chehui/", "buzheng/"):
        answer = Client().get(door(f"jian/{key}/{path}"))
        assert answer.status_code == 404 and "请重新查询" in text(answer)
    assert Client().post(door(f"jian/{key}/chehui/"), {"sure": "on"}).status_code == 404
    case.refresh_from_db()
    assert case.state == State.HANDLING


def test_the_page_shows_the_state_the_day_and_how_it_was_counted_and_nobody(
    case: Application, officer: Any
) -> None:
    acts.take(application=case, by=officer, at=now())
    answer = Client().get(page(case))
    said = text(answer)
    assert "机关正在办理" in said and "20个工作日" in said and "机关收到申请" in said
    assert not [secret for secret in (*SECRETS, "龚开办") if secret in answer.content.decode()]
    assert (answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]) == ("no-referrer", "no-store")


def test_every_state_and_every_event_that_concerns_the_applicant_has_its_words() -> None:
    own = {Kind.CO_HANDLING, Kind.CO_HANDLED, Kind.MADE_PUBLIC, Kind.HANDED_OVER, Kind.ARCHIVED}
    assert set(STATES) == set(State)
    assert set(EVENTS) == set(Kind) - own, "每一种办理事项要么告诉申请人，要么是机关自己的"


def test_each_step_is_told_in_order(case: Application, officer: Any) -> None:
    day = today()
    acts.take(application=case, by=officer, at=now())
    do("consult_third_party", case, officer, at=now(), day=day)
    do("reply", case, officer, at=now(), day=day)
    do("extend", case, officer, at=now(), day=day, approver=officer)
    do("notify_fee", case, officer, at=now(), day=day)
    do("pay", case, officer, at=now(), day=day)
    do("answer", case, officer, at=now(), day=day, posted=day)
    case.refresh_from_db()
    found = told(case, now())
    assert [said.split("，")[0].rstrip("。") for _, said in found.events] == [
        "机关收到申请", "机关征求第三方的意见", "第三方答复了机关", "机关延长答复期限10个工作日",
        "机关发出收费通知", "机关收到缴费", "机关作出答复",
    ]  # fmt: skip
    assert (found.due, found.due_said, found.closed, found.may_change) == (None, "", True, False)
    assert "内容以答复书为准" in text(Client().get(page(case)))


def test_a_day_beyond_the_notices_is_provisional_on_every_page(town: Any, monkeypatch: Any) -> None:
    known = Calendar.official().through(2021)
    monkeypatch.setattr("gongkai.portal.doors.applying.telling.working_calendar", lambda: known)
    at = datetime(2021, 12, 20, 9, tzinfo=CHINA)
    case = acts.submit(
        organ=town, submission="a" * 32, applicant_kind="person", applicant=WHO, request=WANTED, at=at
    )
    assert told(case, at).due is None
    for path in ("", "huizhi/"):
        said = text(Client().get(page(case, path)))
        assert "2022年放假安排还没有载入，期限暂定" in said
    assert "暂定" in receipt.document(told(case, at), at).body_html


def test_the_receipt_says_what_looks_mistyped_while_it_can_be_changed(town: Any, clock: Any) -> None:
    case = apply(town, id_number="110101190001010000", email="申某某甲")
    said = text(Client().get(page(case, "huizhi/")))
    assert "校验位" in said and "电子邮箱看起来不完整" in said and "修改申请" in said
    assert "110101190001010000" not in said
    clock(LATER)
    later = text(Client().get(page(case, "huizhi/")))
    assert "校验位" not in later and "修改申请" not in later and query_code(case) in later


def test_the_receipt_is_a_pdf_with_number_code_day_and_without_the_applicant(case: Application) -> None:
    answer = Client().get(page(case, "huizhi.pdf"))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert (answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]) == ("no-referrer", "no-store")
    pdf = pypdfium2.PdfDocument(answer.content)
    said = "".join(sheet.get_textpage().get_text_range() for sheet in pdf).replace("\r\n", "")
    assert len(pdf) == 1, "回执印一张纸"
    assert case.number in said and query_code(case) in said and f"{case.due_on.day}日" in said
    assert not [secret for secret in SECRETS if secret in said]


@pytest.mark.parametrize("fault", [FontMissing("没有字体"), RuntimeError("x"), OSError("x")])
def test_without_a_pdf_one_is_told_what_to_do(case: Application, monkeypatch: Any, fault: Exception) -> None:
    def fails(*_: Any) -> Any:
        raise fault

    monkeypatch.setattr(receipt, "write_apart", fails)
    answer = Client().get(page(case, "huizhi.pdf"))
    assert answer.status_code == 503 and "用浏览器打印" in text(answer)


def test_cases_over_the_counter_have_a_code_too_and_no_window(town: Any, officer: Any) -> None:
    case = registered(town, officer)
    said = text(Client().get(ask(case.number, query_code(case)).url))
    assert case.number in said and "修改申请" not in said
    assert text(Client().get(page(case, "huizhi/"))).count(query_code(case)) == 1


def test_the_parts_of_a_case_are_named_with_their_codes(case: Application, town: Any) -> None:
    part = apply(town)
    Application.objects.filter(pk=part.pk).update(came_from=case)
    said = text(Client().get(page(case)))
    assert part.number in said and query_code(part) in said


def test_passed_on_to_the_right_organ_it_is_found_under_the_old_number_too(
    case: Application, officer: Any, other_town: Any
) -> None:
    old, code = case.number, query_code(case)
    acts.transfer(
        application=case, organ=other_town, day=today(), note="属于柳树镇的事。", by=officer, at=now()
    )
    case.refresh_from_db()
    assert case.organ == other_town and case.number != old
    for number in (old, case.number):
        said = text(Client().get(ask(number, code).url))
        assert f"编号改为{case.number}" in said and "属于柳树镇的事" not in said
