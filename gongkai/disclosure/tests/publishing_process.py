"""A process that publishes beside others: `python -m … prepare FOLDER` once, then `… publish FOLDER NAME N`.

It waits for the others at `FOLDER/go`, so that all begin together; its settings come from the environment.
"""

import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

import django
from django.core.management import call_command

from tests.startline import wait_for_the_others

CODES = ("zhidu", "20-1", "20-15", "21-x1")  # columns of different depth, far apart in number
AT = datetime(2021, 3, 5, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def prepare() -> None:
    """Make the tables, and two towns under a district; one 信息员 and one 审核人 serve both."""
    call_command("migrate", verbosity=0)
    from gongkai.disclosure.acts import lay_out_catalogue
    from gongkai.organs import acts
    from gongkai.organs.models import Role

    district = acts.establish(slug="qu", name="清水区", short_name="清水区", level="district", by=None, at=AT)
    people = {
        role: acts.enrol(username=role.value, name=role.label, password="x" * 12, by=None, at=AT)
        for role in (Role.EDITOR, Role.APPROVER)
    }
    for slug in ("jia", "yi"):
        town = acts.establish(
            slug=slug, name=slug, short_name=slug, level="town", parent=district, by=None, at=AT
        )
        lay_out_catalogue(organ=town, by=None, at=AT)
        for role, person in people.items():
            acts.appoint(person=person, organ=town, role=role, since=date(2021, 1, 1), by=None, at=AT)


def publish(name: str, count: int) -> None:
    """Publish `count` items in each town, then move each to another column."""
    from gongkai.disclosure import acts
    from gongkai.disclosure.models import CatalogueNode, Item
    from gongkai.disclosure.tests import passing
    from gongkai.organs.models import Organ, Person

    editor, approver = (Person.objects.get(username=role) for role in ("editor", "approver"))
    items = []
    for number in range(count):
        for town in Organ.objects.filter(level="town"):
            node = CatalogueNode.objects.get(organ=town, code=CODES[number % len(CODES)])
            item = Item(organ=town, node=node, title=f"{name}{number}", body="内容", issuing_organ="某机关")
            item.formed_on = AT.date()
            items.append(acts.draft(item=item, by=editor, at=AT))
            acts.submit(item=item, by=editor, at=AT)
            passing.publish(item=item, by=approver, at=AT)
    for number, item in enumerate(items, start=len(name)):
        opened = Item.objects.get(pk=item.pk)
        opened.node = CatalogueNode.objects.get(organ=opened.organ, code=CODES[number % len(CODES)])
        opened.change_note = "换了栏目。"
        acts.draft(item=opened, by=editor, at=AT)
        acts.submit(item=opened, by=editor, at=AT)
        passing.publish(item=opened, by=approver, at=AT)


if __name__ == "__main__":
    django.setup()
    deed, folder, *rest = sys.argv[1:]
    if deed == "prepare":
        prepare()
    else:
        wait_for_the_others(folder, rest[0])
        publish(rest[0], int(rest[1]))
