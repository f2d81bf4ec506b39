"""分拆 and 更正受理机关: nothing of the day of receipt or the term moves, nothing is lost, and the wrong organ sees no more."""

from datetime import date, datetime
from typing import Any

import pytest
from django.urls import reverse

from gongkai.applications import acts
from gongkai.applications.models import Application, Remedy
from gongkai.applications.personal import applicant_of, request_of
from gongkai.applications.queries import counted, neighbours
from gongkai.applications.states import may_see
from gongkai.applications.tests.lettering import drafted, issued
from gongkai.applications.tests.making import CHINA, FRIDAY, MONDAY, NAME, NOON, WANTED, WHO, do, registered
from gongkai.applications.tests.test_screens import TODAY, desk, fresh, page_of
from gongkai.office.clock import now
from gongkai.organs import acts as organ_acts
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
PARTS = ["某村补贴发放名册", "某村道路工程合同", "某村低保评议记录"]


def split(case: Application, officer: Any, parts: list[str] = PARTS, **facts: Any) -> list[Application]:
    made = acts.split(application=case, parts=parts, by=officer, at=NOON, **({"day": FRIDAY} | facts))
    case.refresh_from_db()
    return made


def test_each_part_is_a_case_with_the_same_applicant_receipt_and_term(
    case: Application, officer: Any
) -> None:
    made = split(case, officer)
    assert [request_of(one) for one in (case, *made)] == PARTS
    assert len({one.number for one in (case, *made)}) == 3
    for one in made:
        one.refresh_from_db()
        assert applicant_of(one) == WHO
        assert (one.came_from, one.handler, one.organ, one.channel, one.mark) == (
            case, officer, case.organ, "counter", case.mark,
        )  # fmt: skip
        assert (one.received_on, one.due_on, one.state) == (MONDAY, case.due_on, "handling")
        assert [row.kind for row in one.events.order_by("serial")] == ["received", "split"]
    assert bytes(case.sealed_applicant) != bytes(made[0].sealed_applicant)


def test_the_whole_text_stays_to_be_read(case: Application, officer: Any) -> None:
    split(case, officer)
    assert request_of(case.wordings.get()) == WANTED


def test_the_report_counts_every_part(case: Application, officer: Any, town: Any) -> None:
    before = counted(town, 2021, "2021")["new", "person"]
    split(case, officer)
    assert (before, counted(town, 2021, "2021")["new", "person"]) == (1, 3)


def test_a_part_keeps_what_the_clock_has_seen_of_the_whole(
    case: Application, officer: Any, approver: Any
) -> None:
    do("request_supplement", case, officer, day=MONDAY, until=date(2021, 3, 4))
    do("receive_supplement", case, officer, day=date(2021, 3, 4))
    do("consult_organ", case, officer, day=date(2021, 3, 4), served=date(2021, 3, 4))
    do("reply", case, officer, party="其他机关1")
    do("extend", case, officer, approver=approver)
    case.refresh_from_db()
    for one in split(case, officer):
        assert one.due_on == case.due_on and one.due_on > date(2021, 4, 1)


def test_a_part_may_be_split_again_and_numbers_go_on(case: Application, officer: Any) -> None:
    made = split(case, officer)
    more = split(made[0], officer, parts=["甲项", "乙项"])
    numbers = list(Application.objects.order_by("pk").values_list("number", flat=True))
    assert len(set(numbers)) == 4 and more[0].came_from == made[0]
    serials = [int(number.partition("〕")[2].removesuffix("号")) for number in numbers]
    assert serials == list(range(serials[0], serials[0] + 4))


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ([], "至少要分成两项"),
        (["只有一项", "  "], "至少要分成两项"),
        (["同一项", "同一项"], "有两项内容完全一样"),
        (["长" * 4001, "乙项"], "每一项的内容最多4000个字"),
        ([f"第{number}项" for number in range(11)], "一次最多分成10项"),
    ],
)
def test_parts_that_cannot_stand_are_refused(
    case: Application, officer: Any, parts: list[str], sentence: str
) -> None:
    with refused(sentence):
        split(case, officer, parts=parts)
    assert Application.objects.count() == 1 and request_of(case) == WANTED


def test_a_case_is_not_split_before_it_came_nor_when_it_cannot_be_opened(
    case: Application, officer: Any
) -> None:
    with refused("日期早于收到申请之日2021年3月1日"):
        split(case, officer, day=date(2021, 2, 28))
    Application.objects.update(sealed_applicant=b"\x01\x01broken")
    with refused("加密保存的内容"):
        split(case, officer)


