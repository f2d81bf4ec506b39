"""What somebody with the database's password can do: change rows behind the back of every guard."""

from typing import Any

from django.db import connection

from gongkai.trail.digests import act_digest, link_value
from gongkai.trail.models import Act, Link

TABLES = (
    "trail_act", "trail_link", "trail_publiclogentry", "trail_dailyroot", "disclosure_item", "disclosure_review",
    "disclosure_reviewstep", "disclosure_reviewfinding", "disclosure_secrecysheet", "disclosure_takedown",
)  # fmt: skip


def without_guards() -> None:
    """Take the guards of the trail and of items away, until the transaction is rolled back."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute(
                "SET CONSTRAINTS ALL IMMEDIATE"
            )  # what still waits to be checked would forbid the rest
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        for name in [name for name, table in cursor.fetchall() if table in TABLES]:
            cursor.execute(f"DROP TRIGGER {name}")


def tamper(statement: str, *values: Any) -> None:
    """Run one statement that no guard stops; it must hit something."""
    without_guards()
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount > 0, statement


def digest_again(act_id: int) -> None:
    """What a careful forger does: make the digest of a changed act agree."""
    act = Act.objects.get(pk=act_id)
    names = (
        "at",
        "verb",
        "actor_id",
        "actor_name",
        "organ_id",
        "subject_kind",
        "subject_id",
        "subject_label",
    )
    digest = act_digest(*(getattr(act, name) for name in names), act.detail)
    tamper("UPDATE trail_act SET digest = %s WHERE id = %s", digest, act_id)


def chain_again(number: int) -> None:
    """What the most careful forger does: make every link from `number` on agree."""
    value = Link.objects.get(number=number - 1).chain
    links = Link.objects.filter(number__gte=number).order_by("number")
    for found, act_id, digest in links.values_list("number", "act_id", "act__digest"):
        value = link_value(value, found, act_id, digest)
        tamper("UPDATE trail_link SET chain = %s WHERE number = %s", value, found)
