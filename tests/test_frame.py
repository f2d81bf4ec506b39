"""The frame holds: each round on its own database, nothing of it in a developer's own folder."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests import databases
from tests.serving import environment


@pytest.mark.django_db
def test_each_round_runs_on_its_own_kind_of_database() -> None:
    assert connection.vendor == ("postgresql" if databases.SERVER else "sqlite")


def test_the_suite_keeps_its_state_in_a_folder_that_goes_with_it() -> None:
    assert Path(os.environ["TEST_STATE"]) in settings.DATA.parents


def test_a_real_process_inherits_nothing_of_the_suite() -> None:
    kept = environment(GONGKAI_DATABASE="x")
    assert [name for name in kept if name.startswith(("GONGKAI_", "TEST_", "DJANGO_S"))] == [
        "GONGKAI_DATABASE"
    ]


def test_a_test_without_data_is_left_out_on_postgresql(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert databases.in_this_round(request.node)
    monkeypatch.setattr(databases, "SERVER", "postgresql://127.0.0.1/gongkai")
    assert not databases.in_this_round(request.node)


@pytest.mark.parametrize("fixture", sorted(databases.TOUCHES_DATA))
def test_a_test_that_asks_for_data_runs_on_both(
    fixture: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request.node, "fixturenames", [fixture])
    assert databases.in_this_round(request.node)
    monkeypatch.setattr(databases, "SERVER", "postgresql://127.0.0.1/gongkai")
    assert databases.in_this_round(request.node)


def test_a_test_that_needs_postgresql_is_left_out_on_sqlite(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "SERVER", "")
    request.node.add_marker("postgres")
    assert not databases.in_this_round(request.node)
