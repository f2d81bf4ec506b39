"""A web process of a site with readers, beside others: `python -m … prepare FOLDER` once, then `… serve FOLDER NAME`.

It waits for the others at `FOLDER/go`, so that all begin together; its settings come from the environment.
"""

import json
import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import django

from tests.startline import wait_for_the_others

AT = datetime(2021, 3, 5, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
ADDRESS = "Wenguizhen1957@example.com"
THREADS, TURNS = 4, 50


def prepare() -> None:
    """A district with two towns, an item in each."""
    from gongkai.disclosure.tests import publishing_process

    publishing_process.prepare()
    publishing_process.publish("a", 1)


def serve() -> dict[str, int]:
    """Every thread counts readings, asks for letters and confirms; returns how many confirmations were the first."""
    with ThreadPoolExecutor(THREADS) as threads:
        return {"first": sum(threads.map(_read, range(THREADS)))}


def _read(number: int) -> int:
    from django.db import connections

    from gongkai.disclosure.models import CatalogueNode, Item
    from gongkai.portal import acts
    from gongkai.portal.models import Subscription
    from gongkai.portal.readings import readings

    items = list(Item.objects.order_by("pk").values_list("pk", flat=True))
    try:
        for turn in range(TURNS):
            readings.count(items[(number + turn) % len(items)])
            if turn % 9 == 0:
                readings.write()
        node = CatalogueNode.objects.order_by("pk").first()
        assert node is not None
        acts.ask_to_subscribe(node=node, address=ADDRESS, at=AT)
        held = Subscription.objects.get()
        return acts.confirm_subscription(subscription=held, at=AT)
    finally:
        connections.close_all()


if __name__ == "__main__":
    django.setup()
    logging.getLogger().setLevel(logging.DEBUG)
    deed, folder, *rest = sys.argv[1:]
    if deed == "prepare":
        prepare()
    else:
        wait_for_the_others(folder, rest[0])
        (Path(folder) / f"done-{rest[0]}").write_text(json.dumps(serve()))
