"""A policy document in Word and PDF, in the type of GB/T 9704—2012, beside its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.disclosure.models import Item
from gongkai.portal.pages.items import ItemFile, item_stem, public_item
from gongkai.portal.pages.page import Page
from gongkai.portal.typesetting import FORMS, forget, typeset


@dataclass(frozen=True)
class OfficialFile(ItemFile):
    """One form of the document, only while it is public and a policy document."""

    form: str

    def content(self) -> bytes | None:
        item = public_item(self.item_id)
        if item is None or not item.validity:
            forget(self.item_id)
            return None
        return typeset(item, self.form)


def files_of(item: Item) -> Iterator[Page]:
    """The printable forms of `item`, a policy document now or once."""
    stem = item_stem(item.organ.slug, item)
    for form in FORMS:
        yield OfficialFile(f"{stem}/gongwen.{form}", item.pk, form)
