"""How often one reader may knock (访问限次): token buckets in memory, one set for each door and process.

A reader is a salted mark of an address, never the address: the salt lives and dies with the process, so a
mark says nothing to anybody later. Memory is bounded: beyond `MOST_READERS` the longest idle are forgotten,
and one more bucket that all readers share bounds the work however many addresses they come from.
"""

import hashlib
import ipaddress
import math
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gongkai.portal.doors.answering import kept_by_nobody, place_of
from gongkai.portal.pages.page import Column, render

MOST_READERS = 20_000
EVERYONE = 6000.0  # knocks a minute at one door, all readers together, unless the door says otherwise
MINUTE = 60.0
OF_ONE_NETWORK = 10  # readers' worth of tokens for a whole IPv6 network
SENTENCE = "您的访问过于频繁，请稍等片刻再试。"

_SALT = secrets.token_bytes(16)
_all: list["Buckets"] = []

View = Callable[..., HttpResponse]


class Buckets:
    """One bucket for each key, filled with `per_minute` tokens a minute up to `burst`."""

    def __init__(
        self,
        per_minute: float,
        burst: int,
        *,
        most: int = MOST_READERS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with every bucket full. `most` keys are remembered."""
        self.rate, self.burst, self.most, self.clock = per_minute / MINUTE, float(burst), most, clock
        self._kept: OrderedDict[bytes, tuple[float, float]] = OrderedDict()  # key → tokens left, and when
        self._lock = threading.Lock()
        _all.append(self)

    def __len__(self) -> int:
        return len(self._kept)

    def take(self, key: bytes) -> float:
        """Take one token: 0 when there was one, otherwise the seconds until there will be."""
        now = self.clock()
        with self._lock:
            left, at = self._kept.pop(key, (self.burst, now))
            left = min(self.burst, left + (now - at) * self.rate)
            wait = 0.0 if left >= 1 else (1 - left) / self.rate
            self._kept[key] = (left if wait else left - 1, now)
            if len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return wait

    def forget(self) -> None:
        """Every bucket is full again."""
        with self._lock:
            self._kept.clear()


def forget_everyone() -> None:
    """Every bucket of every door is full again, as after a start."""
    for buckets in _all:
        buckets.forget()


def address_of(request: HttpRequest) -> str:
    """The reader's network address, as far as it can be believed.

    What a request says of itself (X-Forwarded-For) counts only when it comes from one of
    `settings.TRUSTED_PROXIES`: then the nearest address that is not one of them.
    """
    trusted = frozenset(getattr(settings, "TRUSTED_PROXIES", ()))
    address = str(request.META.get("REMOTE_ADDR", ""))
    if address in trusted:
        said = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        address = next((part for part in reversed(said) if part and part not in trusted), address)
        if address.count(":") == 1:  # an IPv4 address with a port
            address = address.partition(":")[0]
    return address


def mark_of(request: HttpRequest) -> bytes:
    """What this process knows a reader by. One household's IPv6 addresses (a /64) are one reader."""
    return _marks(address_of(request))[0]


def network_of(request: HttpRequest) -> bytes | None:
    """What this process knows the IPv6 network (a /48) by, in which one may have 65,536 households; None for others."""
    return _marks(address_of(request))[1]


def _marks(address: str) -> tuple[bytes, bytes | None]:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return _mark(address[:64].encode("utf-8", "replace")), None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    packed = (mapped or found).packed
    return _mark(packed[:8]), _mark(packed[:6]) if len(packed) == 16 else None


def _mark(kept: bytes) -> bytes:
    return hashlib.blake2b(kept, key=_SALT, digest_size=8).digest()


class Readers:
    """Buckets of readers; and of the IPv6 networks that they come from, for so many readers each."""

    def __init__(self, per_minute: float, burst: int) -> None:
        self.each = Buckets(per_minute, burst)
        self.networks = Buckets(per_minute * OF_ONE_NETWORK, burst * OF_ONE_NETWORK)

    def take(self, request: HttpRequest) -> float:
        """One token of the reader and one of the network: 0 when there were, otherwise the seconds until there will be."""
        wait, network = self.each.take(mark_of(request)), network_of(request)
        return wait or (self.networks.take(network) if network else 0.0)


def limited(*, per_minute: float, burst: int, everyone: float = EVERYONE) -> Callable[[View], View]:
    """A door at which one reader may knock `per_minute` times a minute, `burst` times at once.

    All readers together `everyone` times a minute. Beyond that: 429, when to come back, and a polite page.
    """

    def guard(view: View) -> View:
        readers = Readers(per_minute, burst)
        together = Buckets(everyone, max(1, int(everyone / 10)), most=1)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
            wait = readers.take(request) or together.take(b"")
            return too_often(request, wait) if wait else view(request, *args, **named)

        return guarded

    return guard


def too_often(request: HttpRequest, wait: float) -> HttpResponse:
    """429 with the seconds to wait; a page for those who read pages, a sentence for programs."""
    if "text/html" in request.headers.get("Accept", "text/html"):
        response = HttpResponse(
            _page("x/" * place_of(request).count("/") + "index.html", int(time.monotonic() // MINUTE)),
            status=429,
        )
    else:
        response = HttpResponse(SENTENCE, status=429, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = str(max(1, math.ceil(wait)))
    return kept_by_nobody(response)


@lru_cache(maxsize=16)
def _page(place: str, _minute: int) -> bytes:
    """Made once a minute for each depth of address, so that refusing costs next to nothing."""
    column = Column("访问过于频繁", "服务", "访问过于频繁，请稍后再试", "政府信息公开")
    return render("portal/toooften.html", place, column=column, sentence=SENTENCE)
