"""How often a page asks the database: a bounded number of times, whatever stands on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosure import acts
from gongkai.disclosure.models import CatalogueNode
from gongkai.portal.pages.data import ItemTwin
from gongkai.portal.pages.items import ItemPage
from gongkai.portal.pages.lists import front
from gongkai.portal.pages.organs import Home, OrganHome
from gongkai.portal.tests.archive import fill

pytestmark = pytest.mark.django_db


def test_an_item_with_all_it_can_have_asks_at_most_ten_times(
    town, officer, published, attachment, moment, django_assert_max_num_queries
):
    parent = CatalogueNode.objects.get(organ=town, code="20-15")
    for deep in ("ceng-yi", "ceng-er"):
        node = CatalogueNode(organ=town, parent=parent, code=deep, slug=deep, title=deep)
        parent = acts.open_node(node=node, by=officer, at=moment)
    item = published(code="ceng-er", attachments=[attachment(f"附件{number}") for number in range(6)])
    for page in (
        ItemPage("baiyang-zhen/2021/1.html", item.pk),
        ItemTwin("baiyang-zhen/2021/1.json", item.pk),
    ):
        with django_assert_max_num_queries(10):
            assert page.content()


def test_a_list_asks_as_often_for_forty_items_as_for_one(town, other_town, moment):
    def questions(organ):
        with CaptureQueriesContext(connection) as asked:
            for page in (
                front(CatalogueNode.objects.get(organ=organ, code="20-15")),
                OrganHome(f"{organ.slug}/index.html", organ.pk),
                Home("index.html"),
            ):
                assert page.content()
        return len(asked)

    none = questions(town)
    for organ, count in ((town, 40), (other_town, 1)):
        fill(organ, CatalogueNode.objects.get(organ=organ, code="20-15"), count, moment)
    assert none <= questions(town) == questions(other_town) <= 16
