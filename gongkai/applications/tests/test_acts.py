"""The acts on a case: what each enters, what it refuses, and that a refused one leaves nothing behind."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai.applications import acts
from gongkai.applications.grounds import FOR_THIRD_PARTY, GROUNDS, Grounds
from gongkai.applications.models import Answer, Application, State
from gongkai.applications.tests.making import (
    ELSEWHERE,
    FRIDAY,
    MONDAY,
    NOON,
    SEARCHED,
    application,
    do,
    registered,
)
from gongkai.law.outcomes import OUTCOMES
from gongkai.organs.calendar import working_calendar
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
SATURDAY = date(2021, 3, 6)


def test_a_case_is_registered_and_answered_with_its_trail(case: Application, officer: Any) -> None:
    do("answer", case, officer, outcome="granted")
    case.refresh_from_db()
    assert (case.outcome, case.answered_on, case.received_on) == ("granted", FRIDAY, MONDAY)
    second, first = Act.objects.filter(subject_kind="applications.application")
    assert (first.verb, second.verb) == ("登记申请", "答复申请")
    assert first.detail == {"日期": "2021-03-01", "答复期限": "2021-03-29"}
    assert second.detail == {"日期": "2021-03-05", "交邮之日": "2021-03-05", "办理结果": "予以公开"}


def test_a_registration_takes_no_result_along(town: Any, officer: Any) -> None:
    acts.register(application=application(town, outcome="granted", answered_on=FRIDAY), by=officer, at=NOON)
    stored = Application.objects.get()
    assert (stored.outcome, stored.answered_on, stored.handler, stored.state) == (
        "",
        None,
        officer,
        "handling",
    )


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"received_on": SATURDAY}, "收到申请之日不能晚于今天。"),
        ({"received_on": None}, "。"),
        ({"received_on": date(2008, 4, 30)}, "没有可适用的规定"),
        ({"number": ""}, "。"),
        ({"channel": "pigeon"}, "。"),
        ({"applicant_kind": ""}, "。"),
    ],
)
def test_a_registration_that_cannot_stand_is_refused(
    town: Any, officer: Any, facts: dict[str, Any], sentence: str
) -> None:
    with refused(sentence):
        registered(town, officer, **facts)


def test_a_number_is_used_once_in_an_organ(
    case: Application, other_town: Any, officer: Any, stranger: Any
) -> None:
    with refused("本机关已经有这个登记编号"):
        registered(case.organ, officer, number=case.number)
    registered(other_town, stranger, number=case.number)


def test_today_is_the_day_in_china(town: Any, officer: Any) -> None:
    evening = datetime(2021, 3, 5, 15, 59, tzinfo=UTC)
    with refused("不能晚于今天。"):
        registered(town, officer, received_on=SATURDAY, at=evening)
    registered(town, officer, received_on=SATURDAY, at=evening.replace(hour=16))


def test_a_stranger_cannot_take_a_case_over_by_calling_it_their_own(
    case: Application, other_town: Any, stranger: Any
) -> None:
    case.organ = other_town
    with refused("只有本机关的公开办可以登记和办理申请。"):
        do("answer", case, stranger)


def test_a_plain_letter_is_not_received_until_it_is_confirmed(town: Any, officer: Any) -> None:
    case = registered(town, officer, channel="plain_letter")
    assert (case.state, case.received_on, case.due_on) == (State.UNCONFIRMED, None, None)
    do("confirm", case, officer, confirmed=date(2021, 3, 3))
    case.refresh_from_db()
    assert (case.state, case.received_on, case.due_on) == ("handling", date(2021, 3, 3), date(2021, 3, 31))


def test_only_letters_and_faxes_are_confirmed(case: Application, town: Any, officer: Any) -> None:
    with refused("现在是“办理中”，不能登记“确认收到”"):
        do("confirm", case, officer)
    with refused("只有平常信函和传真要填与申请人确认之日"):
        acts.register(application=application(town, channel="online"), confirmed=FRIDAY, by=officer, at=NOON)


def test_a_letter_is_not_confirmed_before_it_came_nor_tomorrow(town: Any, officer: Any) -> None:
    case = registered(town, officer, channel="plain_letter")
    with refused("早于"):
        do("confirm", case, officer, confirmed=date(2021, 2, 28))
    with refused("与申请人确认之日不能晚于今天。"):
        do("confirm", case, officer, confirmed=SATURDAY)


@pytest.mark.parametrize(
    ("key", "facts", "sentence"),
    [
        ("request_supplement", {"note": " "}, "请写明要补正的事项"),
        ("request_supplement", {"until": FRIDAY}, "补正期限要晚于"),
        ("request_supplement", {"day": SATURDAY}, "“告知补正”的日期不能晚于今天。"),
        ("request_supplement", {"served": SATURDAY}, "送达之日不能晚于今天。"),
        (
            "extend",
            {"days": 21},
            "延长的期限应为1至20个工作日，现为21个（《政府信息公开条例》第三十三条第二款）。",
        ),
        ("extend", {"days": 0}, "至少1个工作日"),
        ("extend", {"note": ""}, "请写明延期的理由"),
        ("delay", {"until": date(2021, 3, 29)}, "应晚于现在的答复期限"),
        ("delay", {"note": ""}, "请写明"),
        ("notify_fee", {"amount": 0}, "应大于0元"),
        ("answer", {"outcome": ""}, "请选择办理结果"),
        ("answer", {"outcome": "forgotten"}, "请选择办理结果"),
        ("answer", {"posted": None}, "两项填一项"),
        ("answer", {"signed": FRIDAY}, "两项填一项"),
        ("answer", {"posted": SATURDAY}, "交邮之日不能晚于今天。"),
        ("answer", {"day": date(2021, 2, 28), "posted": MONDAY}, "早于"),
        ("answer", {"posted": MONDAY}, "早于"),
        ("answer", {"note": "长" * 501}, "。"),
    ],
)
def test_an_act_with_wrong_facts_is_refused(
    case: Application, officer: Any, approver: Any, key: str, facts: dict[str, Any], sentence: str
) -> None:
    given = {"approver": approver} if key == "extend" else {}
    with refused(sentence):
        do(key, case, officer, **given, **facts)


def test_who_handles_the_case_does_not_consent_to_its_extension(
    case: Application, officer: Any, approver: Any, editor: Any, stranger: Any
) -> None:
    for nobody in (officer, editor, stranger):
        with refused("延期要由公开工作机构负责人同意"):
            do("extend", case, officer, approver=nobody)
    do("extend", case, officer, approver=approver)
    case.refresh_from_db()
    assert case.due_on == date(2021, 4, 13)
    assert Act.objects.first().detail["同意人或者接办人"] == "沈核准"


def test_where_the_office_is_one_person_that_one_consents(case: Application, officer: Any) -> None:
    do("extend", case, officer, approver=officer)
    assert case.events.filter(kind="extended", person=officer).exists()


def test_a_term_that_is_over_is_not_extended_even_by_a_late_entry(
    case: Application, officer: Any, approver: Any
) -> None:
    later = NOON.replace(month=4, day=2)
    with refused("答复期限已于2021年3月29日届满，不能再延期"):
        do("extend", case, officer, approver=approver, day=date(2021, 3, 30), at=later)
    do("extend", case, officer, approver=approver, day=date(2021, 3, 29), at=later)


def test_everybody_asked_gets_a_label_and_answers_by_it(case: Application, officer: Any) -> None:
    for _ in range(2):
        do("consult_third_party", case, officer)
    do("consult_organ", case, officer)
    with refused("还没有答复的有：第三方1、第三方2、其他机关1。"):
        do("reply", case, officer, party="某公司")
    for party in ("第三方2", "其他机关1", "第三方1"):
        do("reply", case, officer, party=party)
    case.refresh_from_db()
    assert case.state == "handling"


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_of_the_law_can_be_entered_with_its_grounds(
    case: Application, officer: Any, outcome: str
) -> None:
    grounds = SEARCHED if outcome == "unable1" else Grounds()
    if outcome in GROUNDS:
        grounds = Grounds(ground=GROUNDS[outcome][0], reason="内容涉及他人的家庭情况，不宜公开。")
    day = at = None
    if outcome in ("unable3", "other1"):
        do("request_supplement", case, officer, day=MONDAY, until=date(2021, 3, 4))
    if outcome == "unable3":
        do("receive_supplement", case, officer)
    if outcome == "other2":
        do("notify_fee", case, officer)
        day, at = date(2021, 4, 6), NOON.replace(month=4, day=6)
    do("answer", case, officer, outcome=outcome, grounds=grounds, **({"day": day, "posted": day} if day else {}),
       at=at or NOON)  # fmt: skip
    case.refresh_from_db()
    assert case.outcome == outcome == Answer.objects.get().outcome


@pytest.mark.parametrize(
    ("outcome", "grounds", "sentence"),
    [
        (
            "deny1",
            Grounds(reason="涉及国家秘密，不予公开。"),
            "要写明依据，可选：《政府信息公开条例》第十四条。",
        ),
        ("deny5", Grounds(ground="《政府信息公开条例》第十四条", reason="属于内部事务信息。"), "要写明依据"),
        (
            "partial",
            Grounds(ground="《政府信息公开条例》第十五条", reason="一二三四五六七八九"),
            "至少10个字",
        ),
        ("unable1", Grounds(), "请选择答复类型：“政府信息不存在”、“非本机关负责公开”。"),
        (
            "unable1",
            Grounds(answer="not_existing", searched_in="档案室"),
            "还缺：检索人、检索用词、检索日期。",
        ),
        ("unable1", Grounds(answer="not_ours", right_organ=" "), "要告知负责公开的机关名称"),
        ("unable3", Grounds(), "没有登记过收到补正"),
        ("other1", Grounds(), "没有告知过补正"),
        ("other2", Grounds(), "没有发过收费通知"),
    ],
)
def test_an_answer_without_its_grounds_is_refused(
    case: Application, officer: Any, outcome: str, grounds: Grounds, sentence: str
) -> None:
    with refused(sentence):
        do("answer", case, officer, outcome=outcome, grounds=grounds)


def test_nobody_is_given_up_before_the_day_until_which_one_may_supplement_or_pay(
    case: Application, town: Any, officer: Any
) -> None:
    do("request_supplement", case, officer, day=MONDAY, until=FRIDAY)
    with refused("可以到2021年3月5日为止"):
        do("answer", case, officer, outcome="other1")
    other = registered(town, officer)
    do("notify_fee", other, officer, served=FRIDAY)
    last, late = date(2021, 4, 2), NOON.replace(month=4, day=3)
    with refused("可以到2021年4月2日为止"):
        do("answer", other, officer, outcome="other2", day=last, posted=last, at=late)


def test_nobody_is_given_up_who_has_supplemented_or_paid(case: Application, town: Any, officer: Any) -> None:
    late, day = NOON.replace(month=5), date(2021, 5, 5)
    do("request_supplement", case, officer)
    do("receive_supplement", case, officer)
    with refused("已经登记收到补正，不能以“逾期不补正”不再处理。"):
        do("answer", case, officer, outcome="other1", day=day, posted=day, at=late)
    other = registered(town, officer)
    do("notify_fee", other, officer)
    do("pay", other, officer)
    with refused("已经登记缴费，不能以“逾期未缴纳费用”不再处理。"):
        do("answer", other, officer, outcome="other2", day=day, posted=day, at=late)


def test_whether_the_time_to_pay_is_over_is_not_guessed(
    case: Application, officer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the notice of the year is not loaded the last day is not known, and nobody is given up."""
    do("notify_fee", case, officer)
    known = replace(working_calendar(), last_year=2020)
    monkeypatch.setattr("gongkai.applications.acts.closing.working_calendar", lambda: known)
    with refused("申请人缴费期限的最后一天还不能计算：2021年放假安排尚未载入"):
        do("answer", case, officer, outcome="other2")


