"""Lists: walked from the front by 较早, every public item is met once, the newest first; 较新 leads back."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from gongkai.disclosure.models import CatalogueNode, Item
from gongkai.portal.pages import lists
from gongkai.portal.tests.archive import fill
from gongkai.portal.tests.folders import target

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

MOST = 130  # six pages and a half


@pytest.fixture
def column(town, moment):
    node = CatalogueNode.objects.get(organ=town, code="20-15")
    fill(town, node, MOST, moment)
    return node


def _shortened(node, count):
    """The column as it was after `count` publications."""
    CatalogueNode.objects.filter(pk=node.pk).update(last_position=count)
    node.refresh_from_db()
    return node


def _read(node):
    """The list's own pages as parsed documents, by path."""
    found = {}
    for page in lists.all_pages(node):
        found[page.path] = html.fromstring(page.content().decode())
    return found


def _titles(page):
    return [link.text for link in page.xpath('//table[@class="catalogue"]/tbody/tr/td[1]/a')]


def _neighbour(page, name):
    found = page.xpath(f'//nav[@class="pager"]/a[text()="{name}"]/@href')
    assert len(found) <= 1
    return found[0] if found else None


def _walk(pages, start, name):
    path, met = start, []
    while True:
        met.append(path)
        link = _neighbour(pages[path], name)
        if link is None:
            return met
        path = target(path, link)


def _check(node, public):
    pages = _read(node)
    front = f"{node.organ.slug}/{node.slug}/index.html"
    back_in_time = _walk(pages, front, "较早的信息")
    assert sorted(back_in_time) == sorted(pages), "每一页都走得到，而且只到一次"
    assert [title for path in back_in_time for title in _titles(pages[path])] == public
    assert _walk(pages, back_in_time[-1], "较新的信息") == back_in_time[::-1]


def test_every_length_up_to_seven_pages_shows_each_item_once(column):
    for count in range(MOST + 1):
        newest_first = [f"旧文第{serial}号" for serial in range(count, 0, -1)]
        _check(_shortened(column, count), newest_first)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(count=st.integers(0, MOST), withdrawn=st.sets(st.integers(1, MOST)))
def test_withdrawn_items_leave_gaps_and_nothing_else(column, count, withdrawn):
    public = [f"旧文第{serial}号" for serial in range(count, 0, -1) if serial not in withdrawn]
    with transaction.atomic():
        Item.objects.filter(organ=column.organ, address_serial__in=withdrawn).update(live=False)
        _check(_shortened(column, count), public)
        transaction.set_rollback(True)


def test_a_list_with_nothing_in_it_says_so(column):
    [page] = _read(_shortened(column, 0)).values()
    assert "这一栏目还没有公开的信息。" in page.text_content()


@given(count=st.integers(0, 10_000))
def test_the_front_page_never_holds_more_than_two_pages(count):
    archived = lists.last_archived(count)
    on_front = count - archived * lists.SIZE
    assert 0 <= on_front <= 2 * lists.SIZE
    assert archived == 0 or on_front > lists.SIZE, "首页不会只剩几条"


@given(count=st.integers(1, 10_000))
def test_an_archive_page_is_full_for_ever_when_it_is_made(count):
    before, after = lists.last_archived(count - 1), lists.last_archived(count)
    assert after - before in (0, 1)
    assert after * lists.SIZE < count
