"""来件登记: entered once, on a day that has been, judged once, by the right people, and never lost."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.applications import acts
from gongkai.applications.models import Application, Arrival, Proof
from gongkai.applications.papers import pressing, unjudged
from gongkai.applications.proofs import ENVELOPE, accepted, path_of
from gongkai.applications.tasks import case_tasks
from gongkai.applications.tests.making import FRIDAY, MONDAY, NAME, NOON, WANTED, WHO, application
from gongkai.applications.tests.test_screens import TODAY, desk, text
from gongkai.office.clock import now
from gongkai.screening.tests.samples import picture as drawn
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
INDEX, NEW = "applications_arrival:index", "applications_arrival:add"


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def mail(organ: Any, by: Any, *, at: Any = NOON, photo: Any = None, **facts: Any) -> Arrival:
    made = {"arrived_on": MONDAY, "channel": "post", "tracking": "", "received_by": by} | facts
    return acts.enter_arrival(arrival=Arrival(organ=organ, **made), by=by, at=at, photo=photo)


def page_of(arrival: Arrival, deed: str = "page") -> str:
    return reverse(f"applications_arrival:{deed}", args=[arrival.pk])


def picture() -> bytes:
    return drawn("PNG")


def register(arrival: Arrival, by: Any, **facts: Any) -> Application:
    case = application(arrival.organ, channel=arrival.channel, **facts)
    return acts.register_arrival(
        arrival=arrival, application=case, applicant=WHO, request=WANTED, by=by, at=NOON
    )


def test_mail_is_entered_and_becomes_an_application_of_the_day_it_was_signed_for(
    town: Any, officer: Any
) -> None:
    arrival = mail(town, officer, tracking="ea 1234-5678９cn", photo=accepted(picture(), ENVELOPE))
    assert arrival.tracking == "EA123456789CN"
    case = register(arrival, officer)
    arrival.refresh_from_db()
    assert (arrival.application, case.received_on, case.channel) == (case, MONDAY, "post")
    assert Proof.objects.get().application == case
    linked, registered, entered = Act.objects.all()[:3]
    assert [act.verb for act in (entered, registered, linked)] == ["登记来件", "登记申请", "来件登记为申请"]
    assert entered.detail == {"来件日期": "2021-03-01", "来件方式": "邮寄", "页数": "没有填"}


def test_the_day_on_which_mail_came_is_the_day_of_receipt(town: Any, officer: Any) -> None:
    """条例第三十一条: what was signed for was received that day; no correction says another."""
    case = register(mail(town, officer), officer)
    event = case.events.get(kind="received")
    with refused("来件登记的日期是2021年3月1日，收到之日要与它一致，不能改为2021年3月3日。"):
        acts.correct(event=event, day=MONDAY + timedelta(days=2), reason="日期登错了。", by=officer, at=NOON)
    letter = register(mail(town, officer, channel="plain_letter"), officer)
    event = letter.events.get(kind="received")
    acts.correct(event=event, confirmed=FRIDAY, reason="补登确认之日。", by=officer, at=NOON)
    letter.refresh_from_db()
    assert letter.received_on == FRIDAY


def test_a_plain_letter_waits_for_its_confirmation(town: Any, officer: Any) -> None:
    case = register(mail(town, officer, channel="plain_letter"), officer)
    assert (case.state, case.received_on) == ("unconfirmed", None)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"arrived_on": FRIDAY + timedelta(days=1)}, "来件日期不能晚于今天。"),
        ({"arrived_on": date(1998, 3, 1)}, "请核对年份"),
        ({"channel": "online"}, "网上提交的申请由系统自动登记"),
        ({"channel": "pigeon"}, "。"),
        ({"tracking": "单号<b>"}, "邮件号只能写字母和数字"),
        ({"tracking": "1" * 41}, "邮件号只能写字母和数字"),
        ({"note": "长" * 121}, "说明最多120个字"),
        ({"addressed_to": "科" * 61}, "。"),
        ({"arrived_on": None}, "。"),
    ],
)
def test_mail_that_cannot_stand_is_refused(
    town: Any, officer: Any, facts: dict[str, Any], sentence: str
) -> None:
    with refused(sentence):
        mail(town, officer, **facts)
    assert not Arrival.objects.exists()


def test_a_tracking_number_is_entered_once_in_an_organ(
    town: Any, other_town: Any, officer: Any, stranger: Any
) -> None:
    mail(town, officer, tracking="EA123456789CN")
    with refused("2021年3月1日已经登记过"):
        mail(town, officer, tracking="ea123456789cn")
    mail(other_town, stranger, tracking="EA123456789CN")
    mail(town, officer), mail(town, officer)  # without a number there may be many
    assert Arrival.objects.count() == 4


def test_two_who_enter_the_same_mail_at_once_do_not_both_succeed(
    town: Any, officer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail(town, officer, tracking="EA123456789CN")
    monkeypatch.setattr("gongkai.applications.acts.paper._check", lambda arrival, at: None)
    monkeypatch.setattr(Arrival, "full_clean", lambda self: None)
    with refused("刚刚已经有人登记"):
        mail(town, officer, tracking="EA123456789CN")


def test_who_received_it_serves_in_the_organ(town: Any, officer: Any, stranger: Any) -> None:
    with refused("收件人要选本机关现在任职的人员"):
        mail(town, officer, received_by=stranger)


def test_the_counter_enters_mail_and_the_office_judges_it(
    town: Any, officer: Any, editor: Any, approver: Any, stranger: Any
) -> None:
    arrival = mail(town, editor)
    for nobody in (approver, stranger):
        with refused("只有本机关的公开办和信息员可以登记来件"):
            mail(town, nobody)
    for nobody in (editor, approver, stranger):
        with refused("只有本机关的公开办"):
            register(arrival, nobody)
        with refused("只有本机关的公开办"):
            acts.dismiss_arrival(arrival=arrival, reason="是一份报纸", by=nobody, at=NOON)
    assert unjudged(frozenset({town.pk})).get() == arrival
    register(arrival, officer)


def test_mail_becomes_one_application_or_none(town: Any, officer: Any) -> None:
    arrival = mail(town, officer)
    register(arrival, officer)
    for again in (
        lambda: register(arrival, officer),
        lambda: acts.dismiss_arrival(arrival=arrival, reason="是一份报纸", by=officer, at=NOON),
        lambda: acts.amend_arrival(arrival=arrival, facts={"pages": 2}, by=officer, at=NOON),
    ):
        with refused("已经登记为申请"):
            again()
    assert Application.objects.count() == 1


@pytest.mark.parametrize("facts", [{"channel": "counter"}, {"received_on": FRIDAY}])
def test_an_application_says_the_same_as_its_mail(town: Any, officer: Any, facts: dict[str, Any]) -> None:
    arrival = mail(town, officer)
    case = application(town, **({"channel": "post"} | facts))
    with refused("要与来件登记的一致"):
        acts.register_arrival(arrival=arrival, application=case, by=officer, at=NOON)


def test_a_refused_registration_leaves_the_mail_waiting(town: Any, officer: Any) -> None:
    first, second = mail(town, officer), mail(town, officer)
    number = register(first, officer).number
    with pytest.raises(ValidationError):
        register(second, officer, number=number)
    second.refresh_from_db()
    assert second.application is None and unjudged(frozenset({town.pk})).get() == second


def test_what_is_no_application_says_why_and_may_be_judged_anew(town: Any, officer: Any) -> None:
    arrival = mail(town, officer, note="厚信封")
    with refused("请写明为什么不是申请"):
        acts.dismiss_arrival(arrival=arrival, reason=" 报 ", by=officer, at=NOON)
    acts.dismiss_arrival(arrival=arrival, reason="是给财政所的对账单", by=officer, at=NOON)
    with refused("请先点“重新判断”"):
        register(arrival, officer)
    for _ in range(2):
        arrival = acts.reconsider_arrival(arrival=arrival, by=officer, at=NOON)
        assert arrival.note == "厚信封（曾判断为不是申请：是给财政所的对账单）"
        with refused("不用重新判断"):
            acts.reconsider_arrival(arrival=arrival, by=officer, at=NOON)
        acts.dismiss_arrival(arrival=arrival, reason="是给财政所的对账单", by=officer, at=NOON)
    said = "".join(f"{act.detail}" for act in Act.objects.all())
    assert "对账单" not in said and "厚信封" not in said


def test_mail_is_put_right_while_nobody_has_judged_it(town: Any, officer: Any) -> None:
    arrival = mail(town, officer)
    with refused("没有改动"):
        acts.amend_arrival(arrival=arrival, facts={"channel": "post"}, by=officer, at=NOON)
    with refused("不能更正"):
        acts.amend_arrival(arrival=arrival, facts={"organ_id": 9}, by=officer, at=NOON)
    acts.amend_arrival(arrival=arrival, facts={"channel": "plain_letter"}, by=officer, at=NOON)
    assert Act.objects.first().detail["更正后"]["来件方式"] == "平常信函"


def test_mail_presses_the_day_after_it_came_and_a_plain_letter_at_once(town: Any, officer: Any) -> None:
    organs = frozenset({town.pk})
    letter, parcel = mail(town, officer, channel="plain_letter"), mail(town, officer)
    assert set(pressing(organs, MONDAY)) == {letter}
    assert set(pressing(organs, MONDAY + timedelta(days=1))) == {letter, parcel}
    acts.dismiss_arrival(arrival=letter, reason="是一份报纸", by=officer, at=NOON)
    register(parcel, officer)
    assert not pressing(organs, FRIDAY).exists()


def test_the_first_page_counts_the_mail(town: Any, officer: Any, stranger: Any) -> None:
    mail(town, officer)
    mail(town, officer, arrived_on=TODAY, at=now())
    tasks = {task.label: (task.count, task.urgent) for task in case_tasks(officer)}
    assert tasks["件来件还没有登记"] == (1, True) and tasks["件今日来件待登记"] == (1, False)
    assert case_tasks(stranger) == []


def test_mail_is_entered_on_the_screen_with_its_photo_and_registered(town: Any, officer: Any) -> None:
    client = desk(officer)
    form = {"organ": town.pk, "arrived_on": "2021-03-01", "channel": "post", "received_by": officer.pk}
    photo = SimpleUploadedFile("IMG_0001.HEIC", picture(), "image/heic")
    shown = text(client.post(reverse(NEW), form | {"tracking": "EA123456789CN", "photo": photo}, follow=True))
    assert "来件已登记" in shown and "EA123456789CN" in shown
    arrival = Arrival.objects.get()
    answer = client.post(page_of(arrival, "photo"))
    assert (answer.content, answer["Content-Type"]) == (picture(), "image/png")
    assert "no-store" in answer["Cache-Control"] and Act.objects.first().verb == "查看身份材料"
    assert picture()[:64] not in path_of(arrival.photo.name).read_bytes()
    filled = client.get(page_of(arrival, "register")).content.decode()
    assert 'value="2021-03-01"' in filled and '<option value="post" selected>' in filled
    case = {"number": "白镇申〔2021〕9号", "applicant_kind": "person", "name": NAME, "channel": "counter"}
    client.post(page_of(arrival, "register"), case)
    made = Application.objects.get()
    assert (made.channel, made.received_on, made.arrival) == ("post", MONDAY, arrival)
    assert made.number in text(client.get(reverse(INDEX), {"show": "registered"}))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "是空文件"),
        (b"MZ\x90\x00" + b"\0" * 200, "不能上传"),
        (drawn("PNG")[:-14], "可能没有传完"),
        (drawn("JPEG")[:-2], "可能没有传完"),
        (b"\xff\xd8\xff\xe0" + b"0" * (5 * 1024 * 1024), "最多5 MB"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不能上传"),
    ],
)
def test_a_bad_photo_is_refused_with_what_to_do_and_the_rest_stays_filled_in(
    town: Any, officer: Any, data: bytes, sentence: str
) -> None:
    form = {"organ": town.pk, "arrived_on": "2021-03-01", "channel": "post", "received_by": officer.pk}
    form |= {"addressed_to": "党政办", "photo": SimpleUploadedFile("x.jpg", data)}
    answer = desk(officer).post(reverse(NEW), form)
    assert sentence in text(answer) and 'value="党政办"' in answer.content.decode()
    assert not Arrival.objects.exists() and not Proof.objects.exists()


def test_a_good_photo_beside_a_wrong_number_has_to_be_chosen_again_and_says_so(
    town: Any, officer: Any
) -> None:
    mail(town, officer, tracking="EA123456789CN")
    for number in ("？", "EA123456789CN"):
        form = {"organ": town.pk, "arrived_on": "2021-03-01", "channel": "post", "received_by": officer.pk}
        form |= {"tracking": number, "photo": SimpleUploadedFile("x.png", picture())}
        assert "请重新选择照片" in text(desk(officer).post(reverse(NEW), form))
    assert not Proof.objects.exists()


def test_other_people_find_no_mail(
    town: Any, officer: Any, editor: Any, approver: Any, stranger: Any
) -> None:
    arrival = mail(town, officer, tracking="EA123456789CN", photo=accepted(picture(), ENVELOPE))
    outside = desk(stranger)
    assert "EA123456789CN" not in outside.get(reverse(INDEX), {"show": "all"}).content.decode()
    assert outside.get(page_of(arrival)).status_code == 404
    for deed in ("photo", "dismiss", "reconsider"):
        assert outside.post(page_of(arrival, deed)).status_code == 404, deed
    for deed in ("amend", "register"):
        assert outside.get(page_of(arrival, deed)).status_code == 404, deed
    counter = desk(editor)
    assert "EA123456789CN" in text(counter.get(page_of(arrival)))
    for client, deeds in ((counter, ("photo", "dismiss", "reconsider")), (desk(approver), ("dismiss",))):
        for deed in deeds:
            answer = client.post(page_of(arrival, deed), {"reason": "是一份报纸"})
            assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/"), deed
    assert counter.get(page_of(arrival, "register")).status_code == 302
    arrival.refresh_from_db()
    assert (arrival.application, arrival.other) == (None, "")


@pytest.mark.parametrize("asked", [{"q": "\0"}, {"q": "？？"}, {"show": "x", "page": "99"}, {"q": "678"}])
def test_a_strange_question_to_the_register_is_answered(
    town: Any, officer: Any, asked: dict[str, str]
) -> None:
    mail(town, officer, tracking="EA123456789CN")
    shown = text(desk(officer).get(reverse(INDEX), asked))
    assert ("EA123456789CN" in shown) == (asked.get("q", "\0") in ("\0", "678"))


def test_a_photo_that_another_takes_the_place_of_is_deleted_and_its_record_stays(
    town: Any, officer: Any
) -> None:
    arrival = mail(town, officer, photo=accepted(picture(), ENVELOPE))
    first = arrival.photo
    acts.amend_arrival(arrival=arrival, facts={}, by=officer, at=NOON, photo=accepted(picture(), ENVELOPE))
    assert acts.forget_proofs(at=NOON) == 1
    first.refresh_from_db()
    second = Arrival.objects.get().photo
    assert (first.deleted_at, second.deleted_at) == (NOON, None)
    assert not path_of(first.name).exists() and path_of(second.name).exists()