@pytest.mark.parametrize("outcome", sorted(FOR_THIRD_PARTY))
def test_a_third_party_is_waited_for(case: Application, officer: Any, outcome: str) -> None:
    """条例第三十二条: 15 working days from the service of the question, or from its sending where that is not known."""
    grounds = Grounds(ground="《政府信息公开条例》第十五条", reason="公开会损害第三方的合法权益。")
    do("consult_third_party", case, officer, day=FRIDAY)
    do("consult_third_party", case, officer, day=FRIDAY, served=date(2021, 3, 9), at=NOON.replace(day=9))
    said = "征求意见的期限还没有过（第三方1到2021年3月26日为止、第三方2到2021年3月30日为止）"
    with refused(said):
        do("answer", case, officer, outcome=outcome, grounds=grounds, at=NOON.replace(day=9))
    do("reply", case, officer, party="第三方2", day=date(2021, 3, 10), at=NOON.replace(day=10))
    last, over = date(2021, 3, 26), date(2021, 3, 27)
    with refused("征求意见的期限还没有过（第三方1到2021年3月26日为止）"):
        do(
            "answer",
            case,
            officer,
            outcome=outcome,
            grounds=grounds,
            day=last,
            posted=last,
            at=NOON.replace(day=27),
        )
    do(
        "answer",
        case,
        officer,
        outcome=outcome,
        grounds=grounds,
        day=over,
        posted=over,
        at=NOON.replace(day=27),
    )
    assert Answer.objects.get().outcome == outcome


