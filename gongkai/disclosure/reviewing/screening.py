"""What screening finds in a draft: its words and every attachment, each found once by its bytes and then kept."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from django.conf import settings

from gongkai.annualreport.pool import Lost, in_order
from gongkai.disclosure.models import Attachment, Item, StoredFile
from gongkai.disclosure.reviewing.known import Known
from gongkai.screening.content.apart import screen_file
from gongkai.screening.content.facts import NOTHING_KNOWN, Facts
from gongkai.screening.content.finding import Finding, Kind, Screened, Severity
from gongkai.screening.content.kinds.dates import date_findings
from gongkai.screening.content.quoting import quotable
from gongkai.screening.content.screen import DAMAGED, FAILED, screen
from gongkai.screening.content.text import screen_text

# A change in what is found needs a new number: files are then read again, and old archives looked through anew.
RULES = "2"
AT_HAND = 256 * 1024  # bytes: up to here a file is read where it is wanted
PATIENCE = 60.0  # seconds for a larger one
DATES = "日期"
UNFINISHED = (
    FAILED,
    DAMAGED,
)  # what a program error leaves: the next reading may do better, so nothing is kept
# Every text of an item that its page, its lists or its data file show.
WORDS = (
    "title", "summary", "source", "keywords", "document_number", "issuing_organ", "validity_instrument",
    "former_index_number", "opinions_to", "shortened_why", "answers", "change_note",
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A finding and the part it is in: 标题, 正文 … or an attachment."""

    part: str
    finding: Finding
    stored: StoredFile | None = None


@dataclass(frozen=True)
class Draft:
    """All that screening says of a draft."""

    found: tuple[Found, ...]
    unread: tuple[str, ...]


def screened(draft: Item, day: date, known: Known | None = None) -> Draft:
    """Screen the draft as it would be published on `day`: title, text, every attachment, the dates.

    Whoever screens many hands in what is `known`, so that it is not asked for each.
    """
    facts = (known or Known()).of(draft, day)
    found = [Found(DATES, one) for one in date_findings(facts)]
    unread: list[str] = []
    made, facts = replace(undated(facts), formed_on=facts.formed_on), undated(facts)
    for name in WORDS:
        label = str(Item._meta.get_field(name).verbose_name)
        said = screen_text(getattr(draft, name) or "", where=label, facts=made)
        found += [Found(label, one) for one in said]
    body = screen("正文.html", draft.body.encode(), facts=made)
    found += [Found("正文", one) for one in body.findings]
    unread += [f"正文：{part}" for part in body.unread]
    for attachment in draft.attachments.all():
        named, stored = part_of(attachment), attachment.stored_file
        titled = screen_text(attachment.title, where="附件名称", facts=facts)
        read = _of_file(attachment, facts)
        found += [Found(named, one, stored) for one in (*titled, *read.findings)]
        unread += [f"附件“{named}”：{part}" for part in read.unread]
    return Draft(tuple(dict.fromkeys(found)), tuple(unread))


def part_of(attachment: Attachment) -> str:
    """What an attachment is called where findings are told: its name may itself be what nobody may see."""
    return quotable(str(attachment), NOTHING_KNOWN)


def read_ahead(draft: Item) -> None:
    """Have the attachments read and kept before an act locks anything: a long file must not hold up others."""
    facts = undated(Known().of(draft, draft.formed_on))
    for attachment in draft.attachments.all():
        _of_file(attachment, facts)


def undated(facts: Facts) -> Facts:
    """The facts without the dates: they are told once for the item, and a file has none.

    The item's own words are screened with the day on which they were formed: a name of then was right then.
    """
    return replace(facts, formed_on=None, published_on=None, workdays_between=None)


def _of_file(attachment: Attachment, facts: Facts) -> Screened:
    """A file's findings, read once for each version of the rules and kept beside the indexes.

    They are those of its bytes and of its name: the same bytes under another name are read again.
    """
    stored = attachment.stored_file
    known = hashlib.sha256(repr((facts.leaders, sorted(facts.public_phones))).encode()).hexdigest()[:8]
    named = hashlib.sha256(stored.name.encode()).hexdigest()[:16]
    folder = Path(settings.INDEX_ROOT) / "screened" / f"{RULES}-{known}" / stored.sha256[:2]
    place = folder / f"{stored.sha256}-{named}"
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        return _read(place.read_text("utf-8"))
    try:
        data = stored.path.read_bytes()
    except OSError:
        return Screened(unread=("原件读不到，不能筛查。请重新上传。",))
    if len(data) <= AT_HAND:
        said = screen(stored.name, data, facts=facts)
    else:
        del data
        [answer] = in_order(screen_file, [(stored.path, stored.name, facts)], jobs=1, patience=PATIENCE)
        if isinstance(answer, Lost):
            return Screened(unread=(f"没有筛查完：{answer}请人工逐页查看。",))
        said = answer
    if not any(sentence.endswith(UNFINISHED) for sentence in said.unread):
        _keep(place, said)
    return said


def _read(text: str) -> Screened:
    kept = json.loads(text)
    findings = tuple(
        Finding(Kind(one["kind"]), Severity(one["severity"]), one["where"], one["excerpt"], one["mask"])
        for one in kept["findings"]
    )
    return Screened(findings, tuple(kept["unread"]))


def _keep(place: Path, said: Screened) -> None:
    """Keep what was found, whole or not at all; on a full disk the file is simply screened again."""
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = place.with_name(f".{place.name}.{os.getpid()}")
        fresh.write_text(json.dumps(asdict(said), ensure_ascii=False), "utf-8")
        fresh.replace(place)
