"""Acts wake whoever follows the records: once, after their commit, and never when nothing came of them."""

import pytest
from django.db import connection, transaction

from gongkai.conftest import MOMENT
from gongkai.trail import waking
from gongkai.trail.acts import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def bell(town, monkeypatch):
    monkeypatch.setattr(waking, "_bells", [])
    monkeypatch.setattr(connection, "run_on_commit", [])  # what made the town waits no longer
    return waking.bell()


def wrote(town, times=1):
    with transaction.atomic():
        for _ in range(times):
            record(verb="试", subject=town, by=None, at=MOMENT, changed=[town])


def test_acts_wake_after_their_commit_and_once(bell, town, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        wrote(town, times=3)
    assert not bell.is_set()
    assert waiting.count(waking._ring) == 1
    for one in waiting:
        one()
    assert bell.is_set()


def test_an_act_that_came_to_nothing_wakes_nobody(bell, town, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError), transaction.atomic():
        record(verb="试", subject=town, by=None, at=MOMENT, changed=[town])
        raise RuntimeError
    assert not bell.is_set()


def test_everybody_who_follows_is_woken(bell, town, django_capture_on_commit_callbacks):
    other = waking.bell()
    with django_capture_on_commit_callbacks(execute=True):
        wrote(town)
    assert bell.is_set() and other.is_set()
