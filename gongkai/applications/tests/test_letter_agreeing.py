"""The two ends agree: a letter and the register say one result, one ground, one term; a later letter replaces the first."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from gongkai.applications import acts
from gongkai.applications.grounds import Grounds
from gongkai.applications.letters.agreeing import answer_letter
from gongkai.applications.letters.kinds import KINDS
from gongkai.applications.letters.prefilling import entry_from, facts_before
from gongkai.applications.letters.proposing import proposed
from gongkai.applications.letters.words import words_of
from gongkai.applications.models import Application, Kind, Letter
from gongkai.applications.tests.lettering import (
    COURT,
    FACTS,
    REVIEW,
    drafted,
    facts_for,
    handed_on,
    issued,
    passed,
)
from gongkai.applications.tests.making import ELSEWHERE, FRIDAY, NOON, SEARCHED, do, registered
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
PRIVATE = "《政府信息公开条例》第十五条"
PARTIAL = Grounds(ground=PRIVATE, reason=FACTS["reason"])


def rows(case: Application) -> list[Any]:
    return list(case.events.order_by("serial"))


def offered(case: Application, person: Any) -> tuple[list[str], list[str]]:
    case.refresh_from_db()
    found = proposed(case, person, FRIDAY, rows(case))
    return [kind.key for kind in found.first], [kind.key for kind in found.others]


def issue(letter: Letter, officer: Any, approver: Any) -> Letter:
    return acts.issue_letter(letter=passed(handed_on(letter, officer), approver), by=officer, at=NOON)


def test_an_issued_answer_binds_the_register(case: Application, officer: Any, approver: Any) -> None:
    letter = issued("partial", case.organ, officer, approver, case=case)
    with refused(
        f"印发的答复书{letter.number}是“政府信息部分公开告知书：部分公开”，登记的办理结果要与它一致。"
    ):
        do("answer", case, officer)
    other = Grounds(ground="《政府信息公开条例》第十四条", reason=FACTS["reason"])
    with refused("印发的答复书依据《政府信息公开条例》第十五条，登记的答复依据《政府信息公开条例》第十四条"):
        do("answer", case, officer, outcome="partial", grounds=other)
    do("answer", case, officer, outcome="partial", grounds=PARTIAL)
    case.refresh_from_db()
    assert case.outcome == "partial"


def test_a_correction_cannot_leave_the_letter_either(case: Application, officer: Any, approver: Any) -> None:
    issued("partial", case.organ, officer, approver, case=case)
    event = do("answer", case, officer, outcome="partial", grounds=PARTIAL)
    with refused("登记的办理结果要与它一致"):
        acts.correct(
            event=event, outcome="granted", grounds=Grounds(), reason="结果登错了。", by=officer, at=NOON
        )


def test_not_existing_and_not_ours_are_told_apart(case: Application, officer: Any, approver: Any) -> None:
    issued("not_existing", case.organ, officer, approver, case=case)
    with refused("政府信息不存在告知书"):
        do("answer", case, officer, outcome="unable1", grounds=ELSEWHERE)
    do("answer", case, officer, outcome="unable1", grounds=SEARCHED)


def test_a_registered_answer_binds_the_letter(case: Application, officer: Any, approver: Any) -> None:
    do("answer", case, officer, outcome="partial", grounds=PARTIAL)
    wrong = handed_on(drafted("granted", case.organ, officer, case=case), officer)
    wrong = passed(wrong, approver)
    with refused("登记的答复是“政府信息部分公开告知书：部分公开”，这份文书是“政府信息公开告知书：予以公开”"):
        acts.issue_letter(letter=wrong, by=officer, at=NOON)
    ground = drafted("partial", case.organ, officer, case=case, ground="《政府信息公开条例》第十四条")
    ground = passed(handed_on(ground, officer), approver)
    with refused("登记的答复依据《政府信息公开条例》第十五条，这份文书依据《政府信息公开条例》第十四条"):
        acts.issue_letter(letter=ground, by=officer, at=NOON)
    made = issue(drafted("partial", case.organ, officer, case=case), officer, approver)
    assert made.event is not None and made.event.kind == Kind.ANSWERED


def test_a_letter_made_after_the_answer_is_filled_in_from_it(case: Application, officer: Any) -> None:
    do("answer", case, officer, outcome="unable1", grounds=SEARCHED)
    assert set(offered(case, officer)[0]) == {"receipt", "not_existing"}
    found = facts_before(KINDS["not_existing"], case, rows(case))
    assert found == {
        "searched_by": "某经办",
        "searched_in": "公文系统",
        "searched_for": "补贴",
        "searched_on": "2021-03-05",
        "review_organ": REVIEW,
    }


def test_the_register_is_filled_in_from_an_issued_letter(
    case: Application, officer: Any, approver: Any
) -> None:
    letter = issued("partial", case.organ, officer, approver, case=case)
    found = entry_from(str(letter.pk), case, "answer")
    assert (found["outcome"], found["ground"], found["reason"], found["day"]) == (
        "partial", PRIVATE, FACTS["reason"], FRIDAY,
    )  # fmt: skip
    notice = issued("extension", case.organ, officer, approver, case=case)
    assert entry_from(str(notice.pk), case, "extend") == {"day": FRIDAY, "days": 10, "note": FACTS["note"]}
    fee = issued("fee", case.organ, officer, approver, case=case)
    assert entry_from(str(fee.pk), case, "notify_fee") == {"day": FRIDAY, "amount": Decimal(300)}
    other = registered(case.organ, officer)
    for number, where, key in (
        (str(letter.pk), other, "answer"), (str(letter.pk), case, "extend"), ("x", case, "answer"),
        ("9" * 40, case, "answer"), ("²", case, "answer"), ("", case, "answer"),
    ):  # fmt: skip
        assert entry_from(number, where, key) == {}


def test_where_to_complain_is_filled_in_as_the_last_time(
    case: Application, officer: Any, approver: Any
) -> None:
    assert facts_before(KINDS["granted"], case, rows(case)) == {"review_organ": REVIEW}
    issued("partial", case.organ, officer, approver)
    assert facts_before(KINDS["granted"], case, rows(case)) == {"review_organ": REVIEW, "court": COURT}


def test_an_extension_that_says_other_days_than_the_register_is_held_back(
    case: Application, officer: Any, approver: Any
) -> None:
    do("extend", case, officer, approver=approver)
    wrong = passed(
        handed_on(drafted("extension", case.organ, officer, case=case, days="15"), officer), approver
    )
    with refused("文书与登记的“延期”不一致：延长的工作日（文书写的是15，登记的是10）"):
        acts.issue_letter(letter=wrong, by=officer, at=NOON)
    right = issue(drafted("extension", case.organ, officer, case=case), officer, approver)
    assert right.event.kind == Kind.EXTENDED
    assert "延长后的答复期限到2021年4月13日为止。" in words_of(right).text


def test_a_second_extension_letter_is_refused_like_the_extension(
    case: Application, officer: Any, approver: Any
) -> None:
    do("extend", case, officer, approver=approver)
    issue(drafted("extension", case.organ, officer, case=case), officer, approver)
    with refused("答复期限只能延长一次"):
        drafted("extension", case.organ, officer, case=case)


def test_a_wrong_answer_is_put_right_by_a_letter_that_replaces_it(
    case: Application, officer: Any, approver: Any
) -> None:
    first = issued("granted", case.organ, officer, approver, case=case)
    event = do("answer", case, officer)
    second = drafted("partial", case.organ, officer, case=case)
    said = words_of(second).block("replaces")
    assert (
        said == f"本机关2021年3月5日印发的《政府信息公开告知书》（{first.number}）同时撤销，以本告知书为准。"
    )
    second = issue(second, officer, approver)
    assert second.serial == 2
    assert answer_letter(case, rows(case)) == second
    acts.correct(
        event=event, outcome="partial", grounds=PARTIAL, reason="改为部分公开。", by=officer, at=NOON
    )
    case.refresh_from_db()
    assert case.outcome == "partial"


def test_a_letter_goes_out_before_it_is_served(case: Application, officer: Any, approver: Any) -> None:
    letter = issued("granted", case.organ, officer, approver, case=case)
    thursday = FRIDAY - timedelta(days=1)
    with refused(
        f"印发的答复书{letter.number}落款日期是2021年3月5日，交邮或者签收的日期2021年3月4日不能早于它"
    ):
        do("answer", case, officer, day=thursday, posted=thursday)
    other = registered(case.organ, officer)
    do("answer", other, officer, day=thursday, posted=thursday)
    late = passed(handed_on(drafted("granted", case.organ, officer, case=other), officer), approver)
    with refused("落款日期（签发之日）是2021年3月5日，晚于登记的送达之日2021年3月4日"):
        acts.issue_letter(letter=late, by=officer, at=NOON)


def test_what_went_into_a_letter_is_what_the_register_says_when_it_goes_out(
    case: Application, officer: Any, approver: Any
) -> None:
    """The applicant's words were amended, and the term began anew, after the letters were written."""
    granted = passed(handed_on(drafted("granted", case.organ, officer, case=case), officer), approver)
    receipt = handed_on(drafted("receipt", case.organ, officer, case=case), officer)
    do("amend", case, officer)
    with refused("拟写以后登记的内容有了变化（申请的内容），请点“重新生成”"):
        acts.issue_letter(letter=granted, by=officer, at=NOON)
    do("request_supplement", case, officer)
    do("receive_supplement", case, officer)
    with refused("拟写以后登记的内容有了变化（申请的内容、答复期限怎样计算），请点“重新生成”"):
        acts.issue_letter(letter=receipt, by=officer, at=NOON)
    again = acts.rewrite_letter(letter=receipt, facts={}, ready=True, by=officer, at=NOON)
    assert acts.issue_letter(letter=again, by=officer, at=NOON).serial


