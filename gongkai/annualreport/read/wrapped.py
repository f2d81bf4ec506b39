"""Answers of a website's own interface (JSON): the page or text in them, as some save it instead of the page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gongkai.annualreport.read.encoding import decoded

_SIGN = "政府信息公开"


def text_in_json(content: bytes) -> bytes | None:
    """The longest text in the JSON that speaks of 政府信息公开, with the shorter ones before it; None if there is none."""
    if not content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b"[")):
        return None
    text = decoded(content)
    try:
        texts = list(_texts(json.loads((text or "").strip("\ufeff \r\n\t"))))
    except (ValueError, RecursionError):
        return None
    wanted = [one for one in texts if _SIGN in one]
    if not wanted:
        return None
    longest = max(wanted, key=len)
    titles = [one for one in wanted if one is not longest and len(one) < 100 and one not in longest]
    around = (
        "".join(f"<p>{title}</p>" for title in titles[:5])
        if "<" in longest
        else "".join(f"{t}\n" for t in titles[:5])
    )
    return (around + longest).encode("utf-8", "replace")


def _texts(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += reversed(list(one.values()))
        elif isinstance(one, list):
            waiting += reversed(one)
