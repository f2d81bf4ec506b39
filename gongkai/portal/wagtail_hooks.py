"""What every public page says of the site, set by an administrator of the district."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from gongkai.office.clock import now
from gongkai.organs.models import Level, Organ
from gongkai.organs.permissions import MANAGING, organ_ids
from gongkai.portal import acts
from gongkai.portal import readership as readership  # its page and menu
from gongkai.portal import statistics as statistics  # its page and menu
from gongkai.portal.models import Site


def _runs_the_site(user: Any) -> bool:
    return Organ.objects.filter(pk__in=organ_ids(user, MANAGING), level=Level.DISTRICT).exists()


class SiteForm(forms.ModelForm):
    class Meta:
        model = Site
        fields = [
            "name",
            "domain",
            "id_code",
            "host_unit",
            "operator",
            "contact",
            "icp",
            "police",
            "conac",
            "error_report",
            "ipv6",
        ]


def site(request: HttpRequest) -> HttpResponse:
    """Name, marks and footer of the public site."""
    if not _runs_the_site(request.user):
        raise PermissionDenied
    form = SiteForm(request.POST or None, instance=Site.objects.first() or Site())
    if request.method == "POST" and form.is_valid():
        acts.describe_site(site=form.save(commit=False), by=request.user, at=now())
        messages.success(request, "已保存，全部网页正在更新。")
        return redirect("site")
    return render(request, "office/form.html", {"form": form, "title": "网站信息"})


@hooks.register("register_admin_urls")
def urls() -> list:
    return [path("site-facts/", site, name="site")]


class SiteMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return _runs_the_site(request.user)


@hooks.register("register_admin_menu_item")
def menu() -> MenuItem:
    return SiteMenuItem("网站信息", reverse("site"), icon_name="site", order=190)
