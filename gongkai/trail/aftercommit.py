"""What follows a commit, once, however many acts the transaction holds."""

from collections.abc import Callable

from django.db import connection, transaction


def once_after_commit(what: Callable[[], object]) -> None:
    """Have `what` done when the transaction under way is committed; if it fails it is logged, and the acts stand."""
    if all(waiting[1] is not what for waiting in connection.run_on_commit):
        transaction.on_commit(what, robust=True)
