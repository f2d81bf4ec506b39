"""Taking an item off the public side at once, with the evidence of what was there under seal (保密法 Art. 34)."""

import io
import json
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.db import transaction

from gongkai.disclosure.acts.dependants import dependants
from gongkai.disclosure.acts.files import digest_of, write_once
from gongkai.disclosure.acts.publishing import explained
from gongkai.disclosure.acts.reasons import stated
from gongkai.disclosure.acts.reviewing.opening import close
from gongkai.disclosure.acts.standing import allow, fingerprint, stored
from gongkai.disclosure.models import Item, ReviewState, TakeDown, TakeDownGround
from gongkai.disclosure.reviewing.chain import under_way
from gongkai.organs.models import Person
from gongkai.organs.permissions import REVIEWING
from gongkai.sealing import Sealer, sealer
from gongkai.trail.acts import Refused, record

PURPOSE = "撤下的证据"


@transaction.atomic
def withdraw(
    *,
    item: Item,
    by: Person,
    at: datetime,
    reason: str,
    ordered_by: str = "",
    ground: str = TakeDownGround.OTHER,
    keep: Collection[int] = (),
) -> Item:
    """Take an item off the public side at once; the record, its number and its time stay.

    What was public is sealed first: text, facts and the bytes of every attachment. `ordered_by` names who
    asked for it, blank for the person acting. Its public 解读 and 征集结果反馈 go down with it, each with its own
    evidence and record, but for those whose numbers are in `keep`. Whoever holds a reviewing office may do it, its author too:
    closing a leak waits for nobody.
    """
    item = stored(item)
    allow(by, REVIEWING, item, "审核人")
    if not item.live:
        raise Refused("这条信息现在没有公开。")
    reason = stated(reason, "撤下要写明理由。")
    sealed, marked = _evidence(item, at)
    taken = TakeDown(
        item=item, ground=ground, reason=reason, ordered_by=ordered_by.strip() or by.name, by=by, at=at,
        fingerprint=marked, evidence=digest_of(sealed), size=len(sealed),
    )  # fmt: skip
    taken.full_clean()
    write_once(place_of(taken.evidence), sealed)
    taken.save()
    _end_urgent(item, at)
    item.live = False
    item.withdrawn_at = at
    item.withdrawn_reason = reason
    item.save(update_fields=["live", "withdrawn_at", "withdrawn_reason", "submitted_revision"])
    record(
        verb="撤下", subject=item, by=by, at=at, organ_id=item.organ_id,
        detail={"理由": reason, "情形": taken.get_ground_display(), "要求撤下": taken.ordered_by, "证据指纹": taken.evidence},
        changed=[item, *explained(item)],
    )  # fmt: skip
    for one in dependants(item, keep):
        withdraw(item=one, by=by, at=at, reason=reason, ordered_by=ordered_by, ground=ground)
    return item


def _end_urgent(item: Item, at: datetime) -> None:
    """What was published in an emergency and is taken down again needs no further review."""
    review = under_way(item)
    if review is not None and review.urgent_published_at is not None:
        close(item, ReviewState.RETURNED, at)
        item.submitted_revision = None


def place_of(evidence: str) -> Path:
    """Where sealed evidence lies, by its fingerprint; outside every folder that is served."""
    return Path(settings.DATA) / "sealed" / evidence[:2] / evidence


def evidence_of(taken: TakeDown) -> bytes:
    """The zip file under seal: `信息.json` and the attachments. Raises OSError, SealBroken or KeysUnusable."""
    return _sealer().unseal_bytes(place_of(taken.evidence).read_bytes(), PURPOSE)


def _sealer() -> Sealer:
    return sealer(Path(settings.DATA) / "keys" / "sealing")


def _evidence(item: Item, at: datetime) -> tuple[bytes, str]:
    """What is public now, sealed, and its fingerprint. An attachment that cannot be read is named as missing."""
    public = item.live_revision.as_object() if item.live_revision else item
    missing: list[str] = []
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as folder:
        for number, attachment in enumerate(public.attachments.all(), start=1):
            kept = attachment.stored_file
            try:
                folder.writestr(f"{number}-{kept.name}", kept.path.read_bytes())
            except OSError:
                missing.append(f"{kept.name} {kept.sha256}")
        facts = {
            "撤下时间": at.isoformat(),
            "首次发布时间": item.first_published_at.isoformat() if item.first_published_at else "",
            "指纹": fingerprint(public),
            "读不到的附件": missing,
            "内容": public.serializable_data(),
        }
        folder.writestr("信息.json", json.dumps(facts, ensure_ascii=False, indent=1, default=str))
    return _sealer().seal_bytes(content.getvalue(), PURPOSE), facts["指纹"]  # type: ignore[return-value]
