"""Taking an item off the public side at once, with the evidence of what was there under seal (保密法 Art. 34)."""

import io
import json
from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.db import transaction

from gongkai.disclosure.acts.dependants import dependants
from gongkai.disclosure.acts.files import digest_of, write_once
from gongkai.disclosure.acts.publishing import explained
from gongkai.disclosure.acts.reasons import stated
from gongkai.disclosure.acts.reviewing.opening import close
from gongkai.disclosure.acts.standing import allow, day_of, fingerprint, stored
from gongkai.disclosure.models import Annulment, Item, ReviewState, TakeDown, TakeDownGround
from gongkai.disclosure.takendown import may_see_sealed
from gongkai.disclosure.told import TAKEN_DOWN
from gongkai.organs.models import Organ, Person
from gongkai.organs.permissions import EDITING, WITHDRAWING, may, ordering_organ
from gongkai.screening.content.leak import leak
from gongkai.sealing import KeysUnusable, SealBroken, Sealer, sealer
from gongkai.trail.acts import Refused, note, record

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
    decided_on: date | None = None,
    public_note: str = "",
    keep: Collection[int] = (),
) -> Item:
    """Take an item off the public side at once; the record, its number and its time stay.

    What was public is sealed first: text, facts and the bytes of every attachment. `ordered_by` names who
    asked for it, blank for the person acting. Whoever holds a reviewing office or 公开办 may do it, its author
    too: closing a leak waits for nobody; and 公开办 or 保密审查人 of an organ above may order it (条例第四十七条).
    A review under way is void. Its public 解读 and 征集结果反馈 go down with it, each with its own evidence and
    record, but for those whose numbers are in `keep`. For a decision that was undone, the day and what the
    public is told are needed (行政处罚法第四十八条).
    """
    item = stored(item)
    above = _allowed(by, item)
    if not item.live:
        raise Refused("这条信息现在没有公开。")
    reason = stated(reason, "撤下要写明理由。")
    told = _told(ground, decided_on, public_note, at)
    sealed, marked = _evidence(item, at)
    taken = TakeDown(
        item=item, ground=ground, reason=reason, by=by, at=at, ordering_organ=above,
        ordered_by=ordered_by.strip() or (f"{above}（{by.name}）" if above else by.name),
        fingerprint=marked, evidence=digest_of(sealed), size=len(sealed), **told,
    )  # fmt: skip
    taken.full_clean()
    write_once(place_of(taken.evidence), sealed)
    taken.save()
    close(item, ReviewState.VOIDED, at)
    item.submitted_revision = None
    item.live = False
    item.withdrawn_at = at
    item.withdrawn_reason = reason
    item.save(update_fields=["live", "withdrawn_at", "withdrawn_reason", "submitted_revision"])
    record(
        verb=TAKEN_DOWN, subject=item, by=by, at=at, organ_id=item.organ_id,
        detail=_detail(taken), changed=[item, *explained(item)],
    )  # fmt: skip
    for one in dependants(item, keep):
        withdraw(
            item=one, by=by, at=at, reason=reason, ordered_by=ordered_by, ground=ground, decided_on=decided_on,
            public_note=public_note,
        )  # fmt: skip
    return item


def _allowed(by: Person | None, item: Item) -> Organ | None:
    """The organ above that orders it, none when it is the item's own. Refused for everybody else."""
    if by is not None and not may(by, WITHDRAWING, item.organ_id):
        above = ordering_organ(by, item.organ)
        if above is not None:
            return above
    allow(by, WITHDRAWING, item, "审核人、保密审查人、签发人或者公开办")
    return None


def _told(ground: str, decided_on: date | None, note: str, at: datetime) -> dict[str, Any]:
    """What the public is told of a decision that was undone; nothing for every other ground."""
    if ground != TakeDownGround.REVOKED:
        return {}
    if decided_on is None:
        raise Refused("请填写撤销等决定的日期，三个工作日从这一天起算（《行政处罚法》第四十八条）。")
    if decided_on > day_of(at):
        raise Refused("撤销等决定的日期还没有到，请核对。")
    note = stated(note, "请写明向社会公开的说明：撤回要公开说明理由（《行政处罚法》第四十八条）。")
    if said := leak({"向社会公开的说明": note}):
        raise Refused(said)
    return {"decided_on": decided_on, "public_note": note}


