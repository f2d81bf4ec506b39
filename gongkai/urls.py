"""Addresses of the back office. The public side is a folder of files and has no address here."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from gongkai.office.closed import urlpatterns as closed_urls


def to_the_public_side(request: HttpRequest) -> HttpResponse:
    """The bare host leads to the public folder, which any file server serves."""
    return HttpResponseRedirect(urlsplit(settings.BASE_URL).path)


urlpatterns = [
    path("", to_the_public_side),
    path("admin/", include(closed_urls)),
    path("admin/", include(wagtailadmin_urls)),
]
