"""Site maps for search engines: every page once, with its date, in small files that the index names."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from lxml import etree

from gongkai.disclosure import acts
from gongkai.disclosure.models import CatalogueNode
from gongkai.organs import acts as organs
from gongkai.portal.pages import lists, sitemaps
from gongkai.portal.publisher import drain
from gongkai.portal.tests.archive import fill
from gongkai.portal.tests.folders import UNLINKED, snapshot
from gongkai.reporting import acts as reporting

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
BASE = "http://127.0.0.1:8000/zfxxgk/"
TOWN = "baiyang-zhen"


def _entries(site, path):
    """Path under the site folder → date, of one file of the map."""
    root = etree.fromstring((site / path).read_bytes())
    found = {}
    for entry in root:
        where, *day = (child.text for child in entry)
        assert where.startswith(BASE), where
        assert where not in found
        found[where.removeprefix(BASE)] = day[0] if day else None
    return found


def _map(site):
    """Every page that the map names, how often, and its date."""
    named, days = Counter(), {}
    for path in _entries(site, "sitemap.xml"):
        entries = _entries(site, path)
        assert entries and len(entries) <= sitemaps.PART + 50, path
        assert all(page.startswith(path.rpartition("sitemap")[0]) for page in entries), (
            "只列自己文件夹里的网页"
        )
        named.update(entries.keys())
        days |= entries
    return named, days


@pytest.fixture
def full(town, published, edited, signed, officer, moment, site, monkeypatch):
    monkeypatch.setattr(lists, "SIZE", 2)
    monkeypatch.setattr(sitemaps, "PART", 4)
    organs.establish(
        slug="xiaozhuang-cun",
        name="白杨镇小庄村",
        short_name="小庄村",
        level="village",
        parent=town,
        by=None,
        at=moment,
    )
    fill(town, CatalogueNode.objects.get(organ=town, code="20-15"), 17, moment)
    item = published("改过的通知")
    edited(item, at=moment + timedelta(days=9))
    published("次年的通知", at=moment.replace(year=2022))
    reporting.publish(report=signed(2020), by=officer, at=moment)
    drain()
    return site


def test_every_page_stands_in_the_map_once(full):
    named, _ = _map(full)
    pages = {
        path.removesuffix("index.html")
        for path in snapshot(full)
        if path.endswith(".html")
        and path not in UNLINKED
        and not path.endswith(("/pianduan.html", "/qianru.html"))
        and not re.search(
            r"/xianxing/\d", path
        )  # the same documents by year: each has its own page in the map
    }
    assert set(named) == pages
    assert set(named.values()) == {1}


def test_pages_bear_the_day_on_which_they_changed_last(full):
    _, days = _map(full)
    assert days[f"{TOWN}/2021/17.html"] == "2021-03-05"
    assert days[f"{TOWN}/2021/18.html"] == "2021-03-14"
    assert days[f"{TOWN}/2022/1.html"] == "2022-03-05"
    assert days[f"{TOWN}/qita-fading/1.html"] == "2021-03-05", "写满的一页，以写满的那天为准"
    assert days[f"{TOWN}/nianbao/2020/"] is not None
    assert days[f"{TOWN}/qita-fading/"] is None


def test_files_stay_small_and_the_index_names_each(full):
    maps = {path for path in snapshot(full) if path.endswith(".xml")} - {"sitemap.xml"}
    assert set(_entries(full, "sitemap.xml")) == maps
    assert {f"{TOWN}/sitemap-2021-{part}.xml" for part in (1, 2, 3, 4, 5)} <= maps
    assert {f"{TOWN}/qita-fading/sitemap-1.xml", f"{TOWN}/qita-fading/sitemap-2.xml"} <= maps
    assert f"{TOWN}/sitemap-2022-1.xml" in maps
    assert not any(_entries(full, "sitemap.xml").values()), "索引不写日期，所以不因新信息而改变"


def test_a_withdrawn_item_is_out_of_the_map_and_an_empty_file_is_no_faulty_one(
    published, approver, moment, site
):
    item = published()
    drain()
    assert f"{TOWN}/2021/1.html" in _entries(site, f"{TOWN}/sitemap-2021-1.xml")
    acts.withdraw(item=item, by=approver, at=moment, reason="有误。")
    drain()
    assert _entries(site, f"{TOWN}/sitemap-2021-1.xml") == {f"{TOWN}/": None}


def test_search_engines_are_told_where_the_map_is_and_what_to_leave(town, site):
    drain()
    assert (site / "robots.txt").read_text().splitlines() == [
        "User-agent: *",
        "Disallow: /zfxxgk/fuwu/",
        "Disallow: /admin/",
        f"Sitemap: {BASE}sitemap.xml",
    ]
