"""Sealing acts (封存): every committed act becomes the next link of one chain.

Acts run side by side and some take minutes, so they do not wait for each other at the chain's end: each leaves a
row that says it waits, and a short transaction after its commit links whatever waits. A crash in between leaves
the row, and the next act or the worker's next round links it. The order of the chain is that of linking.
"""

from django.db import connection, transaction

from gongkai.trail.aftercommit import once_after_commit
from gongkai.trail.digests import FIRST, link_value
from gongkai.trail.models import Link, Unlinked

LOT = 500  # acts linked in one transaction
CHAIN_KEY = 0x6C69_6E6B  # of PostgreSQL's lock for whoever lengthens the chain or the public log


def link_after_commit() -> None:
    """Have whatever waits linked when the transaction under way is committed; where that fails, the worker links."""
    once_after_commit(link_waiting)


def link_waiting() -> int:
    """Link every committed act that waits; how many there were."""
    linked = 0
    while Unlinked.objects.exists():
        lot = _link_lot()
        if not lot:
            break  # acts that are no longer there: `gongkai verify` names them
        linked += lot
    return linked


@transaction.atomic
def _link_lot() -> int:
    alone_at_the_end()
    waiting = Unlinked.objects.order_by("act_id").values_list("act_id", "act__digest")
    acts = list(waiting[:LOT])  # without those that somebody removed
    number, value = Link.objects.order_by("-number").values_list("number", "chain").first() or (0, FIRST)
    links = []
    for act_id, digest in acts:
        number += 1
        value = link_value(value, number, act_id, digest)
        links.append(Link(number=number, act_id=act_id, chain=value))
    Link.objects.bulk_create(links)
    Unlinked.objects.filter(act_id__in=[act_id for act_id, _ in acts]).delete()
    return len(acts)


def alone_at_the_end() -> None:
    """Until the transaction under way ends, nobody else lengthens the chain or the public log.

    SQLite lets one writer in anyway. On PostgreSQL a lock that needs no row: the first link has nothing to lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_KEY])
