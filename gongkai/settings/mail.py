"""Which mail server (邮件服务器) takes our letters: one address in the environment, or none."""

from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

SHAPE = (
    "GONGKAI_MAIL 应形如 smtp://用户:密码@主机:端口?tls=1&from=发信地址（或 smtps://…），或留空表示不发邮件"
)


@dataclass(frozen=True)
class MailServer:
    """How to reach the server, and from whom letters come; no `sender`: no letters."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    ssl: bool = False
    sender: str = ""


def mail_from(address: str) -> MailServer:
    """What `address` says; empty: a server without sender, and no letter is ever offered or sent.

    `smtp://` with `tls=1` begins in the open and turns to TLS, `smtps://` is TLS from the first byte. Without
    `from` the user's own name must be an e-mail address. Raises ImproperlyConfigured naming the remedy, never
    the password.
    """
    if not address:
        return MailServer()
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured(f"{SHAPE}。") from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured(f"{SHAPE}。")
    said = _said(parts)
    ssl, user = parts.scheme == "smtps", unquote(parts.username or "")
    return MailServer(
        host=parts.hostname,
        port=port or (465 if ssl else 25),
        user=user,
        password=unquote(parts.password or ""),
        starttls=not ssl and said.get("tls") == "1",
        ssl=ssl,
        sender=_sender(said.get("from", user)),
    )


def _said(parts: SplitResult) -> dict[str, str]:
    said = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    if unknown := sorted(said.keys() - {"tls", "from"}):
        raise ImproperlyConfigured(f"GONGKAI_MAIL 里的“{unknown[0]}”不认识，只能写 tls 和 from。")
    if said.get("tls", "0") not in ("0", "1"):
        raise ImproperlyConfigured("GONGKAI_MAIL 里的 tls 只能是 1 或者 0。")
    return said


def _sender(sender: str) -> str:
    try:
        validate_email(sender)
    except ValidationError:
        raise ImproperlyConfigured("GONGKAI_MAIL 里缺发信地址：请写 from=邮箱。") from None
    return sender
