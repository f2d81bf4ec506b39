"""浏览次数: gathered in memory, written in batches, none lost and none counted twice."""

import gc
import threading
from collections import Counter

import pytest
from django.db import OperationalError
from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal import readings as room
from gongkai.portal.models import ViewCount
from gongkai.portal.readings import AGAIN, MANY, SECONDS, Readings, Recent, add_readings


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def stored(item) -> int:
    return ViewCount.objects.filter(item=item).values_list("count", flat=True).first() or 0


def test_a_second_look_within_half_an_hour_is_not_new(clock: Clock) -> None:
    recent = Recent(clock=clock)
    assert recent.is_new(b"reader", b"page")
    clock.now += AGAIN - 1
    assert not recent.is_new(b"reader", b"page")
    assert recent.is_new(b"reader", b"other page")
    assert recent.is_new(b"other reader", b"page")
    clock.now += 1
    assert recent.is_new(b"reader", b"page"), "看第二眼不应把半小时延长"


def test_facts_do_not_run_into_each_other(clock: Clock) -> None:
    recent = Recent(clock=clock)
    assert recent.is_new(b"ab", b"c")
    assert recent.is_new(b"a", b"bc")


def test_memory_is_bounded_and_the_oldest_are_forgotten_first(clock: Clock) -> None:
    recent = Recent(most=50, clock=clock)
    for number in range(1000):
        assert recent.is_new(str(number).encode())
        assert len(recent) <= 50
    assert not recent.is_new(b"999")
    assert not recent.is_new(b"950")
    assert recent.is_new(b"949")


def test_what_is_older_than_half_an_hour_takes_no_room(clock: Clock) -> None:
    recent = Recent(clock=clock)
    for number in range(100):
        recent.is_new(str(number).encode())
    clock.now += AGAIN
    recent.is_new(b"late")
    assert len(recent) == 1


@given(st.lists(st.tuples(st.integers(0, 5), st.floats(0, AGAIN)), max_size=60))
def test_no_reading_counts_twice_within_half_an_hour(looks) -> None:
    clock = Clock()
    recent, counted = Recent(clock=clock), {}
    for reader, pause in looks:
        clock.now += pause
        expected = reader not in counted or clock.now - counted[reader] >= AGAIN
        assert recent.is_new(bytes([reader])) is expected
        if expected:
            counted[reader] = clock.now


def test_two_processes_mark_one_reader_differently() -> None:
    one, other = Recent(), Recent()
    for recent in (one, other):
        recent.is_new(b"198.51.100.7", b"Mozilla/5.0")
    assert set(one._seen).isdisjoint(other._seen)
    kept = repr(one._seen) + repr([vars(found) for found in gc.get_objects() if type(found) is Recent])
    assert "198.51.100.7" not in kept and "Mozilla" not in kept


def test_readings_wait_in_memory_until_there_are_enough(published, clock: Clock) -> None:
    item, gathered = published(), Readings(clock=clock)
    for _ in range(MANY - 1):
        gathered.count(item.pk)
        gathered.write_when_due()
    assert (stored(item), gathered.pending(item.pk)) == (0, MANY - 1)
    gathered.count(item.pk)
    gathered.write_when_due()
    assert (stored(item), gathered.pending(item.pk)) == (MANY, 0)


def test_a_few_are_written_after_a_few_seconds(published, clock: Clock) -> None:
    item, gathered = published(), Readings(clock=clock)
    gathered.count(item.pk)
    clock.now += SECONDS - 0.1
    assert not gathered.is_time()
    clock.now += 0.1
    gathered.write_when_due()
    assert (stored(item), gathered.pending(item.pk)) == (1, 0)
    clock.now += SECONDS
    assert not gathered.is_time(), "没有新的就不必写"


def test_readings_add_up_over_several_writings_and_items(published) -> None:
    one, other = published("甲"), published("乙")
    for _ in range(3):
        add_readings(Counter({one.pk: 2, other.pk: 5, 10**9: 7}))
    assert (stored(one), stored(other)) == (6, 15)
    assert ViewCount.objects.count() == 2


def test_what_cannot_be_written_now_is_kept_and_tried_after_a_while(
    published, clock: Clock, monkeypatch, caplog
) -> None:
    item, gathered, tried = published(), Readings(clock=clock), []

    def locked(counts):
        tried.append(counts.total())
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(room, "add_readings", locked)
        for _ in range(2 * MANY):
            gathered.count(item.pk)
            gathered.write_when_due()
        assert tried == [MANY], "写不进时不应每个人来都再试"
        assert gathered.pending(item.pk) == 2 * MANY
        assert "稍后再写" in caplog.text
    clock.now += SECONDS
    gathered.write_when_due()
    assert (stored(item), gathered.pending(item.pk)) == (2 * MANY, 0)


def test_while_one_thread_writes_the_others_do_not_wait(published, monkeypatch) -> None:
    item, gathered = published(), Readings()
    begun, may_end = threading.Event(), threading.Event()

    def slowly(counts):
        begun.set()
        may_end.wait(10)

    monkeypatch.setattr(room, "add_readings", slowly)
    gathered.count(item.pk)
    writer = threading.Thread(target=gathered.write)
    writer.start()
    begun.wait(10)
    gathered.count(item.pk)
    gathered.write()
    assert gathered.pending(item.pk) == 2, "正在写的也要算在显示的次数里"
    may_end.set()
    writer.join()
    assert gathered.pending(item.pk) == 1


def test_the_end_of_the_process_writes_what_is_left(published, monkeypatch) -> None:
    item, gathered = published(), Readings()
    monkeypatch.setattr(room, "readings", gathered)
    gathered.count(item.pk)
    room._write_at_the_end()
    assert stored(item) == 1


def test_the_end_of_the_process_is_quiet_whatever_is_wrong(monkeypatch, caplog) -> None:
    gathered = Readings()
    monkeypatch.setattr(room, "readings", gathered)
    monkeypatch.setattr(room, "add_readings", lambda counts: 1 / 0)
    gathered.count(1)
    room._write_at_the_end()
    assert "没有写完（ZeroDivisionError）" in caplog.text and "Traceback" not in caplog.text
