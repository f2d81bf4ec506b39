"""Whether an organ has people enough for a chain: one for each step, and another who drafts."""

from collections.abc import Sequence
from datetime import date

from gongkai.disclosure.reviewing.chain import Planned, able
from gongkai.organs.models import Organ
from gongkai.organs.permissions import EDITING


def too_few(organ: Organ, steps: Sequence[Planned], day: date) -> str:
    """Why the chain cannot be walked with who holds an office on `day`, as a sentence; empty when it can."""
    held = organ.appointments.held_on(day).filter(role__in=EDITING, person__is_active=True)
    drafting = set(held.values_list("person_id", flat=True))
    candidates = [drafting] + [
        {step.person.pk} if step.person else set(able(step.kind, organ, day).values_list("pk", flat=True))
        for step in steps
    ]
    filled = _matched(candidates)
    if filled == len(candidates):
        return ""
    return (
        f"这个流程连起草要{len(candidates)}个不同的人，{organ}现在的任职只够{filled}个人办。"
        "送审以后会有环节没有人办，请先请管理员任命，或者减少环节。"
    )


def _matched(candidates: list[set[int]]) -> int:
    """How many of the places can be filled with different people (a maximum matching; six places at most)."""
    holder: dict[int, int] = {}

    def place(at: int, tried: set[int]) -> bool:
        for person in candidates[at] - tried:
            tried.add(person)
            if person not in holder or place(holder[person], tried):
                holder[person] = at
                return True
        return False

    return sum(place(at, set()) for at in range(len(candidates)))