def test_the_trail_of_a_split_says_numbers_and_nothing_of_who_or_what(
    case: Application, officer: Any
) -> None:
    made = split(case, officer)
    said = str(list(Act.objects.values_list("verb", "detail", "subject_label")))
    assert made[0].number in said
    assert not any(word in said for word in (NAME, WANTED, *PARTS))


def test_a_split_is_done_on_the_screen_from_the_whole_text(town: Any, officer: Any) -> None:
    """With a case of today: what came in an earlier year is not split any more."""
    case, client = fresh(town, officer), desk(officer)
    address = page_of(case, "split")
    assert WANTED in client.get(address).content.decode()
    assert Act.objects.first().verb == "查看申请人信息"
    form = {"day": TODAY.isoformat(), "part1": PARTS[0], "part2": PARTS[1]}
    assert client.post(address, form | {"part2": ""}).status_code == 200
    shown = client.post(address, form, follow=True).content.decode()
    child = Application.objects.exclude(pk=case.pk).get()
    assert "从这件申请分出的有：" in shown and child.number in shown
    assert "这件申请是从" in client.get(page_of(child)).content.decode()
    do("answer", case, officer, day=TODAY, posted=TODAY, at=now())
    assert WANTED not in client.get(address).content.decode()


# ---- 更正受理机关


def transfer(case: Application, by: Any, organ: Any, **facts: Any) -> Application:
    made = {"day": FRIDAY, "note": "道路由柳树镇负责。"}
    acts.transfer(application=case, organ=organ, by=by, at=NOON, **(made | facts))
    return Application.objects.get(pk=case.pk)


def test_what_was_told_in_the_organ_s_own_name_keeps_the_case_there(
    case: Application, officer: Any, approver: Any, other_town: Any
) -> None:
    """The receipt goes along; with any other letter the organ has begun to handle the case."""
    issued("receipt", case.organ, officer, approver, case=case)
    letter = issued("supplement", case.organ, officer, approver, case=case)
    with refused(f"已经以本机关名义印发过文书{letter.number}，不能再更正受理机关。"):
        transfer(case, officer, other_town)
    with_receipt = registered(case.organ, officer)
    issued("receipt", case.organ, officer, approver, case=with_receipt)
    assert transfer(with_receipt, officer, other_town).organ == other_town


def test_a_case_that_is_overdue_is_not_handed_to_another(
    case: Application, officer: Any, other_town: Any
) -> None:
    late = date(2021, 3, 30)
    with refused("答复期限已于2021年3月29日届满，不能再更正受理机关"):
        acts.transfer(
            application=case, organ=other_town, day=late, note="道路由柳树镇负责。", by=officer,
            at=NOON.replace(day=30),
        )  # fmt: skip


def test_what_an_earlier_year_carried_over_stays_one_case_of_the_same_organ(
    officer: Any, town: Any, other_town: Any
) -> None:
    """Table 3: 二 of a year is 四 of the year before, organ by organ; a back-dated entry would change it as well."""
    december, january = date(2020, 12, 25), datetime(2021, 1, 8, 12, tzinfo=CHINA)
    case = registered(town, officer, received_on=december, at=january)
    for day in (january.date(), date(2020, 12, 31)):
        with refused("这件申请是2020年收到的，已经计入当年年度报告的结转件数"):
            acts.split(application=case, parts=PARTS, day=day, by=officer, at=january)
        with refused("请答复“非本机关负责公开”"):
            acts.transfer(
                application=case, organ=other_town, day=day, note="由柳树镇负责。", by=officer, at=january
            )


def test_nothing_is_split_while_a_letter_is_under_way(case: Application, officer: Any) -> None:
    drafted("granted", case.organ, officer, case=case)
    with refused("还有没有印发的文书，请先印发或者作废，再分拆。"):
        split(case, officer)


def test_the_day_of_receipt_and_the_term_stay_and_the_old_organ_sees_it_no_more(
    case: Application, officer: Any, other_town: Any, stranger: Any, approver: Any
) -> None:
    due, number = case.due_on, case.number
    moved = transfer(case, officer, other_town)
    assert (moved.organ, moved.received_on, moved.due_on, moved.handler) == (other_town, MONDAY, due, None)
    assert moved.number != number and applicant_of(moved) == WHO
    assert f"编号{number}。" in moved.events.get(kind="transferred").note  # found by it on the status page
    assert may_see(stranger, moved) and not may_see(officer, moved) and not may_see(approver, moved)
    client = desk(officer)
    for name in ("page", "answer", "transfer", "acts"):
        assert client.get(page_of(moved, name)).status_code == 404, name
    assert desk(stranger).get(page_of(moved)).status_code == 200
    with refused("只有本机关的公开办可以登记和办理申请。"):
        do("answer", moved, officer)
    do("answer", moved, stranger)


