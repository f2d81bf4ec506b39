"""A column's newest on another site: a fragment that is nothing but a list, a frame that needs no script."""

import functools
import html as escaping
import http.server
import threading

import pytest
from lxml import html

from gongkai.disclosure.models import CatalogueNode
from gongkai.portal.publisher import drain
from gongkai.portal.tests.archive import fill
from gongkai.portal.tests.folders import document

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
LIST = "baiyang-zhen/qita-fading"
BASE = "http://127.0.0.1:8000/zfxxgk/"
EVIL = "</ul></li><script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@pytest.fixture
def ten(town, moment, published, site):
    fill(town, CatalogueNode.objects.get(organ=town, code="20-15"), 10, moment)
    published(EVIL, validity="repealed", validity_on=moment.date())
    drain()
    return site


def test_the_fragment_is_one_list_of_the_newest_with_full_addresses(ten):
    text = (ten / LIST / "pianduan.html").read_text()
    assert text.startswith('<ul class="gongkai-list">') and text.rstrip().endswith("</ul>")
    fragment = html.fragment_fromstring(text)
    assert {one.tag for one in fragment.iter()} == {"ul", "li", "a", "time", "span"}
    found = fragment.xpath("li/a")
    assert [link.get("href") for link in found] == [
        f"{BASE}baiyang-zhen/2021/{serial}.html" for serial in range(11, 3, -1)
    ]
    assert found[0].text == EVIL and found[1].text == "旧文第10号"
    assert fragment.xpath("li[1]/span/text()") == ["废止"]
    assert fragment.xpath("li[1]/time/@datetime") == ["2021-03-05"]


def test_the_frame_is_a_whole_page_without_script_whose_links_open_outside_it(ten):
    page = document(ten, f"{LIST}/qianru.html")
    assert page.get("lang") == "zh-CN" and page.xpath("//meta[@charset]") and page.xpath("//title/text()")
    assert not page.xpath("//script | //img | //@style | //@onclick")
    found = page.xpath("//a")
    assert found and all(link.get("target") == "_top" for link in found)
    assert page.xpath("//li/a/text()") == [EVIL, *(f"旧文第{serial}号" for serial in range(10, 3, -1))]
    assert page.xpath("//link[@rel='stylesheet']/@href") == ["../../assets/frame.css"]


def test_an_empty_column_says_so_in_both(town, site):
    drain()
    for name in ("pianduan.html", "qianru.html"):
        assert "这一栏目还没有公开的信息。" in (site / LIST / name).read_text()


def test_the_list_gives_code_to_copy_that_names_full_addresses(ten):
    page = document(ten, f"{LIST}/index.html")
    frame, fragment = (area.text_content() for area in page.xpath("//details[@class='embedding']//textarea"))
    assert fragment == f"{BASE}{LIST}/pianduan.html"
    made = html.fragment_fromstring(frame)
    assert made.tag == "iframe" and made.get("src") == f"{BASE}{LIST}/qianru.html" and made.get("title")
    assert all(area.get("readonly") is not None for area in page.xpath("//textarea"))


def test_a_hostile_column_name_cannot_break_out_of_the_code_to_copy(town, officer, moment, site):
    from gongkai.disclosure import acts

    node = CatalogueNode.objects.get(organ=town, code="20-15")
    node.title = '"></iframe><script>alert(1)</script>'
    acts.amend_node(node=node, by=officer, at=moment)
    drain()
    page = document(site, f"{LIST}/index.html")
    code = page.xpath("//textarea")[0].text_content()
    assert "<script" not in code and escaping.unescape(code).count("<script") == 1
    assert html.fragment_fromstring(code).get("title").endswith(node.title)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words):
        pass


@pytest.mark.browser
def test_another_site_shows_the_frame_and_its_links_leave_it(ten, tmp_path, page):
    handler = functools.partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}/"
        frame = f'<iframe src="{base}{ten.name}/{LIST}/qianru.html" title="通知" width="400" height="400"></iframe>'
        (tmp_path / "county.html").write_text(f"<!DOCTYPE html><meta charset=utf-8><h1>县政府</h1>{frame}")
        page.goto(f"{base}county.html")
        page.frame_locator("iframe").get_by_role("link", name="旧文第10号").click()
        page.wait_for_url(f"{base}{ten.name}/baiyang-zhen/2021/10.html")
        assert page.get_by_role("heading", level=1).inner_text() == "旧文第10号"
        server.shutdown()
