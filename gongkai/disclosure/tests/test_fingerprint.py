"""The fingerprint: bound to the exact text and attachments, and to nothing else."""

from datetime import date, datetime
from typing import Any

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.acts import fingerprint
from gongkai.disclosure.models import Attachment, CatalogueNode, Item
from gongkai.disclosure.tests.passing import publish
from gongkai.trail.queries import acts_on

pytestmark = pytest.mark.django_db


def attached(item: Item, editor: Any, moment: datetime, *files: tuple[str, bytes]) -> Item:
    """`item` with these files attached, not yet drafted."""
    for place, (name, data) in enumerate(files):
        stored = acts.store_file(organ=item.organ, name=name, data=data, by=editor, at=moment)
        item.attachments.add(Attachment(stored_file=stored, sort_order=place))
    return item


def test_the_same_print_runs_from_draft_to_publication(
    draft: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    item = acts.draft(item=attached(draft(), editor, moment, ("甲.txt", b"1")), by=editor, at=moment)
    acts.submit(item=item, by=editor, at=moment)
    publish(item=item, by=approver, at=moment)
    prints = [act.detail["指纹"] for act in acts_on(item)][:3]
    assert len(prints[0]) == 64
    assert len(set(prints)) == 1
    assert fingerprint(Item.objects.get(pk=item.pk)) == prints[0]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "另一标题"),
        ("body", "<p>另一内容</p>"),
        ("issuing_organ", "另一机关"),
        ("document_number", "白镇发〔2021〕9号"),
        ("formed_on", date(2021, 3, 2)),
        ("attribute", "withheld"),
        ("validity", "valid"),
        ("summary", "概述"),
    ],
)
def test_any_change_of_content_changes_it(draft: Any, field: str, value: Any) -> None:
    item = draft()
    before = fingerprint(item)
    setattr(item, field, value)
    assert fingerprint(item) != before


def test_the_column_is_content(draft: Any, town: Any) -> None:
    item = draft()
    before = fingerprint(item)
    item.node = CatalogueNode.objects.get(organ=town, code="20-1")
    assert fingerprint(item) != before


def test_attachments_are_bound_by_content_name_title_and_order(
    draft: Any, editor: Any, moment: datetime
) -> None:
    def of(*files: tuple[str, bytes], title: str = "") -> str:
        item = attached(draft(), editor, moment, *files)
        for attachment in item.attachments.all():
            attachment.title = title
        return fingerprint(item)

    one, two = ("甲.txt", b"1"), ("乙.txt", b"2")
    prints = [of(), of(one), of(two), of(one, two), of(two, one), of(("甲.txt", b"3")), of(one, title="附表")]
    assert len(set(prints)) == len(prints)
    assert of(one, two) == of(one, two)


def test_the_order_of_keys_does_not_matter(draft: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    item = draft()
    before, written = fingerprint(item), item.serializable_data()
    backwards = dict(reversed(written.items()))
    assert list(backwards) != list(written)
    monkeypatch.setattr(item, "serializable_data", lambda: backwards)
    assert fingerprint(item) == before


def test_the_life_of_the_record_is_not_content(published: Any, approver: Any, moment: datetime) -> None:
    item = published()
    before = fingerprint(item)
    acts.withdraw(item=item, by=approver, at=moment, reason="内容有误")
    assert fingerprint(Item.objects.get(pk=item.pk)) == before


def test_the_same_content_in_another_record_has_the_same_print(draft: Any) -> None:
    assert fingerprint(draft()) == fingerprint(draft())
