"""访问限次: polite, bounded, and nobody's address is kept."""

import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal.doors import limits
from gongkai.portal.doors.limits import Buckets, address_of, limited, mark_of

READER = "203.0.113.7"


class Clock:
    """A clock that stands still until it is moved, in seconds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def request_from(settings):
    def make(address=READER, said=None, accept="text/html"):
        facts = {"REMOTE_ADDR": address, "HTTP_ACCEPT": accept}
        return RequestFactory().get(
            f"{settings.PUBLIC_PATH}{settings.DOORS}men/",
            **facts | ({"HTTP_X_FORWARDED_FOR": said} if said else {}),
        )

    return make


def test_a_burst_is_served_then_so_many_a_minute():
    clock = Clock()
    buckets = Buckets(60, 3, clock=clock)
    assert [buckets.take(b"a") for _ in range(3)] == [0, 0, 0]
    assert buckets.take(b"a") == pytest.approx(1.0)
    assert buckets.take(b"b") == 0
    clock.now += 1.0
    assert buckets.take(b"a") == 0
    assert buckets.take(b"a") > 0


@given(st.lists(st.tuples(st.binary(min_size=1, max_size=2), st.floats(0, 30)), max_size=60))
def test_nobody_ever_gets_more_than_the_burst_and_the_rate_allow(knocks):
    clock = Clock()
    buckets = Buckets(30, 5, clock=clock)
    served = {}
    for key, pause in knocks:
        clock.now += pause
        wait = buckets.take(key)
        assert 0 <= wait <= 2.0
        served[key] = served.get(key, 0) + (not wait)
        assert served[key] <= 5 + (clock.now - 1000.0) / 2 + 1e-6


def test_asking_again_while_refused_does_not_lengthen_the_wait():
    clock = Clock()
    buckets = Buckets(60, 1, clock=clock)
    buckets.take(b"a")
    for _ in range(50):
        buckets.take(b"a")
    clock.now += 1.0
    assert buckets.take(b"a") == 0


def test_memory_stays_bounded_and_the_longest_idle_are_forgotten_first():
    buckets = Buckets(60, 1, most=100)
    buckets.take(b"first")
    for number in range(10_000):
        buckets.take(str(number).encode())
        buckets.take(b"busy")
    assert len(buckets) == 100
    assert buckets.take(b"busy") > 0
    assert buckets.take(b"first") == 0


def test_an_address_in_a_header_counts_only_from_a_trusted_proxy(settings, request_from):
    assert address_of(request_from(said="198.51.100.1")) == READER
    settings.TRUSTED_PROXIES = [READER]
    assert address_of(request_from(said="198.51.100.1")) == "198.51.100.1"
    assert address_of(request_from(said="192.0.2.9, 198.51.100.1")) == "198.51.100.1", (
        "更前面的是来人自己写的"
    )
    assert address_of(request_from(said=f"198.51.100.1, {READER}")) == "198.51.100.1"
    assert address_of(request_from(said=" , ")) == READER
    assert address_of(request_from(address="192.0.2.1", said="198.51.100.1")) == "192.0.2.1"


def test_one_household_is_one_reader_and_two_are_two(request_from):
    def mark(address):
        return mark_of(request_from(address))

    assert mark("2001:db8:1:2::1") == mark("2001:db8:1:2:ffff::9")
    assert mark("2001:db8:1:2::1") != mark("2001:db8:1:3::1")
    assert mark("::ffff:203.0.113.7") == mark(READER)
    assert mark("203.0.113.8") != mark(READER)
    assert mark("不是地址") == mark("不是地址")


def test_no_mark_holds_an_address(request_from):
    assert READER.encode() not in mark_of(request_from())
    assert len(mark_of(request_from("x" * 10_000))) == 8


@pytest.mark.django_db
def test_a_door_refuses_politely_and_says_when_to_come_back(request_from):
    door = limited(per_minute=6, burst=2)(lambda request: HttpResponse("好"))
    assert [door(request_from()).status_code for _ in range(3)] == [200, 200, 429]
    refused = door(request_from())
    assert 1 <= int(refused["Retry-After"]) <= 10
    assert "访问过于频繁" in refused.content.decode() and "首页" in refused.content.decode()
    assert refused["Cache-Control"] == "no-store" and "noindex" in refused["X-Robots-Tag"]
    assert door(request_from("203.0.113.8")).status_code == 200


def test_a_program_gets_a_sentence(request_from):
    door = limited(per_minute=1, burst=1)(lambda request: HttpResponse("好"))
    door(request_from(accept="application/json"))
    refused = door(request_from(accept="application/json"))
    assert refused.status_code == 429
    assert refused.content.decode() == limits.SENTENCE
    assert refused["Content-Type"].startswith("text/plain")


def test_many_addresses_together_are_limited_too(request_from):
    door = limited(per_minute=60, burst=20, everyone=50)(lambda request: HttpResponse("好"))
    answers = [
        door(request_from(f"10.0.{n // 250}.{n % 250}", accept="*/*")).status_code for n in range(1000)
    ]
    assert answers[:5] == [200] * 5
    assert 5 <= answers.count(200) <= 8
    assert set(answers) == {200, 429}


def test_one_ipv6_network_has_the_room_of_ten_readers_whatever_its_households(request_from):
    door = limited(per_minute=1, burst=2)(lambda request: HttpResponse("好"))

    def knock(address):
        return door(request_from(address, accept="*/*")).status_code

    answers = [knock(f"2001:db8:1:{n:x}::1") for n in range(30)]
    assert answers == [200] * 20 + [429] * 10
    assert knock("2001:db8:2:1::1") == 200, "another network"
    assert {knock(f"203.0.113.{n}") for n in range(30)} == {200}, "IPv4 addresses are no network of one"
    assert {knock(f"::ffff:198.51.100.{n}") for n in range(30)} == {200}


def test_two_doors_do_not_share_their_buckets(request_from):
    one, other = (limited(per_minute=1, burst=1)(lambda request: HttpResponse("好")) for _ in range(2))
    assert one(request_from(accept="*/*")).status_code == 200
    assert other(request_from(accept="*/*")).status_code == 200


def test_refusing_leaves_no_trace_in_the_log(request_from, caplog):
    caplog.set_level(logging.DEBUG)
    door = limited(per_minute=1, burst=1)(lambda request: HttpResponse("好"))
    for _ in range(3):
        door(request_from(accept="*/*"))
    assert READER not in caplog.text
