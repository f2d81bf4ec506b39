"""What a reviewer is shown: findings in words and what was passed before."""

from dataclasses import dataclass

from gongkai.disclosure.models import Review, ReviewFinding, ReviewState
from gongkai.screening.content.finding import Kind, Severity

WEIGHTS = {Severity.BLOCK: "必须处理", Severity.WARN: "请核对", Severity.INFO: "供参考"}
SHOWN = 200  # findings on the page; all are counted


@dataclass(frozen=True)
class Told:
    """A finding as a person reads it."""

    finding: ReviewFinding
    label: str
    weight: str
    blocks: bool


@dataclass(frozen=True)
class Findings:
    """The findings of a review, the weightiest first, and how many of each weight."""

    shown: tuple[Told, ...]
    total: int
    counts: tuple[tuple[str, int], ...]


def findings_told(review: Review) -> Findings:
    """What screening found, in words."""
    order = [one.value for one in WEIGHTS]
    held = sorted(
        review.findings.select_related("overridden_by", "stored_file"),
        key=lambda one: (one.overridden_at is not None, order.index(one.severity), one.pk),
    )
    told = [
        Told(one, Kind(one.kind).label, WEIGHTS[Severity(one.severity)], one.severity == Severity.BLOCK.value)
        for one in held
    ]
    counts = tuple(
        (label, count)
        for weight, label in WEIGHTS.items()
        if (count := sum(one.severity == weight.value and one.overridden_at is None for one in held))
    )
    return Findings(tuple(told[:SHOWN]), len(told), counts)


def passed_before(review: Review) -> Review | None:
    """The last review of the same item that was passed: what changed since is worth a look."""
    if review.item is None:
        return None
    before = review.item.reviews.filter(state=ReviewState.PASSED, pk__lt=review.pk, revision__isnull=False)
    return before.exclude(revision=review.revision).first()
