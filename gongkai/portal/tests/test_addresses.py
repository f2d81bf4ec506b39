"""Addresses are plain ASCII, every link leads to a file of the folder, and the folder can lie anywhere."""

import json
import re
from pathlib import Path

import pytest

import gongkai
from gongkai.disclosure.models import CatalogueNode
from gongkai.organs import acts as organs
from gongkai.portal.pages import lists
from gongkai.portal.publisher import drain
from gongkai.portal.tests.archive import fill
from gongkai.portal.tests.folders import UNLINKED, crawl, document, files_holding, links, snapshot, target
from gongkai.reporting import acts as reporting

pytestmark = [pytest.mark.django_db, pytest.mark.pages]


@pytest.fixture
def full(town, published, attachment, signed, officer, moment, site, monkeypatch):
    """A site with something of every kind on it."""
    monkeypatch.setattr(lists, "SIZE", 2)
    organs.establish(
        slug="xiaozhuang-cun",
        name="白杨镇小庄村",
        short_name="小庄村",
        level="village",
        parent=town,
        by=None,
        at=moment,
    )
    fill(town, CatalogueNode.objects.get(organ=town, code="20-15"), 9, moment)
    published(
        "带附件和网址的通知",
        body='<p>见<a href="https://www.example.gov.cn/x">省政府网站</a>。</p>',
        attachments=[attachment("附件", title="名单（中文）", name="名单（中文）.txt")],
    )
    reporting.publish(report=signed(2020), by=officer, at=moment)
    drain()
    return site


def _reader(root):
    return lambda path: (root / path).read_bytes() if (root / path).is_file() else None


def test_every_link_leads_to_a_file_of_the_folder(full):
    reached, broken = crawl(_reader(full))
    assert broken == []
    assert len(reached) > 70


def test_every_file_can_be_reached_from_the_front_page(full):
    reached, _ = crawl(_reader(full))
    assert set(snapshot(full)) - reached == UNLINKED


def test_the_pages_of_an_abolished_organ_stay_whole(full, town, moment):
    town.abolished_on = moment.date()
    organs.amend(organ=town, by=None, at=moment)
    drain()
    reached, broken = crawl(_reader(full), "baiyang-zhen/2021/10.html")
    assert broken == [] and "baiyang-zhen/index.html" in reached
    assert "清水区白杨镇" not in document(full, "index.html").xpath("//ul[@class='tiles']//text()")


def test_every_address_is_ascii(full):
    for path in full.rglob("*"):
        assert re.fullmatch(r"[a-z0-9][a-z0-9.-]*", path.name), path


def test_no_file_names_a_folder_of_the_machine(full, settings):
    places = {full.parent, settings.DATA, Path(gongkai.__file__).parent.parent, Path.home(), Path.cwd()}
    for place in places:
        assert files_holding(full, str(place)) == set()


def test_nothing_leads_outside_but_where_its_writer_did(full):
    assert files_holding(full, "https://") == {"baiyang-zhen/2021/10.html", "baiyang-zhen/2021/10.json"}


def test_a_page_names_its_own_address_as_the_one_to_keep(full, settings):
    kept = {}
    for path in sorted(snapshot(full)):
        if path.endswith(".html") and path not in UNLINKED and not path.endswith("/pianduan.html"):
            for address in document(full, path).xpath("/html/head/link[@rel='canonical']/@href"):
                assert kept.setdefault(path, address) == address, "只有一个"
    for path, address in kept.items():
        own = path.removesuffix("index.html").removesuffix("qianru.html")
        assert address == settings.BASE_URL + own, path
    column = "baiyang-zhen/qita-fading"
    listed = {f"{column}/index.html", f"{column}/2.html", f"{column}/qianru.html"}
    assert {
        "index.html",
        "baiyang-zhen/index.html",
        "baiyang-zhen/2021/10.html",
        "ditu/index.html",
    } | listed <= set(kept)


def test_an_error_page_is_whole_at_whatever_address_it_is_shown(full, settings):
    for path in sorted(UNLINKED - {"robots.txt"}):
        page = document(full, path)
        for link in links(page):
            assert link.startswith(settings.PUBLIC_PATH) or link == "#main", (path, link)
            there = link.removeprefix(settings.PUBLIC_PATH)
            if not there.startswith(("#", settings.DOORS)):
                assert (full / target("index.html", there or "./")).is_file(), (path, link)


def test_the_page_for_lost_readers_helps_them_on(full):
    page = document(full, "404.html")
    assert page.xpath("//main//form[@role='search']//input[@name='q']")
    ways = page.xpath("//main//ul[@class='tiles']//a/@href")
    assert ways == ["/zfxxgk/", "/zfxxgk/ditu/"]


def test_the_twin_says_what_the_record_says(full, town):
    item = town.items.get(address_serial=10)
    twin = json.loads((full / "baiyang-zhen/2021/10.json").read_bytes())
    [attachment] = item.attachments.all()
    address = f"10/{attachment.stored_file.sha256[:12]}.txt"
    assert twin == {
        "索引号": item.index_number,
        "标题": "带附件和网址的通知",
        "内容概述": "",
        "发文机关": "清水区白杨镇",
        "公开机关": "清水区白杨镇",
        "文号": "",
        "成文日期": "2021-03-01",
        "首次发布时间": "2021-03-05T09:30:00+08:00",
        "栏目": item.node.title,
        "主题分类": "",
        "体裁": "通知",
        "有效性": "",
        "有效性日期": None,
        "有效性依据": "",
        "公开属性": "主动公开",
        "来源": "",
        "关键词": "",
        "正文": item.body,
        "附件": [{"名称": "名单（中文）", "网址": address, "字节数": 6, "类型": "text/plain; charset=utf-8"}],
        "正文图片": [],
        "公文格式": [],
        "修改时间": "2021-03-05T09:30:00+08:00",
        "原网站发布日期": None,
        "原索引号": "",
        "解读形式": "",
        "更正说明": [],
        "关系": "",
        "所属的文件": None,
        "所属的文件已撤下": False,
        "解读的文件": None,
        "解读": [],
        "征求意见": [],
        "意见采纳情况": [],
        "澄清": [],
        "征求意见截止日期": None,
        "意见寄到": "",
        "缩短期限的理由": "",
        "澄清的说法": "",
    }
    assert (full / "baiyang-zhen/2021" / address).read_text() == "附件", "网址从这个文件数起"


def test_a_page_and_its_twin_show_the_same_facts(full):
    page = document(full, "baiyang-zhen/2021/10.html")
    twin = json.loads((full / "baiyang-zhen/2021/10.json").read_bytes())
    assert page.xpath("//link[@rel='alternate']/@href") == ["10.json"]
    text = page.text_content()
    for name in ("标题", "索引号", "发文机关", "成文日期", "体裁", "公开属性"):
        assert twin[name] in text
    [link] = page.xpath("//section[@class='attachments']//a")
    assert link.text == twin["附件"][0]["名称"] and link.get("href").endswith(twin["附件"][0]["网址"])
