"""The doors answer with the same protection as the files beside them.

Where the public folder is the root of a host, the back office lies under its path; it has scripts of its own.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gongkai.portal.doors.errors import BACK_OFFICE
from gongkai.portal.fileserver import PAGE_POLICY


class PublicHeaders:
    """Middleware: nothing on a public page comes from elsewhere, whether a file or a door answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(settings.PUBLIC_PATH) and not request.path.startswith(BACK_OFFICE):
            response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        return response
