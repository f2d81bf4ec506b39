"""Records put in place at once that so many acts would have left: the guards of items stand aside, openly and briefly."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

GUARDS = ("disclosure_item_inserted", "disclosure_item_reviewed")


@contextmanager
def unguarded() -> Iterator[None]:
    """Inside, items may be made public and rewritten without a review; only for what measures and tests."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name IN {GUARDS}")
            kept = cursor.fetchall()
            for name, _ in kept:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for _, statement in kept:
                cursor.execute(statement)
            return
        _switch("DISABLE")
        yield
        _switch("ENABLE")


def _switch(deed: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is altered while checks of it wait
        for name in GUARDS:
            cursor.execute(f"ALTER TABLE disclosure_item {deed} TRIGGER {name}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
