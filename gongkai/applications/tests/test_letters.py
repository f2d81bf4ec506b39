"""Every kind of letter: made from a case, complete, passed, issued; and the table behind them, complete too."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gongkai.applications.letters.composing import OPEN_PLACE, composed
from gongkai.applications.letters.demands import missing
from gongkai.applications.letters.facts import DERIVED, FACTS
from gongkai.applications.letters.gathering import Case, quoted
from gongkai.applications.letters.kinds import (
    ANSWERS,
    KINDS,
    OF_ANSWER,
    REMEDIES,
    WITHOUT_LETTER,
    LetterKind,
)
from gongkai.applications.letters.words import words_of
from gongkai.applications.models import Application, Kind
from gongkai.applications.tests.lettering import COURT, REVIEW, case_for, facts_for, issued
from gongkai.applications.tests.making import FRIDAY, IDENTITY, NAME, PHONE, WANTED
from gongkai.law.outcomes import OUTCOMES
from gongkai.organs.calendar import working_calendar

PLACE = re.compile(r"\{(\w+)\}")
SECOND_OF_2024 = date(2024, 1, 2)


def case_on(application: Application, day: date) -> Case:
    rows = list(application.events.order_by("serial"))
    return Case(application, rows, working_calendar(), day)


def test_every_answer_of_the_law_has_exactly_one_letter() -> None:
    answers = [answer.key for outcome in OUTCOMES.values() for answer in outcome.answers]
    assert sorted(kind.answer for kind in KINDS.values() if kind.answer) == sorted(answers)


def test_every_step_of_a_case_has_a_letter_or_a_reason_for_none() -> None:
    told = {event for kind in KINDS.values() for event in kind.events} | {Kind.ANSWERED}
    assert told | set(WITHOUT_LETTER) == set(Kind)
    assert not told & set(WITHOUT_LETTER)
    assert all(reason.endswith("。") for reason in WITHOUT_LETTER.values())


def test_the_table_names_only_facts_that_exist_and_asks_for_each_that_it_prints() -> None:
    known = FACTS.keys() | DERIVED.keys()
    for kind in KINDS.values():
        places = {name for block in kind.blocks for name in PLACE.findall(block.text)}
        assert places <= known, kind.key
        assert places - DERIVED.keys() <= set(kind.asks), kind.key
        assert set(kind.asks) <= FACTS.keys(), kind.key
        assert kind.article or "{article}" not in "".join(block.text for block in kind.blocks), kind.key
        assert len(kind.key) <= 30 and len(kind.series) == 3


def test_answers_need_both_passes_and_the_law_is_behind_every_demand() -> None:
    for kind in KINDS.values():
        assert kind.needs == {"check", "sign"} or not kind.answer, kind.key
        assert all(block.basis for block in kind.blocks if block.must), kind.key
        assert (kind.block(REMEDIES) is not None) == bool(kind.told), kind.key
    assert [kind.key for kind in KINDS.values() if not kind.needs] == ["receipt"]
    assert {kind.key for kind in KINDS.values() if kind.told and not kind.answer} == {"third_party_told"}


@pytest.mark.django_db
def test_every_kind_is_written_passed_and_issued(town: Any, officer: Any, approver: Any) -> None:
    """The applicant's own description is named; nothing is left open; the article stands in it; one series counts on."""
    for kind in KINDS.values():
        letter = issued(kind.key, town, officer, approver)
        words = words_of(letter)
        assert WANTED in words.text, kind.key
        assert not OPEN_PLACE.search(words.text) and "{" not in words.text, kind.key
        assert not kind.article or str(kind.article) in words.text, kind.key
        assert "。。" not in words.text and "，。" not in words.text, kind.key
        assert PHONE not in words.text and IDENTITY not in words.text, kind.key
        assert words.addressee == (NAME if kind.to == "applicant" else "某第三方单位"), kind.key
        if kind.to != "applicant":
            assert NAME not in words.text, kind.key
        assert (REVIEW in words.block(REMEDIES) and COURT in words.block(REMEDIES)) == bool(kind.told), (
            kind.key
        )
    numbers = sorted((letter.series, letter.serial) for letter in town_letters(town))
    expected = sorted(
        (f"白镇{series}", serial)
        for series in {kind.series for kind in KINDS.values()}
        for serial in range(1, 1 + sum(kind.series == series for kind in KINDS.values()))
    )
    assert numbers == expected


def town_letters(town: Any) -> Any:
    from gongkai.applications.models import Letter

    return Letter.objects.filter(organ=town)


def _lacks(kind: LetterKind, case: Application, day: date, **changed: str) -> str:
    words = composed(kind, case_on(case, day), facts_for(kind, **changed))
    return "".join(missing(kind, words, day))


