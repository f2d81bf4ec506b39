"""有效性: marked on the original page, with its day, and never lost again."""

from datetime import date, datetime
from typing import Any

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import Item, Validity
from gongkai.disclosure.tests.passing import publish
from gongkai.trail.models import Act, Outbox
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
REPEAL = {"validity": Validity.REPEALED, "on": date(2021, 3, 4), "instrument": "白镇发〔2021〕3号"}


def marking(item: Item) -> tuple[str, date | None, str]:
    item = Item.objects.get(pk=item.pk)
    return item.validity, item.validity_on, item.validity_instrument


def test_a_public_document_is_marked_and_its_page_rewritten(
    published: Any, approver: Any, moment: datetime
) -> None:
    item = published()
    Outbox.objects.all().delete()
    acts.mark_validity(item=item, by=approver, at=moment, **REPEAL)
    assert marking(item) == ("repealed", date(2021, 3, 4), "白镇发〔2021〕3号")
    assert Outbox.objects.get().key == item.pk
    assert Act.objects.first().detail == {
        "有效性": "废止",
        "日期": "2021-03-04",
        "依据": "白镇发〔2021〕3号",
        "指纹": acts.fingerprint(Item.objects.get(pk=item.pk)),
    }


@pytest.mark.parametrize("validity", [Validity.LAPSED, Validity.REPEALED, Validity.AMENDED])
def test_an_end_needs_its_day(published: Any, approver: Any, moment: datetime, validity: Validity) -> None:
    item = published()
    with refused("标为失效、废止或已修改时，要填写日期。"):
        acts.mark_validity(item=item, by=approver, at=moment, validity=validity)


def test_being_in_force_needs_no_day(published: Any, approver: Any, moment: datetime) -> None:
    item = published()
    acts.mark_validity(item=item, by=approver, at=moment, validity=Validity.VALID)
    assert marking(item) == ("valid", None, "")


def test_a_mark_made_by_mistake_can_be_taken_off(published: Any, approver: Any, moment: datetime) -> None:
    item = published()
    acts.mark_validity(item=item, by=approver, at=moment, **REPEAL)
    acts.mark_validity(item=item, by=approver, at=moment, validity="")
    assert marking(item) == ("", None, "")
    assert Act.objects.first().detail["有效性"] == "不标注"


def test_an_unknown_mark_is_refused(published: Any, approver: Any, moment: datetime) -> None:
    item = published()
    with refused("。"):
        acts.mark_validity(item=item, by=approver, at=moment, validity="eternal")


def test_what_was_never_public_is_marked_in_its_draft(draft: Any, approver: Any, moment: datetime) -> None:
    item = draft()
    with refused("这条信息还没有公开过，有效性请在起草时填写。"):
        acts.mark_validity(item=item, by=approver, at=moment, **REPEAL)


def test_a_draft_begun_before_the_mark_does_not_undo_it(
    published: Any, edit: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    item = published()
    edit(item, title="改了标题", change_note="改题。")
    acts.submit(item=item, by=editor, at=moment)
    acts.mark_validity(item=item, by=approver, at=moment, **REPEAL)
    acts.submit(item=item, by=editor, at=moment)  # the mark is part of what is reviewed
    again = publish(item=item, by=approver, at=moment)
    assert again.title == "改了标题"
    assert marking(item) == ("repealed", date(2021, 3, 4), "白镇发〔2021〕3号")


def test_a_withdrawn_document_comes_back_with_its_mark(
    published: Any, edit: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    item = published()
    acts.withdraw(item=item, by=approver, at=moment, reason="误撤")
    Outbox.objects.all().delete()
    acts.mark_validity(item=item, by=approver, at=moment, **REPEAL)
    assert not Outbox.objects.exists()
    acts.submit(item=edit(item, change_note="误撤，恢复公开。"), by=editor, at=moment)
    publish(item=item, by=approver, at=moment)
    assert marking(item)[0] == "repealed"


def test_a_mark_leaves_the_rest_of_the_page_alone(published: Any, approver: Any, moment: datetime) -> None:
    item = published()
    opened = Item.objects.get(pk=item.pk)
    opened.title = "没有经过审核的标题"
    acts.mark_validity(item=opened, by=approver, at=moment, **REPEAL)
    assert Item.objects.get(pk=item.pk).title == item.title
