"""申请以前: what is published already is shown first, and whoever finds it there is spared the application."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from gongkai.applications.models import Spared
from gongkai.organs.permissions import today
from gongkai.portal.indexing import rebuild
from gongkai.portal.tests.applying.sending import door, form_of, text, values
from gongkai.trail.models import Act


@pytest.fixture
def item(published: Any, site: Any) -> Any:
    made = published("白杨镇2021年耕地地力保护补贴发放公示", body="<p>现将补贴发放情况公示如下。</p>")
    rebuild()
    return made


def test_what_is_published_is_shown_before_anybody_is_asked_who_they_are(town: Any, item: Any) -> None:
    client = Client()
    first = form_of(client.get(door(f"{town.slug}/")).content.decode(), "request")
    wanted = "您好，我想申请公开耕地地力保护补贴的发放情况，谢谢！"
    answer = client.post(door(f"{town.slug}/"), first | {"request": wanted})
    assert item.title in text(answer).replace(" ", "") and "就是我要的，不用申请了" in text(answer)
    assert "姓名" not in text(answer)
    further = form_of(answer.content.decode(), "item")
    found = client.post(door(f"{town.slug}/"), further)
    assert found.status_code == 302
    assert found.url == f"../../../{town.slug}/{item.address_year}/{item.address_serial}.html"
    assert list(Spared.objects.values_list("day", "times")) == [(today(), 1)]
    assert not Act.objects.filter(verb__contains="免").exists()


def test_who_goes_on_gets_the_form_and_who_changes_the_words_gets_them_back(town: Any, item: Any) -> None:
    client = Client()
    first = form_of(client.get(door(f"{town.slug}/")).content.decode(), "request")
    page = client.post(door(f"{town.slug}/"), first | {"request": "耕地地力保护补贴"}).content.decode()
    forms = [values(form) for form in html.fromstring(page).forms if "request" in form.fields]
    further = next(fields for fields in forms if fields["step"] == "fill")
    assert (
        form_of(client.post(door(f"{town.slug}/"), further).content.decode(), "ticket")["request"]
        == "耕地地力保护补贴"
    )
    back = client.post(door(f"{town.slug}/"), further | {"step": ""})
    assert form_of(back.content.decode(), "request")["request"] == "耕地地力保护补贴"
    assert not Spared.objects.exists()


def test_finds_are_counted_a_few_times_and_never_without_an_item(town: Any, item: Any) -> None:
    client = Client()
    fields = form_of(client.get(door(f"{town.slug}/")).content.decode(), "request")
    given = fields | {"step": "found", "request": "耕地地力保护补贴", "item": "没有的"}
    assert "就是我要的" in text(client.post(door(f"{town.slug}/"), given))
    assert not Spared.objects.exists()
    page = client.post(door(f"{town.slug}/"), fields | {"step": "look", "request": "耕地地力保护补贴"})
    real = form_of(page.content.decode(), "item")
    assert {client.post(door(f"{town.slug}/"), real).status_code for _ in range(6)} == {302}
    assert Spared.objects.get().times == 3


def test_when_the_search_is_out_of_order_one_can_apply_all_the_same(
    town: Any, item: Any, settings: Any
) -> None:
    (settings.INDEX_ROOT / "public" / "meta.json").write_text("{")
    client = Client()
    fields = form_of(client.get(door(f"{town.slug}/")).content.decode(), "request")
    answer = client.post(door(f"{town.slug}/"), fields | {"request": "耕地地力保护补贴"})
    assert answer.status_code == 200
