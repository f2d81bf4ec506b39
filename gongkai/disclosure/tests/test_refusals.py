"""Every refusal of the acts on items, with its sentence; a refused act leaves nothing behind."""

from datetime import date, datetime
from typing import Any

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import CatalogueNode, Item, Validity
from gongkai.disclosure.tests.passing import publish
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["stranger", "nobody", "approver", "system"])
def test_only_an_editor_of_the_organ_drafts_and_submits(
    request: pytest.FixtureRequest, draft: Any, moment: datetime, who: str
) -> None:
    item = draft()
    person = None if who == "system" else request.getfixturevalue(who)
    with refused("您没有白杨镇的信息员职责，不能办理。"):
        acts.draft(item=item, by=person, at=moment)
    with refused("您没有白杨镇的信息员职责，不能办理。"):
        acts.submit(item=item, by=person, at=moment)
    fresh = Item(organ=item.organ, node=item.node, title="外人起草", formed_on=date(2021, 3, 1))
    with refused("您没有白杨镇的信息员职责，不能办理。"):
        acts.draft(item=fresh, by=person, at=moment)


@pytest.mark.parametrize("who", ["stranger", "nobody", "editor", "officer", "system"])
def test_only_an_approver_of_the_organ_passes_returns_and_marks_and_its_disclosure_office_withdraws_too(
    request: pytest.FixtureRequest, published: Any, edit: Any, editor: Any, moment: datetime, who: str
) -> None:
    item = published()
    acts.submit(item=edit(item, title="改过", change_note="改题。"), by=editor, at=moment)
    deed: dict[str, Any] = {"item": item, "at": moment}
    deed["by"] = None if who == "system" else request.getfixturevalue(who)
    sentence = "您没有白杨镇的审核人职责，不能办理。"
    reviewing = {
        "editor": "起草人、修改人和送审人不能保密审查自己的信息，请另一个人办理。",
        "system": "没有登录，不能办理。",
    }.get(who, "您没有白杨镇的保密审查职责，不能办理。")
    with refused(reviewing):
        publish(**deed)
    with refused(reviewing):
        acts.return_to_author(reason="理由", **deed)
    if who != "officer":
        with refused("您没有白杨镇的审核人、保密审查人、签发人或者公开办职责，不能办理。"):
            acts.withdraw(reason="理由", **deed)
    with refused(sentence):
        acts.mark_validity(validity=Validity.VALID, **deed)


def test_a_stranger_cannot_carry_an_item_over_to_their_own_organ(
    draft: Any, published: Any, other_town: Any, stranger: Any, moment: datetime
) -> None:
    for item in (draft(), published()):
        item.organ = other_town
        item.node = CatalogueNode.objects.get(organ=other_town, code="20-15")
        with refused("这条信息属于白杨镇，不能改到别的机关。请另行起草。"):
            acts.draft(item=item, by=stranger, at=moment)


def test_a_column_of_another_organ_is_refused(
    draft: Any, other_town: Any, editor: Any, moment: datetime
) -> None:
    item = draft()
    item.node = CatalogueNode.objects.get(organ=other_town, code="20-15")
    with refused("目录栏目不属于这个机关，请重新选择栏目。"):
        acts.draft(item=item, by=editor, at=moment)


@pytest.mark.parametrize("code", ["all", "fdzdgk"])
def test_a_column_that_only_gathers_takes_no_items(draft: Any, code: str) -> None:
    with refused("下还有更细的栏目，请选择具体栏目。"):
        draft(code=code)


def test_a_file_of_another_organ_cannot_be_attached(
    draft: Any, editor: Any, stranger: Any, other_town: Any, moment: datetime
) -> None:
    theirs = acts.store_file(organ=other_town, name="名单.txt", data=b"a", by=stranger, at=moment)
    item = draft()
    item.attachments.create(stored_file=theirs)
    with refused("附件不属于这个机关，请重新上传。"):
        acts.draft(item=item, by=editor, at=moment)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"title": "题" * 201}, "200"),
        ({"document_number": "号" * 61}, "60"),
        ({"formed_on": date(2021, 3, 2), "changed_on": date(2021, 3, 1)}, "变更日期不能早于成文日期。"),
        ({"validity": "repealed"}, "标为失效、废止或已修改时，要填写日期。"),
        ({"validity": "eternal"}, "。"),
        ({"subject": "星际事务"}, "。"),
        ({"attribute": "secret"}, "。"),
        ({"formed_on": None}, "。"),
    ],
)
def test_a_draft_whose_facts_cannot_stand_is_refused(
    draft: Any, published: Any, edit: Any, facts: dict[str, Any], sentence: str
) -> None:
    item, public = draft(), published()
    with refused(sentence):
        draft(**facts)
    for existing in (item, public):
        with refused(sentence):
            edit(existing, **facts)