def test_what_discloses_nothing_new_waits_for_no_third_party(case: Application, officer: Any) -> None:
    do("consult_third_party", case, officer)
    do("answer", case, officer, outcome="granted", grounds=Grounds(answer="already_public"))


def test_the_right_organ_is_enough_for_what_is_not_ours(case: Application, officer: Any) -> None:
    do("answer", case, officer, outcome="unable1", grounds=ELSEWHERE)
    assert Answer.objects.get().right_organ == "清水区自然资源局"


def test_a_case_has_one_result_even_when_two_screens_are_open(case: Application, officer: Any) -> None:
    opened = Application.objects.get(pk=case.pk)
    do("answer", case, officer)
    with refused("办理结果只能有一个"):
        do("answer", opened, officer, outcome="refuse1")


def test_two_entries_made_at_once_do_not_both_stand(
    case: Application, officer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the database does not lock the row, the place in the register is taken once."""
    from gongkai.applications.acts import keeping

    before = keeping.rows_of(case)
    do("consult_third_party", case, officer)
    monkeypatch.setattr(keeping, "rows_of", lambda application: before)
    with refused("请重新打开"):
        do("consult_organ", case, officer)


def test_handing_over_is_to_somebody_of_the_office(
    case: Application, officer: Any, approver: Any, colleague: Any
) -> None:
    with refused("不是本机关公开办的人员"):
        do("hand_over", case, officer, to=approver)
    with refused("已经由龚开办经办"):
        do("hand_over", case, officer, to=officer)
    do("hand_over", case, officer, to=colleague)
    case.refresh_from_db()
    assert case.handler == colleague


@pytest.mark.parametrize(
    "broken",
    [
        {"outcome": "granted"},
        {"answered_on": FRIDAY},
        {"outcome": "granted", "answered_on": date(2021, 2, 28)},
    ],
)
def test_the_database_keeps_result_and_day_together(case: Application, broken: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="application_closed"), transaction.atomic():
        Application.objects.filter(pk=case.pk).update(**broken)
