"""How a door answers: a whole public page, made for this one question and kept by nobody."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gongkai.portal.fileserver import PAGE_POLICY
from gongkai.portal.pages.page import Column, render


def place_of(request: HttpRequest) -> str:
    """Where the door's page would lie in the public folder: what links on it are relative to."""
    path = request.path.removeprefix(settings.PUBLIC_PATH)
    return f"{path}index.html" if path.endswith("/") or not path else path


def answer(
    request: HttpRequest, template: str, *, column: Column, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the public side as the answer to one request."""
    return kept_by_nobody(
        HttpResponse(render(template, place_of(request), column=column, **context), status=status)
    )


def kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """The headers of every door: no cache, no search engine, no frame, nothing from elsewhere."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Content-Security-Policy"] = PAGE_POLICY
    response["Referrer-Policy"] = "same-origin"
    return response
