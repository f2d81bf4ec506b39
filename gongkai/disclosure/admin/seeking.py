"""The search box over the list of items: it asks the office's index, within the organs of whoever asks."""

from collections.abc import Sequence
from typing import Any

from gongkai.disclosure.finding import found_items
from gongkai.disclosure.models import Item


class Ranked(Sequence[Item]):
    """Items of a query set in the order of their numbers in a list; only a page of them is read."""

    def __init__(self, items: Any, numbers: Sequence[int]) -> None:
        there = set(items.order_by().filter(pk__in=numbers).values_list("pk", flat=True))
        self.items, self.numbers = items, [number for number in numbers if number in there]

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, place: Any) -> Any:
        if not isinstance(place, slice):
            return self.items.get(pk=self.numbers[place])
        wanted = self.numbers[place]
        read = self.items.in_bulk(wanted)
        return [read[number] for number in wanted if number in read]


def without(found: Any, hidden: frozenset[int]) -> Any:
    """What was found, less the items with these numbers."""
    if isinstance(found, Ranked):
        found.numbers = [number for number in found.numbers if number not in hidden]
        return found
    return found.exclude(pk__in=hidden)


class FindsItems:
    """Mixed into the list of items. Whose items may be found is settled before they are ranked."""

    def search_queryset(self, queryset: Any) -> Any:
        if not self.is_searching:  # type: ignore[attr-defined]
            return queryset
        user, policy = self.request.user, self.permission_policy  # type: ignore[attr-defined]
        found = found_items(self.search_query, policy.organs(user, "view") | policy.organs(user, "change"))  # type: ignore[attr-defined]
        if found is None:
            return super().search_queryset(queryset)  # type: ignore[misc]
        if self.is_explicitly_ordered:  # type: ignore[attr-defined]
            return queryset.filter(pk__in=found)
        return Ranked(queryset, found)