def test_an_extension_of_an_earlier_running_has_no_letter_in_this_one(
    case: Application, officer: Any, approver: Any
) -> None:
    do("extend", case, officer, approver=approver, days=5)
    do("request_supplement", case, officer)
    do("receive_supplement", case, officer)
    case.refresh_from_db()
    assert "extension" not in offered(case, officer)[0]
    letter = drafted("extension", case.organ, officer, case=case)
    assert letter.event is None
    assert (
        "延长后的答复期限到2021年4月19日为止。" in words_of(letter).text
    )  # 20 and 10 working days from Friday


@pytest.mark.parametrize(
    ("kind", "act"),
    [("supplement", "request_supplement"), ("extension", "extend"), ("fee", "notify_fee")],
)
def test_what_is_told_once_goes_out_once_and_goes_with_the_step_entered_after_it(
    case: Application, officer: Any, approver: Any, kind: str, act: str
) -> None:
    first = issued(kind, case.organ, officer, approver, case=case)
    with refused(f"已经印发过{KINDS[kind].title}（{first.number}），还没有登记"):
        drafted(kind, case.organ, officer, case=case)
    event = do(act, case, officer, **({"approver": approver} if act == "extend" else {}))
    assert kind not in offered(case, officer)[0]
    with refused(f"这一事项的文书{first.number}已经印发，不能登记为没有这件事。"):
        acts.correct(event=event, void=True, reason="登记错了。", by=officer, at=NOON)
    acts.correct(event=event, note="说明写得更清楚。", reason="说明写得不清楚。", by=officer, at=NOON)
    assert kind not in offered(case, officer)[0]


