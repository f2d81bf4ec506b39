"""From draft to public, off again, and back."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import Item
from gongkai.disclosure.queries import waiting_for_review
from gongkai.disclosure.reviewing.chain import under_way
from gongkai.disclosure.tests.passing import publish
from gongkai.trail.models import Act, Outbox
from gongkai.trail.queries import acts_on
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
NOT_SUBMITTED = "这条信息没有在等待审查。改过以后要重新送审的，请信息员送审。"


def identity(item: Item) -> tuple[Any, ...]:
    """What is given once and kept for ever."""
    item = Item.objects.get(pk=item.pk)
    return item.index_number, item.address_year, item.address_serial, item.first_published_at


def test_an_item_becomes_public_with_number_address_and_time(published: Any, moment: datetime) -> None:
    item = published()
    assert item.live
    assert identity(item) == ("baiyang-zhen/2021-00001", 2021, 1, moment)


def test_the_way_of_an_item_is_in_the_trail(published: Any, editor: Any, approver: Any) -> None:
    way = [(act.verb, act.actor_name) for act in acts_on(published())]
    assert way == [("发布", "沈核准"), ("送审", "甄编辑"), ("起草", "甄编辑")]


def test_only_publication_and_withdrawal_reach_the_pages(
    draft: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    Outbox.objects.all().delete()
    item = draft()
    acts.submit(item=item, by=editor, at=moment)
    assert not Outbox.objects.exists()
    publish(item=item, by=approver, at=moment)
    acts.withdraw(item=item, by=approver, at=moment, reason="内容有误")
    assert [str(row) for row in Outbox.objects.all()] == [f"disclosure.item:{item.pk}"] * 2


def test_a_draft_and_a_submitted_draft_are_not_public(draft: Any, editor: Any, moment: datetime) -> None:
    item = draft()
    acts.submit(item=item, by=editor, at=moment)
    assert not Item.objects.public().exists()
    assert list(Item.objects.waiting()) == [item]
    assert identity(item) == (None, None, None, None)


def test_the_author_may_not_publish_their_own_item_even_as_an_approver(
    edit: Any, draft: Any, both: Any, editor: Any, moment: datetime
) -> None:
    item = Item(organ=draft().organ, node=draft().node, title="甲", body="乙", issuing_organ="丙")
    item.formed_on = moment.date()
    acts.draft(item=item, by=both, at=moment)
    edit(item, by=editor, title="由别人最后改过")
    acts.submit(item=item, by=editor, at=moment)
    with refused("起草人、修改人和送审人不能保密审查自己的信息，请另一个人办理。"):
        publish(item=item, by=both, at=moment)


def test_the_last_to_edit_may_not_publish_either(
    draft: Any, edit: Any, both: Any, approver: Any, moment: datetime
) -> None:
    item = edit(draft(), by=both, title="由审核人改过")
    acts.submit(item=item, by=both, at=moment)
    with refused("起草人、修改人和送审人不能保密审查自己的信息"):
        publish(item=item, by=both, at=moment)
    assert publish(item=item, by=approver, at=moment).title == "由审核人改过"


@pytest.mark.parametrize("state", ["draft", "published"])
def test_an_edit_after_submission_voids_it(
    request: pytest.FixtureRequest, state: str, edit: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    item = edit(request.getfixturevalue(state)(), title="改了", change_note="改了标题")
    acts.submit(item=item, by=editor, at=moment)
    edit(item, title="送审后又改了")
    assert not Item.objects.waiting().exists()
    with refused(NOT_SUBMITTED):
        publish(item=item, by=approver, at=moment)


def test_what_the_approver_read_is_what_goes_public(
    draft: Any, edit: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    item = draft()
    read = under_way(acts.submit(item=item, by=editor, at=moment)).pk
    acts.submit(item=edit(item, body="<p>另一个内容</p>"), by=editor, at=moment)
    with refused("请看过现在的内容再办。"):
        publish(item=item, by=approver, at=moment, reviewed=read)
    now = under_way(item).pk
    assert publish(item=item, by=approver, at=moment, reviewed=now).body == "<p>另一个内容</p>"


def test_publishing_twice_is_refused(published: Any, approver: Any, moment: datetime) -> None:
    item = published()
    with refused("这条信息已经发布"):
        publish(item=item, by=approver, at=moment)


def test_a_public_page_stays_as_it_is_while_a_change_waits(published: Any, edit: Any) -> None:
    item = published("原来的标题")
    edit(item, title="新的标题")
    stored = Item.objects.get(pk=item.pk)
    assert (stored.title, stored.live, stored.has_unpublished_changes) == ("原来的标题", True, True)


def test_republishing_keeps_number_address_and_first_time(
    published: Any, republish: Any, moment: datetime
) -> None:
    item = published()
    before, later = identity(item), moment + timedelta(days=400)
    again = republish(item, at=later, title="改过的标题")
    assert identity(item) == before
    assert (again.title, again.last_published_at) == ("改过的标题", later)
    assert not again.has_unpublished_changes
    assert acts_on(item).first().verb == "更新发布"


def test_withdrawing_takes_an_item_off_and_keeps_its_record(
    published: Any, approver: Any, moment: datetime
) -> None:
    item = published()
    before = identity(item)
    acts.withdraw(item=item, by=approver, at=moment, reason=" 内容有误 ")
    stored = Item.objects.get(pk=item.pk)
    assert (stored.live, stored.withdrawn_at, stored.withdrawn_reason) == (False, moment, "内容有误")
    assert identity(item) == before
    assert Act.objects.first().detail | {"证据指纹": ""} == {
        "理由": "内容有误",
        "情形": "其他",
        "要求撤下": "沈核准",
        "证据指纹": "",
    }


def test_what_was_withdrawn_comes_back_with_the_same_number_and_time(
    published: Any, republish: Any, approver: Any, moment: datetime
) -> None:
    item = published()
    before = identity(item)
    acts.withdraw(item=item, by=approver, at=moment, reason="内容有误")
    again = republish(item, body="<p>改正以后的内容</p>")
    assert again.live
    assert (again.withdrawn_at, again.withdrawn_reason) == (None, "")
    assert identity(item) == before


def test_what_was_withdrawn_can_come_back_unchanged_but_for_the_note_on_why(
    published: Any, edit: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    item = published()
    acts.withdraw(item=item, by=approver, at=moment, reason="误撤")
    acts.submit(item=edit(item, change_note="误撤，恢复公开。"), by=editor, at=moment)
    assert publish(item=item, by=approver, at=moment).live


def test_a_returned_draft_can_be_mended_and_sent_again(
    draft: Any, edit: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    item = draft()
    acts.submit(item=item, by=editor, at=moment)
    acts.return_to_author(item=item, by=approver, at=moment, reason="请补充附件")
    assert not Item.objects.waiting().exists()
    acts.submit(item=edit(item, body="<p>已补充</p>"), by=editor, at=moment)
    assert publish(item=item, by=approver, at=moment).body == "<p>已补充</p>"


def test_a_number_is_never_given_again_after_a_withdrawal(
    published: Any, approver: Any, moment: datetime
) -> None:
    acts.withdraw(item=published("甲"), by=approver, at=moment, reason="内容有误")
    assert published("乙").index_number == "baiyang-zhen/2021-00002"


def test_a_reviewer_sees_what_waits_in_their_organs_and_nothing_else(
    draft: Any, town: Any, other_town: Any, editor: Any, moment: datetime
) -> None:
    draft("没有送审")
    waiting = draft("已经送审")
    acts.submit(item=waiting, by=editor, at=moment)
    assert [step.review.title for step in waiting_for_review([town.pk])] == ["已经送审"]
    assert not waiting_for_review([other_town.pk]).exists()
