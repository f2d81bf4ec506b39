"""How much may be sent to a door: a few fields, but where files are taken."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gongkai.portal.doors.errors import trouble

LARGEST = 64 * 1024  # bytes of one request: a form of a few fields
WITH_FILES = frozenset({"doors:apply", "doors:own"})  # they have bounds of their own


class BoundedBodies:
    """Middleware: a request that says of itself that it is too large is turned away before any of it is read.

    It stands before the check of forged requests, which reads the whole body.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """413 for what is too large; None, and so the door, for everything else."""
        if not request.path.startswith(settings.PUBLIC_PATH + settings.DOORS):
            return None
        match = request.resolver_match
        if match is not None and match.view_name in WITH_FILES:
            return None
        return trouble(413) if length_of(request) > LARGEST else None


def length_of(request: HttpRequest) -> int:
    """How many bytes the request says that it has; 0 where it does not say it in digits."""
    said = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(said[:18]) if said.isascii() and said.isdecimal() else 0
