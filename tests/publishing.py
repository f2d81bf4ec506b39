"""Deeds on a data folder, each in a process of its own: `python -m tests.publishing DEED NUMBER|FOLDER`.

The folder and the database come from the environment, as for `gongkai` itself.
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import django

COLUMN = "20-15"


def found(count: int) -> None:
    """An empty folder gets tables, a district, a town, two people, `count` public items of 2021, three with
    attachments, and its site.
    """
    from gongkai.conftest import _organ, _person
    from gongkai.console.state import bring_up_to_date
    from gongkai.disclosure.models import CatalogueNode
    from gongkai.portal.publisher import drain
    from gongkai.portal.tests.archive import fill

    bring_up_to_date()
    town = _organ("baiyang-zhen", "清水区白杨镇", "town", _organ("qingshui-qu", "清水区", "district"))
    _person("bianji", "甄编辑", town, "editor")
    _person("shenhe", "沈核准", town, "approver")
    fill(town, CatalogueNode.objects.get(organ=town, code=COLUMN), count, datetime(2021, 6, 1, tzinfo=UTC))
    _publish(3, "初")
    drain()


def _town_and_people() -> tuple[Any, Any, Any]:
    from gongkai.organs.models import Organ, Person

    people = {person.username: person for person in Person.objects.all()}
    return Organ.objects.get(level="town"), people["bianji"], people["shenhe"]


def _publish(count: int, mark: str) -> None:
    """`count` items with attachments are drafted, passed and published."""
    from django.utils import timezone

    from gongkai.disclosure import acts
    from gongkai.disclosure.models import Attachment, CatalogueNode, Item
    from gongkai.disclosure.tests.passing import publish

    town, editor, approver = _town_and_people()
    node = CatalogueNode.objects.get(organ=town, code=COLUMN)
    for number in range(count):
        at, text = timezone.now(), f"附件{mark}{number}"
        file = acts.store_file(organ=town, name=f"{text}.txt", data=text.encode(), by=editor, at=at)
        item = Item(
            organ=town,
            node=node,
            title=f"新文{mark}{number}",
            body="<p>正文</p>",
            issuing_organ=town.name,
            formed_on=date(2021, 3, 1),
            attachments=[Attachment(title=text, stored_file=file)],
        )
        item = acts.draft(item=item, by=editor, at=at)
        acts.submit(item=item, by=editor, at=at)
        publish(item=item, by=approver, at=at)


def _withdraw(count: int) -> None:
    """The `count` newest items of 2021 are withdrawn."""
    from django.utils import timezone

    from gongkai.disclosure import acts
    from gongkai.disclosure.models import Item

    approver = _town_and_people()[2]
    for item in Item.objects.public().filter(address_year=2021).order_by("-address_serial")[:count]:
        acts.withdraw(item=item, by=approver, at=timezone.now(), reason="内容有误。")


def change(count: int) -> None:
    """`count` items are published and as many old ones withdrawn."""
    _publish(count, "改")
    _withdraw(count)


def withdraw_when_told(count: int) -> None:
    """`count` items are withdrawn at the moment a line arrives; says when it is ready for it."""
    _town_and_people()
    print("ready", flush=True)
    sys.stdin.readline()
    _withdraw(count)


def write_anew(folder: str) -> None:
    """Every public file of the records as they stand is written into `folder`; nothing may be waiting."""
    from django.conf import settings

    from gongkai.portal.publisher import publish_all
    from gongkai.trail.models import Outbox

    assert not Outbox.objects.exists(), "还有没写的变化"
    settings.SITE_ROOT = Path(folder)
    assert publish_all().failed == []


DEEDS: dict[str, Any] = {deed.__name__: deed for deed in (found, change, withdraw_when_told, write_anew)}

if __name__ == "__main__":
    django.setup()
    deed, argument = sys.argv[1:]
    DEEDS[deed](int(argument) if argument.isdigit() else argument)
