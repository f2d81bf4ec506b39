"""A clerk without a browser: logged in to a running site, posting forms and files as a browser would."""

import re
import secrets
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from http.cookiejar import CookieJar
from typing import NamedTuple
from urllib.parse import urlencode

from tests.serving import Served

CHUNK = b"\0" * (1 << 20)


class Reply(NamedTuple):
    """What came back, redirects followed."""

    status: int
    text: str
    address: str


class Sparse:
    """A file of `size` bytes that begins with `head` and never lies in memory as a whole."""

    def __init__(self, name: str, head: bytes, size: int) -> None:
        self.name, self.head, self.size = name, head, size

    def __iter__(self) -> Iterator[bytes]:
        yield self.head
        left = self.size - len(self.head)
        while left > 0:
            yield CHUNK[:left]
            left -= len(CHUNK)


def login_of(site: Served, organ: str, role: str) -> str:
    """Who of the demonstration holds `role` in `organ`: the login name."""
    return next(name for name, who in site.logins.items() if who["organ"] == organ and role in who["roles"])


class Desk:
    """One clerk's session with a running site."""

    def __init__(self, site: Served, username: str) -> None:
        self.site, self.cookies = site, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.get("/admin/login/")
        reply = self.post(
            "/admin/login/",
            {"username": username, "password": site.logins[username]["password"], "next": "/admin/"},
        )
        assert "/login/" not in reply.address, "登录没有成功"

    def get(self, path: str) -> Reply:
        return self._send(urllib.request.Request(self.site.url(path)))

    def post(self, path: str, form: Mapping[str, str], *, upload: tuple[str, Sparse] | None = None) -> Reply:
        """Post a form, with the file of one field streamed."""
        form = dict(form) | {"csrfmiddlewaretoken": self._token()}
        request = urllib.request.Request(
            self.site.url(path), headers={"Referer": self.site.url(path)}, method="POST"
        )
        if upload is None:
            request.data = urlencode(form).encode()
            return self._send(request)
        field, file = upload
        border = secrets.token_hex(12)
        head = (
            "".join(
                f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
                for name, value in form.items()
            )
            + f'--{border}\r\nContent-Disposition: form-data; name="{field}"; filename="{file.name}"\r\n\r\n'
        )
        parts = (head.encode(), f"\r\n--{border}--\r\n".encode())
        request.data = (piece for whole in ([parts[0]], file, [parts[1]]) for piece in whole)  # type: ignore[assignment]
        request.add_header("Content-Type", f"multipart/form-data; boundary={border}")
        request.add_header("Content-Length", str(len(parts[0]) + file.size + len(parts[1])))
        return self._send(request)

    def _token(self) -> str:
        return next((cookie.value or "" for cookie in self.cookies if cookie.name == "csrftoken"), "")

    def _send(self, request: urllib.request.Request) -> Reply:
        try:
            with self.opener.open(request, timeout=120) as answer:
                return Reply(answer.status, answer.read().decode(), answer.url)
        except urllib.error.HTTPError as answer:
            return Reply(answer.code, answer.read().decode(errors="replace"), answer.url or "")


def plain(page: str) -> str:
    """A page's text without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
