"""Deeds on a data folder, each in a process of its own: `python -m tests.verifying DEED WORD…`.

The folder and the database come from the environment, as for `gongkai` itself.
"""

import sys
from datetime import date, timedelta
from typing import Any

import django

from tests.startline import wait_for_the_others

ACTS = 60


def prepare() -> None:
    """A town with three items, each with an attachment, first published the day before yesterday, and its site."""
    from gongkai.console.state import bring_up_to_date
    from gongkai.disclosure import acts
    from gongkai.disclosure.models import Attachment, CatalogueNode, Item
    from gongkai.disclosure.tests.passing import publish
    from gongkai.office.clock import now
    from gongkai.portal.evidence import Evidence
    from gongkai.portal.publisher import drain

    bring_up_to_date()
    town, editor, approver = _town()
    at = now() - timedelta(days=2)
    for number in range(1, 4):
        text = f"附件{number}"
        file = acts.store_file(organ=town, name=f"{text}.txt", data=text.encode(), by=editor, at=at)
        item = Item(
            organ=town,
            node=CatalogueNode.objects.get(organ=town, code="20-15"),
            title=f"第{number}号通知",
            body="<p>正文</p>",
            issuing_organ=town.name,
            formed_on=date(2021, 3, 1),
            attachments=[Attachment(title=text, stored_file=file)],
        )
        item = acts.draft(item=item, by=editor, at=at)
        acts.submit(item=item, by=editor, at=at)
        publish(item=item, by=approver, at=at)
    drain()
    Evidence()()
    drain()


def _town() -> tuple[Any, Any, Any]:
    from gongkai.conftest import _organ, _person

    town = _organ("baiyang-zhen", "清水区白杨镇", "town", _organ("qingshui-qu", "清水区", "district"))
    return town, _person("bianji", "甄编辑", town, "editor"), _person("shenhe", "沈核准", town, "approver")


def tamper(*statements: str) -> None:
    """Statements behind every guard's back."""
    from django.db import connection, transaction

    from gongkai.trail.tests.tampering import without_guards

    with transaction.atomic():
        without_guards()
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def found() -> None:
    """A town and nothing else, everything linked."""
    _town()


def act(folder: str, name: str) -> None:
    """Many short acts and a long one of many records, beside other processes that do the same."""
    from django.db import transaction

    from gongkai.office.clock import now
    from gongkai.organs.models import Organ
    from gongkai.trail.acts import record

    town = Organ.objects.get(slug="baiyang-zhen")
    wait_for_the_others(folder, name)
    for number in range(ACTS):
        with transaction.atomic():
            record(verb=f"{name}第{number}件", subject=town, by=None, at=now())
    with transaction.atomic():
        for number in range(ACTS):
            record(verb=f"{name}第{number}行", subject=town, by=None, at=now())


def die_before_linking() -> None:
    """An act is committed and the process is gone before it is linked."""
    import os

    from django.db import transaction

    from gongkai.office.clock import now
    from gongkai.organs.models import Organ
    from gongkai.trail.acts import linking, record

    linking._link_lot = lambda: os._exit(9)
    with transaction.atomic():
        record(verb="断电以前", subject=Organ.objects.get(slug="baiyang-zhen"), by=None, at=now())


def worker_round() -> None:
    """What the worker does once."""
    from gongkai.portal.evidence import Evidence

    Evidence()()


DEEDS: dict[str, Any] = {
    deed.__name__: deed for deed in (prepare, tamper, found, act, die_before_linking, worker_round)
}

if __name__ == "__main__":
    django.setup()
    DEEDS[sys.argv[1]](*sys.argv[2:])
