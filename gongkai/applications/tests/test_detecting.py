"""提示: what is noticed, what is not, that it shows nobody's words, and that it is quick."""

from datetime import date
from time import perf_counter
from typing import Any

import pytest

from gongkai.applications import acts, recent
from gongkai.applications.detecting import FEWEST, MANY, Hint, Known, hints_for, likeness, pairs_of
from gongkai.applications.models import Application
from gongkai.applications.personal import Applicant
from gongkai.applications.recent import hints_of
from gongkai.applications.tests.making import NAME, NOON, WANTED, WHO, application, do
from gongkai.applications.tests.test_screens import desk, page_of, text

ROLL = "申请公开白杨镇杨家湾村2020年种粮补贴发放名册及资金明细"
SAME = "请提供杨家湾村2020年种粮补贴的发放名册和资金明细"
OTHER = "白杨镇敬老院食堂承包合同和近三年伙食费支出"
DAY = date(2021, 3, 1)


def known(text: str, mark: str = "", day: date | None = DAY, pk: int = 1) -> Known:
    return Known(pk, f"申{pk}号", mark, pairs_of(text), day)


def kinds(text: str, mark: str, *others: Known, day: date | None = DAY) -> list[str]:
    return [hint.kind for hint in hints_for(text, mark, day, others)]


def test_the_same_information_wanted_by_somebody_else_is_noticed() -> None:
    [hint] = hints_for(ROLL, "甲", DAY, [known(SAME, "乙", pk=4), known(OTHER, "丙", pk=5)])
    assert (hint.kind, str(hint.article), hint.cases) == (
        "several", "《政府信息公开条例》第四十四条第一款", ((4, "申4号"),),
    )  # fmt: skip


def test_two_without_a_mark_are_two_persons() -> None:
    assert kinds(ROLL, "", known(SAME, "")) == ["several"]


def test_the_same_person_asking_again_is_a_repeat_but_not_an_earlier_case_of_a_later_one() -> None:
    [hint] = hints_for(ROLL, "甲", DAY, [known(SAME, "甲", date(2020, 9, 1))])
    assert (hint.kind, str(hint.article)) == ("repeated", "《政府信息公开条例》第三十六条第（六）项")
    assert kinds(ROLL, "甲", known(SAME, "甲", date(2021, 3, 2))) == []
    assert kinds(ROLL, "甲", known(OTHER, "甲")) == []


@pytest.mark.parametrize("one", ["", "文件", "申请公开政府信息", "补贴名册"])
def test_a_text_that_says_too_little_is_like_no_other(one: str) -> None:
    assert len(pairs_of(one)) < FEWEST
    assert kinds(one, "甲", known(one, "乙")) == []


def test_likeness_is_one_for_the_same_and_none_for_the_strange_and_goes_both_ways() -> None:
    assert likeness(pairs_of(ROLL), pairs_of(ROLL)) == 1
    assert likeness(pairs_of(ROLL), pairs_of(OTHER)) < 0.3
    assert likeness(pairs_of(ROLL), pairs_of(SAME)) == likeness(pairs_of(SAME), pairs_of(ROLL)) > 0.6
    wide = "申请公开白杨镇杨家湾村２０２０年种粮补贴，发放名册及资金明细。"
    assert likeness(pairs_of(ROLL), pairs_of(wide)) == 1


@pytest.mark.parametrize(
    ("request_", "noticed"),
    [
        ("请求处理邻居占道一事并追究责任", True),
        ("我要举报村干部多占宅基地", True),
        ("要求赔偿青苗损失三千元", True),
        ("申请公开2020年信访工作条例实施办法的文本", True),  # a person decides: the word is there
        (ROLL, False),
        ("", False),
    ],
)
def test_a_petition_in_disguise_is_only_suggested(request_: str, noticed: bool) -> None:
    found = hints_for(request_, "", DAY, [])
    assert [hint.kind for hint in found] == (["petition"] if noticed else [])
    assert all(str(hint.article) == "《政府信息公开条例》第三十九条第一款" for hint in found)


@pytest.mark.parametrize(("others", "noticed"), [(MANY - 1, False), (MANY, True)])
def test_the_eleventh_of_a_month_is_many(others: int, noticed: bool) -> None:
    rows = [known(f"各不相同的事情之第{number}件", "甲", pk=number) for number in range(others)]
    assert ("many" in kinds(OTHER, "甲", *rows)) == noticed
    assert "many" not in kinds(OTHER, "甲", *rows, day=date(2021, 4, 1))
    assert "many" not in kinds(OTHER, "", *rows)
    assert "many" not in kinds(OTHER, "甲", *rows, day=None)


def test_a_hint_names_at_most_five_cases() -> None:
    [hint] = hints_for(ROLL, "甲", DAY, [known(SAME, "乙", pk=pk) for pk in range(9)])
    assert len(hint.cases) == 5 and "有9件" in hint.sentence


