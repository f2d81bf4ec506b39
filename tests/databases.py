"""Two rounds over the same tests: SQLite runs everything, PostgreSQL whatever touches data."""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test import TransactionTestCase

SERVER = os.environ.get("TEST_DATABASE", "")
TOUCHES_DATA = {"db", "transactional_db", "live_server", "database_env"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what the round is not for; pytest's closing line counts what was left out."""
    kept, left_out = [], []
    for item in items:
        (kept if in_this_round(item) else left_out).append(item)
    items[:] = kept
    if left_out:
        config.hook.pytest_deselected(items=left_out)


def in_this_round(item: pytest.Item) -> bool:
    """On PostgreSQL: tests that touch data. On SQLite: all but those that need a real PostgreSQL.

    What only looks at the pages made of the data runs once: that a page says what the records say is the same
    question on either; following the records, the traces of a withdrawal and every act are tried on both.
    """
    needs_postgres = item.get_closest_marker("postgres") is not None
    if not SERVER:
        return not needs_postgres
    fixtures = set(getattr(item, "fixturenames", ()))
    case = getattr(item, "cls", None)
    of_django = isinstance(case, type) and issubclass(case, TransactionTestCase)
    if item.get_closest_marker("sqlite") is not None or item.get_closest_marker("pages") is not None:
        return False
    marked = item.get_closest_marker("django_db") is not None
    return needs_postgres or marked or of_django or bool(fixtures & TOUCHES_DATA)


@dataclass(frozen=True)
class Migrated:
    """A database with every table and no record, made once for all processes of a round; others copy it."""

    file: Path  # on SQLite
    name: str  # on PostgreSQL

    def lay(self, folder: Path) -> None:
        """Put it into a data folder as the database of a real process; nothing on PostgreSQL."""
        if not SERVER:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.file, folder / "gongkai.sqlite3")

    def copy(self, name: str) -> None:
        """Make a database of PostgreSQL from it."""
        with _server() as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{self.name}"')

    def save(self, made: str) -> None:
        """Keep the database made under this name."""
        if not SERVER:
            shutil.copy(made, self.file)
            return
        with _server() as connection:
            connection.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{made}"')


def _server() -> psycopg.Connection:
    return psycopg.connect(f"{SERVER.rpartition('/')[0]}/postgres", autocommit=True)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory, worker_id: str, django_db_setup: None) -> Migrated:
    """The tables as the migrations make them, to copy from."""
    return _template(tmp_path_factory, worker_id)


def _template(factory: pytest.TempPathFactory, worker_id: str) -> Migrated:
    base = factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    return Migrated(shared / "migrated.sqlite3", "migrated")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_modify_db_settings: None,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Iterator[None]:
    """The suite's own database: the first process of a round migrates one, the others copy that."""
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    template = _template(tmp_path_factory, worker_id)
    done = template.file.with_suffix(".done")
    with django_db_blocker.unblock(), done.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        name = connection.creation._get_test_db_name()
        if done.exists():
            template.copy(name) if SERVER else shutil.copy(template.file, name)
        made = setup_databases(verbosity=0, interactive=False, keepdb=done.exists())
        if not done.exists():
            connection.close()
            template.save(name)
            done.touch()
    yield
    with django_db_blocker.unblock():
        connection.close()
        _end_other_sessions(name)
        teardown_databases(made, verbosity=0)


def _end_other_sessions(name: str) -> None:
    """A thread of a test that has ended may hold its connection a little longer than the test database lives."""
    if SERVER:
        with _server() as connection:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
            connection.execute(others, [name])


@pytest.fixture
def database_env(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """Environment of a real `gongkai` process that is to meet this round's database, its own and without records.

    On SQLite the data folder brings the database: `migrated.lay` puts the tables there.
    """
    if not SERVER:
        yield {}
        return
    name = f"own_{secrets.token_hex(6)}"
    request.getfixturevalue("migrated").copy(name)
    yield {"GONGKAI_DATABASE": f"{SERVER.rpartition('/')[0]}/{name}"}
    with _server() as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
