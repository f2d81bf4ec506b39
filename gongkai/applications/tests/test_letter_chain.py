"""拟稿、审查、签发、印发: who may do what to a letter, what voids a pass, what is fixed for ever."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from gongkai.applications import acts
from gongkai.applications.letters.chain import NO_APPROVER, waits_for, where
from gongkai.applications.letters.kinds import KINDS
from gongkai.applications.letters.words import words_of
from gongkai.applications.models import Application, Letter, Stage, State
from gongkai.applications.personal import Applicant, Unreadable
from gongkai.applications.tests.lettering import drafted, facts_for, handed_on, issued, passed
from gongkai.applications.tests.making import IDENTITY, NAME, NOON, PHONE, WANTED, do, in_state, registered
from gongkai.organs import acts as organ_acts
from gongkai.organs.models import Role
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import everything, refused

pytestmark = pytest.mark.django_db
SECRETS = (NAME, PHONE, IDENTITY, WANTED, "某第三方单位", "银行账号", "信访接待室")


def digest(letter: Letter) -> str:
    return words_of(letter).digest()


def appointed(username: str, town: Any, *roles: Role) -> Any:
    found = organ_acts.enrol(
        username=username, name=f"某{username}", password="x-2021-口令", by=None, at=NOON
    )
    for role in roles:
        organ_acts.appoint(person=found, organ=town, role=role, since=NOON.date(), by=None, at=NOON)
    return found


def test_an_answer_goes_through_every_pass_and_says_where_it_stands(
    town: Any, officer: Any, approver: Any
) -> None:
    letter = drafted("partial", town, officer)
    stood = [where(letter)]
    letter = handed_on(letter, officer)
    stood.append(where(letter))
    letter = acts.check_letter(
        letter=letter, opinion="合法，不涉密。", digest=digest(letter), by=approver, at=NOON
    )
    stood.append(where(letter))
    letter = acts.sign_letter(letter=letter, digest=digest(letter), by=approver, at=NOON)
    stood.append(where(letter))
    letter = acts.issue_letter(letter=letter, by=officer, at=NOON)
    stood.append(where(letter))
    assert stood == ["拟稿中", "待审查", "待签发", "待印发", "已印发"]
    assert (letter.number, letter.dated, letter.checked_by, letter.signed_by, letter.issued_by) == (
        "白镇公开复〔2021〕1号", NOON.date(), approver, approver, officer,
    )  # fmt: skip
    assert [act.verb for act in Act.objects.filter(subject_kind="applications.letter").order_by("pk")] == [
        "拟写文书", "修改文书", "审查文书", "签发文书", "印发文书",
    ]  # fmt: skip


def test_a_receipt_needs_no_pass_and_a_supplement_notice_a_signature(
    town: Any, officer: Any, approver: Any
) -> None:
    receipt = handed_on(drafted("receipt", town, officer), officer)
    with refused("不用审查"):
        acts.return_letter(letter=receipt, reason="写错了字。", by=approver, at=NOON)
    assert acts.issue_letter(letter=receipt, by=officer, at=NOON).number == "白镇公开告〔2021〕1号"
    notice = handed_on(drafted("supplement", town, officer), officer)
    with refused("这份文书现在是“待签发”，不能“审查通过”。"):
        acts.check_letter(
            letter=notice, opinion="合法，不涉密。", digest=digest(notice), by=approver, at=NOON
        )
    with refused("这份文书现在是“待签发”，不能“印发”。"):
        acts.issue_letter(letter=notice, by=officer, at=NOON)
    notice = acts.sign_letter(letter=notice, digest=digest(notice), by=approver, at=NOON)
    assert acts.issue_letter(letter=notice, by=officer, at=NOON).serial == 2


def test_nobody_passes_what_he_wrote_where_somebody_else_can(town: Any, officer: Any) -> None:
    both = appointed("jianzhi", town, Role.OFFICER, Role.APPROVER)
    letter = handed_on(drafted("partial", town, both), both)
    letter = passed(letter, both)  # the only one there is
    assert letter.stage == Stage.SIGNED
    other = appointed("ling", town, Role.APPROVER)
    letter = handed_on(drafted("partial", town, both), both)
    with refused("自己拟写或者修改过的文书，不能由自己审查、签发"):
        acts.check_letter(letter=letter, opinion="合法，不涉密。", digest=digest(letter), by=both, at=NOON)
    assert passed(letter, other).stage == Stage.SIGNED


def test_whoever_changed_a_word_of_it_is_a_writer_too(town: Any, officer: Any) -> None:
    both = appointed("jianzhi", town, Role.OFFICER, Role.APPROVER)
    appointed("ling", town, Role.APPROVER)
    letter = drafted("partial", town, officer)
    letter = acts.rewrite_letter(letter=letter, blocks={"addition": "另附说明。"}, by=both, at=NOON)
    letter = handed_on(letter, officer)
    with refused("自己拟写或者修改过的文书"):
        acts.check_letter(letter=letter, opinion="合法，不涉密。", digest=digest(letter), by=both, at=NOON)


def test_without_an_approver_the_office_is_told_to_appoint_one(town: Any, officer: Any) -> None:
    letter = handed_on(drafted("partial", town, officer), officer)
    with refused(NO_APPROVER):
        acts.check_letter(letter=letter, opinion="合法，不涉密。", digest=digest(letter), by=officer, at=NOON)


@pytest.mark.parametrize("stage", ["handed on", "checked", "signed"])
def test_a_changed_word_voids_every_pass(town: Any, officer: Any, approver: Any, stage: str) -> None:
    letter = handed_on(drafted("partial", town, officer), officer)
    if stage != "handed on":
        letter = acts.check_letter(
            letter=letter, opinion="合法，不涉密。", digest=digest(letter), by=approver, at=NOON
        )
    if stage == "signed":
        letter = acts.sign_letter(letter=letter, digest=digest(letter), by=approver, at=NOON)
    read = digest(letter)
    letter = acts.rewrite_letter(letter=letter, blocks={"addition": "另附说明。"}, by=officer, at=NOON)
    assert (letter.stage, letter.digest, letter.checked_by, letter.signed_by, letter.opinion) == (
        Stage.DRAFT, "", None, None, "",
    )  # fmt: skip
    letter = handed_on(letter, officer)
    with refused("这份文书刚刚改动过"):
        acts.check_letter(letter=letter, opinion="合法，不涉密。", digest=read, by=approver, at=NOON)


def test_what_is_not_finished_is_not_handed_on_nor_passed(town: Any, officer: Any, approver: Any) -> None:
    letter = drafted("partial", town, officer, reason="")
    with refused("“理由”还有没填的地方"):
        handed_on(letter, officer)
    with refused("还没有写完送审"):
        acts.check_letter(
            letter=letter, opinion="合法，不涉密。", digest=digest(letter), by=approver, at=NOON
        )
    with refused("还没有写完"):
        acts.issue_letter(letter=letter, by=officer, at=NOON)


def test_what_the_law_says_on_remedies_cannot_be_typed_over(town: Any, officer: Any) -> None:
    letter = drafted("partial", town, officer)
    before = words_of(letter).block("remedies")
    letter = acts.rewrite_letter(letter=letter, blocks={"remedies": "", "reason": ""}, by=officer, at=NOON)
    assert words_of(letter).block("remedies") == before
    with refused("“理由”不能空着，请补上（《政府信息公开条例》第三十六条）。"):
        handed_on(letter, officer)


def test_a_letter_sent_back_comes_with_its_reason_and_goes_round_again(
    town: Any, officer: Any, approver: Any
) -> None:
    letter = handed_on(drafted("partial", town, officer), officer)
    letter = acts.return_letter(letter=letter, reason="理由写得太笼统。", by=approver, at=NOON)
    assert (where(letter), letter.opinion, letter.checked_by) == (
        "已退回，待修改",
        "理由写得太笼统。",
        approver,
    )
    assert "理由写得太笼统" not in repr(list(Act.objects.values()))
    letter = handed_on(letter, officer)
    with refused("退回的理由"):
        acts.return_letter(letter=letter, reason="不行", by=approver, at=NOON)
    assert waits_for(letter) == "check"


@pytest.mark.parametrize("who", ["editor", "stranger"])
def test_nobody_else_touches_or_reads_a_letter(
    request: pytest.FixtureRequest, town: Any, officer: Any, approver: Any, who: str
) -> None:
    person = request.getfixturevalue(who)
    case = registered(town, officer)
    with refused("只有本机关的公开办"):
        acts.draft_letter(application=case, kind="receipt", facts={}, by=person, at=NOON)
    letter = handed_on(drafted("partial", town, officer), officer)
    read = digest(letter)
    for act, facts in (
        (acts.rewrite_letter, {"blocks": {"reason": "x"}}),
        (acts.check_letter, {"opinion": "合法，不涉密。", "digest": read}),
        (acts.return_letter, {"reason": "写错了字。"}),
        (acts.sign_letter, {"digest": read}),
        (acts.issue_letter, {}),
        (acts.drop_letter, {}),
        (acts.open_letter, {}),
    ):
        with refused("只有本机关"):
            act(letter=letter, by=person, at=NOON, **facts)


def test_an_approver_drafts_and_issues_nothing_and_an_officer_passes_nothing(
    town: Any, officer: Any, approver: Any
) -> None:
    letter = handed_on(drafted("partial", town, officer), officer)
    for act in (acts.rewrite_letter, acts.drop_letter, acts.issue_letter):
        with refused("只有本机关的公开办可以"):
            act(letter=letter, by=approver, at=NOON)
    with refused("只有本机关的审核人可以“签发”"):
        acts.sign_letter(letter=letter, digest=digest(letter), by=officer, at=NOON)


def test_what_was_issued_is_refused_every_act_and_kept_by_the_database(
    town: Any, officer: Any, approver: Any
) -> None:
    letter = issued("partial", town, officer, approver)
    before, read = everything(), digest(letter)
    for act, facts in (
        (acts.rewrite_letter, {"blocks": {"reason": "改"}}),
        (acts.drop_letter, {}),
        (acts.issue_letter, {}),
    ):
        with refused("这份文书已印发，不能再"):
            act(letter=letter, by=officer, at=NOON, **facts)
    with refused("这份文书已印发，不能再退回修改。"):
        acts.return_letter(letter=letter, reason="写错了字。", by=approver, at=NOON)
    for facts in (
        {"stage": "draft"},
        {"sealed_words": b"x"},
        {"serial": 9},
        {"code": "A"},
        {"dated": "2021-01-01"},
    ):
        with pytest.raises(DatabaseError, match="印发的文书不能修改"), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(**facts)
    with pytest.raises(DatabaseError, match="印发的文书不能"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk)._raw_delete("default")
    assert everything() == before
    letter.refresh_from_db()
    assert digest(letter) == letter.digest == read


def test_words_that_are_not_those_passed_do_not_open(town: Any, officer: Any, approver: Any) -> None:
    letter = passed(handed_on(drafted("partial", town, officer), officer), approver)
    other = drafted("granted", town, officer, case=letter.application)
    Letter.objects.filter(pk=letter.pk).update(sealed_words=other.sealed_words)
    letter.refresh_from_db()
    with pytest.raises(Unreadable, match="与摘要不一致"):
        words_of(letter)
    with refused("与摘要不一致"):
        acts.issue_letter(letter=letter, by=officer, at=NOON)


def test_a_letter_of_one_case_does_not_open_as_one_of_another(town: Any, officer: Any) -> None:
    one, other = drafted("partial", town, officer), drafted("partial", town, officer)
    Letter.objects.filter(pk=one.pk).update(sealed_words=other.sealed_words)
    one.refresh_from_db()
    with refused("打不开"):
        acts.open_letter(letter=one, by=officer, at=NOON)


def test_nothing_of_the_letters_stands_readable_in_any_table(town: Any, officer: Any, approver: Any) -> None:
    for key in ("partial", "refuse1", "consult_third_party"):
        issued(key, town, officer, approver)
    stored = repr(everything())
    for secret in SECRETS:
        assert secret not in stored
        assert repr(secret.encode())[2:-1] not in stored


def test_reading_a_letter_leaves_a_trail_without_its_words(town: Any, officer: Any, approver: Any) -> None:
    letter = issued("partial", town, officer, approver)
    assert NAME in acts.open_letter(letter=letter, by=approver, at=NOON).addressee
    act = Act.objects.first()
    assert (act.verb, act.actor_name, act.detail) == (
        "查看文书", "沈核准", {"文书": "政府信息部分公开告知书", "办理结果": "部分公开"},
    )  # fmt: skip


def test_a_letter_to_whom_the_register_no_longer_names_is_held_back(
    town: Any, officer: Any, approver: Any
) -> None:
    letter = passed(handed_on(drafted("partial", town, officer), officer), approver)
    do("amend", letter.application, officer, applicant=Applicant(name="申某某乙"))
    with refused("文书的收件人与登记的申请人不一致，请点“重新生成”"):
        acts.issue_letter(letter=letter, by=officer, at=NOON)


def test_looking_again_and_again_is_one_look_until_somebody_else_comes_or_time_passes(
    town: Any, officer: Any, approver: Any
) -> None:
    letter = issued("partial", town, officer, approver)
    looks = Act.objects.filter(verb="查看文书")
    for person, minutes, expected in (
        (officer, 5, 0), (approver, 6, 1), (approver, 20, 1), (officer, 21, 2), (officer, 52, 3), (approver, 53, 4),
    ):  # fmt: skip
        acts.open_letter(letter=letter, by=person, at=NOON + timedelta(minutes=minutes))
        assert looks.count() == expected, minutes


@pytest.mark.parametrize("state", [State.UNCONFIRMED, State.ARCHIVED])
def test_no_letter_is_written_before_receipt_or_after_the_archive(
    town: Any, officer: Any, state: State
) -> None:
    case = in_state(state, town, officer)
    with refused("不能"):
        acts.draft_letter(application=case, kind="receipt", facts={}, by=officer, at=NOON)


def test_a_letter_that_the_law_does_not_allow_now_is_not_written(town: Any, officer: Any) -> None:
    case = registered(town, officer)
    do("request_supplement", case, officer)
    do("receive_supplement", case, officer)
    for key in ("consult_notice", "third_party_told", "transfer"):
        with refused("还没有登记"):
            acts.draft_letter(application=case, kind=key, facts={}, by=officer, at=NOON)
    first = acts.draft_letter(
        application=case, kind="supplement", facts=facts_for(KINDS["supplement"]), by=officer, at=NOON
    )
    assert first.event is not None  # of the supplement that was asked for, which has no letter yet
    with refused("没有这种文书"):
        acts.draft_letter(application=case, kind="x", facts={}, by=officer, at=NOON)


def test_facts_that_are_too_long_are_refused(case: Application, officer: Any) -> None:
    with refused("这些内容太长，请写短一些：理由。"):
        acts.draft_letter(application=case, kind="other3", facts={"reason": "长" * 1001}, by=officer, at=NOON)
    letter = acts.draft_letter(application=case, kind="other3", facts={}, by=officer, at=NOON)
    with refused("文书最多20000个字"):
        acts.rewrite_letter(letter=letter, blocks={"addition": "长" * 20001}, by=officer, at=NOON)