def test_a_case_is_not_archived_while_register_and_letter_differ(
    case: Application, officer: Any, approver: Any
) -> None:
    issued("granted", case.organ, officer, approver, case=case)
    event = do("answer", case, officer)
    second = issue(drafted("partial", case.organ, officer, case=case), officer, approver)
    with refused(f"印发的答复书{second.number}是“政府信息部分公开告知书：部分公开”"):
        do("archive", case, officer)
    acts.correct(
        event=event, outcome="partial", grounds=PARTIAL, reason="改为部分公开。", by=officer, at=NOON
    )
    do("archive", case, officer)


def test_after_reopening_the_first_answer_keeps_to_its_own_letter(
    case: Application, officer: Any, approver: Any
) -> None:
    first = issued("granted", case.organ, officer, approver, case=case)
    event = do("answer", case, officer)
    later = NOON + timedelta(days=3)
    acts.reopen(application=case, day=later.date(), note="复议决定。", by=officer, at=later)
    facts = facts_for(KINDS["partial"])
    letter = acts.draft_letter(application=case, kind="partial", facts=facts, by=officer, at=later)
    letter = acts.rewrite_letter(letter=letter, ready=True, by=officer, at=later)
    acts.issue_letter(letter=passed(letter, approver, at=later), by=officer, at=later)
    with refused(f"印发的答复书{first.number}是“政府信息公开告知书：予以公开”"):
        acts.correct(
            event=event, outcome="partial", grounds=PARTIAL, reason="改为部分公开。", by=officer, at=later
        )
    acts.correct(event=event, note="邮件号补登。", reason="补登邮件号。", by=officer, at=later)


def test_a_second_answer_that_hides_the_first_is_refused(
    case: Application, officer: Any, approver: Any
) -> None:
    second = drafted("granted", case.organ, officer, case=case)
    first = issued("granted", case.organ, officer, approver, case=case)
    second = passed(handed_on(second, officer), approver)
    with refused(f"已经印发过答复书{first.number}。要更正的，请点“重新生成”"):
        acts.issue_letter(letter=second, by=officer, at=NOON)


