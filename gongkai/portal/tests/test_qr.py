"""The QR code (二维码) on an item's page opens that page on a phone."""

import io

import pytest
from lxml import etree
from PIL import Image

from gongkai.portal.pages.qr import LABEL, qr_svg
from gongkai.portal.publisher import drain
from gongkai.portal.tests.folders import document

PAGE = "baiyang-zhen/2021/1.html"
LONG = "https://www.qingshui.example.gov.cn/zhengwugongkai/zfxxgk/" + "baiyang-zhen" * 3 + "/2021/123456.html"


def _svg(address):
    return etree.fromstring(str(qr_svg(address)).encode())


def test_the_code_has_a_name_a_quiet_zone_and_no_size_of_its_own():
    svg = _svg(LONG)
    assert (svg.get("role"), svg.get("aria-label")) == ("img", LABEL)
    assert not any(
        one.get(name) for one in svg.iter() for name in ("style", "width", "height", "onload", "href")
    )
    left, top, width, height = map(int, svg.get("viewBox").split())
    assert (left, top) == (0, 0) and width == height and (width - 8 - 17) % 4 == 0, "四周各空四格"


def test_any_address_can_be_written():
    for address in ("http://127.0.0.1:8000/zfxxgk/a/2021/1.html", LONG, LONG * 3):
        assert _svg(address).tag == "svg" or _svg(address).tag.endswith("}svg")


@pytest.mark.browser
@pytest.mark.django_db
def test_the_code_on_the_page_reads_as_the_pages_address(published, site, settings, page):
    import zxingcpp

    settings.BASE_URL = LONG.rpartition("baiyang-zhen/")[0].replace("baiyang-zhen", "") + "zfxxgk/"
    published()
    drain()
    page.goto((site / PAGE).as_uri())
    shown = Image.open(io.BytesIO(page.locator("figure.qr svg").screenshot()))
    [read] = zxingcpp.read_barcodes(shown)
    assert read.text == settings.BASE_URL + PAGE
    assert document(site, PAGE).xpath("//meta[@name='Url']/@content") == [read.text]