def _detail(taken: TakeDown) -> dict[str, str]:
    detail = {
        "理由": taken.reason, "情形": taken.get_ground_display(), "要求撤下": taken.ordered_by,
        "证据指纹": taken.evidence,
    }  # fmt: skip
    if taken.ordering_organ is not None:
        detail["责令机关"] = str(taken.ordering_organ)
    if taken.decided_on is not None:
        detail |= {"撤销等决定的日期": str(taken.decided_on), "向社会公开的说明": taken.public_note}
    return detail


@transaction.atomic
def note_annulled(*, item: Item, by: Person, at: datetime, decided_on: date) -> Annulment:
    """Enter that the decision a public item shows was changed, revoked, or held unlawful or void on `decided_on`.

    Whoever writes or reviews may: from then on it is a task to take it down in time (行政处罚法第四十八条).
    """
    item = stored(item)
    allow(by, EDITING | WITHDRAWING, item, "信息员、审核人或者公开办")
    if not item.live:
        raise Refused("这条信息现在没有公开，不用登记。")
    if decided_on > day_of(at):
        raise Refused("撤销等决定的日期还没有到，请核对。")
    if item.annulments.filter(decided_on=decided_on, at__gte=item.last_published_at or at).exists():
        raise Refused("这一天的决定已经登记过，请按期撤下。")
    noted = Annulment.objects.create(item=item, decided_on=decided_on, by=by, at=at)
    record(
        verb="登记决定被撤销等", subject=item, by=by, at=at, organ_id=item.organ_id,
        detail={"撤销等决定的日期": str(decided_on)},
    )  # fmt: skip
    return noted


def place_of(evidence: str) -> Path:
    """Where sealed evidence lies, by its fingerprint; outside every folder that is served."""
    return Path(settings.DATA) / "sealed" / evidence[:2] / evidence


def evidence_of(taken: TakeDown) -> bytes:
    """The zip file under seal: `信息.json` and the attachments. Raises OSError, SealBroken or KeysUnusable."""
    return _sealer().unseal_bytes(place_of(taken.evidence).read_bytes(), PURPOSE)


@transaction.atomic
def open_evidence(*, taken: TakeDown, by: Person, at: datetime, reason: str) -> bytes:
    """Hand out what a take-down sealed, byte for byte the zip file of that day, for whoever has a right to it.

    Who opened it, when and why stands in the trail. Refused to everybody but the confidentiality reviewers of the
    organ and its administrators, without a reason, and when the evidence or its key is gone or altered.
    """
    item = taken.item
    if not may_see_sealed(by, item.organ_id, day_of(at)):
        raise Refused(f"封存的证据只有{item.organ}的保密审查人和管理员可以打开。")
    reason = stated(reason, "打开封存的证据要写明理由，例如哪个法院、保密行政管理部门来函调取。")
    try:
        content = evidence_of(taken)
    except (OSError, SealBroken, KeysUnusable) as fault:
        raise Refused("封存的证据读不到，或者打不开。请从备份恢复数据文件夹里的 sealed 和 keys。") from fault
    note(
        verb="打开封存证据", subject=item, by=by, at=at, organ_id=item.organ_id,
        detail={"理由": reason, "撤下记录": taken.pk, "证据指纹": taken.evidence},
    )  # fmt: skip
    return content


def _sealer() -> Sealer:
    return sealer(Path(settings.DATA) / "keys" / "sealing")


def _evidence(item: Item, at: datetime) -> tuple[bytes, str]:
    """What is public now, sealed, and its fingerprint. An attachment that cannot be read is named as missing.

    The record itself is what the public had: a later draft lies in its revisions, a mark of validity in none.
    """
    missing: list[str] = []
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as folder:
        for number, attachment in enumerate(item.attachments.all(), start=1):
            kept = attachment.stored_file
            try:
                folder.writestr(f"{number}-{kept.name}", kept.path.read_bytes())
            except OSError:
                missing.append(f"{kept.name} {kept.sha256}")
        facts = {
            "撤下时间": at.isoformat(),
            "首次发布时间": item.first_published_at.isoformat() if item.first_published_at else "",
            "指纹": fingerprint(item),
            "读不到的附件": missing,
            "内容": item.serializable_data(),
        }
        folder.writestr("信息.json", json.dumps(facts, ensure_ascii=False, indent=1, default=str))
    return _sealer().seal_bytes(content.getvalue(), PURPOSE), facts["指纹"]  # type: ignore[return-value]
