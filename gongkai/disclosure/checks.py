"""Checking what is public (核对公开的信息): content as the trail has it passed, files as they were uploaded."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from gongkai.disclosure.acts import fingerprint
from gongkai.disclosure.models import Item, Relation, StoredFile
from gongkai.trail.checking import Check, Fault, Scope
from gongkai.trail.models import Act

NAME, FILES = "公开的信息", "附件原件"
LOT = 200  # items
BLOCK = 1 << 20  # bytes read at once
# Fields that earlier versions' fingerprints did not know, the newest last. A new field of Item goes here.
SINCE_THEN: tuple[frozenset[str], ...] = (
    frozenset({"explains", "explanation_form", "published_elsewhere_on", "former_index_number"}),
    frozenset({"relation", "closes_on", "opinions_to", "shortened_why", "answers", "change_note"}),
)
DRAFTING = ("起草", "修改草稿", "送审", "退回")  # acts with no word on what is public


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
    """What is public now is, word for word, what the last act that made or marked it public says."""
    passed, unmarked = _passed(scope)
    keys = list(Item.objects.public().order_by("pk").values_list("pk", flat=True))
    if scope.since is not None:
        keys = [key for key in keys if key in passed]
    total = len(keys)
    for start in range(0, total, LOT):
        lot = Item.objects.public().filter(pk__in=keys[start : start + LOT])
        for item in lot.prefetch_related("attachments__stored_file").order_by("pk"):
            where = f"信息“{item.title[:30]}”（索引号 {item.index_number}）"
            if item.pk in unmarked:
                continue
            if item.pk not in passed:
                yield Fault(NAME, where, "没有发布它的办理记录，却已经公开")
            elif not (_agrees(item, passed[item.pk]) or _changed_meanwhile(item.pk)):
                yield Fault(NAME, where, "现在的内容与发布时的指纹不符，标题、正文、附件或者其他各项被改动")
        scope.progress(NAME, min(start + LOT, total), total)
    scope.count(NAME, total)
    if unmarked:
        said = f"有{len(unmarked)}条信息在旧版本里标注过有效性，当时没有记指纹，没有核对内容。"
        scope.remarks.append(said)


def _changed_meanwhile(item_id: int) -> bool:
    """Whether an act since the check began explains the difference: asked again, record and trail of one moment agree."""
    item = Item.objects.public().filter(pk=item_id).first()
    return item is None or _agrees(
        item, _passed(Scope(now=item.last_published_at), item_id)[0].get(item_id, "")
    )


def _passed(scope: Scope, item_id: int | None = None) -> tuple[dict[int, str], set[int]]:
    """By item: the fingerprint of the last act on its public face; and those marked since without one."""
    acts = Act.objects.filter(subject_kind=Item._meta.label_lower).exclude(verb__in=DRAFTING)
    if item_id is not None:
        acts = acts.filter(subject_id=item_id)
    if scope.since is not None:
        acts = acts.filter(at__date__gte=scope.since)
    passed: dict[int, str] = {}
    unmarked: set[int] = set()
    for item_id, detail in acts.order_by("pk").values_list("subject_id", "detail").iterator():
        if "指纹" in detail and ("索引号" in detail or "有效性" in detail):
            passed[item_id] = detail["指纹"]
            unmarked.discard(item_id)
        elif "有效性" in detail:
            unmarked.add(item_id)
    return passed, unmarked


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
    for done, stored in enumerate(kept.iterator(), start=1):
        where = f"{stored.organ}的附件“{stored.name}”（编号{stored.pk}，{stored.path}）"
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


CHECKS = (Check(NAME, check_items), Check(FILES, check_files))
