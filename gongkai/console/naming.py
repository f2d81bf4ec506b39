"""Finding what a command names: an organ by any of its names."""

from __future__ import annotations

from typing import Any


def find_organ(name: str) -> Any:
    """The organ with this full name, short name or address name. Raises Refused, naming those there are."""
    from django.db.models import Q

    from gongkai.organs.models import Organ
    from gongkai.trail.acts import Refused

    found = list(Organ.objects.filter(Q(name=name) | Q(short_name=name) | Q(slug=name)))
    if len(found) > 1:
        raise Refused(f"有{len(found)}个机关叫“{name}”，请用全称。")
    if not found:
        known = "、".join(Organ.objects.values_list("short_name", flat=True)) or "（还没有机关）"
        raise Refused(f"没有找到机关“{name}”。可以用：{known}。")
    return found[0]
