"""What people type is text: on a public page it never becomes markup and never runs."""

import functools
import http.server
import threading

import pytest

from gongkai.organs import acts as organs
from gongkai.portal.acts import describe_site
from gongkai.portal.models import Site
from gongkai.portal.publisher import drain
from gongkai.portal.tests.folders import document

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

EVIL = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>"
SHORT = "<b onload=alert(3)>\"'&"
PAGE = "baiyang-zhen/2021/1.html"


@pytest.fixture
def hostile(town, published, attachment, moment):
    """Hostile text in every field that reaches a page."""
    describe_site(
        site=Site(name=EVIL, host_unit=EVIL, contact=EVIL, icp=SHORT, police=SHORT), by=None, at=moment
    )
    town.short_name, town.address, town.phone, town.disclosure_office = SHORT, EVIL, SHORT, EVIL
    organs.amend(organ=town, by=None, at=moment)
    item = published(
        EVIL,
        summary=EVIL,
        keywords=EVIL,
        source=SHORT,
        document_number=SHORT,
        issuing_organ=EVIL,
        validity="repealed",
        validity_on=moment.date(),
        validity_instrument=EVIL,
        body=f'<p>正文</p>{EVIL}<a href="javascript:alert(4)">链接</a>',
        attachments=[attachment(title=EVIL)],
    )
    drain()
    return item


def test_hostile_text_stays_text_on_every_page(hostile, site):
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert PAGE in pages and len(pages) > 10
    for path in pages:
        page = document(site, path)
        assert not page.xpath("//script[not(@src)] | //img | //b[@*]"), path
        assert not page.xpath("//@*[starts-with(name(), 'on')]"), path
        assert not page.xpath("//@href[contains(., 'script:')]"), path


def test_hostile_text_is_shown_as_it_was_typed(hostile, site):
    page = document(site, PAGE)
    assert page.xpath("//h1/text()") == [EVIL]
    for name in ("ArticleTitle", "Keywords", "Description", "SiteName"):
        assert page.xpath(f"//meta[@name='{name}']/@content") == [EVIL]
    assert page.xpath("//section[@class='attachments']//a/text()")[0] == EVIL
    for path in ("index.html", "baiyang-zhen/index.html", "baiyang-zhen/qita-fading/index.html"):
        assert EVIL in document(site, path).xpath("//main//a/text()"), path


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words):
        pass


@pytest.mark.browser
def test_hostile_text_does_not_run_in_a_browser(hostile, site, page):
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}/"
        for path in ("", "baiyang-zhen/", "baiyang-zhen/qita-fading/", "baiyang-zhen/zhinan/", PAGE):
            page.goto(base + path)
        assert page.locator("h1").inner_text() == EVIL
        assert page.title().startswith(EVIL)
        server.shutdown()
    assert dialogs == []
