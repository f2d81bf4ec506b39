"""责令撤下: an organ above takes something below off the public side, and sees nothing of it but what the public sees."""

import re

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from gongkai.disclosure import acts
from gongkai.disclosure.acts.dependants import dependants
from gongkai.disclosure.models import Item, TakeDownGround
from gongkai.disclosure.reviewforms import TakeDownForm
from gongkai.disclosure.takendown import REPORT_LEAK
from gongkai.office.clock import now
from gongkai.organs.permissions import ordered_ids
from gongkai.trail.acts import Refused

ADDRESS = re.compile(r"(?:^|/)([a-z0-9-]+)/(\d{4})/(\d{1,9})(?:\.html|\.json)?/?(?:[?#].*)?$")
LONGEST = 300  # characters of what is looked for


def _below(request: HttpRequest) -> frozenset[int]:
    organs = ordered_ids(request.user)
    if not organs:
        raise PermissionDenied
    return organs


def found(words: str, organs: frozenset[int]) -> Item | None:
    """The public item of these organs with this 索引号 or at this public address."""
    words = words.replace("\0", "").strip()[:LONGEST]
    public = Item.objects.public().filter(organ_id__in=organs).select_related("organ", "node")
    at = ADDRESS.search(words)
    if at is not None:
        slug, year, serial = at.groups()
        return public.filter(organ__slug=slug, address_year=int(year), address_serial=int(serial)).first()
    return public.filter(index_number=words).first() if words else None


def _page(request: HttpRequest, words: str, form: TakeDownForm) -> HttpResponse:
    item = found(words, _below(request))
    context = {
        "title": "责令撤下",
        "icon": "warning",
        "words": words,
        "item": item,
        "address": item
        and f"{settings.BASE_URL}{item.organ.slug}/{item.address_year}/{item.address_serial}.html",
        "form": form,
        "dependants": dependants(item) if item else [],
    }
    return render(request, "disclosure/ordering.html", context)


@require_GET
def order(request: HttpRequest) -> HttpResponse:
    """Look for it by its 索引号 or address, then order it."""
    return _page(request, request.GET.get("q", "").strip()[:LONGEST], TakeDownForm())


@require_POST
def carry_out(request: HttpRequest) -> HttpResponse:
    """The order is carried out at once."""
    given = {name: value.replace("\0", "") for name, value in request.POST.items()}
    words = given.get("q", "")
    item, form = found(words, _below(request)), TakeDownForm(given)
    if item is None:
        messages.error(request, "没有找到这条已公开的信息，请核对索引号或者网址。")
        return redirect("disclosure:order")
    if not form.is_valid():
        return _page(request, words, form)
    try:
        acts.withdraw(item=item, by=request.user, at=now(), **form.cleaned_data)
    except (Refused, ValidationError) as fault:
        form.add_error(None, str(fault) if isinstance(fault, Refused) else "".join(fault.messages))
        return _page(request, words, form)
    messages.success(request, f"已撤下{item.organ}的{item.index_number}，网页上不再有这条信息。")
    if form.cleaned_data["ground"] == TakeDownGround.SECRET:
        messages.warning(request, REPORT_LEAK)
    return redirect("disclosure:order")


urlpatterns = [
    path("order/", order, name="order"),
    path("order/carry-out/", carry_out, name="carry-out"),
]
