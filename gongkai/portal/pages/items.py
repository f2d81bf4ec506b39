"""An item's page and its attachments."""

from __future__ import annotations

import contextlib
import hashlib
import html
import re
from dataclasses import dataclass

from django.utils.html import strip_tags

from gongkai.disclosure.models import Attachment, Item, StoredFile, TakeDown
from gongkai.disclosure.queries import beside
from gongkai.disclosure.relating import FOLLOWING, grouped
from gongkai.disclosure.richtext import addressed, shown
from gongkai.disclosure.takendown import told_publicly
from gongkai.organs.models import Organ
from gongkai.portal.pages.page import Column, Page, public_address, render
from gongkai.portal.pages.qr import qr_svg
from gongkai.portal.typesetting import official_links
from gongkai.trail.firsts import ITEM
from gongkai.trail.queries import rooted

DESCRIBED = 120  # characters of the text, where nobody wrote a summary
_BLOCK_ENDS = re.compile(r"</(?:p|h\d|li|caption|t[dh])>|<br>")  # words on either side do not belong together


def item_stem(organ_slug: str, item: Item) -> str:
    """Where an item lies, without ending: the organ, the year and number given at first publication."""
    return f"{organ_slug}/{item.address_year}/{item.address_serial}"


@dataclass(frozen=True)
class AttachmentLink:
    """An attachment as the public sees it."""

    title: str
    path: str  # under the site folder
    inline: bool  # a picture that stands in the text
    stored: StoredFile

    @property
    def extension(self) -> str:
        return self.stored.extension

    @property
    def name(self) -> str:
        """What a reader's disk calls it: the title, with the ending that opens it."""
        ending = f".{self.stored.extension}"
        return self.title if self.title.lower().endswith(ending) else self.title + ending

    @property
    def size(self) -> int:
        """In bytes."""
        return self.stored.size


def public_files(item: Item) -> list[AttachmentLink]:
    """Every attachment of a public item in order, the pictures of its text too.

    Addresses are ASCII and change with the content.
    """
    stem = item_stem(item.organ.slug, item)
    return [_link(stem, one) for one in item.attachments.select_related("stored_file").all()]


def _link(stem: str, attachment: Attachment) -> AttachmentLink:
    stored = attachment.stored_file
    path = f"{stem}/{stored.public_name}"
    return AttachmentLink(attachment.title or stored.name, path, attachment.inline, stored)


def public_body(item: Item) -> str:
    """The text of an item as the files beside each other show it."""
    return addressed(item.body, f"{item.address_serial}/")


def described(item: Item) -> str:
    """The item in a line or two: its summary, or how its text begins; empty when it has neither."""
    text = item.summary or " ".join(html.unescape(strip_tags(_BLOCK_ENDS.sub(" ", item.body))).split())
    return text if len(text) <= DESCRIBED or item.summary else f"{text[:DESCRIBED]}…"


def public_item(item_id: int, *related: str) -> Item | None:
    """The item with what its page needs, in one query; `get` spares the ordering that `first` asks for."""
    with contextlib.suppress(Item.DoesNotExist):
        found = Item.objects.public().annotate(
            proven=rooted(ITEM, "pk")
        )  # whether there is a proof (公开存证)
        return found.select_related("organ", "node", *related).get(pk=item_id)
    return None


def stub_of(item: Item | None) -> TakeDown | None:
    """The take-down that the page at the old address tells of (行政处罚法第四十八条); none where nothing may lie there."""
    return told_publicly(item) if item is not None and item.address_serial else None


def explained(item: Item) -> Item | None:
    """The public document that `item` belongs to (所属的文件): explains, answers, corrects or was put out for."""
    return item.explains if item.explains and item.explains.live else None


def orphaned(item: Item) -> bool:
    """Whether the document it follows was taken down, so that its page must say so."""
    parent = item.explains
    return parent is not None and item.relation in FOLLOWING and parent.withdrawn_at is not None


def belonging(item: Item) -> list[Item]:
    """The public items that belong to `item` (解读, 征求意见, 反馈, 澄清), the newest first."""
    found = Item.objects.public().filter(explains=item).select_related("organ").defer("body")
    return list(found.order_by("-first_published_at", "-id"))


@dataclass(frozen=True)
class ItemFile(Page):
    """One of the files of an item."""

    item_id: int

    @property
    def origin(self) -> tuple[str, int]:
        return "disclosure.item", self.item_id


@dataclass(frozen=True)
class ItemPage(ItemFile):
    def content(self) -> bytes | None:
        item = public_item(self.item_id, "organ__parent__parent", "node__parent__parent")
        if item is None:
            return self._stub()
        older, newer = _neighbours(item)
        files = public_files(item)
        column = node_column(item.organ, item.node.title, "政策文件" if item.validity else "信息公开目录")
        context = {
            "item": item,
            "body": shown(item.body, f"{item.address_serial}/"),
            "description": described(item),
            "picture": next((file.path for file in files if file.inline), ""),
            "nodes": [node for node in item.node.lineage() if node.parent_id],
            "attachments": [file for file in files if not file.inline],
            "proof": f"{item_stem(item.organ.slug, item)}.proof.json" if item.proven else "",
            "older": older,
            "newer": newer,
            "official": official_links(item, item_stem(item.organ.slug, item)),
            "explained": explained(item),
            "orphaned": orphaned(item),
            "belongings": grouped(belonging(item)),
            "notes": item.change_notes.all(),
        }
        return render(
            "portal/item.html",
            self.path,
            organ=item.organ,
            column=column,
            qr=qr_svg(public_address(self.path)),
            **context,
        )

    def _stub(self) -> bytes | None:
        """Of a decision that was undone: that it is gone, when and why, and nothing of what it said."""
        item = Item.objects.select_related("organ__parent__parent").filter(pk=self.item_id).first()
        taken = stub_of(item)
        if item is None or taken is None:
            return None
        column = node_column(item.organ, "信息公开目录", "信息公开目录")
        return render(
            "portal/withdrawn.html", self.path, organ=item.organ, column=column, item=item, taken=taken
        )

    def attachments(self) -> set[str]:
        """Paths of the files that may lie in the folder beside the page."""
        item = public_item(self.item_id)
        if item is None:
            return set()
        forms = official_links(item, item_stem(item.organ.slug, item))
        return {file.path for file in public_files(item)} | {form.path for form in forms}


def _neighbours(item: Item) -> tuple[Item | None, Item | None]:
    for position in item.placements.filter(node_id=item.node_id).values_list("position", flat=True):
        return beside(item.node_id, position)
    return None, None


@dataclass(frozen=True)
class AttachmentFile(ItemFile):
    """An attachment's bytes, as reviewed: only while its item is public and still carries it."""

    def content(self) -> bytes | None:
        item = public_item(self.item_id)
        if item is None:
            return None
        for file in public_files(item):
            if file.path == self.path:
                return _as_reviewed(file.stored)
        return None


def _as_reviewed(stored: StoredFile) -> bytes:
    """The kept bytes; OSError, saying what to restore, when they are gone or no longer those reviewed."""
    try:
        content = stored.path.read_bytes()
    except FileNotFoundError:
        raise OSError(f"编号{stored.pk}的附件的原件 {stored.path} 不在了，请从备份恢复。") from None
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise OSError(f"编号{stored.pk}的附件的原件 {stored.path} 与审核时不一致，没有公开，请从备份恢复。")
    return content


def node_column(organ: Organ, title: str, kind: str) -> Column:
    """The column tags of a page in one of an organ's catalogue columns."""
    return Column(title, kind, f"{organ.name}{title}的公开信息", f"{organ.short_name},{title},政府信息公开")
