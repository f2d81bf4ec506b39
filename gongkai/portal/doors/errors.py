"""What the web framework says when something went wrong: to readers the public look, to the back office its own.

The public pages are files of the site folder (`pages.errors`), so they can be shown when nothing else works.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views import csrf, defaults

from gongkai.portal.doors.answering import kept_by_nobody
from gongkai.portal.pages.errors import TROUBLES

BACK_OFFICE = "/admin/"


def _public(request: HttpRequest) -> bool:
    return not request.path.startswith(BACK_OFFICE)


def trouble(status: int) -> HttpResponse:
    """The public page of one HTTP status; its sentence alone while the site folder is not yet written."""
    try:
        page = (Path(settings.SITE_ROOT) / f"{status}.html").read_bytes()
    except OSError:
        said = TROUBLES[status]
        page = f'<!DOCTYPE html><html lang="zh-CN"><title>{said.title}</title><p>{said.sentence}</p>'.encode()
    return kept_by_nobody(HttpResponse(page, status=status))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what arrived is no sound request."""
    return trouble(400) if _public(request) else defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: not theirs to do."""
    return trouble(403) if _public(request) else defaults.permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing at this address."""
    return trouble(404) if _public(request) else defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return trouble(500) if _public(request) else defaults.server_error(request)


def csrf_failure(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    """403: a form that stood open too long, or was sent from another site."""
    return trouble(403) if _public(request) else csrf.csrf_failure(request, reason)
