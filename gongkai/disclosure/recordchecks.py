"""Checking what reviewing and taking down left behind: answers as they were given, sealed evidence as it was laid down."""

from collections.abc import Collection, Iterator
from datetime import datetime
from hashlib import sha256
from itertools import groupby

from gongkai.disclosure.acts.takedown import place_of
from gongkai.disclosure.models import Item, Review, ReviewState, ReviewStep, TakeDown
from gongkai.disclosure.reviewing.seals import SEAL, Seal, answered, broken
from gongkai.disclosure.told import TAKEN_DOWN
from gongkai.trail.checking import Fault, Scope
from gongkai.trail.models import Act

REVIEWS, EVIDENCE = "审查记录", "撤下的证据"
LOT = 200  # reviews
SEALED = "证据指纹"  # what an act of taking down calls it


def check_reviews(scope: Scope) -> Iterator[Fault]:
    """Every review whose answers an act sealed still has them, word for word: who, when, the sheet, the reasons."""
    acts = Act.objects.filter(detail__has_key=SEAL).order_by("pk")
    if scope.since is not None:
        acts = acts.filter(at__date__gte=scope.since)
    seals: dict[int, Seal] = {}
    begun: datetime | None = None
    for at, detail in acts.values_list("at", "detail").iterator():
        begun = begun or at
        seals[detail[SEAL]["审查"]] = detail[SEAL]
    if begun is not None:
        yield from _unrecorded(begun, seals.keys())
    keys = sorted(seals)
    for start in range(0, len(keys), LOT):
        lot = keys[start : start + LOT]
        held, rows = Review.objects.in_bulk(lot), answered(lot)
        for key in lot:
            review = held.get(key)
            if review is None:
                yield Fault(REVIEWS, f"第{key}次审查", "审查记录被删去")
                continue
            what = broken(seals[key], rows[key], closed=review.state == ReviewState.PASSED)
            if what and not _answered_meanwhile(review, seals[key]):
                yield Fault(REVIEWS, f"第{key}次审查（“{review.title[:30]}”）", what)
        scope.progress(REVIEWS, min(start + LOT, len(keys)), len(keys))
    scope.count(REVIEWS, len(keys))


def _unrecorded(begun: datetime, sealed: Collection[int]) -> Iterator[Fault]:
    """Reviews answered since acts seal the answers, of which no act tells: the end of the trail was cut off."""
    steps = ReviewStep.objects.filter(decided_at__gt=begun).order_by("review_id").select_related("review")
    for key, lot in groupby(steps.iterator(), key=lambda step: step.review_id):
        if key in sealed:
            continue
        review = next(lot).review
        acts = Act.objects.filter(detail__has_key=SEAL, subject_id=review.item_id or 0)
        if all(one[SEAL]["审查"] != key for one in acts.values_list("detail", flat=True)):
            yield Fault(REVIEWS, f"第{key}次审查（“{review.title[:30]}”）", "有人办过，却没有办理记录")


def _answered_meanwhile(review: Review, seal: Seal) -> bool:
    """Whether the review was answered further since the seals were read, and is as the newest of them says."""
    acts = Act.objects.filter(subject_id=review.item_id or 0, detail__has_key=SEAL).order_by("-pk")
    newest = next(
        (one[SEAL] for one in acts.values_list("detail", flat=True) if one[SEAL]["审查"] == review.pk), seal
    )
    closed = Review.objects.filter(pk=review.pk, state=ReviewState.PASSED).exists()
    return newest != seal and not broken(newest, answered([review.pk])[review.pk], closed=closed)


def check_evidence(scope: Scope) -> Iterator[Fault]:
    """The sealed evidence of every take-down lies where it was put, byte for byte, and every one has its act."""
    acts = Act.objects.filter(subject_kind=Item._meta.label_lower, verb=TAKEN_DOWN, detail__has_key=SEALED)
    taken = TakeDown.objects.select_related("item").order_by("pk")
    if scope.since is not None:
        acts, taken = acts.filter(at__date__gte=scope.since), taken.filter(at__date__gte=scope.since)
    owed = {
        (key, detail[SEALED]): label
        for key, label, detail in acts.values_list("subject_id", "subject_label", "detail").iterator()
    }
    for one in taken:
        scope.count(EVIDENCE)
        where = f"信息“{one.item.title[:30]}”的撤下记录（编号{one.pk}）"
        if owed.pop((one.item_id, one.evidence), None) is None and not _acted(one):
            yield Fault(EVIDENCE, where, "没有撤下的办理记录，或者证据的指纹被改动")
        if what := altered(one.evidence):
            yield Fault(EVIDENCE, where, what)
    for (key, evidence), label in owed.items():
        if not TakeDown.objects.filter(item_id=key, evidence=evidence).exists():
            yield Fault(EVIDENCE, f"信息“{label[:30]}”（编号{key}）", "撤下记录被删去，只剩下办理记录")


def _acted(one: TakeDown) -> bool:
    acts = Act.objects.filter(subject_kind=Item._meta.label_lower, subject_id=one.item_id, verb=TAKEN_DOWN)
    return any(detail.get(SEALED) == one.evidence for detail in acts.values_list("detail", flat=True))


def altered(evidence: str) -> str:
    """What is wrong with sealed evidence of this fingerprint; empty when it lies there as it was."""
    try:
        same = sha256(place_of(evidence).read_bytes()).hexdigest() == evidence
    except OSError:
        return f"封存的证据不在了，或者读不出（sealed/{evidence[:2]}/{evidence}）"
    return "" if same else f"封存的证据被改动（sealed/{evidence[:2]}/{evidence}）"
