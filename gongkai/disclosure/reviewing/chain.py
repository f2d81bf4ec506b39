"""Which steps a draft goes through and who does them: people with names, never a group."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Q, QuerySet

from gongkai.disclosure.models import Chain, Delegation, Intake, Item, Review, ReviewStep, StepKind
from gongkai.disclosure.relating import FOLLOWING
from gongkai.law.workdays import NoticeMissing
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Organ, Person, Role

ROLES = {
    StepKind.AUDIT: Role.APPROVER,
    StepKind.SECRECY: Role.SECRECY,
    StepKind.ISSUE: Role.ISSUER,
}
DAYS = 2  # working days for a step where no chain says otherwise


@dataclass(frozen=True)
class Planned:
    """A step to come: its kind, whose it should be (None: anybody with the office), its working days."""

    kind: StepKind
    person: Person | None = None
    days: int = DAYS


# Without a chain of its own an organ needs two people: who drafts, and who reviews for secrecy and publishes.
DEFAULT = (Planned(StepKind.SECRECY),)


def chain_of(item: Item) -> tuple[Planned, ...]:
    """The steps of the item's genre in its organ, or of the organ's chain for all others, or the two-people one.

    解读, 征集结果反馈 and 澄清 are judged with their document: by its genre's chain, and by the people who have it.
    """
    parent = item.explains if item.relation in FOLLOWING else None
    if parent is not None and parent.organ_id != item.organ_id:
        parent = None
    chains = Chain.objects.filter(organ_id=item.organ_id, genre__in=["", (parent or item).genre])
    chain = chains.order_by("-genre").prefetch_related("steps__person").first()
    steps = DEFAULT
    if chain is not None:
        steps = tuple(Planned(StepKind(step.kind), step.person, step.days) for step in chain.steps.all())
    theirs = _people_of(parent or _follower(item))
    return tuple(replace(step, person=theirs.get(step.kind) or step.person) for step in steps)


def _follower(item: Item) -> Item | None:
    """What belongs to the item and was handed in before it."""
    waiting = Item.objects.waiting().filter(
        explains_id=item.pk, organ_id=item.organ_id, relation__in=FOLLOWING
    )
    return waiting.order_by("pk").first() if item.pk else None


def _people_of(item: Item | None) -> dict[str, Person]:
    """Who has, or did, each step of the item's last review, by kind."""
    review = item.reviews.first() if item else None
    if review is None:
        return {}
    steps = review.steps.select_related("person", "decided_by")
    return {step.kind: person for step in steps if (person := step.decided_by or step.person)}


def role_of(kind: StepKind | str, organ_id: int, day: date) -> Role:
    """The office that does such a step: its own, or 审核人 where nobody in the organ holds that today."""
    own = ROLES[StepKind(kind)]
    if own is Role.APPROVER or _holding(organ_id, own, day).exists():
        return own
    return Role.APPROVER


def _holding(organ_id: int, role: Role, day: date) -> QuerySet[Person]:
    return Person.objects.filter(
        Q(appointments__until=None) | Q(appointments__until__gte=day),
        appointments__since__lte=day,
        appointments__organ_id=organ_id,
        appointments__role=role,
        is_active=True,
    ).distinct()


def able(kind: StepKind | str, organ: Organ | int, day: date) -> QuerySet[Person]:
    """Everybody who may be given such a step on `day`."""
    organ_id = organ if isinstance(organ, int) else organ.pk
    return _holding(organ_id, role_of(kind, organ_id, day), day)


def chosen(planned: Planned, organ_id: int, barred: Collection[int], day: date) -> Person | None:
    """Whose the step becomes: the one named, else who has the fewest steps waiting; None when there is nobody.

    `barred` holds the numbers of those who wrote it, or have another step of the same review.
    """
    people = able(planned.kind, organ_id, day).exclude(pk__in=barred)
    if planned.person is not None and planned.person.pk not in barred:
        named = people.filter(pk=planned.person.pk).first()
        if named is not None:
            return named
    waiting = Count(
        "review_steps", filter=Q(review_steps__decided_at=None, review_steps__begun_at__isnull=False)
    )
    return people.annotate(waiting=waiting).order_by("waiting", "pk").first()


def due_day(begun: date, days: int) -> date | None:
    """The day by which a step begun on `begun` is due; None while the holiday notice is not out (暂定)."""
    try:
        return working_calendar().add_working_days(begun, days)
    except NoticeMissing:
        return None


def under_way(item: Item) -> Review | None:
    """The review that the item waits in."""
    return item.reviews.under_way().select_related("revision").first() if item.pk else None


def turn(review: Review) -> ReviewStep | None:
    """The step whose turn it is; None when all are done."""
    return review.steps.filter(decided_at=None).select_related("person").first()


def writers(item: Item, review: Review | None = None) -> frozenset[int]:
    """Who wrote any of it since it was last public, brought it in, or handed it in: none of them may pass it."""
    since = item.revisions.filter(pk__gt=item.live_revision_id or 0)
    wrote = set(since.values_list("user_id", flat=True)) | {item.author_id}
    for bringer, starter in Intake.objects.filter(rows__item=item).values_list("brought_by_id", "by_id"):
        wrote |= {bringer, starter}
    if review is not None:
        wrote.add(review.submitted_by_id)
    return frozenset(pk for pk in wrote if pk)


def deputies(step: ReviewStep, organ_id: int, day: date) -> frozenset[int]:
    """Numbers of those who may do the step in its person's stead on `day`: both hold the office that day."""
    holders = able(step.kind, organ_id, day)
    if step.person_id is None or not holders.filter(pk=step.person_id).exists():
        return frozenset()
    held = Delegation.objects.in_force(day).filter(organ_id=organ_id, person_id=step.person_id)
    return frozenset(held.filter(deputy__in=holders).values_list("deputy_id", flat=True))


def unfit(step: ReviewStep, item: Item, person: Person, day: date, who: str = "您") -> str:
    """Why the step may not become `person`'s, called `who` in the sentence; empty when it may."""
    kind = StepKind(step.kind).label
    if not able(step.kind, item.organ_id, day).filter(pk=person.pk).exists():
        return f"{who}没有{item.organ}的{kind}职责，不能办理这一步。"
    if person.pk in writers(item, step.review):
        return f"{who}起草、修改过或者送审了这条信息，不能{kind}。"
    if step.review.steps.filter(decided_by_id=person.pk).exists():
        return f"{who}已经办过这次审查的另一个环节，一个人不能办两个环节。"
    return ""


def why_not(step: ReviewStep, item: Item, person: Person | None, day: date) -> str:
    """Why `person` may not do the step, as a sentence; empty when they may."""
    kind = StepKind(step.kind).label
    if person is None or not person.is_active:
        return "没有登录，不能办理。"
    if person.pk in writers(item, step.review):
        return f"起草人、修改人和送审人不能{kind}自己的信息，请另一个人办理。"
    if step.review.steps.filter(decided_by_id=person.pk).exists():
        return "您已经办过这次审查的另一个环节，一个人不能办两个环节，请另一个人办理。"
    held = able(step.kind, item.organ_id, day).filter(pk=person.pk).exists()
    if person.pk == step.person_id:
        return "" if held else f"您已经没有{item.organ}的{kind}职责，请交给别人办理。"
    if person.pk in deputies(step, item.organ_id, day):
        return ""
    if not held:
        return f"您没有{item.organ}的{kind}职责，不能办理。"
    if step.person_id is not None:
        return f"“{kind}”这一步由{step.person}办理。要由您来办，请先点“由我接办”。"
    return ""