def test_a_case_to_be_answered_anew_gets_a_letter_of_its_own(
    case: Application, officer: Any, approver: Any
) -> None:
    """What went out before the decision neither binds the new answer nor is replaced by it."""
    issued("granted", case.organ, officer, approver, case=case)
    do("answer", case, officer)
    later = NOON + timedelta(days=3)
    acts.reopen(application=case, day=later.date(), note="复议决定。", by=officer, at=later)
    assert answer_letter(case, rows(case)) is None
    facts = {**facts_for(KINDS["partial"])}
    letter = acts.draft_letter(application=case, kind="partial", facts=facts, by=officer, at=later)
    assert words_of(letter).block("replaces") == ""
    letter = acts.rewrite_letter(letter=letter, ready=True, by=officer, at=later)
    letter = acts.issue_letter(letter=passed(letter, approver, at=later), by=officer, at=later)
    assert (letter.serial, letter.event) == (2, None)
    with refused(f"印发的答复书{letter.number}是“政府信息部分公开告知书：部分公开”"):
        do("answer", case, officer, day=later.date(), posted=later.date(), at=later)


def test_a_letter_of_no_answer_in_time_waits_until_the_time_is_over(
    case: Application, officer: Any, approver: Any
) -> None:
    """The day of signing is the day on the letter: that day, not only the day of issue, is after the term."""
    do("request_supplement", case, officer)
    facts = {"review_organ": REVIEW, "court": COURT}
    letter = acts.draft_letter(application=case, kind="other1", facts=facts, by=officer, at=NOON)
    letter = acts.check_letter(
        letter=handed_on_at(letter, officer), opinion="合法，不涉密。", by=approver, at=NOON,
        digest=words_of(letter).digest(),
    )  # fmt: skip
    for early in (NOON, NOON + timedelta(days=15)):
        with refused("申请人可以到2021年3月20日为止，期限还没有过"):
            acts.sign_letter(letter=letter, digest=words_of(letter).digest(), by=approver, at=early)
    later = NOON + timedelta(days=16)
    letter = acts.sign_letter(letter=letter, digest=words_of(letter).digest(), by=approver, at=later)
    made = acts.issue_letter(letter=letter, by=officer, at=later + timedelta(days=4))
    assert made.dated == date(2021, 3, 21)  # the day of signing


def test_a_letter_signed_before_somebody_was_asked_waits_for_him(
    case: Application, officer: Any, approver: Any
) -> None:
    letter = passed(handed_on(drafted("granted", case.organ, officer, case=case), officer), approver)
    do("consult_third_party", case, officer)
    with refused("征求意见的期限还没有过（第三方1到2021年3月26日为止）"):
        acts.issue_letter(letter=letter, by=officer, at=NOON)


def handed_on_at(letter: Letter, officer: Any) -> Letter:
    return acts.rewrite_letter(letter=letter, ready=True, by=officer, at=NOON)


def test_a_letter_that_replaces_another_answer_waits_for_the_third_party_as_well(
    case: Application, officer: Any, approver: Any
) -> None:
    do("consult_third_party", case, officer)
    issued("unable2", case.organ, officer, approver, case=case)
    do("answer", case, officer, outcome="unable2")
    letter = drafted("granted", case.organ, officer, case=case)
    told = {"third": "本机关书面征求了第三方的意见。"}
    letter = acts.rewrite_letter(letter=letter, blocks=told, ready=True, by=officer, at=NOON)
    digest = words_of(letter).digest()
    letter = acts.check_letter(letter=letter, opinion="合法，不涉密。", digest=digest, by=approver, at=NOON)
    with refused("征求意见的期限还没有过（第三方1到2021年3月26日为止）"):
        acts.sign_letter(letter=letter, digest=digest, by=approver, at=NOON)


def test_each_state_proposes_what_is_possible_in_it(case: Application, officer: Any, approver: Any) -> None:
    first, others = offered(case, officer)
    assert first == ["receipt"]
    assert {"granted", "partial", "supplement", "extension", "fee", "consult_third_party"} <= set(others)
    assert not {"consult_notice", "third_party_told", "transfer"} & set(others)
    do("request_supplement", case, officer)
    first, others = offered(case, officer)
    assert first == ["receipt", "supplement"] and "consult_third_party" not in others
    do("receive_supplement", case, officer)
    do("consult_third_party", case, officer)
    first, others = offered(case, officer)
    assert {"consult_third_party", "consult_notice"} <= set(first) and "third_party_told" in others
    do("reply", case, officer)
    do("answer", case, officer, outcome="partial", grounds=PARTIAL)
    first, others = offered(case, officer)
    assert "partial" in first and "granted" not in [*first, *others]
    assert offered(case, approver) == ([], [])


def test_what_has_its_letter_is_not_proposed_again(case: Application, officer: Any, approver: Any) -> None:
    issued("receipt", case.organ, officer, approver, case=case)
    assert offered(case, officer)[0] == []
    drafted("supplement", case.organ, officer, case=case)
    do("request_supplement", case, officer)
    assert offered(case, officer)[0] == []
    online = registered(case.organ, officer, channel="online")
    assert offered(online, officer)[0] == []
