"""Measured in a process of its own: publishing one more item, with 100 and with 100,000 items in the archive, and
looking through all of them with today's rules.

python bench/archive.py EMPTY_DATA
"""

import statistics
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import rescan
from on_records import begin, hand_over
from yardstick import cpu_ms

NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
FEW, MANY = 100, 100_000
ACTS = 25  # in one column: more than a list page holds, so that the turn of a page is among them


class Town:
    """A town with its catalogue and two people; `grow` fills its archive, `publish` adds one by the acts."""

    def __init__(self) -> None:
        from gongkai.disclosure.acts import lay_out_catalogue
        from gongkai.disclosure.models import CatalogueNode
        from gongkai.organs import acts
        from gongkai.organs.models import Role

        parent = acts.establish(slug="qu", name="某区", short_name="某区", level="district", by=None, at=NOW)
        self.organ = acts.establish(
            slug="zhen", name="某镇", short_name="某镇", level="town", parent=parent, by=None, at=NOW
        )
        lay_out_catalogue(organ=self.organ, by=None, at=NOW)
        self.people = []
        for role in (Role.EDITOR, Role.APPROVER):
            person = acts.enrol(
                username=role.value, name="某人", password=f"{role}-口令2026", by=None, at=NOW
            )
            acts.appoint(person=person, organ=self.organ, role=role, since=date(2019, 1, 1), by=None, at=NOW)
            self.people.append(person)
        self.nodes = list(CatalogueNode.objects.filter(organ=self.organ, takes_items=True))
        self.size = 0

    def grow(self, to: int) -> None:
        """Fill the archive up to `to` items, spread over the columns, with every number and place as acts give them."""
        from gongkai.disclosure.models import CatalogueNode, Item, Placement, Sequence
        from gongkai.disclosure.tests.unguarded import unguarded

        last = dict(CatalogueNode.objects.filter(organ=self.organ).values_list("pk", "last_position"))
        lineages = [[one.pk for one in node.lineage()] for node in self.nodes]
        for start in range(self.size, to, 5000):
            with unguarded():  # as if each had gone through its review
                made = Item.objects.bulk_create(
                    self._item(number) for number in range(start, min(start + 5000, to))
                )
            places = []
            for item in made:
                for key in lineages[item.address_serial % len(self.nodes)]:
                    last[key] += 1
                    places.append(Placement(node_id=key, item=item, position=last[key]))
            Placement.objects.bulk_create(places)
        for key, position in last.items():
            CatalogueNode.objects.filter(pk=key).update(last_position=position)
        for scope in ("index:2026", "address:2026"):
            Sequence.objects.update_or_create(organ=self.organ, scope=scope, defaults={"last": to})
        self.size = to

    def _item(self, number: int) -> Any:
        from gongkai.disclosure.models import Item

        at = datetime(2019, 6, 1, 9, tzinfo=NOW.tzinfo) + timedelta(minutes=30 * number)
        return Item(
            organ=self.organ,
            node=self.nodes[number % len(self.nodes)],
            title=f"关于第{number}号事项的通知",
            body="<p>各村、各单位：现将有关事项通知如下。</p>" * 20,
            issuing_organ="某镇人民政府",
            formed_on=at.date(),
            author=self.people[0],
            live=True,
            first_published_at=at,
            last_published_at=at,
            index_number=f"zhen/x-{number}",
            address_year=2018,
            address_serial=number,
        )

    def publish(self) -> tuple[float, int]:
        """Draft, submit and publish one item and write its pages: CPU ms and number of files changed."""
        from gongkai.disclosure import acts
        from gongkai.disclosure.models import Item
        from gongkai.disclosure.tests.passing import publish
        from gongkai.portal.publisher import drain

        editor, approver = self.people
        files = []

        def one_more() -> None:
            item = Item(
                organ=self.organ,
                node=self.nodes[-1],  # a column of the third level: three lists change
                title="关于春季植树的通知",
                body="<p>请完成。</p>",
                issuing_organ="某镇人民政府",
                formed_on=NOW.date(),
            )
            item = acts.draft(item=item, by=editor, at=NOW)
            acts.submit(item=item, by=editor, at=NOW)
            publish(item=item, by=approver, at=NOW)
            done = drain()
            files.append(len(done.written) + len(done.removed))

        return cpu_ms(one_more), files[0]


def measure(town: Town, size: int) -> dict[str, float]:
    """Median CPU ms and the most files changed over some acts, with `size` items there before."""
    from gongkai.trail.models import Outbox

    town.grow(size)
    Outbox.objects.all().delete()
    town.publish()  # the first one loads what is loaded once
    acts = [town.publish() for _ in range(ACTS)]
    town.size += 1 + ACTS
    return {
        "ms": statistics.median(ms for ms, _ in acts),
        "files": max(files for _, files in acts),
        "files_median": statistics.median(files for _, files in acts),
    }


if __name__ == "__main__":
    begin(Path(sys.argv[1]))
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    town = Town()
    few, many = measure(town, FEW), measure(town, MANY)
    hand_over({"few": few, "many": many, "rescan": rescan.measure(Path(sys.argv[1]), NOW)})
