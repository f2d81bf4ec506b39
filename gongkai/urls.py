"""Addresses of the back office and of the dynamic doors. The rest of the public side is a folder of files."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from gongkai.office.closed import urlpatterns as closed_urls


def to_the_public_side(request: HttpRequest) -> HttpResponse:
    """The bare host leads to the public folder, which any file server serves."""
    return HttpResponseRedirect(settings.PUBLIC_PATH)


urlpatterns = [
    path("", to_the_public_side),
    path("admin/", include(closed_urls)),
    path("admin/", include(wagtailadmin_urls)),
    path(settings.PUBLIC_PATH.lstrip("/") + settings.DOORS, include("gongkai.portal.doors.urls")),
]

handler400 = "gongkai.portal.doors.errors.bad_request"
handler403 = "gongkai.portal.doors.errors.permission_denied"
handler404 = "gongkai.portal.doors.errors.page_not_found"
handler500 = "gongkai.portal.doors.errors.server_error"
