"""Who may do what, for which organ: small pure questions over appointments."""

from collections.abc import Collection
from datetime import date
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone

from gongkai.organs.models import Organ, Person, Role

EVERYONE = frozenset(Role)
EDITING = frozenset({Role.EDITOR, Role.OFFICER})
APPROVING = frozenset({Role.APPROVER})
# Every office that may stand in a chain of reviews.
REVIEWING = frozenset({Role.APPROVER, Role.SECRECY, Role.ISSUER})
REPORTING = frozenset({Role.OFFICER})
# Closing a leak waits for nobody: whoever reviews, and 公开办 (条例第四条).
WITHDRAWING = REVIEWING | REPORTING
# In an organ above: who may order that something below is taken down (督促整改, 责令改正: 条例第四十七条, 第五十三条).
ORDERING = frozenset({Role.OFFICER, Role.SECRECY})
MANAGING = frozenset({Role.ADMIN})


def today() -> date:
    """The day in China, whatever the server's clock is set to."""
    return timezone.now().astimezone(ZoneInfo("Asia/Shanghai")).date()


def organ_ids(person: Person, roles: Collection[Role] = EVERYONE) -> frozenset[int]:
    """Numbers of the organs for which `person` holds one of `roles` today; asked once per request."""
    if not getattr(person, "is_authenticated", False) or not person.is_active:
        return frozenset()
    held: list[tuple[int, str]] | None = getattr(person, "_held_today", None)
    if held is None:
        held = list(person.appointments.held_on(today()).values_list("organ_id", "role"))
        person._held_today = held  # type: ignore[attr-defined]
    return frozenset(organ for organ, role in held if role in roles)


def organs_for(person: Person, roles: Collection[Role] = EVERYONE) -> models.QuerySet[Organ]:
    """The organs for which `person` holds one of `roles` today."""
    return Organ.objects.filter(pk__in=organ_ids(person, roles))


def may(person: Person, roles: Collection[Role], organ_id: int | None) -> bool:
    """Whether `person` holds one of `roles` in the organ with number `organ_id`."""
    return organ_id is not None and organ_id in organ_ids(person, roles)


def managed_ids(person: Person) -> frozenset[int]:
    """Numbers of the organs that an administrator manages: those appointed to, and all under them."""
    own = Organ.objects.filter(pk__in=organ_ids(person, MANAGING))
    return frozenset().union(*(subtree_ids(organ) for organ in own))


def subtree_ids(organ: Organ) -> frozenset[int]:
    """Numbers of `organ` and everything under it (three levels at most)."""
    found = {organ.pk}
    layer = [organ.pk]
    while layer:
        layer = list(Organ.objects.filter(parent_id__in=layer).values_list("pk", flat=True))
        found.update(layer)
    return frozenset(found)


def ordering_organ(person: Person, organ: Organ) -> Organ | None:
    """The nearest organ above `organ` for which `person` may order a take-down; none for the organ itself or beside it."""
    held = organ_ids(person, ORDERING)
    above = organ.parent
    while above is not None and above.pk not in held:
        above = above.parent
    return above


def ordered_ids(person: Person) -> frozenset[int]:
    """Numbers of the organs under those for which `person` may order a take-down."""
    own = Organ.objects.filter(pk__in=organ_ids(person, ORDERING))
    return frozenset().union(*(subtree_ids(organ) - {organ.pk} for organ in own))
