"""Every kind of letter: made from a case, complete, passed, issued; and the table behind them, complete too."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gongkai.applications import acts
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
from gongkai.applications.letters.reasoning import REASONED
from gongkai.applications.letters.words import words_of
from gongkai.applications.models import Application, Kind
from gongkai.applications.tests.lettering import (
    COURT,
    REVIEW,
    case_for,
    drafted,
    facts_for,
    handed_on,
    issued,
)
from gongkai.applications.tests.making import FRIDAY, IDENTITY, NAME, NOON, PHONE, WANTED
from gongkai.law.outcomes import OUTCOMES
from gongkai.organs.calendar import working_calendar
from gongkai.trail.tests.refusing import refused

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
    asked_before = [KINDS["reasons"]] * len(REASONED)  # 说明理由告知书 goes before what rests on it
    expected = sorted(
        (f"白镇{series}", serial)
        for series in {kind.series for kind in KINDS.values()}
        for serial in range(1, 1 + sum(kind.series == series for kind in [*KINDS.values(), *asked_before]))
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
        ("not_ours", "right_contact", "要告知负责公开的机关的联系方式"),
        ("refuse5", "basis", "要写明依据的条文"),
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
def test_no_contact_is_asked_of_an_organ_that_nobody_can_name(town: Any, officer: Any) -> None:
    case = case_for(KINDS["not_ours"], town, officer)
    unknown = {"right_organ": "不能确定", "right_contact": ""}
    assert _lacks(KINDS["not_ours"], case, FRIDAY, **unknown) == ""
    assert "要写明依据的条文" in _lacks(KINDS["refuse5"], case, FRIDAY, basis="有关规定")


@pytest.mark.django_db
@pytest.mark.parametrize("key", sorted(REASONED))
def test_reasons_are_asked_for_and_waited_for_before_they_are_judged(
    town: Any, officer: Any, approver: Any, key: str
) -> None:
    """条例第三十五条: the applicant is asked first, and either has answered or has let the day go by."""
    case = case_for(KINDS[key], town, officer)

    def written(**changed: str) -> Any:
        made = handed_on(drafted(key, town, officer, case=case, **{"until": "2021-06-30"} | changed), officer)
        if "check" not in KINDS[key].needs:
            return made
        digest = words_of(made).digest()
        return acts.check_letter(letter=made, opinion="合法，不涉密。", digest=digest, by=approver, at=NOON)

    def sign(letter: Any, day: int) -> str:
        at, digest = NOON.replace(day=day), words_of(letter).digest()
        return acts.sign_letter(letter=letter, digest=digest, by=approver, at=at).stage

    letter = written(explained="")
    with refused("还没有印发过说明理由告知书"):
        sign(letter, 5)
    asked = issued("reasons", town, officer, approver, case=case, until="2021-03-12")
    with refused(f"说明理由告知书{asked.number}请申请人在2021年3月12日以前说明理由，期限还没有过。"):
        sign(letter, 12)
    assert sign(letter, 13) == "signed"
    told = written()
    assert "您说明的理由：2021年3月4日说明，研究本镇历年财政。" in words_of(told).text
    assert sign(told, 5) == "signed"
    if key == "refuse4":
        assert "您逾期没有说明理由" in words_of(letter).text
        assert "经审查，理由不合理" in words_of(told).text


@pytest.mark.django_db
def test_the_receipt_of_a_part_names_the_whole_and_counts_as_the_clock_does(
    town: Any, officer: Any, approver: Any
) -> None:
    from gongkai.applications.tests.making import do

    kind = KINDS["receipt"]
    case = case_for(kind, town, officer)
    do("extend", case, officer, approver=approver)
    part = do("split", case, officer)[0]
    said = composed(kind, case_on(part, FRIDAY), facts_for(kind)).text
    assert f"这件申请从{case.number}分出，单独办理、单独答复。" in said
    assert "答复期限从2021年3月1日的次日起算30个工作日，到2021年4月13日（周二）为止。" in said
    assert "共20个工作日" not in said


@pytest.mark.django_db
def test_the_applicant_is_told_who_handles_the_case_now_without_an_article_for_it(
    town: Any, officer: Any
) -> None:
    """条例第二十七条 says who may apply, and nothing of an organ put right: it is no ground for that."""
    kind = KINDS["transfer"]
    case = case_for(kind, town, officer)
    said = composed(kind, case_on(case, FRIDAY), facts_for(kind)).text
    assert f"不由原受理机关负责，已经转由{town.name}办理，登记编号改为{case.number}。" in said
    assert "收到申请之日不变" in said and "第二十七条" not in said


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
    """That nothing was said is written only after the third party's own 15 working days (条例第三十二条)."""
    from gongkai.applications.tests.making import do

    kind = KINDS["deny4"]
    case = case_for(kind, town, officer)
    assert composed(kind, case_on(case, FRIDAY), facts_for(kind)).block("third") == ""
    do("consult_third_party", case, officer)
    waiting = composed(kind, case_on(case, date(2021, 3, 26)), facts_for(kind)).block("third")
    assert "征求意见的期限还没有过" in waiting and OPEN_PLACE.search(waiting)
    silent = composed(kind, case_on(case, date(2021, 3, 27)), facts_for(kind)).block("third")
    assert silent == "本机关于2021年3月5日书面征求了第三方的意见，第三方没有在规定的期限内提出意见。"
    do("reply", case, officer)
    assert "【请填写：第三方的意见】" in composed(kind, case_on(case, FRIDAY), facts_for(kind)).block("third")


