"""移交清单: counted from the records of a period, printed, taken away, entered; the yearly reminder (条例第二十五条)."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from gongkai.disclosure import acts
from gongkai.disclosure.handingover import not_handed_over
from gongkai.disclosure.models import Deposit
from gongkai.office.exporting import EXPORTED
from gongkai.trail.models import Act

pytestmark = pytest.mark.django_db
YEAR = {"since": "2021-01-01", "until": "2021-12-31"}


@pytest.fixture
def desk(editor: Any) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def test_the_list_holds_what_was_made_public_in_the_period_and_of_the_kind(
    desk: Any, published: Any, draft: Any, approver: Any, moment: Any
) -> None:
    published("一号通知", document_number="白镇发〔2021〕1号")
    published("二号公示", genre="公示")
    published("后来的", at=moment.replace(year=2022))
    draft("没有公开的")
    acts.withdraw(item=published("撤下的"), by=approver, at=moment, reason="有误")
    page = desk.get(reverse("disclosure:handover"), YEAR).content.decode()
    assert "共 2 件" in page and "一号通知" in page and "白镇发〔2021〕1号" in page
    for other in ("后来的", "没有公开的", "撤下的"):
        assert other not in page
    page = desk.get(reverse("disclosure:handover"), YEAR | {"genre": "公示"}).content.decode()
    assert "共 1 件" in page and "二号公示" in page and "一号通知" not in page


def test_the_sheet_and_the_print_say_the_same_and_are_noted(desk: Any, published: Any, town: Any) -> None:
    item = published("=一号通知", document_number="白镇发〔2021〕1号")
    answer = desk.get(reverse("disclosure:handover-sheet"), YEAR)
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[0] == ("索引号", "标题", "文号", "成文日期", "公开日期")
    assert rows[1][:3] == (item.index_number, "=一号通知", "白镇发〔2021〕1号")
    assert [day.date() for day in rows[1][3:]] == [date(2021, 3, 1), date(2021, 3, 5)]
    printed = desk.get(reverse("disclosure:handover-print"), YEAR).content.decode()
    assert "清水区白杨镇移交清单" in printed and item.index_number in printed
    noted = Act.objects.filter(verb=EXPORTED, subject_id=town.pk)
    assert [act.detail["条数"] for act in noted] == [1, 1]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"until": "2020-01-01"}, "截止日期不能早于起始日期。"),
        ({"since": "某日"}, "请填写正确的日期。"),
        ({"genre": "没有的"}, "请重新选择体裁。"),
        ({"organ": "999999"}, "请重新选择机关。"),
    ],
)
def test_a_period_that_cannot_be_is_told_beside_its_field(desk: Any, given: Any, said: str) -> None:
    for door in ("handover", "handover-sheet", "handover-print"):
        assert said in desk.get(reverse(f"disclosure:{door}"), YEAR | given).content.decode()
    assert not Act.objects.filter(verb=EXPORTED).exists()


def test_nobody_sees_another_organs_list(published: Any, stranger: Any, nobody: Any, town: Any) -> None:
    published("一号通知")
    client = Client()
    for person in (stranger, nobody):
        client.force_login(person)
        for door in ("handover", "handover-sheet", "handover-print"):
            answer = client.get(reverse(f"disclosure:{door}"), YEAR | {"organ": town.pk}, follow=True)
            assert "一号通知" not in answer.content.decode()
    assert not Act.objects.filter(verb=EXPORTED).exists()


def test_a_delivery_is_entered_with_what_was_counted(desk: Any, published: Any) -> None:
    published("一号通知")
    page = desk.get(reverse("disclosure:handover"), YEAR)
    form = desk.get(page.context["enter_url"]).content.decode()
    assert 'name="pieces" value="1"' in form and 'value="2021-12-31"' in form


def test_once_a_year_who_has_not_delivered_is_reminded(
    published: Any, editor: Any, town: Any, moment: Any
) -> None:
    assert not_handed_over([town.pk], 2021) == []
    published("一号通知")
    assert (not_handed_over([town.pk], 2021), not_handed_over([town.pk], 2020)) == ([town], [])
    kept = Deposit(
        organ=town, receiver="archive", name="区档案馆", content="全年", since=date(2021, 1, 1),
        until=date(2021, 12, 31), pieces=1, delivered_on=date(2022, 1, 5), received_by="收件人",
    )  # fmt: skip
    entered = acts.enter(entries=[kept], by=editor, at=moment)[0]
    assert not_handed_over([town.pk], 2021) == []
    acts.strike(entry=entered, by=editor, at=moment, reason="登记有误")
    assert not_handed_over([town.pk], 2021) == [town]
