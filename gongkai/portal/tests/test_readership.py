"""订阅和浏览: numbers for those who run the site, and for nobody else."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.disclosure import acts as disclosure_acts
from gongkai.disclosure.models import CatalogueNode
from gongkai.organs import acts as organs
from gongkai.organs.models import Role
from gongkai.portal import acts
from gongkai.portal.models import Subscription, ViewCount


@pytest.fixture
def client_of(moment):
    def make(organ, role):
        person = organs.enrol(username=f"ren-{role}", name="任某", password="x-2021-口令", by=None, at=moment)
        organs.appoint(
            person=person, organ=organ, role=Role(role), since=date(2019, 1, 1), by=None, at=moment
        )
        client = Client()
        client.force_login(person)
        return client

    return make


@pytest.fixture
def readers_of(moment):
    def make(node, count, confirmed=True):
        for number in range(count):
            acts.ask_to_subscribe(node=node, address=f"a{number}-{confirmed}@example.com", at=moment)
        if confirmed:
            for subscription in Subscription.objects.filter(node=node):
                acts.confirm_subscription(subscription=subscription, at=moment)

    return make


def words(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("role", ["officer", "admin"])
def test_the_district_sees_how_many_follow_each_column_and_what_is_read(
    client_of, district, town, published, readers_of, approver, moment, role
) -> None:
    few, many = (CatalogueNode.objects.get(organ=town, code=code) for code in ("20-15", "20-1"))
    readers_of(few, 1)
    readers_of(many, 3)
    readers_of(few, 2, confirmed=False)
    for title, count in (("少有人看", 2), ("常有人看", 7), ("撤下的", 9)):
        ViewCount.objects.create(item=published(title), count=count)
        gone = title == "撤下的" and ViewCount.objects.get(count=9).item
        if gone:
            disclosure_acts.withdraw(item=gone, by=approver, at=moment, reason="内容有误")
    page = words(client_of(district, role).get(reverse("readers")))
    assert "共 4 人次" in page and "共 9 次" in page
    assert page.index(f"<td>{many.title}</td><td>3</td><td>0</td>") < page.index(
        f"<td>{few.title}</td><td>1</td><td>2</td>"
    )
    assert page.index("<td>常有人看</td><td>7</td>") < page.index("<td>少有人看</td><td>2</td>")
    assert "撤下的" not in page and "@" not in page.partition("office-page")[2].partition("</main>")[0]


def test_it_says_so_when_there_is_nothing_yet(client_of, district) -> None:
    page = words(client_of(district, "admin").get(reverse("readers")))
    assert "还没有人用邮箱订阅" in page and "还没有浏览" in page


def test_a_town_s_officer_and_a_district_s_editor_do_not_see_it(client, officer, client_of, district) -> None:
    client.force_login(officer)
    for visitor in (client, client_of(district, "editor")):
        assert visitor.get(reverse("readers")).status_code in (302, 403)
    assert "订阅和浏览" not in client.get(reverse("wagtailadmin_home")).content.decode()
