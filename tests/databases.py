"""Two rounds over the same tests: SQLite runs everything, PostgreSQL whatever touches data."""

import os
import secrets
from collections.abc import Iterator

import psycopg
import pytest
from django.test import TransactionTestCase

SERVER = os.environ.get("TEST_DATABASE", "")
TOUCHES_DATA = {"db", "transactional_db", "live_server", "database_env"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what the round is not for; pytest's closing line counts what was left out."""
    left_out = [item for item in items if not in_this_round(item)]
    items[:] = [item for item in items if item not in set(left_out)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)


def in_this_round(item: pytest.Item) -> bool:
    """On PostgreSQL: tests that touch data. On SQLite: all but those that need a real PostgreSQL."""
    needs_postgres = item.get_closest_marker("postgres") is not None
    if not SERVER:
        return not needs_postgres
    fixtures = set(getattr(item, "fixturenames", ()))
    case = getattr(item, "cls", None)
    of_django = isinstance(case, type) and issubclass(case, TransactionTestCase)
    marked = item.get_closest_marker("django_db") is not None
    return needs_postgres or marked or of_django or bool(fixtures & TOUCHES_DATA)


@pytest.fixture
def database_env() -> Iterator[dict[str, str]]:
    """Environment of a real `gongkai` process that is to meet this round's database, empty and its own."""
    if not SERVER:
        yield {}
        return
    server, name = SERVER.rpartition("/")[0], f"own_{secrets.token_hex(6)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield {"GONGKAI_DATABASE": f"{server}/{name}"}
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
