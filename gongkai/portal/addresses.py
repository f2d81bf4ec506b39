"""E-mail addresses of readers (邮箱): checked strictly, kept sealed, compared by mark."""

import re
import unicodedata
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

from gongkai.portal.models import Subscription
from gongkai.sealing import Sealer, sealer

PURPOSE = "订阅邮箱"
LONGEST = 254  # characters (RFC 5321)
WRONG = "请填写一个完整的邮箱，例如 zhangsan@example.com。"

# What mailboxes in use look like, far less than the standard allows: no quotes, spaces, commas, brackets or
# line breaks, so an address can be nothing but one address, wherever it is written.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ATOM = r"[A-Za-z0-9_+-]+"
_SHAPE = re.compile(rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]")


def checked(typed: str) -> str:
    """The one address in `typed`, its domain in lower case; full-width letters and signs (＠) are read as meant.

    Raises ValidationError saying what to write.
    """
    address = unicodedata.normalize("NFKC", typed.strip(" \t\u3000")) if len(typed) <= 4 * LONGEST else ""
    if len(address) > LONGEST or not _SHAPE.fullmatch(address):
        raise ValidationError(WRONG)
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}"


def sealed(address: str) -> bytes:
    """What the record keeps of an address."""
    return _sealer().seal(address, PURPOSE)


def address_of(subscription: Subscription) -> str:
    """The address of a subscription, to hand to the mail server and to nobody else. Raises SealBroken."""
    return _sealer().unseal(subscription.sealed_address, PURPOSE)


def mark_of(address: str) -> str:
    """By which equal addresses are found; letters' case does not tell two mailboxes apart."""
    return _sealer().mark(address.lower(), PURPOSE)


def _sealer() -> Sealer:
    return sealer(Path(settings.DATA) / "keys" / "sealing")