@pytest.mark.django_db
def test_of_two_third_parties_each_gets_its_own_answer(town: Any, officer: Any) -> None:
    from gongkai.applications.tests.making import do

    kind = KINDS["deny4"]
    case = case_for(kind, town, officer)
    do("consult_third_party", case, officer)
    do("consult_third_party", case, officer)
    do("reply", case, officer, party="第三方2")
    said = composed(kind, case_on(case, date(2021, 3, 27)), facts_for(kind)).block("third")
    assert said == (
        "本机关于2021年3月5日书面征求了第三方1的意见，第三方1没有在规定的期限内提出意见。"
        "本机关于2021年3月5日书面征求了第三方2的意见，第三方2于2021年3月5日答复：【请填写：第三方2的意见】。"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "moved"),
    [
        ("supplement", "答复期限自本机关收到补正之日起重新计算"),
        ("fee", "答复期限自缴费的次日起重新计算"),
        ("consult_notice", "不计算在答复期限内。"),
    ],
)
def test_a_letter_says_that_a_day_set_by_a_decision_stays(
    town: Any, officer: Any, key: str, moved: str
) -> None:
    from gongkai.applications.tests.making import do

    kind = KINDS[key]
    case = case_for(KINDS["granted"], town, officer)
    assert moved in composed(kind, case_on(case, FRIDAY), facts_for(kind)).text
    do("answer", case, officer)
    do("reopen", case, officer, until=date(2021, 3, 19))
    case.refresh_from_db()
    said = composed(kind, case_on(case, FRIDAY), facts_for(kind)).text
    assert "决定书（判决书）写明的答复期限不变，仍到2021年3月19日为止。" in said and moved not in said


@pytest.mark.django_db
def test_a_firm_is_addressed_as_a_firm(town: Any, officer: Any) -> None:
    kind = KINDS["granted"]
    case = case_for(kind, town, officer, applicant_kind="business")
    text = composed(kind, case_on(case, FRIDAY), facts_for(kind)).text
    assert "贵单位申请获取" in text and "您" not in text


def test_each_answer_is_named_apart_in_a_list() -> None:
    names = [OF_ANSWER[key].name for key in ANSWERS]
    assert len(set(names)) == len(names)