def test_both_organs_have_it_in_their_trail(
    case: Application, officer: Any, town: Any, other_town: Any
) -> None:
    transfer(case, officer, other_town)
    verbs = dict(Act.objects.filter(verb__startswith="更正受理机关").values_list("organ_id", "verb"))
    assert verbs == {town.pk: "更正受理机关：转出", other_town.pk: "更正受理机关：转入"}


def test_it_takes_the_number_given_or_the_next_of_the_other_organ(
    case: Application, officer: Any, other_town: Any, stranger: Any, town: Any
) -> None:
    registered(other_town, stranger, number="柳镇申〔2021〕7号")
    assert transfer(case, officer, other_town).number == "柳镇申〔2021〕8号"
    assert transfer(
        registered(town, officer), officer, other_town, number="柳镇申〔2021〕12号"
    ).number.endswith("12号")
    third = registered(town, officer)
    with refused("柳树镇已经有编号是“柳镇申〔2021〕12号”的申请"):
        transfer(third, officer, other_town, number="柳镇申〔2021〕12号")


def test_it_may_be_sent_back(
    case: Application, officer: Any, town: Any, other_town: Any, stranger: Any
) -> None:
    moved = transfer(case, officer, other_town)
    back = transfer(moved, stranger, town, note="道路由白杨镇负责。")
    assert (back.organ, back.due_on) == (town, case.due_on)


def test_it_goes_to_no_village_no_other_district_no_abolished_organ_and_not_to_itself(
    case: Application, officer: Any, town: Any, other_town: Any, district: Any
) -> None:
    made = {"by": None, "at": NOON}
    village = organ_acts.establish(
        slug="cun", name="白杨镇某村", short_name="某村", level="village", parent=town, **made
    )
    elsewhere = organ_acts.establish(slug="bieqv", name="别区", short_name="别区", level="district", **made)
    other_town.abolished_on = date(2021, 3, 1)
    other_town.save()
    assert list(neighbours(town, FRIDAY)) == [district]
    for organ in (village, elsewhere, other_town, town):
        with refused("只能转给同一区县里的其他机关"):
            transfer(case, officer, organ)
    assert transfer(case, officer, district).organ == district


@pytest.mark.parametrize(
    "step", ["request_supplement", "consult_organ", "notify_fee", "ask_section", "answer"]
)
def test_what_was_begun_stays_where_it_is(
    case: Application, officer: Any, other_town: Any, step: str
) -> None:
    do(step, case, officer)
    with refused("。"):
        transfer(case, officer, other_town)
    assert Application.objects.get().organ == case.organ


def test_a_disputed_case_stays_and_a_reason_is_asked(
    case: Application, officer: Any, other_town: Any
) -> None:
    with refused("请写明更正受理机关的理由。"):
        transfer(case, officer, other_town, note=" ")
    made = Remedy(organ=case.organ, application=case, number="复1号", route="review", filed_on=FRIDAY)
    acts.file_remedy(remedy=made, by=officer, at=NOON)
    with refused("已经有复议或者诉讼"):
        transfer(case, officer, other_town)


def test_after_a_transfer_on_the_screen_one_is_back_at_the_bench(
    town: Any, officer: Any, other_town: Any
) -> None:
    """With a case of today: what came in an earlier year stays with the organ."""
    case = fresh(town, officer)
    form = {"organ": other_town.pk, "day": TODAY.isoformat(), "note": "道路由柳树镇负责。"}
    answer = desk(officer).post(page_of(case, "transfer"), form)
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        reverse("applications_application:index"),
    )


def test_no_person_of_another_organ_splits_or_transfers(
    case: Application, town: Any, stranger: Any, approver: Any
) -> None:
    for person in (stranger, approver):
        with refused("只有本机关的公开办可以登记和办理申请。"):
            split(case, person)
        with refused("只有本机关的公开办可以登记和办理申请。"):
            transfer(case, person, town)
    assert desk(stranger).get(page_of(case, "split")).status_code == 404
    assert desk(approver).get(page_of(case, "split")).status_code == 302


def test_a_moment_is_in_the_zone_of_china(case: Application, officer: Any) -> None:
    early = datetime(2021, 3, 4, 16, 30, tzinfo=NOON.tzinfo)
    with refused("“分拆”的日期不能晚于今天。"):
        acts.split(application=case, parts=PARTS, day=FRIDAY, by=officer, at=early)