def test_what_has_never_been_drafted_cannot_be_submitted(
    town: Any, draft: Any, editor: Any, moment: datetime
) -> None:
    bare = Item.objects.create(
        organ=town, node=draft().node, title="无稿", formed_on=date(2021, 3, 1), live=False
    )
    with refused("这条信息还没有保存过草稿。"):
        acts.submit(item=bare, by=editor, at=moment)


@pytest.mark.parametrize("attribute", ["on_request", "withheld"])
def test_what_is_not_for_publication_is_not_sent_for_it(
    draft: Any, editor: Any, moment: datetime, attribute: str
) -> None:
    item = draft(attribute=attribute)
    with refused("公开属性不是“主动公开”的信息不能送审发布。请核对公开属性。"):
        acts.submit(item=item, by=editor, at=moment)


@pytest.mark.parametrize(
    ("facts", "lacking"),
    [
        ({"title": ""}, "还缺标题，"),
        ({"title": " \u3000"}, "还缺标题，"),
        ({"issuing_organ": ""}, "还缺发文机关，"),
        ({"body": ""}, "还缺正文或者附件，"),
        ({"body": "<p><br></p><p>&nbsp;</p>"}, "还缺正文或者附件，"),
        ({"body": "<script>alert(1)</script>"}, "还缺正文或者附件，"),
        ({"title": "", "issuing_organ": "", "body": ""}, "还缺标题、发文机关、正文或者附件，"),
    ],
)
def test_an_incomplete_draft_is_kept_but_not_sent(
    draft: Any, editor: Any, moment: datetime, facts: dict[str, Any], lacking: str
) -> None:
    item = draft(**facts)
    with refused(f"{lacking}补齐后再送审。"):
        acts.submit(item=item, by=editor, at=moment)


def test_an_attachment_stands_in_for_a_body(draft: Any, town: Any, editor: Any, moment: datetime) -> None:
    item = draft(body="")
    stored = acts.store_file(organ=town, name="通知.txt", data=b"a", by=editor, at=moment)
    item.attachments.create(stored_file=stored)
    acts.draft(item=item, by=editor, at=moment)
    assert acts.submit(item=item, by=editor, at=moment).submitted_revision


def test_what_does_not_wait_is_not_returned(draft: Any, approver: Any, moment: datetime) -> None:
    item = draft()
    with refused("这条信息没有在等待审查。"):
        acts.return_to_author(item=item, by=approver, at=moment, reason="理由")


def test_what_is_not_public_is_not_withdrawn_even_on_a_page_opened_before(
    draft: Any, published: Any, approver: Any, moment: datetime
) -> None:
    public = published()
    opened = Item.objects.get(pk=public.pk)
    acts.withdraw(item=public, by=approver, at=moment, reason="第一次的理由")
    for item in (draft(), opened):
        with refused("这条信息现在没有公开。"):
            acts.withdraw(item=item, by=approver, at=moment, reason="第二次的理由")


@pytest.mark.parametrize(
    ("reason", "said"),
    [("", "要写明理由"), ("  \n", "要写明理由"), ("长" * 201, "理由有201个字，最多200个字，请写短一些。")],
)
def test_returning_and_withdrawing_need_a_reason(
    published: Any, edit: Any, editor: Any, approver: Any, moment: datetime, reason: str, said: str
) -> None:
    item = published()
    acts.submit(item=edit(item, title="改过", change_note="改题。"), by=editor, at=moment)
    with refused(said):
        acts.return_to_author(item=item, by=approver, at=moment, reason=reason)
    with refused(said):
        acts.withdraw(item=item, by=approver, at=moment, reason=reason)


def test_a_public_item_turned_secret_as_a_draft_cannot_be_sent(
    published: Any, edit: Any, editor: Any, moment: datetime
) -> None:
    item = edit(published(), attribute="withheld")
    with refused("公开属性不是“主动公开”的信息不能送审发布。"):
        acts.submit(item=item, by=editor, at=moment)