# ---- the register


def asked(organ: Any, by: Any, wanted: str, who: Applicant = WHO) -> Application:
    return acts.register(application=application(organ), applicant=who, request=wanted, by=by, at=NOON)


SOMEBODY = Applicant(name="申某某乙", phone="0900-8555555")


@pytest.mark.django_db
def test_the_case_shows_the_hint_with_a_link_and_not_what_the_other_wrote(town: Any, officer: Any) -> None:
    other = asked(town, officer, SAME, SOMEBODY)
    case = asked(town, officer, ROLL)
    shown = desk(officer).get(page_of(case)).content.decode()
    assert "别的申请人也要内容相近的信息" in shown and page_of(other) in shown
    assert page_of(case, "make_public") in shown
    for secret in (SAME, ROLL, SOMEBODY.name, NAME):
        assert secret not in shown


@pytest.mark.django_db
def test_an_approver_sees_the_hint_without_the_button(town: Any, officer: Any, approver: Any) -> None:
    asked(town, officer, SAME, SOMEBODY)
    shown = desk(approver).get(page_of(asked(town, officer, ROLL))).content.decode()
    assert "别的申请人也要内容相近的信息" in shown and "转为主动公开" not in shown.replace(
        "可以转为主动公开", ""
    )


@pytest.mark.django_db
def test_cases_of_other_organs_and_parts_of_the_same_application_are_no_others(
    town: Any, officer: Any, other_town: Any, stranger: Any
) -> None:
    asked(other_town, stranger, SAME, SOMEBODY)
    case = asked(town, officer, f"{ROLL}；{SAME}")
    [part] = acts.split(application=case, parts=[ROLL, SAME], day=NOON.date(), by=officer, at=NOON)
    case.refresh_from_db()
    assert hints_of(case) == hints_of(part) == ()


@pytest.mark.django_db
def test_a_seal_that_does_not_open_takes_only_its_own_case_away(town: Any, officer: Any) -> None:
    broken, other = asked(town, officer, SAME, SOMEBODY), asked(town, officer, SAME, SOMEBODY)
    case = asked(town, officer, ROLL)
    Application.objects.filter(pk=broken.pk).update(sealed_request=b"\x01\x01" + b"x" * 40)
    assert [hint.cases for hint in hints_of(case)] == [((other.pk, other.number),)]
    broken.refresh_from_db()
    assert hints_of(broken) == ()
    assert desk(officer).get(page_of(broken)).status_code == 200


@pytest.mark.django_db
def test_what_was_amended_is_compared_as_it_is_now(town: Any, officer: Any) -> None:
    other, case = asked(town, officer, OTHER, SOMEBODY), asked(town, officer, ROLL)
    assert hints_of(case) == ()
    do("amend", other, officer, applicant=SOMEBODY, request=SAME)
    assert [hint.kind for hint in hints_of(case)] == ["several"]


@pytest.mark.django_db
def test_a_case_without_words_has_no_hints(town: Any, officer: Any) -> None:
    for _ in range(2):
        case = acts.register(application=application(town), by=officer, at=NOON)
    assert hints_of(case) == ()
    assert "提示" not in text(desk(officer).get(page_of(case)))


@pytest.mark.django_db
def test_only_so_many_texts_stay_in_memory_and_only_so_many_are_compared(
    town: Any, officer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert recent._opened.cache_parameters()["maxsize"] == recent.KEPT
    first = asked(town, officer, SAME, SOMEBODY)
    asked(town, officer, OTHER, SOMEBODY)
    case = asked(town, officer, ROLL)
    assert [hint.cases for hint in hints_of(case)] == [((first.pk, first.number),)]
    monkeypatch.setattr(recent, "MOST", 1)
    assert hints_of(case) == ()


def test_comparing_with_five_hundred_takes_a_moment() -> None:
    others = [known(f"{SAME}{number}{WANTED}" * 4, "乙", pk=number) for number in range(500)]
    began = perf_counter()
    found: tuple[Hint, ...] = hints_for(ROLL * 4, "甲", DAY, others)
    assert perf_counter() - began < 0.2
    assert [hint.kind for hint in found] == ["several"]


def test_of_a_long_text_so_many_pairs_are_kept_that_say_how_alike_it_is() -> None:
    """What is kept of 500 texts stays within some megabytes, however long they are."""
    signs = [chr(0x4E00 + place * 7919 % 20000) for place in range(4000)]
    whole, half, other = "".join(signs), "".join(signs[:2000] + signs[2000:][::-1]), "".join(signs[::-1])
    assert recent.KEPT * len(pairs_of(whole)) == 500 * 500
    assert likeness(pairs_of(whole), pairs_of(whole)) == 1
    assert 0.4 < likeness(pairs_of(whole), pairs_of(half)) < 0.6
    assert likeness(pairs_of(whole), pairs_of(other)) < 0.1
