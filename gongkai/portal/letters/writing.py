"""What the letters say, in plain text and in simple HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import formataddr, make_msgid
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import get_template

from gongkai.disclosure.models import Placement
from gongkai.portal.addresses import address_of
from gongkai.portal.links import confirming_url, leaving_url
from gongkai.portal.models import Site, Subscription
from gongkai.portal.pages.items import item_stem

MOST_LISTED = 50  # items in one letter; of more, the number and where they are


def invitation(
    subscriptions: Sequence[Subscription], at: datetime, mail: BaseEmailBackend
) -> EmailMultiAlternatives:
    """The confirmation letter (确认信) for everything that one address asked for. Raises SealBroken."""
    site = Site.objects.first() or Site()
    links = [(one.node, confirming_url(one, at)) for one in subscriptions]
    subject = f"请确认订阅：{_column(subscriptions[0])}{'等栏目' if len(links) > 1 else ''}"
    return _letter(subscriptions[0], "invitation", subject, site, mail, {}, links=links)


def news(
    subscription: Subscription, placements: Sequence[Placement], more: int, mail: BaseEmailBackend
) -> EmailMultiAlternatives:
    """The letter listing new items, the newest first, with `more` not listed. Raises SealBroken."""
    site, node = Site.objects.first() or Site(), subscription.node
    leaving = leaving_url(subscription)
    headers = {  # RFC 8058: the mail program's own button leaves with one click
        "List-Unsubscribe": f"<{leaving}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
    }
    count = len(placements) + more
    return _letter(
        subscription,
        "news",
        f"{_column(subscription)}：新公开{count}条信息",
        site,
        mail,
        headers,
        node=node,
        items=[_line(placement) for placement in placements],
        count=count,
        more=more,
        column_url=f"{settings.BASE_URL}{node.organ.slug}/{node.slug}/",
        leaving=leaving,
    )


def _line(placement: Placement) -> dict[str, Any]:
    item = placement.item
    return {
        "title": _one_line(item.title),
        "number": item.document_number,
        "published": item.first_published_at,
        "url": f"{settings.BASE_URL}{item_stem(item.organ.slug, item)}.html",
    }


def _letter(
    to: Subscription,
    template: str,
    subject: str,
    site: Site,
    mail: BaseEmailBackend,
    headers: dict[str, str],
    **context: Any,
) -> EmailMultiAlternatives:
    sender = settings.MAIL_FROM
    context |= {"site": site, "subject": subject}
    # The address' own domain names the letter: this machine's name is nobody's business.
    headers = {
        "Message-ID": make_msgid(domain=sender.rpartition("@")[2]),
        "Auto-Submitted": "auto-generated",
        **headers,
    }
    letter = EmailMultiAlternatives(
        subject=_one_line(f"【{site.name}】{subject}"),
        body=get_template(f"portal/letters/{template}.txt").render(context),
        from_email=formataddr((_one_line(site.name), sender)),
        to=[address_of(to)],
        headers=headers,
        connection=mail,
    )
    letter.attach_alternative(get_template(f"portal/letters/{template}.html").render(context), "text/html")
    return letter


def _column(subscription: Subscription) -> str:
    node = subscription.node
    return f"{node.organ.short_name}“{node.title}”"


def _one_line(text: str) -> str:
    return " ".join(text.split())
