"""Measured in a process of its own: a freshly rendered item page, and the compiling of a year's report.

python bench/pages.py DATA
"""

import statistics
import sys
from pathlib import Path

from on_records import begin, hand_over, statements
from yardstick import side_by_side

ITEMS, ROUNDS = 30, 10
TOWN, YEAR = "kongtong-zhen", 2020


def item_pages() -> dict[str, float]:
    """CPU and SQL of one item's page, over 300 renderings."""
    from gongkai.disclosure.models import Item
    from gongkai.portal.pages.items import ItemPage

    keys = Item.objects.filter(live=True).order_by("pk").values_list("pk", flat=True)
    pages = [ItemPage("x/2020/1.html", key) for key in keys[:: max(1, len(keys) // ITEMS)]][:ITEMS]
    asked = []
    for page in pages:
        with statements() as seen:
            page.content()
        asked.append(len(seen))
    found = side_by_side(lambda: [page.content() for page in pages], ROUNDS, len(pages))
    return found | {"sql": max(asked), "sql_median": statistics.median(asked), "pages": len(pages) * ROUNDS}


def compiling() -> dict[str, float]:
    """CPU and SQL of one year's report of the town, all tables."""
    from gongkai.organs.models import Organ
    from gongkai.reporting.compile import compile_report

    town = Organ.objects.get(slug=TOWN)
    with statements() as seen:
        compile_report(town, YEAR)
    return side_by_side(lambda: compile_report(town, YEAR), ROUNDS * 2) | {"sql": len(seen)}


if __name__ == "__main__":
    begin(Path(sys.argv[1]))
    hand_over({"page": item_pages(), "compile": compiling()})
