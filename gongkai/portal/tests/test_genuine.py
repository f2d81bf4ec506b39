"""核验文书: a code finds its letter and says what to compare; nothing about who asked; a wrong code is answered politely."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from gongkai.applications.letters.numbering import ALPHABET, grouped, new_code, read_code
from gongkai.applications.letters.words import words_of
from gongkai.applications.models import Letter
from gongkai.applications.tests.lettering import drafted, issued
from gongkai.applications.tests.making import IDENTITY, NAME, PHONE, WANTED
from gongkai.portal.doors import limits
from gongkai.trail.tests.refusing import everything

DOOR = f"{settings.PUBLIC_PATH}fuwu/wenshu/"


@pytest.fixture(autouse=True)
def nobody_has_knocked() -> None:
    limits.forget_everyone()


@pytest.fixture
def letter(town: Any, officer: Any, approver: Any) -> Letter:
    return issued("partial", town, officer, approver)


def text(answer: Any) -> str:
    page = answer.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.find("<main") :]))


def test_the_address_on_the_paper_tells_what_to_compare(letter: Letter) -> None:
    before = everything()
    answer = Client().get(urlsplit(words_of(letter).address).path)
    said = text(answer)
    for shown in (
        "清水区白杨镇",
        "政府信息部分公开告知书",
        letter.number,
        "2021年3月5日",
        grouped(letter.code),
    ):
        assert shown in said
    assert "请与手里的文书核对" in said
    for secret in (NAME, PHONE, IDENTITY, WANTED, letter.application.number, "龚开办", "沈核准"):
        assert secret not in answer.content.decode()
    assert everything() == before
    assert answer["Cache-Control"] == "no-store" and answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]


def test_a_code_typed_in_small_letters_and_groups_is_found(letter: Letter) -> None:
    typed = {"yanzhengma": f" {grouped(letter.code).lower()} "}
    assert letter.number in text(Client().get(DOOR, typed, follow=True))


@pytest.mark.parametrize("typed", ["A", "O" * 12, "字" * 12, "1" * 5000, "%00\0", "'; DROP TABLE"])
def test_what_cannot_be_a_code_is_said_beside_the_field(typed: str, db: None) -> None:
    answer = Client().get(DOOR, {"yanzhengma": typed})
    assert answer.status_code == 400
    assert "验证码有12位" in text(answer) and 'aria-invalid="true"' in answer.content.decode()


def test_nothing_typed_is_the_page_itself(db: None) -> None:
    for query in ({}, {"yanzhengma": " "}):
        answer = Client().get(DOOR, query)
        assert answer.status_code == 200 and 'role="alert"' not in answer.content.decode()


def test_a_code_of_nothing_a_draft_and_a_malformed_one_get_the_same_answer(
    letter: Letter, town: Any, officer: Any
) -> None:
    draft = drafted("granted", town, officer)
    Letter.objects.filter(pk=draft.pk).update(code="A" * 12)
    answers = [Client().get(f"{DOOR}{code}/") for code in ("A" * 12, "B" * 12, "x", "9" * 3000)]
    assert {answer.status_code for answer in answers} == {404}
    for answer in answers:
        assert "没有查到这个验证码的文书" in text(answer)
        assert "B" * 12 not in answer.content.decode()


def test_guessing_is_slowed_down(letter: Letter) -> None:
    client = Client()
    statuses = [client.get(f"{DOOR}{new_code()}/").status_code for _ in range(20)]
    assert statuses[:10] == [404] * 10 and statuses[-1] == 429


def test_only_reading_is_possible(letter: Letter) -> None:
    assert Client().post(f"{DOOR}{letter.code}/").status_code == 405
    assert Client().post(DOOR).status_code == 405


def test_a_code_holds_nothing_that_reads_like_something_else() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200 and all(read_code(grouped(code)) == code for code in codes)
    assert not set("01ILO") & set(ALPHABET)
