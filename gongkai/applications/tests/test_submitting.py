"""网上提交: an application enters by itself, once, on the system's day; its applicant may change it for ten minutes."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from gongkai.applications import acts
from gongkai.applications.acts import submitting
from gongkai.applications.codes import ALPHABET, fits, query_code
from gongkai.applications.models import Application, CaseEvent, Kind, Spared, State
from gongkai.applications.numbers import next_number
from gongkai.applications.personal import Applicant, applicant_of, request_of
from gongkai.applications.tests.making import CHINA, FRIDAY, NAME, NOON, WANTED, WHO, registered
from gongkai.applications.tests.sending import PICTURE, SECOND, refused, submit
from gongkai.trail.models import Act


@pytest.fixture
def online(town: Any) -> Application:
    return submit(town)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2021, 3, 5, 7, 30, tzinfo=CHINA), date(2021, 3, 5)),
        (datetime.fromisoformat("2021-03-04T23:30:00+00:00"), date(2021, 3, 5)),
        (datetime.fromisoformat("2021-03-05T15:59:59+00:00"), date(2021, 3, 5)),
        (datetime.fromisoformat("2021-03-05T16:00:00+00:00"), date(2021, 3, 6)),
    ],
)
def test_it_is_received_on_the_day_in_china_whatever_the_clock_is_set_to(
    town: Any, moment: datetime, day: date
) -> None:
    case = submit(town, at=moment)
    event = case.events.get()
    assert (case.received_on, event.day, event.kind, event.by) == (day, day, Kind.RECEIVED, None)
    assert (case.channel, case.state, case.handler) == ("online", State.HANDLING, None)


def test_the_due_day_the_seal_and_the_trail_are_there_at_once(online: Application) -> None:
    assert (online.due_on, online.received_on) == (date(2021, 4, 2), FRIDAY)
    assert (applicant_of(online), request_of(online)) == (WHO, WANTED)
    act = Act.objects.get(verb="申请人网上提交申请")
    assert (act.actor_id, act.actor_name, act.organ_id) == (None, "系统", online.organ_id)
    assert NAME not in str(act.detail) and WANTED not in str(act.detail)


def test_the_number_goes_on_in_the_organs_own_series(town: Any, officer: Any) -> None:
    registered(town, officer, number="白镇申〔2021〕007号")
    assert submit(town).number == "白镇申〔2021〕008号"
    registered(town, officer, number="白镇申〔2021〕010号")
    registered(town, officer, number="白镇申〔2021〕009号")
    assert submit(town, SECOND).number == "白镇申〔2021〕011号", "010 is taken although 009 came last"


def test_the_first_number_of_a_year_is_written_as_in_the_year_before(town: Any, officer: Any) -> None:
    assert next_number(town, 2021) == "白镇依申〔2021〕1号", "没有先例的，用发文字号的代字"
    registered(town, officer, number="白镇申〔2021〕012号")
    assert next_number(town, 2022) == "白镇申〔2022〕001号"
    registered(town, officer, number="2021号")
    assert str(2023) in next_number(town, 2023)


def test_sent_twice_it_is_one_case(town: Any) -> None:
    first = submit(town)
    again = submit(town, at=NOON + timedelta(hours=2), request="别的内容")
    assert again == first and Application.objects.count() == 1 and CaseEvent.objects.count() == 1
    assert request_of(again) == WANTED


def test_a_submission_entered_by_another_at_the_same_instant_is_found(town: Any, monkeypatch: Any) -> None:
    """The other one commits between the look and the entry: the unique constraint says so, and the first is given."""
    first = submit(town)
    looks = iter([None, first])
    monkeypatch.setattr(submitting, "submitted", lambda submission: next(looks))
    assert submit(town) == first
    assert Application.objects.count() == 1


def test_a_number_taken_at_the_same_instant_is_counted_on(town: Any, officer: Any, monkeypatch: Any) -> None:
    registered(town, officer, number="白镇申〔2021〕8号")
    numbers = iter(["白镇申〔2021〕8号", "白镇申〔2021〕9号"])
    monkeypatch.setattr(submitting, "next_number", lambda organ, year: next(numbers))
    assert submit(town).number == "白镇申〔2021〕9号"


def test_when_no_number_can_be_had_it_is_said(town: Any, officer: Any, monkeypatch: Any) -> None:
    registered(town, officer, number="白镇申〔2021〕8号")
    monkeypatch.setattr(submitting, "next_number", lambda organ, year: "白镇申〔2021〕8号")
    with refused("提交的人太多"):
        submit(town)
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"applicant": Applicant(phone="0900-8123456")}, "请填写姓名或者名称"),
        ({"applicant": Applicant(name=NAME)}, "请填写联系方式"),
        ({"request": " \n"}, "请写明要什么信息"),
        ({"request": "长" * 4001}, "最多4000个字"),
        ({"proofs": [PICTURE] * 5}, "最多上传4个文件"),
        ({"submission": "x"}, "提交标记不对"),
    ],
)
def test_what_is_no_application_is_refused_and_leaves_nothing(
    town: Any, facts: dict[str, Any], sentence: str
) -> None:
    with refused(sentence):
        submit(town, **facts)
    assert not Application.objects.exists() and not Act.objects.filter(verb__contains="提交").exists()


def test_what_may_be_asked_for_later_is_not_refused(town: Any) -> None:
    case = submit(town, applicant=Applicant(name=NAME, address="某街"), form="", way="")
    assert applicant_of(case).missing() == ["身份证明"]


def test_villages_and_abolished_organs_take_none(town: Any, moment: datetime) -> None:
    from gongkai.organs import acts as organs
    from gongkai.organs.models import Organ

    village = organs.establish(
        slug="bei-cun", name="北村", short_name="北村", level="village", parent=town, by=None, at=moment
    )
    with refused("村民委员会不是行政机关"):
        submit(village)
    Organ.objects.filter(pk=town.pk).update(abolished_on=FRIDAY)
    with refused("已经撤销"):
        submit(town)


def test_equal_persons_have_equal_marks_however_they_write_and_come(town: Any, officer: Any) -> None:
    at_the_counter = registered(town, officer)
    spaced = Applicant(name="别名", email="b@example.com", id_number="１１０１０１ 19000101 0000")
    assert submit(town, applicant=spaced).mark == at_the_counter.mark != ""
    by_phone = [
        Applicant(name=NAME, phone=phone) for phone in ("0900-8123456", "09008123456", "0900-8123457")
    ]
    marks = [submit(town, str(n) * 32, applicant=one).mark for n, one in enumerate(by_phone)]
    assert marks[0] == marks[1] != marks[2] and marks[0] != at_the_counter.mark
    assert submit(town, SECOND, applicant=Applicant(name=NAME, email="a@example.com")).mark == ""


def test_the_code_is_the_cases_own_and_forgives_how_it_is_typed(town: Any) -> None:
    case, other = submit(town), submit(town, SECOND)
    code = query_code(case)
    assert len(code) == 11 and set(code) <= {*ALPHABET, "-"} and code != query_code(other)
    assert code == query_code(Application.objects.get(pk=case.pk)), "it is not made anew each time"
    typed = code.lower().replace("-", " ")
    wide = "".join(chr(ord(one) + 0xFEE0) if one.isalnum() else "—" for one in code)
    assert fits(typed, case) and fits(wide, case) and fits(code.replace("-", ""), case)
    assert not fits(code, other) and not fits("", case) and not fits(code, None)
    assert not fits(query_code(Application(pk=0)), None), "the code of no case opens nothing"


def test_one_of_the_office_takes_it_and_the_other_is_told(
    online: Application, officer: Any, colleague: Any
) -> None:
    acts.take(application=online, by=officer, at=NOON)
    online.refresh_from_db()
    assert online.handler == officer
    with refused("已经由龚开办经办"):
        acts.take(application=online, by=colleague, at=NOON)


@pytest.mark.parametrize("who", ["editor", "approver", "stranger"])
def test_nobody_else_takes_it(request: pytest.FixtureRequest, online: Application, who: str) -> None:
    with refused("只有本机关的公开办"):
        acts.take(application=online, by=request.getfixturevalue(who), at=NOON)


def test_what_was_found_without_applying_is_counted_by_the_day(db: None) -> None:
    for day in (FRIDAY, FRIDAY, date(2021, 3, 6)):
        acts.note_spared(day=day)
    assert dict(Spared.objects.values_list("day", "times")) == {FRIDAY: 2, date(2021, 3, 6): 1}
