"""What screening found is dealt with: masked, or let through with a reason that is kept for years."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.models import Revision

from gongkai.disclosure.acts.files import store_file
from gongkai.disclosure.acts.reasons import plain, says_something, stated
from gongkai.disclosure.acts.reviewing.answering import waiting
from gongkai.disclosure.acts.reviewing.opening import close, free_to_change
from gongkai.disclosure.acts.standing import day_of, fingerprint, latest, stored
from gongkai.disclosure.models import Item, ReviewFinding, ReviewState, StepKind
from gongkai.disclosure.reviewing.gate import MARKS, PERSONAL, Marking
from gongkai.disclosure.reviewing.known import Known
from gongkai.disclosure.reviewing.personal import empty
from gongkai.disclosure.reviewing.screening import WORDS, part_of, undated
from gongkai.disclosure.reviewing.seals import sealed
from gongkai.organs.models import Person
from gongkai.organs.permissions import EDITING, may
from gongkai.screening.content.excerpts import findings
from gongkai.screening.content.facts import NOTHING_KNOWN, Facts
from gongkai.screening.content.finding import Kind
from gongkai.screening.content.masked import Change, Let, is_let, masked_copy, may_mask
from gongkai.screening.content.quoting import quotable
from gongkai.screening.content.text import hits
from gongkai.trail.acts import Refused, record

LONGEST_IMPACT = 1000  # characters


@transaction.atomic
def override(
    *,
    item: Item,
    findings: list[int],
    by: Person,
    at: datetime,
    reason: str,
    impact: str = "",
    marking: str = "",
    declassified: str = "",
) -> Item:
    """Let findings (by number) through with a typed reason; only whose 保密审查 it is.

    Personal information needs the impact assessment too (个人信息保护法 Art. 55(3); kept three years and
    more, Art. 56): why it must be public, what it does to the people, how they are protected.
    A mark of secrecy needs to be one that is no longer in force (`declassified`: by whom, by what, when) or none
    at all: `marking` says which.
    """
    item = stored(item)
    current, step = waiting(item, by, at, None)
    if step.kind != StepKind.SECRECY:
        raise Refused("放行筛查发现，由保密审查人在保密审查时办理。")
    reason = stated(reason, "放行要写明理由，这条理由会一直保存。")
    held = list(current.findings.filter(pk__in=findings, overridden_at=None))
    if not held or len(held) != len(set(findings)):
        raise Refused("请选择要放行的筛查发现；已经放行的、不是这次审查的，不能再放行。")
    if any(one.kind in MARKS for one in held):
        reason = stated(f"{_unmarked(marking, declassified)}{reason}", "")
    impact = plain(impact)
    if not says_something(impact) and any(one.kind in PERSONAL for one in held):
        raise Refused(
            "公开个人信息以前要做个人信息保护影响评估（《个人信息保护法》第五十五条）："
            "为什么必须公开，对本人有什么影响，采取了什么保护措施。请写明。"
        )
    if impact and empty(impact):
        raise Refused("个人信息保护影响评估没有写清楚，请逐项写明，不能只写“无”。")
    if len(impact) > LONGEST_IMPACT:
        raise Refused(f"影响评估有{len(impact)}个字，最多{LONGEST_IMPACT}个字，请写短一些。")
    ReviewFinding.objects.filter(pk__in=[one.pk for one in held]).update(
        overridden_by=by, overridden_at=at, reason=reason, impact=impact
    )
    places = "；".join(f"{one.part} {one.where} {Kind(one.kind).label}" for one in held[:20])
    record(
        verb="放行筛查发现", subject=item, by=by, at=at, organ_id=item.organ_id,
        detail={"理由": reason, "处数": len(held), "位置": places} | sealed(current),
    )  # fmt: skip
    return item


def _unmarked(marking: str, declassified: str) -> str:
    """What is said of a mark of secrecy, to stand before the reason."""
    declassified = plain(declassified)
    if marking == Marking.MENTIONED:
        return f"{Marking.MENTIONED.label}。"
    if marking != Marking.DECLASSIFIED:
        raise Refused("放行涉密标志，要选是已经解密，还是不是密级标志、只是提到。")
    if not says_something(declassified):
        raise Refused("已经解密的，请写明解密依据：机关、文号、日期。")
    return f"{Marking.DECLASSIFIED.label}，解密依据：{declassified}。"


@dataclass(frozen=True)
class Masking:
    """What came of masking: the item, each change as a sentence, and what no program could mask."""

    item: Item
    done: tuple[str, ...]
    left: tuple[str, ...]


@transaction.atomic
def mask(*, item: Item, by: Person, at: datetime) -> Masking:
    """Put masked copies in the place of text and attachments that screening stopped, and send it back to its author.

    Done by the reviewer whose turn it is, or by an editor. Only personal data are masked, and none that was let
    through; not a word of the document's own is changed. The author looks at the copies and hands them in
    again: what was masked is a new draft and its review begins anew. Every change is told, and kept in the trail.
    """
    item = stored(item)
    free_to_change(item, "遮盖")
    if not may(by, EDITING, item.organ_id):
        waiting(item, by, at, None)
    revision = latest(item)
    draft = revision.as_object()
    before = fingerprint(draft)
    done, left = _mask(draft, at)
    if fingerprint(draft) == before:
        raise Refused("没有程序能遮盖的地方。请信息员自己改好再送审。" + "；".join(left[:5]))
    writer = revision.user or item.author
    draft.submitted_revision = None
    fresh = draft.save_revision(user=writer, log_action=False, clean=False)
    Revision.objects.filter(pk=fresh.pk).update(created_at=at)
    close(item, ReviewState.RETURNED, at)
    Item.objects.filter(pk=item.pk).update(submitted_revision=None)
    record(
        verb="换用遮盖副本", subject=item, by=by, at=at, organ_id=item.organ_id,
        detail={
            "指纹": fingerprint(draft), "处数": len(done),
            "遮盖": "；".join(f"{part} {one.brief}".strip() for part, one in done)[:2000],
        }
        | ({"没能遮盖": quotable("；".join(left), NOTHING_KNOWN)[:1000]} if left else {}),
    )  # fmt: skip
    item.refresh_from_db()
    return Masking(item, tuple(f"{part} {one.told}".strip() for part, one in done), left)


def _mask(draft: Item, at: datetime) -> tuple[list[tuple[str, Change]], tuple[str, ...]]:
    """Mask the words and files of an unsaved draft; gives what was changed, and what is left, with the part."""
    facts, let = undated(Known().of(draft, day_of(at))), _let_through(draft)
    done: list[tuple[str, Change]] = []
    left: list[str] = []
    for name in WORDS:
        label = str(Item._meta.get_field(name).verbose_name)
        words, changes = _masked(getattr(draft, name) or "", label, facts, let[label])
        setattr(draft, name, words)
        done += (("", one) for one in changes)
    copy = masked_copy("正文.html", draft.body.encode(), facts=facts, let=let["正文"])
    if copy.data is not None:
        draft.body = copy.data.decode()
        done += (("正文", one) for one in copy.done)
    left += [f"正文：{part}" for part in copy.left]
    for attachment in draft.attachments.all():
        kept, named = attachment.stored_file, part_of(attachment)
        attachment.title, changes = _masked(attachment.title, "附件名称", facts, let[named])
        copy = masked_copy(kept.name, kept.path.read_bytes(), facts=facts, let=let[named])
        done += ((f"附件“{named}”", one) for one in (*changes, *copy.done))
        left += [f"附件“{named}”：{part}" for part in copy.left]
        if copy.data is not None:
            attachment.stored_file = store_file(
                organ=draft.organ, name=kept.name, data=copy.data, by=None, at=at
            )
        draft.attachments.add(attachment)
    return done, tuple(left)


def _let_through(draft: Item) -> dict[str, Let]:
    """What a reviewer let through with a reason, by the part it stands in: it stays as it is."""
    held = ReviewFinding.objects.filter(review__item_id=draft.pk, overridden_at__isnull=False)
    let: dict[str, Let] = defaultdict(frozenset)
    for part, *known in held.values_list("part", "kind", "where", "excerpt"):
        let[part] |= {(known[0], known[1], known[2])}
    return let


def _masked(words: str, label: str, facts: Facts, let: Let) -> tuple[str, list[Change]]:
    """A short text masked, from its end on, so that offsets stay right; and what was changed."""
    found, changes = hits(words, facts), list[Change]()
    told = findings(words, found, lambda offset: label)
    for hit, finding in reversed(list(zip(found, told, strict=True))):
        if may_mask(hit, listed=False, hidden=False) and not is_let(finding, let):
            words = words[: hit.start] + (hit.mask or "") + words[hit.end :]
            changes.insert(0, Change(label, hit.kind.label, finding.excerpt, hit.mask or ""))
    return words, changes
