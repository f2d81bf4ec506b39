"""协查 and 转为主动公开: help inside the organ and publication move no date of the law."""

from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.applications import acts
from gongkai.applications.folding import standing, waiting_sections
from gongkai.applications.models import Application
from gongkai.applications.tests.making import FRIDAY, SECTION, do, registered
from gongkai.applications.tests.test_screens import TODAY, desk, page_of, text
from gongkai.office.clock import now
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db


def waiting(case: Application) -> list[str]:
    return [row.party for row in waiting_sections(standing(case.events.all()))]


def test_a_section_is_asked_and_answers_and_no_date_moves(case: Application, officer: Any) -> None:
    due = case.due_on
    do("ask_section", case, officer)
    do("ask_section", case, officer, section="财政所")
    assert waiting(case) == [SECTION, "财政所"]
    do("section_reply", case, officer)
    assert waiting(case) == ["财政所"]
    do("section_reply", case, officer, answering="财政所")
    case.refresh_from_db()
    assert (case.due_on, case.state, waiting(case)) == (due, "handling", [])
    assert Act.objects.filter(verb="请科室协查").last().detail == {
        "日期": "2021-03-05", "请科室回复到": "2021-03-09", "科室": SECTION, "答复期限": "2021-03-29",
    }  # fmt: skip


def test_a_section_that_has_answered_may_be_asked_again(case: Application, officer: Any) -> None:
    do("ask_section", case, officer)
    with refused(f"已经请{SECTION}协查，还没有回复"):
        do("ask_section", case, officer)
    do("section_reply", case, officer)
    do("ask_section", case, officer)
    assert waiting(case) == [SECTION]


@pytest.mark.parametrize(
    ("key", "facts", "sentence"),
    [
        ("ask_section", {"section": " "}, "请写明请哪个科室"),
        ("ask_section", {"note": ""}, "请写明协查的事项"),
        ("ask_section", {"until": date(2021, 3, 4)}, "不能早于请协查的日期"),
        ("ask_section", {"day": date(2021, 2, 26)}, "日期早于收到申请之日"),
        ("ask_section", {"day": date(2021, 3, 6), "until": date(2021, 3, 8)}, "不能晚于今天"),
        ("ask_section", {"section": "长" * 21}, "。"),
        ("section_reply", {"answering": "财政所"}, f"还没有回复的有：{SECTION}。"),
        ("section_reply", {"day": date(2021, 3, 4)}, "早于请协查的日期"),
        ("make_public", {"index_number": " "}, "请填公开信息的索引号"),
        ("make_public", {"index_number": "1" * 81}, "最多80个字符"),
        ("make_public", {"day": date(2021, 2, 26)}, "日期早于收到申请之日"),
    ],
)
def test_what_cannot_stand_is_refused(
    case: Application, officer: Any, key: str, facts: dict[str, Any], sentence: str
) -> None:
    if key == "section_reply":
        do("ask_section", case, officer)
    before = case.events.count()
    with refused(sentence):
        do(key, case, officer, **facts)
    assert case.events.count() == before


def test_a_wrong_question_is_taken_back(case: Application, officer: Any) -> None:
    event = do("ask_section", case, officer)
    acts.correct(event=event, reason="请错了科室。", void=True, by=officer, at=now())
    assert waiting(case) == []
    asked = do("ask_section", case, officer)
    acts.correct(event=asked, reason="限期写错了。", until=date(2021, 3, 12), by=officer, at=now())
    assert [row.until for row in waiting_sections(standing(case.events.all()))] == [date(2021, 3, 12)]


def test_the_case_shows_whose_answer_is_awaited_and_that_it_is_late(town: Any, officer: Any) -> None:
    case = registered(town, officer, received_on=TODAY - timedelta(days=9), at=now())
    facts = {"day": TODAY - timedelta(days=5), "at": now()}
    do("ask_section", case, officer, until=TODAY - timedelta(days=1), **facts)
    do("ask_section", case, officer, section="财政所", until=TODAY, **facts)
    shown = text(desk(officer).get(page_of(case)))
    assert f"等{SECTION}回复协查" in shown and "已经过了限期，请催办" in shown
    late = shown.index("已经过了限期")
    assert shown.index(f"等{SECTION}") < late < shown.index("等财政所")
    assert shown.count("已经过了限期") == 1


def test_what_became_public_is_noted_with_its_index_number_once(case: Application, officer: Any) -> None:
    do("make_public", case, officer)
    assert case.events.get(kind="made_public").note == "索引号：BYZ/2021-00001"
    with refused("已经登记过转为主动公开（《政府信息公开条例》第四十四条第一款）。"):
        do("make_public", case, officer)
    shown = desk(officer).get(page_of(registered(case.organ, officer), "make_public")).content.decode()
    assert "新建信息" in shown and "/admin/snippets/disclosure/item/add/" in shown


@pytest.mark.parametrize("key", ["ask_section", "section_reply", "make_public"])
def test_only_the_own_office_does_it(
    case: Application, officer: Any, stranger: Any, approver: Any, key: str
) -> None:
    do("ask_section", case, officer)
    for person in (stranger, approver):
        with refused("只有本机关的公开办可以登记和办理申请。"):
            do(key, case, person)
    assert desk(stranger).get(page_of(case, key)).status_code == 404
    assert case.events.get(kind="co_handling").day == FRIDAY
