"""移交清单: what an organ has made public in a period, to be delivered to archives and libraries (条例第二十五条)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from gongkai.disclosure.acts.standing import day_of
from gongkai.disclosure.models import Deposit, Item
from gongkai.organs.models import Level, Organ
from gongkai.spreadsheets.columns import Column, Kind, Sheet, Value

SHEET = Sheet(
    name="移交清单",
    columns=(
        Column("index_number", "索引号"),
        Column("title", "标题"),
        Column("document_number", "文号"),
        Column("formed_on", "成文日期", kind=Kind.DAY),
        Column("published_on", "公开日期", kind=Kind.DAY),
    ),
)


def handed_over(organ: Organ, since: date, until: date, genre: str = "") -> QuerySet[Item]:
    """Public items of `organ` first published from `since` to `until`, both days in China and included; of one 体裁 or all."""
    found = Item.objects.public().filter(
        organ=organ, first_published_at__date__gte=since, first_published_at__date__lte=until
    )
    found = found.filter(genre=genre) if genre else found
    return found.defer("body").order_by("first_published_at", "pk")


def row_of(item: Item) -> dict[str, Value]:
    """A line of the list."""
    public = item.first_published_at
    return {
        "index_number": item.index_number,
        "title": item.title,
        "document_number": item.document_number,
        "formed_on": item.formed_on,
        "published_on": day_of(public) if public else None,
    }


def not_handed_over(organ_ids: Iterable[int], year: int) -> list[Organ]:
    """Organs that made something public in `year` and have no delivery in the register that reaches its end."""
    delivered = Deposit.objects.filter(struck_at=None, until__gte=date(year, 12, 31)).values("organ_id")
    owing = Organ.objects.filter(pk__in=organ_ids).exclude(level=Level.VILLAGE).exclude(pk__in=delivered)
    return [one for one in owing if handed_over(one, date(year, 1, 1), date(year, 12, 31)).exists()]
