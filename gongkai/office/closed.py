"""Wagtail's own rooms that this office does not use: not found, for everyone, rather than half-open."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import re_path

CLOSED = (
    "pages",
    "choose-page",
    "images",
    "documents",
    "users",
    "groups",
    "collections",
    "workflows",
    "reports",
    "bulk",
    "api",
    "tag-autocomplete",
    "failwhale",
    "test404",
    "block-preview",
    "sites",
    "locales",
    "redirects",
    "editing-sessions",
    "snippets/choose",
)


def closed(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404("没有这个页面。")


urlpatterns = [
    re_path(rf"^(?:{'|'.join(CLOSED)})(?:/.*)?$", closed),
    re_path(r"^snippets/$", closed),
]
