"""The doors to subscribe to a column (订阅栏目): asking, confirming, leaving.

A link in a letter is fetched by mail scanners too, so opening one does nothing: the button on its page does. These
buttons need no cookie; the link itself is the proof. Whether an address is known is told to nobody.
"""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongkai.disclosure.models import CatalogueNode
from gongkai.office.clock import now
from gongkai.portal import acts
from gongkai.portal.addresses import checked
from gongkai.portal.doors.answering import answer
from gongkai.portal.doors.limits import limited
from gongkai.portal.links import CONFIRMING, LEAVING, subscription_of
from gongkai.portal.models import Subscription
from gongkai.portal.pages.lists import lists_items
from gongkai.portal.pages.page import Column, public_address
from gongkai.trail.acts import Refused

GONE = "可能已经退订或者过了48小时，也可能链接没有复制完整。需要的，请到栏目页面重新订阅。"


class AddressForm(forms.Form):
    """The one thing that a reader has to give."""

    address = forms.CharField(error_messages={"required": "请填写邮箱。"})

    def clean_address(self) -> str:
        return checked(self.cleaned_data["address"])


@require_http_methods(["GET", "HEAD", "POST"])
@limited(per_minute=30, burst=30)
def subscribe(request: HttpRequest, organ_slug: str, node_slug: str) -> HttpResponse:
    """Ways to be told of what is new in a column; with a mail server, a form for an e-mail address."""
    columns = CatalogueNode.objects.select_related("organ__parent__parent")
    node = columns.filter(organ__slug=organ_slug, slug=node_slug).first()
    if node is None or not lists_items(node):
        return _said(request, None, "没有这个栏目", "网址可能写错了，请从首页找到要订阅的栏目。", status=404)
    if request.method == "POST" and settings.MAIL_FROM:
        return _asked(request, node)
    return _ways(request, node, AddressForm())


@limited(per_minute=2, burst=6, everyone=120)
def _asked(request: HttpRequest, node: CatalogueNode) -> HttpResponse:
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _ways(request, node, form, status=400)
    try:
        acts.ask_to_subscribe(node=node, address=form.cleaned_data["address"], at=now())
    except Refused as reason:
        return _ways(request, node, form, refused=str(reason), status=503)
    return _page(request, "portal/subscribing_asked.html", node, "请到邮箱确认")


def _ways(
    request: HttpRequest, node: CatalogueNode, form: AddressForm, *, refused: str = "", status: int = 200
) -> HttpResponse:
    offers_mail = bool(settings.MAIL_FROM)
    feed = f"{node.organ.slug}/{node.slug}/feed.atom"
    return _page(
        request,
        "portal/subscribing.html",
        node,
        "订阅栏目",
        status=status,
        form=form,
        refused=refused,
        offers_mail=offers_mail,
        feed=feed,
        feed_url=public_address(feed),
        csrf_token=get_token(request) if offers_mail else "",
    )


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@limited(per_minute=60, burst=30)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of a confirmation letter; its button confirms."""
    at = now()
    subscription = subscription_of(token, CONFIRMING, at)
    if subscription is None:
        return _said(request, None, "链接失效了", GONE, status=404)
    if request.method == "POST":
        acts.confirm_subscription(subscription=subscription, at=at)
    elif subscription.confirmed_at is None:
        said = f"点“确认订阅”以后，{_name(subscription)}有新信息公开时会寄信告诉您，每天最多一封。"
        return _said(request, subscription, "确认订阅", said, button="确认订阅")
    said = f"{_name(subscription)}有新信息公开时会寄信告诉您，每封信都可以退订。"
    return _said(request, subscription, "已经订阅", said)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@limited(per_minute=120, burst=120)  # a mail provider sends the clicks of all its readers
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link to leave; its button, and a mail program's one click (RFC 8058), leave at once."""
    subscription = subscription_of(token, LEAVING, now())
    if subscription is None:
        return _said(request, None, "没有这个订阅", GONE, status=404)
    if request.method == "POST":
        acts.end_subscription(subscription=subscription)
        said = f"不再寄{_name(subscription)}的通知，您的邮箱已从网站删除。"
        return _said(request, subscription, "已经退订", said)
    said = f"点“退订”以后，不再寄{_name(subscription)}的通知，您的邮箱随即从网站删除。"
    return _said(request, subscription, "退订", said, button="退订")


def _name(subscription: Subscription) -> str:
    return f"{subscription.node.organ.name}“{subscription.node.title}”栏目"


def _said(
    request: HttpRequest,
    subscription: Subscription | None,
    heading: str,
    said: str,
    *,
    button: str = "",
    status: int = 200,
) -> HttpResponse:
    node = subscription.node if subscription else None
    page = _page(
        request,
        "portal/subscribing_link.html",
        node,
        heading,
        status=status,
        heading=heading,
        said=said,
        button=button,
    )
    page["Referrer-Policy"] = "no-referrer"  # the address of this page is a key
    return page


def _page(
    request: HttpRequest, template: str, node: CatalogueNode | None, name: str, **context: object
) -> HttpResponse:
    column = Column(name, "服务", "订阅栏目的新信息", "订阅,政府信息公开")
    return answer(request, template, column=column, organ=node.organ if node else None, node=node, **context)
