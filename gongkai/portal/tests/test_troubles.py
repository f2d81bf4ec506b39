"""When something goes wrong at a door, the reader sees the public side's own page, the back office sees its own."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.test import Client
from django.urls import include, path
from lxml import html

from gongkai.portal.publisher import drain

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.pages,
    pytest.mark.urls("gongkai.portal.tests.test_troubles"),
]


def _raising(fault):
    def view(request):
        raise fault

    return view


FAULTS = {
    400: SuspiciousOperation("x"),
    403: PermissionDenied("x"),
    404: Http404("x"),
    500: RuntimeError("机密的原因 /etc/passwd"),
}
FORM = [path("form/", lambda request: HttpResponse("办好了"))]
EVERY = [*(path(f"{status}/", _raising(fault)) for status, fault in FAULTS.items()), *FORM]
urlpatterns = [path("zfxxgk/fuwu/", include(EVERY)), path("admin/", include(EVERY))]
handler400 = "gongkai.portal.doors.errors.bad_request"
handler403 = "gongkai.portal.doors.errors.permission_denied"
handler404 = "gongkai.portal.doors.errors.page_not_found"
handler500 = "gongkai.portal.doors.errors.server_error"
SAID = {400: "请求有误", 403: "没有办理这次提交", 404: "没有找到这个页面", 500: "系统暂时不能办理"}


@pytest.fixture
def ask():
    client = Client(raise_request_exception=False)
    return client.get


@pytest.mark.parametrize("status", FAULTS)
def test_a_reader_sees_the_public_page(status, ask, town, site):
    drain()
    answer = ask(f"/zfxxgk/fuwu/{status}/")
    page = html.fromstring(answer.content.decode())
    assert answer.status_code == status
    assert page.xpath("//h1/text()") == [SAID[status]]
    assert answer.content == (site / f"{status}.html").read_bytes()
    assert answer["Cache-Control"] == "no-store" and "default-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("status", FAULTS)
def test_the_back_office_sees_its_own(status, ask, town, site):
    drain()
    answer = ask(f"/admin/{status}/")
    assert answer.status_code == status
    assert "回到后台首页" in answer.content.decode()


@pytest.mark.parametrize("status", FAULTS)
def test_before_anything_is_published_the_sentence_stands_alone(status, ask, site):
    answer = ask(f"/zfxxgk/fuwu/{status}/")
    assert answer.status_code == status
    assert SAID[status] in answer.content.decode()


def test_no_reason_of_ours_is_told_to_readers(ask, town, site):
    drain()
    assert "passwd" not in ask("/zfxxgk/fuwu/500/").content.decode()


def test_an_unknown_address_beside_the_folder_gets_the_public_page(ask, town, site):
    drain()
    assert ask("/xxgk/").content == (site / "404.html").read_bytes()


def test_a_form_sent_from_another_site_is_refused_in_the_public_look(settings, town, site):
    settings.CSRF_FAILURE_VIEW = "gongkai.portal.doors.errors.csrf_failure"
    drain()
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/zfxxgk/fuwu/form/")
    assert (answer.status_code, answer.content) == (403, (site / "403.html").read_bytes())
    assert "页面停留太久" in client.post("/admin/form/").content.decode()
