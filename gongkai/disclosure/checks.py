"""Checking what is public (核对公开的信息): content as the trail has it passed, files as they were uploaded."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Q

from gongkai.disclosure.acts import fingerprint
from gongkai.disclosure.acts.reviewing.urgent import WITHIN
from gongkai.disclosure.models import UNDER_WAY, Item, Relation, Review, ReviewState, StoredFile
from gongkai.disclosure.recordchecks import check_evidence, check_reviews
from gongkai.disclosure.told import Told, told
from gongkai.trail.checking import Check, Fault, Scope
from gongkai.trail.firsts import ITEM
from gongkai.trail.models import Act, PublicLogEntry

NAME, FILES = "公开的信息", "附件原件"
LOT = 200  # items
BLOCK = 1 << 20  # bytes read at once
# Fields that earlier versions' fingerprints did not know, the newest last. A new field of Item goes here.
SINCE_THEN: tuple[frozenset[str], ...] = (
    frozenset({"explains", "explanation_form", "published_elsewhere_on", "former_index_number"}),
    frozenset({"relation", "closes_on", "opinions_to", "shortened_why", "answers", "change_note"}),
)
NOT_LIVE = "按办理记录正在公开，现在却没有公开，没有撤下的办理记录"


class _AsBefore:
    """An item as an earlier version took its fingerprint: without fields that were not there yet, and still empty."""

    def __init__(self, item: Item, unknown: frozenset[str]) -> None:
        self.item, self.unknown, self.attachments = item, unknown, item.attachments

    def serializable_data(self) -> dict[str, Any]:
        data: dict[str, Any] = self.item.serializable_data()
        told = {key: value for key, value in data.items() if key not in self.unknown or value}
        if (
            "relation" in self.unknown
            and told.get("explains")
            and told.get("relation") == Relation.EXPLANATION
        ):
            del told["relation"]  # every link was one then, and the migration says so
        return told


def check_items(scope: Scope) -> Iterator[Fault]:
    """Every item stands as its acts and the public log say: public or taken down, its number, time, content, review."""
    said = told(scope.since)
    keys = Item.objects.filter(Q(live=True) | Q(address_serial__isnull=False)).order_by("pk")
    held = [key for key in keys.values_list("pk", flat=True) if scope.since is None or key in said]
    for start in range(0, len(held), LOT):
        yield from _lot(scope, held[start : start + LOT], said)
        scope.progress(NAME, min(start + LOT, len(held)), len(held))
    scope.count(NAME, len(held))
    yield from _gone(scope, said.keys() - set(held), said)
    if unmarked := sum(1 for one in said.values() if one.unmarked):
        told_so = f"有{unmarked}条信息在旧版本里标注过有效性，当时没有记指纹，没有核对内容。"
        scope.remarks.append(told_so)


def _lot(scope: Scope, keys: list[int], said: dict[int, Told]) -> Iterator[Fault]:
    found = Item.objects.filter(pk__in=keys).select_related("organ").order_by("pk")
    entries = {
        one.subject_id: one for one in PublicLogEntry.objects.filter(subject_kind=ITEM, subject_id__in=keys)
    }
    reviews = Review.objects.in_bulk([one.review for key in keys if (one := said.get(key)) and one.review])
    for item in found.prefetch_related("attachments__stored_file"):
        one = said.get(item.pk, Told())
        whole = scope.since is None
        wrong = _wrong(item, one, entries.get(item.pk), reviews.get(one.review or 0), scope.now, whole)
        if wrong and not _changed_meanwhile(item.pk, scope.now, whole):
            where = f"信息“{item.title[:30]}”（索引号 {item.index_number}）"
            yield from (Fault(NAME, where, *one) for one in wrong)


def _wrong(
    item: Item, one: Told, entry: PublicLogEntry | None, review: Review | None, now: datetime, whole: bool
) -> list[tuple[str, ...]]:
    """What does not agree in an item: each with its remedy where that is another than restoring."""
    if one.public is None and whole:
        return [("没有发布它的办理记录，却已经公开或者有了索引号",)]
    wrong: list[tuple[str, ...]] = []
    if one.public is not None and item.live != one.public:
        wrong.append((NOT_LIVE,) if one.public else ("按办理记录已经撤下，现在却公开着",))
    if what := _given(item, one if whole else None, entry):
        wrong.append((f"{what}与公开存证或者首次发布的办理记录不符，被改动",))
    if (
        item.live
        and one.public
        and not one.unmarked
        and one.fingerprint
        and not _agrees(item, one.fingerprint)
    ):
        wrong.append(("现在的内容与发布时的指纹不符，标题、正文、附件或者其他各项被改动",))
    if item.live and one.public and one.review is not None:
        wrong += _unreviewed(item, one, review, now)
    return wrong


def _given(item: Item, one: Told | None, entry: PublicLogEntry | None) -> str:
    """Which of what is given once is no longer what was first published; by the act as long as the log has no entry."""
    if entry is not None:
        address = f"{item.organ.slug}/{item.address_year}/{item.address_serial}.html"
        facts = (entry.first_published_at, entry.index_number)
        if entry.address != address:
            return "网址"
    elif one is not None:
        facts = (one.first_at, one.index_number)  # type: ignore[assignment]
    else:
        return ""
    if item.first_published_at != facts[0]:
        return "首次发布时间"
    return "" if item.index_number == facts[1] else "索引号"


def _unreviewed(item: Item, one: Told, review: Review | None, now: datetime) -> list[tuple[str, ...]]:
    """Public without the review that its act names: passed, or, in an emergency, to be made up for within a day."""
    if review is None or review.item_id != item.pk:
        return [(f"办理记录写的第{one.review}次审查不在了",)]
    if review.fingerprint != one.reviewed:
        return [("审查记录的指纹与发布时的不符，审查记录被改动",)]
    if review.state == ReviewState.PASSED:
        return []
    if review.urgent_published_at is None or review.state not in UNDER_WAY:
        return [("正在公开，审查却没有通过，审查记录被改动",)]
    if one.passed_at is not None and now - one.passed_at > WITHIN:
        return [("应急发布已经超过一天，还没有补办审查", "请马上补办审查；不该公开的，请撤下。")]
    return []


def _gone(scope: Scope, keys: set[int], said: dict[int, Told]) -> Iterator[Fault]:
    """Items that acts published and that are no longer there, or have lost their number and address."""
    for key in sorted(keys):
        if said[key].first_at is None or Item.objects.filter(pk=key, address_serial__isnull=False).exists():
            continue
        where = f"编号{key}的信息（索引号 {said[key].index_number}）"
        yield Fault(NAME, where, "办理记录里发布过，现在不在了，或者网址被抹去")


def _changed_meanwhile(item_id: int, now: datetime, whole: bool) -> bool:
    """Whether an act since the check began explains the difference: asked again, record and trail of one moment agree."""
    item = Item.objects.filter(pk=item_id).select_related("organ").first()
    one = told(item_id=item_id).get(item_id, Told())
    entry = PublicLogEntry.objects.filter(subject_kind=ITEM, subject_id=item_id).first()
    review = Review.objects.filter(pk=one.review).first()
    return item is not None and not _wrong(item, one, entry, review, now, whole)


def _agrees(item: Item, passed: str) -> bool:
    if fingerprint(item) == passed:
        return True
    unknown: frozenset[str] = frozenset()
    for fields in reversed(SINCE_THEN):
        unknown |= fields
        if fingerprint(_AsBefore(item, unknown)) == passed:  # type: ignore[arg-type]
            return True
    return False


def check_files(scope: Scope) -> Iterator[Fault]:
    """Every uploaded file lies where it was kept, byte for byte."""
    kept = StoredFile.objects.select_related("organ").order_by("pk")
    if scope.since is not None:
        kept = kept.filter(uploaded_at__date__gte=scope.since)
    total = kept.count()
    uploads = Act.objects.filter(subject_kind=StoredFile._meta.label_lower)
    told_of = set(uploads.values_list("subject_id", flat=True)) if scope.since is None else None
    for done, stored in enumerate(kept.iterator(), start=1):
        where = f"{stored.organ}的附件“{stored.name}”（编号{stored.pk}，{stored.path}）"
        if (
            told_of is not None
            and stored.pk not in told_of
            and not uploads.filter(subject_id=stored.pk).exists()
        ):
            yield Fault(FILES, where, "没有上传它的办理记录")
        try:
            if _digest(stored) != stored.sha256:
                yield Fault(FILES, where, "原件的内容与上传时不符")
        except OSError:
            yield Fault(FILES, where, "原件不在了，或者读不出")
        scope.progress(FILES, done, total)
    scope.count(FILES, total)


def _digest(stored: StoredFile) -> str:
    taken = sha256()
    with stored.path.open("rb") as file:
        while block := file.read(BLOCK):
            taken.update(block)
    return taken.hexdigest()


CHECKS = (
    Check(NAME, check_items),
    Check("审查记录", check_reviews),
    Check("撤下的证据", check_evidence),
    Check(FILES, check_files),
)
