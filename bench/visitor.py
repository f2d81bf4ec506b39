"""Somebody at the back office: keeps cookies, and fills in forms as they stand on the page."""

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from typing import Any

from demo import NotMeasured


class Forms(HTMLParser):
    """The forms of a page: each its action, and its fields with the values that stand in them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((facts.get("action", ""), {}))
        if not self.found:
            return
        fields, name = self.found[-1][1], facts.get("name", "")
        if tag == "input" and name and facts.get("type") not in ("submit", "checkbox", "file"):
            fields[name] = facts.get("value", "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in facts or not fields.get(self._select)):
            fields[self._select] = facts.get("value", "")
        elif tag == "textarea":
            self._area = name
            fields[name] = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[-1][1][self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""


class Visitor:
    """One person's browser, as far as the back office can tell."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.door = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )

    def open(self, path: str, fields: dict[str, str] | None = None) -> tuple[str, str]:
        """The address one ends at, and the page there. Raises NotMeasured when the page is not answered well."""
        body = urllib.parse.urlencode(fields).encode() if fields is not None else None
        headers = {"Referer": self.address + path}
        asked = urllib.request.Request(self.address + path, body, headers)  # noqa: S310 - always our own server
        try:
            with self.door.open(asked, timeout=60) as answer:
                return urllib.parse.urlsplit(answer.url).path, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as refusal:
            raise NotMeasured(f"{path} 答的是 {refusal.code}。") from refusal

    def send(self, path: str, ending: str, **fields: Any) -> str:
        """Fill in the form on the page at `path` whose action ends with `ending`; returns where one ends."""
        here, page = self.open(path)
        reader = Forms()
        reader.feed(page)
        for action, standing in reader.found:
            if "csrfmiddlewaretoken" in standing and (action or here).endswith(ending):
                return self.open(action or here, standing | {name: str(v) for name, v in fields.items()})[0]
        raise NotMeasured(f"{path} 上没有提交到“{ending}”的表单。")

    def log_in(self, username: str, password: str) -> None:
        """Log in; NotMeasured when the door stays shut."""
        if "login" in self.send("/admin/login/", "/login/", username=username, password=password):
            raise NotMeasured(f"{username} 没有登录成功。")
