"""Wagtail's own rooms that this office does not use: not found, for everyone, rather than half-open.

The account page is ours: a person changes the password there; the name is the administrator's matter.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path

from gongkai.office.account import account

CLOSED = (
    "pages",
    "choose-page",
    "choose-external-link",
    "choose-email-link",
    "choose-phone-link",
    "choose-anchor-link",
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
    "snippets/choose",
)


def closed(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404("没有这个页面。")


urlpatterns = [
    path("account/", account, name="wagtailadmin_account"),
    re_path(rf"^(?:{'|'.join(CLOSED)})(?:/.*)?$", closed),
    re_path(r"^snippets/$", closed),
    # Who else is editing is asked for items only, by their numbers.
    re_path(r"^editing-sessions/ping/(?!disclosure/item/\d{1,18}/\d{1,18}/$)", closed),
]
