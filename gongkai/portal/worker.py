"""The worker: looks into the outbox again and again and drains it."""

import logging
import threading
import time

from django.db import close_old_connections

from gongkai.portal.publisher import drain
from gongkai.trail.models import Outbox

PAUSE = 0.5  # seconds between two looks: publishing should feel immediate, an empty look costs one query
AFTER_FAILURE = 15.0  # seconds

logger = logging.getLogger(__name__)


def watch(stop: threading.Event) -> None:
    """Drain the outbox whenever it holds something, until `stop` is set. A failure is logged and tried again.

    Changes owed for a file that could not be made wait for the next trial; newer ones do not wait with them.
    """
    owed: set[int] = set()
    again = 0.0
    while not stop.is_set():
        pause = PAUSE
        try:
            close_old_connections()
            rows = set(Outbox.objects.values_list("pk", flat=True))
            if rows - owed or (rows and time.monotonic() >= again):
                owed = drain().owed
                again = time.monotonic() + AFTER_FAILURE
        except Exception:
            logger.exception("网页没有写成，稍后再试")
            pause = AFTER_FAILURE
        stop.wait(pause)
