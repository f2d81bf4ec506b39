"""What the acts say of each item that ever was public: for whoever holds the records against the trail."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.disclosure.models import Item
from gongkai.trail.models import Act

DRAFTING = ("起草", "修改草稿", "送审", "退回")  # acts with no word on what is public
TAKEN_DOWN = "撤下"


@dataclass(slots=True)
class Told:
    """Of one item: its first publication, and its public face after the last act.

    A mark of validity of an earlier version had no fingerprint: `unmarked`. Before there were reviews an act named
    none: `review` is None.
    """

    first_at: datetime | None = None
    index_number: str = ""
    public: bool | None = None  # None: no act since the day asked for says
    fingerprint: str = ""
    unmarked: bool = False
    review: int | None = None
    reviewed: str = ""  # the fingerprint that the review passed
    passed_at: datetime | None = None

    def hear(self, at: datetime, verb: str, detail: dict[str, Any]) -> None:
        """Take one more act, in the order of their numbers."""
        if "索引号" in detail:
            if self.first_at is None:
                self.first_at, self.index_number = at, str(detail["索引号"])
            self.public, self.passed_at = True, at
            self.review, self.reviewed = detail.get("审查"), str(detail.get("指纹", ""))
            self.fingerprint, self.unmarked = self.reviewed, False
        elif verb == TAKEN_DOWN:
            self.public = False
        elif "有效性" in detail:
            self.unmarked = "指纹" not in detail
            self.fingerprint = str(detail.get("指纹", self.fingerprint))


def told(since: date | None = None, item_id: int | None = None) -> dict[int, Told]:
    """By item: what its acts say, all of them or those since a day."""
    acts = Act.objects.filter(subject_kind=Item._meta.label_lower).exclude(verb__in=DRAFTING)
    if item_id is not None:
        acts = acts.filter(subject_id=item_id)
    if since is not None:
        acts = acts.filter(at__date__gte=since)
    found: dict[int, Told] = {}
    for key, at, verb, detail in (
        acts.order_by("pk").values_list("subject_id", "at", "verb", "detail").iterator()
    ):
        if verb == TAKEN_DOWN or "索引号" in detail or "有效性" in detail:
            found.setdefault(key, Told()).hear(at, verb, detail)
    return found
