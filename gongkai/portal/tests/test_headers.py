"""Doors are protected like the files beside them; the back office keeps its own rules wherever the site lies."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from gongkai.portal.doors.headers import PublicHeaders


@pytest.mark.parametrize(
    ("prefix", "path", "guarded"),
    [
        ("/zfxxgk/", "/zfxxgk/fuwu/sousuo/", True),
        ("/zfxxgk/", "/admin/", False),
        ("/", "/fuwu/sousuo/", True),
        ("/", "/admin/", False),
        ("/", "/admin/login/", False),
    ],
)
def test_the_page_policy_is_for_the_public_side_alone(settings, prefix, path, guarded):
    settings.PUBLIC_PATH = prefix
    answer = PublicHeaders(lambda request: HttpResponse("好"))(RequestFactory().get(path))
    assert ("Content-Security-Policy" in answer.headers) == guarded
