"""Links (链接): to programs, to machines inside, to places nobody answers for, to nowhere."""

import ipaddress
import re
from collections.abc import Iterator

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.reading import Reading

_REST = r"[^\s<>\"'“”‘’（）()，。；、《》\u3000]{1,2000}"
_WEB = re.compile("(?:https?|ftp)$", re.IGNORECASE)
_RUNNING = re.compile("(?:file|javascript|vbscript)$", re.IGNORECASE)
_DRIVE = re.compile("(?:^|[^A-Za-z])[A-Za-z]$")
_PLACE = re.compile(_REST)
_SHARE = re.compile(rf"\\\\[A-Za-z0-9.\-]{{2,60}}\\{_REST}")
_EMPTY = re.compile(r"(?:href|HREF)\s*=\s*([\"'])\s*(?:#|about:blank)?\s*\1")
_HOST = re.compile(r"//(?:[^/@\s]*@)?(\[[0-9A-Fa-f:]+\]|[^/:?#\s]+)")


def links(reading: Reading) -> Iterator[Hit]:
    """Every link that a person should look at; other domestic ones as information."""
    text = reading.text
    for place in reading.spots.at(":"):
        before = text[max(place - 12, 0) : place]
        rest = _PLACE.match(text, place)
        web = _WEB.search(before) if text.startswith("://", place) else None
        scheme = web or _RUNNING.search(before)
        if scheme and rest:
            start = place - len(scheme[0])
            severity = _weight(text[start : rest.end()], reading) if web else Severity.WARN
            if severity is not None:
                yield Hit(start, rest.end(), Kind.LINK, severity)
        elif rest and rest[0][1:2] == "\\" and _DRIVE.search(before):
            yield Hit(place - 1, rest.end(), Kind.LINK, Severity.WARN)
    for pattern, there in (
        (_SHARE, reading.spots.at("\\")),
        (_EMPTY, "<" in text and "href" in text.lower()),
    ):
        for found in pattern.finditer(text) if there else ():
            yield Hit(found.start(), found.end(), Kind.LINK, Severity.WARN)


def _weight(link: str, reading: Reading) -> Severity | None:
    """By the host; None for the site's own and for government's, as long as they answer."""
    host = _HOST.search(link)
    name = host[1].strip("[].").lower() if host else ""
    if not name or _is_machine(name):
        return Severity.WARN
    works = reading.facts.link_works
    if works is not None and not works(link):
        return Severity.WARN
    if any(name == own or name.endswith("." + own) for own in ("gov.cn", *reading.facts.own_domains)):
        return None
    return Severity.INFO if name.endswith((".cn", ".中国", ".政务", ".公益")) else Severity.WARN


def _is_machine(name: str) -> bool:
    """Whether the host is an IP address or a machine of the inner network."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return "." not in name or name.endswith((".local", ".lan", ".internal", ".localdomain"))
    return True
