"""Which organs take applications, and what each is competent for 受理范围, in a sentence from what is known of it."""

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Count, Q, QuerySet

from gongkai.disclosure.models import Item
from gongkai.organs.models import Level, Organ
from gongkai.organs.permissions import today

LIFE = 300.0  # seconds
NAMED = 3  # columns named as examples
ORDER = (Level.DISTRICT, Level.TOWN, Level.DEPARTMENT)
MADE_BY = {
    Level.DISTRICT: "受理{name}制作或者保存的信息，例如区县的规划、财政预决算、以区县政府名义发的文件。",
    Level.TOWN: "受理{name}制作或者保存的信息，例如乡镇的文件、补贴发放、工程项目。"
    "村里的账目和事务属于村务公开，请先看村务公开栏。",
    Level.DEPARTMENT: "受理{name}在履行职责中制作或者保存的信息。",
}


@dataclass(frozen=True)
class Competent:
    """An organ to choose, with its sentence."""

    slug: str
    name: str
    said: str


def competent_by_level() -> list[tuple[str, list[Competent]]]:
    """Every organ that takes applications today, under the name of its level."""
    return _read(today(), int(time.monotonic() // LIFE))


@lru_cache(maxsize=1)
def _read(day: date, _lately: int) -> list[tuple[str, list[Competent]]]:
    known = _columns()
    organs = takes_applications(day).order_by("id")
    groups = [
        (level.label, [_competent(one, known.get(one.pk, [])) for one in organs if one.level == level])
        for level in ORDER
    ]
    return [group for group in groups if group[1]]


def takes_applications(day: date) -> QuerySet[Organ]:
    """Organs that take applications: no village, none abolished."""
    return Organ.objects.exclude(level=Level.VILLAGE).filter(Q(abolished_on=None) | Q(abolished_on__gt=day))


def _columns() -> Mapping[int, list[str]]:
    """The fullest columns of each organ."""
    counted = (
        Item.objects.public().order_by().values_list("organ_id", "node__title").annotate(count=Count("pk"))
    )
    found: dict[int, list[str]] = defaultdict(list)
    for organ_id, title, _ in sorted(counted, key=lambda row: -row[2]):
        if len(found[organ_id]) < NAMED and title not in found[organ_id]:
            found[organ_id].append(title)
    return found


def _competent(organ: Organ, columns: list[str]) -> Competent:
    said = MADE_BY[Level(organ.level)].format(name=organ.name)
    if columns:
        said += f"已经公开的有：{'、'.join(columns)}。"
    return Competent(organ.slug, organ.name, said)


def forget() -> None:
    """Read everything anew at the next question."""
    _read.cache_clear()
