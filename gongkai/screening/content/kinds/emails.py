"""E-mail addresses (电子邮箱): a person's own is private, an office's public by Art. 12 (指南的互联网联系方式)."""

import re
from collections.abc import Iterator

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.reading import Reading

_LOCAL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}$")
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9\-]{0,62}\.){1,6}[A-Za-z]{2,24}")


def emails(reading: Reading) -> Iterator[Hit]:
    """Every address; those of government and of the site's own hosts as information."""
    text = reading.text
    for place, behind in _signs(reading):
        local, domain = _LOCAL.search(text, max(place - 64, 0), place), _DOMAIN.match(text, behind)
        if local and domain:
            host = domain[0].lower()
            own = host.endswith("gov.cn") or any(host.endswith(name) for name in reading.facts.own_domains)
            yield Hit(
                local.start(),
                domain.end(),
                Kind.EMAIL,
                Severity.INFO if own else Severity.WARN,
                None if own else f"{local[0][0]}***@{domain[0]}",
            )


def _signs(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where an @ begins and ends, in whatever way it is written."""
    for place in reading.spots.at("@＠"):
        yield place, place + 1
    for word in reading.words:
        if word.name == "at":
            yield word.start, word.end
