"""Atom feeds (RFC 4287): what programs that follow a column rely on."""

import re
from datetime import datetime, timedelta

import pytest
from lxml import etree

from gongkai.disclosure import acts
from gongkai.disclosure.models import CatalogueNode
from gongkai.organs import acts as organs
from gongkai.portal.pages.feeds import BEGINNING
from gongkai.portal.publisher import drain
from gongkai.portal.tests.archive import fill
from gongkai.portal.tests.folders import document

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

COLUMN = "baiyang-zhen/qita-fading/feed.atom"
NAMES = {"a": "http://www.w3.org/2005/Atom"}
BASE = "http://127.0.0.1:8000/zfxxgk/"


def _feed(site, path=COLUMN):
    return etree.fromstring((site / path).read_bytes())


def _said(element, path):
    return element.xpath(path, namespaces=NAMES)


def _check(feed, path):
    """What RFC 4287 asks of every feed and entry."""
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    for one in [feed, *_said(feed, "a:entry")]:
        for name in ("id", "title", "updated"):
            [text] = _said(one, f"a:{name}/text()")
            assert text.strip()
        assert datetime.fromisoformat(_said(one, "a:updated/text()")[0]).tzinfo is not None
        pages = _said(one, "a:link[@rel='alternate'][@type='text/html']/@href")
        assert len(pages) == 1 and pages[0].startswith(BASE)
    assert _said(feed, "a:author/a:name/text()")
    assert _said(feed, "a:link[@rel='self']/@href") == _said(feed, "a:id/text()") == [BASE + path]
    ids = _said(feed, "a:entry/a:id/text()")
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}-\d\d-\d\d:[a-z0-9/-]+", one) for one in ids)


def test_every_feed_is_a_feed(published, site):
    published()
    drain()
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.atom"))
    assert {COLUMN, "feed.atom", "baiyang-zhen/quanbu/feed.atom"} <= set(paths)
    for path in paths:
        _check(_feed(site, path), path)


def test_a_feed_names_the_facts_of_an_item(published, edited, town, site):
    item = published("关于春季植树的通知", summary="三月底前完成。", validity="valid")
    edited(item, at=item.first_published_at + timedelta(days=3))
    drain()
    feed = _feed(site)
    assert _said(feed, "a:title/text()")[0].startswith("清水区白杨镇 ")
    assert _said(feed, "a:author/a:name/text()") == ["清水区白杨镇"]
    assert _said(feed, "a:updated/text()") == ["2021-03-08T09:30:00+08:00"]
    [entry] = _said(feed, "a:entry")
    assert _said(entry, "a:id/text()") == ["tag:127.0.0.1,2021-03-05:baiyang-zhen/2021/1"]
    assert _said(entry, "a:title/text()") == ["关于春季植树的通知"]
    assert _said(entry, "a:published/text()") == ["2021-03-05T09:30:00+08:00"]
    assert _said(entry, "a:updated/text()") == ["2021-03-08T09:30:00+08:00"]
    assert _said(entry, "a:summary/text()") == ["三月底前完成。"]
    assert _said(entry, "a:category/@term") == [item.node.title, "有效"]
    assert _said(entry, "a:link/@href") == [
        BASE + "baiyang-zhen/2021/1.html",
        BASE + "baiyang-zhen/2021/1.json",
    ]


def test_an_item_has_one_name_in_every_feed_and_keeps_it(published, edited, site):
    item = published()
    drain()

    def names():
        feeds = (COLUMN, "baiyang-zhen/quanbu/feed.atom", "feed.atom")
        return {_said(_feed(site, path), "a:entry/a:id/text()")[0] for path in feeds}

    before = names()
    assert len(before) == 1
    edited(item, at=item.first_published_at + timedelta(days=400), title="改题")
    drain()
    assert names() == before


def test_an_empty_column_has_a_feed_to_follow(town, site):
    drain()
    feed = _feed(site)
    assert _said(feed, "a:entry") == []
    assert _said(feed, "a:updated/text()") == [BEGINNING.isoformat()]


def test_a_feed_holds_the_newest_twenty_of_those_that_are_public(town, approver, moment, site):
    items = fill(town, CatalogueNode.objects.get(organ=town, code="20-15"), 45, moment)
    for item in items[40:]:
        acts.withdraw(item=item, by=approver, at=moment, reason="有误。")
    drain()
    newest_first = [f"旧文第{serial}号" for serial in range(40, 20, -1)]
    for path in (COLUMN, "feed.atom"):
        assert _said(_feed(site, path), "a:entry/a:title/text()") == newest_first


def test_the_feed_of_the_front_page_says_from_whom_each_item_is(published, town, moment, site):
    published()
    drain()
    assert _said(_feed(site, "feed.atom"), "a:entry/a:author/a:name/text()") == ["清水区白杨镇"]
    town.name = "清水区白杨街道"
    organs.amend(organ=town, by=None, at=moment)
    drain()
    assert _said(_feed(site, "feed.atom"), "a:entry/a:author/a:name/text()") == ["清水区白杨街道"]


HOSTILE = "]]></title><script>alert(1)</script>&lt;&#0;&amp;\"'\x01\x08\x0b\x1f\ufffe\U0001f600"


def test_hostile_text_neither_breaks_a_feed_nor_becomes_part_of_it(published, site):
    published(HOSTILE, summary=HOSTILE)
    drain()
    legal = "]]></title><script>alert(1)</script>&lt;&#0;&amp;\"'\U0001f600"
    for path in (COLUMN, "feed.atom"):
        [entry] = _said(_feed(site, path), "a:entry")
        assert _said(entry, "a:title/text()") == [legal] == _said(entry, "a:summary/text()")
        assert all(etree.QName(one).namespace == NAMES["a"] for one in entry.iter())


@pytest.mark.parametrize(
    ("page", "feeds"),
    [
        ("index.html", ["feed.atom", "index.json"]),
        ("baiyang-zhen/index.html", ["quanbu/feed.atom", "quanbu/index.json"]),
        ("baiyang-zhen/qita-fading/index.html", ["feed.atom", "index.json"]),
        ("baiyang-zhen/fdzdgk/index.html", []),
    ],
)
def test_a_page_names_its_feed_and_its_data_to_programs(page, feeds, town, site):
    drain()
    found = document(site, page).xpath("/html/head/link[@rel='alternate']")
    assert [link.get("href") for link in found] == feeds
    assert all(link.get("title") for link in found)
    assert [link.get("type") for link in found] == ["application/atom+xml", "application/json"][: len(feeds)]
