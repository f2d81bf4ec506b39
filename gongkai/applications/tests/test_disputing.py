"""救济期限 on the case page, the doubt about suing first, and the way between a case and its disputes."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from gongkai.applications import acts
from gongkai.applications.disputing import after_review, disputable, doubt
from gongkai.applications.grounds import GROUNDS, Grounds
from gongkai.applications.models import Application, CaseEvent, Remedy
from gongkai.applications.tests.making import CHINA, do, registered
from gongkai.applications.tests.test_reopening import noon
from gongkai.applications.tests.test_screens import desk, page_of, text
from gongkai.law.workdays import Calendar

pytestmark = pytest.mark.django_db
KNOWN = Calendar.official()
WHY = Grounds(ground=GROUNDS["deny1"][0], reason="内容涉及国家秘密，依法不予公开。")


def answered(
    organ: Any, by: Any, day: date, outcome: str = "granted", *, signed: bool = False
) -> Application:
    case = registered(organ, by, received_on=day, at=noon(day))
    served = {"signed": day, "posted": None} if signed else {"posted": day}
    do(
        "answer",
        case,
        by,
        day=day,
        at=noon(day),
        outcome=outcome,
        grounds=WHY if outcome == "deny1" else Grounds(),
        **served,
    )
    return case


def ways(case: Application, calendar: Calendar = KNOWN) -> list[tuple[str, date | None, bool, str]]:
    rows = case.events.select_related("answer")
    return [
        (way.label, way.end and way.end.day, bool(way.end and way.end.provisional), str(way.article))
        for one in disputable(rows, calendar)
        for way in one.ways
    ]


def test_a_refusal_served_since_2024_goes_to_review_first(town: Any, officer: Any) -> None:
    case = answered(town, officer, date(2024, 1, 2), "deny1", signed=True)
    assert ways(case) == [
        ("申请行政复议", date(2024, 3, 4), False, "《行政复议法》第二十条第一款"),  # day 60 is a Saturday
        ("直接起诉", None, False, "《行政复议法》第二十三条第一款第（四）项"),
    ]
    assert "只会更晚" not in disputable(case.events.all(), KNOWN)[0].ways[0].sentence


def test_an_answer_that_gives_what_was_asked_and_one_before_2024_leave_the_choice(
    town: Any, officer: Any
) -> None:
    assert ways(answered(town, officer, date(2023, 12, 29), "deny1")) == [
        ("申请行政复议", date(2024, 2, 27), False, "《行政复议法》（1999年）第九条第一款"),
        ("直接起诉", date(2024, 7, 1), False, "《行政诉讼法》第四十六条第一款"),  # the 29th is a Saturday
    ]
    case = answered(town, officer, date(2024, 1, 2))
    assert [way[1] for way in ways(case)] == [date(2024, 3, 4), date(2024, 7, 2)]
    assert "只会更晚" in disputable(case.events.all(), KNOWN)[0].ways[0].sentence


def test_a_last_day_beyond_the_notices_is_provisional(town: Any, officer: Any) -> None:
    case = answered(town, officer, date(2024, 1, 2))
    assert [way[2] for way in ways(case, KNOWN.through(2023))] == [True, True]
    assert "暂定" in disputable(case.events.all(), KNOWN.through(2023))[0].ways[0].sentence


def test_both_answers_of_a_reopened_case_have_their_terms_the_newest_first(town: Any, officer: Any) -> None:
    case = answered(town, officer, date(2024, 1, 2), "deny1")
    do("reopen", case, officer, day=date(2024, 5, 6), at=noon(date(2024, 6, 3)))
    assert len(ways(case)) == 2
    day = date(2024, 6, 3)
    do("answer", case, officer, day=day, posted=day, at=noon(day))
    assert [one.day for one in disputable(case.events.all(), KNOWN)] == [day, date(2024, 1, 2)]


def file(case: Application, officer: Any, **facts: Any) -> Remedy:
    made = {"number": "（2024）某行初1号", "route": "direct", "filed_on": date(2024, 2, 1)} | facts
    return Remedy(organ=case.organ, application=case, **made)


@pytest.mark.parametrize(
    ("served", "outcome", "facts", "said"),
    [
        (
            date(2024, 1, 2),
            "deny1",
            {},
            "应当先申请行政复议，不能直接起诉（《行政复议法》第二十三条第一款第（四）项）",
        ),
        (date(2024, 1, 2), "granted", {}, ""),
        (date(2023, 12, 29), "deny1", {}, ""),
        (date(2024, 1, 2), "deny1", {"route": "review"}, ""),
        (date(2024, 1, 2), "deny1", {"route": "after_review"}, ""),
        (
            date(2024, 2, 2),
            "granted",
            {},
            "还没有答复就起诉的，也应当先申请行政复议（《行政复议法》第二十三条第一款第（三）项）",
        ),
        (date(2024, 2, 2), "granted", {"filed_on": date(2023, 12, 29)}, ""),
    ],
)
def test_suing_before_the_review_is_doubted_and_not_refused(
    town: Any, officer: Any, served: date, outcome: str, facts: dict[str, Any], said: str
) -> None:
    case = answered(town, officer, served, outcome)
    found = doubt(file(case, officer, **facts), list(case.events.select_related("answer")))
    assert found.startswith(said) if not said else said in found
    assert bool(found) == bool(said)


def test_the_doubt_is_said_when_it_is_filed_and_stays_on_the_case(town: Any, officer: Any) -> None:
    case = answered(town, officer, date(2024, 1, 2), "deny1")
    client = desk(officer)
    address = reverse("applications_remedy:add")
    form_page = client.get(address, {"application": case.pk}).content.decode()
    assert f'value="{case.number}"' in form_page
    form = {
        "organ": town.pk, "case_number": case.number, "number": "（2024）某行初1号", "route": "direct",
        "filed_on": "2024-02-01",
    }  # fmt: skip
    answer = client.post(address, form, follow=True)
    assert answer.redirect_chain[-1][0] == page_of(case)
    assert text(answer).count("不能直接起诉（《行政复议法》第二十三条第一款第（四）项）") >= 1
    assert Remedy.objects.get().application == case
    edit = reverse("applications_remedy:edit", args=[Remedy.objects.get().pk])
    assert edit in client.get(page_of(case)).content.decode()
    assert page_of(case) in client.get(edit).content.decode()
    acts.file_remedy(
        remedy=Remedy(organ=town, number="别处的案子", route="review", filed_on=date(2024, 2, 1)),
        by=officer,
        at=noon(date(2024, 2, 1)),
    )
    listed = client.get(reverse("applications_remedy:index"))
    assert page_of(case) in listed.content.decode()
    assert "没有登记" in text(listed) and "None" not in text(listed)


def test_a_decision_on_the_screen_opens_the_case_and_leads_to_it(town: Any, officer: Any) -> None:
    case = answered(town, officer, date(2024, 1, 2), "deny1")
    made = acts.file_remedy(
        remedy=file(case, officer, route="review", number="复〔2024〕1号"),
        by=officer,
        at=noon(date(2024, 2, 1)),
    )
    client, edit = desk(officer), reverse("applications_remedy:edit", args=[made.pk])
    form = {"result": "corrected", "decided_on": "2024-03-01", "served_on": "2024-03-04", "anew": "on"}
    answer = client.post(edit, form | {"result": "upheld"})
    assert "只有“结果纠正”的，才可能责令重新答复" in answer.content.decode()
    answer = client.post(edit, form | {"answer_by": "2024-03-22"}, follow=True)
    assert answer.redirect_chain[-1][0] == page_of(case)
    shown = text(answer)
    assert "责令重新答复，决定书或者判决书写明的期限至2024年3月22日。" in shown
    assert "重新答复至2024年3月22日" in shown and "不服复议决定起诉" in shown and "2024年3月19日" in shown
    assert "原来的办理结果" in shown
    assert CaseEvent.objects.get(kind="reopened").until == date(2024, 3, 22)


def test_the_day_the_decision_was_served_begins_the_term_for_the_court(case: Application) -> None:
    review = Remedy(route="review", served_on=date(2024, 4, 19))
    found = after_review(review, KNOWN)
    assert found and found.end and found.end.day == date(2024, 5, 6)  # day 15 lies in the holidays of May
    assert after_review(Remedy(route="review"), KNOWN) is None
    assert after_review(Remedy(route="direct", served_on=date(2024, 4, 19)), KNOWN) is None


@pytest.mark.parametrize("number", ["没有这个号", "白镇申〔2021〕0号"])
def test_a_number_that_is_not_of_the_organ_is_said_beside_its_field(
    case: Application, officer: Any, number: str
) -> None:
    form = {
        "organ": case.organ_id, "case_number": number, "number": "复1号", "route": "review", "filed_on": "2021-03-04",
    }  # fmt: skip
    shown = desk(officer).post(reverse("applications_remedy:add"), form).content.decode()
    assert "这个机关没有这个登记编号的申请" in shown and not Remedy.objects.exists()


def test_a_case_of_another_organ_is_neither_proposed_nor_taken(
    case: Application, other_town: Any, stranger: Any
) -> None:
    client, address = desk(stranger), reverse("applications_remedy:add")
    for asked in (case.pk, "x", "9" * 30, "\0"):
        assert case.number not in client.get(address, {"application": asked}).content.decode()
    form = {
        "organ": other_town.pk, "case_number": case.number, "number": "复1号", "route": "review",
        "filed_on": "2021-03-04",
    }  # fmt: skip
    assert "这个机关没有这个登记编号的申请" in client.post(address, form).content.decode()
    assert not Remedy.objects.exists()


def test_an_approver_reads_the_terms_without_the_button(town: Any, officer: Any, approver: Any) -> None:
    case = answered(town, officer, date(2024, 1, 2), "deny1")
    shown = text(desk(approver).get(page_of(case)))
    assert "应当先申请行政复议（复议前置）" in shown and "登记复议、诉讼" not in shown
    assert "登记复议、诉讼" in text(desk(officer).get(page_of(case)))
    assert CHINA.key == "Asia/Shanghai"
