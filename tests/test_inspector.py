"""The public side as an inspector's crawler reads it: page tags, head and foot, weight, nothing from elsewhere.

Tags and elements are those of 国办发〔2017〕47号 and its 网页设计规范.
"""

import re
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from tests.serving import Served
from tests.test_accessibility import page_types

pytestmark = pytest.mark.process

SITE = {"SiteName", "SiteDomain", "SiteIDCode"}
COLUMN = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
CONTENT = {"ArticleTitle", "PubDate", "ContentSource"}
CONTENT_PAGES = {"有附件的信息", "有表格的信息", "失效的文件", "有解读的文件", "年报"}
FOOT = ("站点地图", "党政机关网站标识", "我为政府网站找错", "主办单位", "承办单位", "联系方式", "政府网站标识码",
        "ICP备案编号", "公安机关备案号", "IPv6")  # fmt: skip
WEIGHT = 60 * 1024  # bytes of a page with its styles, scripts and marks, nothing compressed
FRAMES = {"嵌入的框"}  # a frame stands in another site's page, which has its own head and foot


def _read(address: str) -> tuple[bytes, Any]:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.read(), answer.headers
    except urllib.error.HTTPError as refusal:
        return refusal.read(), refusal.headers


@pytest.fixture(scope="module")
def pages(served_demo: Served) -> dict[str, Any]:
    """Every page type as parsed, frames left out."""
    return {
        name: html.fromstring(_read(served_demo.url(path))[0].decode())
        for name, path in page_types(served_demo).items()
        if name not in FRAMES
    }


def _tags(page: Any) -> dict[str, str]:
    return {tag.get("name"): tag.get("content") or "" for tag in page.xpath("//meta[@name]")}


def test_every_page_carries_the_tags_of_its_site_and_column(pages: dict[str, Any]) -> None:
    lacking = {
        name: sorted(SITE | COLUMN - {tag for tag, said in _tags(page).items() if said})
        for name, page in pages.items()
        if not {tag for tag, said in _tags(page).items() if said} >= (SITE | COLUMN)
    }
    assert lacking == {}


def test_content_pages_carry_the_tags_of_their_content(pages: dict[str, Any]) -> None:
    for name in CONTENT_PAGES:
        tags = _tags(pages[name])
        assert {tag for tag, said in tags.items() if said} >= CONTENT, name
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", tags["PubDate"]), name
        assert tags["ArticleTitle"] == pages[name].xpath("string(//main//h1)").strip()
    assert {name for name, page in pages.items() if "PubDate" in _tags(page)} == CONTENT_PAGES


def test_head_and_foot_are_on_every_page(pages: dict[str, Any]) -> None:
    for name, page in pages.items():
        assert page.xpath("string(//header)").strip().startswith(_tags(page)["SiteName"]), name
        foot = page.xpath("string(//footer)")
        assert [mark for mark in FOOT if mark not in foot] == [], name
        assert page.xpath("//form[@role='search']"), name
        assert page.get("lang") == "zh-CN"


def test_item_pages_have_their_index_table_time_source_and_crumbs(pages: dict[str, Any]) -> None:
    page = pages["有附件的信息"]
    facts = page.xpath("//table[contains(@class,'facts')]//th/text()")
    assert {"索引号", "发文机关", "文号", "成文日期", "主题分类", "体裁", "公开属性", "有效性"} <= set(facts)
    about = page.xpath("string(//p[@class='about'])")
    assert re.search(r"发布时间：\d{4}-\d\d-\d\d \d\d:\d\d", about) and "来源：" in about
    assert page.xpath("//nav[@aria-label='当前位置']/a[1]/text()") == ["首页"]
    assert page.xpath("//section[@class='attachments']//span[@class='size']")
    assert page.xpath("//figure[@class='qr']//*[local-name()='svg']") and "上一篇" in page.text_content()


def test_no_page_weighs_more_than_sixty_kilobytes(served_demo: Served) -> None:
    heavy = {}
    for name, path in page_types(served_demo).items():
        address = served_demo.url(path)
        body, _ = _read(address)
        page = html.fromstring(body.decode())
        parts = {
            urljoin(address, link)
            for link in page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src")
        }
        assert all(urlsplit(part).netloc == urlsplit(address).netloc for part in parts), name
        weight = len(body) + sum(len(_read(part)[0]) for part in parts)
        if weight > WEIGHT:
            heavy[name] = weight
    assert heavy == {}


def test_every_page_forbids_what_comes_from_elsewhere(served_demo: Served) -> None:
    for name, path in page_types(served_demo).items():
        _, headers = _read(served_demo.url(path))
        policy = headers.get("Content-Security-Policy", "")
        assert "default-src 'self'" in policy and "object-src 'none'" in policy, name
        assert "unsafe" not in policy, name