@pytest.mark.django_db
def test_a_letter_without_its_reason_ground_search_or_right_organ_is_held_back(
    town: Any, officer: Any
) -> None:
    case = case_for(KINDS["partial"], town, officer)
    for key, fact, said in (
        ("partial", "reason", "“理由”还有没填的地方：理由。请补上（《政府信息公开条例》第三十六条）。"),
        ("partial", "ground", "要写明依据"),
        ("partial", "kept", "不公开的部分"),
        ("deny4", "reason", "至少10个字"),
        ("not_existing", "searched_in", "还缺：检索范围"),
        ("not_existing", "searched_by", "还缺：检索人"),
        ("not_ours", "right_organ", "要告知负责公开的机关"),
        ("refuse1", "channel", "应走的渠道"),
        ("supplement", "note", "“要补正的事项”还有没填的地方：事项或者理由"),
        ("supplement", "until", "“期限至”要填，并且晚于2021年3月5日"),
        ("fee", "amount", "收费金额应大于0元（《政府信息公开条例》第四十二条）"),
        ("fee", "pay", "缴纳方式"),
        ("extension", "days", "1到20个工作日"),
        ("consult_third_party", "addressee", "没有收件人"),
        (
            "granted",
            "court",
            "“救济途径”还有没填的地方：管辖的人民法院。请补上（《行政复议法》第二十三条第二款）。",
        ),
    ):
        assert said in _lacks(KINDS[key], case, FRIDAY, **{fact: ""}), (key, fact)
        assert _lacks(KINDS[key], case, FRIDAY) == "", key
    assert "1到20个工作日" in _lacks(KINDS["extension"], case, FRIDAY, days="21")
    assert "大于0元" in _lacks(KINDS["fee"], case, FRIDAY, amount="不知道")


@pytest.mark.django_db
def test_a_paragraph_that_the_law_demands_cannot_be_emptied(town: Any, officer: Any) -> None:
    """Each must-paragraph of each kind, emptied one at a time, is named with its article."""
    case = case_for(KINDS["unable3"], town, officer)
    for kind in KINDS.values():
        words = composed(kind, case_on(case, FRIDAY), facts_for(kind))
        for block in kind.blocks:
            if not block.must:
                continue
            emptied = tuple((key, "" if key == block.key else text) for key, text in words.blocks)
            faults = "".join(missing(kind, replace(words, blocks=emptied), FRIDAY))
            assert f"“{block.label}”" in faults and f"（{block.basis}）" in faults, (kind.key, block.key)


@pytest.mark.django_db
def test_the_article_cannot_be_taken_out_of_the_text(town: Any, officer: Any) -> None:
    case, kind = case_for(KINDS["partial"], town, officer), KINDS["partial"]
    words = composed(kind, case_on(case, FRIDAY), facts_for(kind))
    blocks = dict(words.blocks) | {"kept": "不予公开的部分：银行账号，不解释依据。"}
    faults = missing(kind, replace(words, blocks=tuple(blocks.items())), FRIDAY)
    assert faults == ["文书里没有写明依据《政府信息公开条例》第十五条，请在正文里补上，或者点“重新生成”。"]


@pytest.mark.django_db
def test_since_2024_a_refusal_says_review_first_and_an_old_sentence_is_held_back(
    town: Any, officer: Any
) -> None:
    case, kind = case_for(KINDS["deny5"], town, officer), KINDS["deny5"]
    before = composed(kind, case_on(case, date(2023, 12, 31)), facts_for(kind))
    after = composed(kind, case_on(case, date(2024, 1, 1)), facts_for(kind))
    assert "或者自收到本答复之日起六个月内" in before.block(REMEDIES)
    assert after.block(REMEDIES).startswith(
        "如不服本答复，应当先自收到本答复之日起60日内向清水区人民政府申请行政复议"
    )
    assert "六个月" not in after.block(REMEDIES)
    assert missing(kind, after, SECOND_OF_2024) == []
    assert missing(kind, before, SECOND_OF_2024) == [
        "“救济途径”与2024年1月2日适用的法律不一致，请点“重新生成”（《行政复议法》第二十三条第二款）。"
    ]


@pytest.mark.django_db
def test_what_was_granted_keeps_the_choice_of_court_after_2024(town: Any, officer: Any) -> None:
    case, kind = case_for(KINDS["granted"], town, officer), KINDS["granted"]
    said = composed(kind, case_on(case, SECOND_OF_2024), facts_for(kind)).block(REMEDIES)
    assert "应当先" not in said and "六个月" in said


def test_a_long_description_is_quoted_in_part_and_its_own_quotes_are_inner_ones() -> None:
    assert quoted("“某办法”\n全文。") == "“‘某办法’ 全文”"
    assert quoted("长" * 121) == f"“{'长' * 120}……”（节选）"
    assert quoted(" 。") == ""


@pytest.mark.django_db
def test_a_letter_says_what_became_of_the_third_party(town: Any, officer: Any) -> None:
    from gongkai.applications.tests.making import do

    kind = KINDS["deny4"]
    case = case_for(kind, town, officer)
    assert composed(kind, case_on(case, FRIDAY), facts_for(kind)).block("third") == ""
    do("consult_third_party", case, officer)
    silent = composed(kind, case_on(case, FRIDAY), facts_for(kind)).block("third")
    assert silent == "本机关于2021年3月5日书面征求了第三方的意见，第三方没有在规定的期限内提出意见。"
    do("reply", case, officer)
    assert "【请填写：第三方的意见】" in composed(kind, case_on(case, FRIDAY), facts_for(kind)).block("third")


@pytest.mark.django_db
def test_a_firm_is_addressed_as_a_firm(town: Any, officer: Any) -> None:
    kind = KINDS["granted"]
    case = case_for(kind, town, officer, applicant_kind="business")
    text = composed(kind, case_on(case, FRIDAY), facts_for(kind)).text
    assert "贵单位申请获取" in text and "您" not in text


def test_each_answer_is_named_apart_in_a_list() -> None:
    names = [OF_ANSWER[key].name for key in ANSWERS]
    assert len(set(names)) == len(names)
