"""Pictures in the text: an item's own attachments and nothing else, marked, described, and gone with their row."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from gongkai.disclosure import acts
from gongkai.disclosure.models import Attachment, Item, StoredFile
from gongkai.disclosure.tests.passing import publish
from gongkai.documents.tests.samples import PNG
from tests.sheets import PDF

pytestmark = pytest.mark.django_db
GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00"
    + (b"\x01\x00\x01\x00\x00\x02\x02D\x01\x00;")
)


@pytest.fixture
def kept(town: Any, editor: Any, moment: datetime) -> Any:
    """Keeps a file of the town and gives the attachment for it."""

    def keep(name: str = "地图.png", data: bytes = PNG, **facts: Any) -> Attachment:
        stored = acts.store_file(organ=town, name=name, data=data, by=editor, at=moment)
        return Attachment(stored_file=stored, **facts)

    return keep


def img(attachment: Attachment, alt: str = "村域地图") -> str:
    return f'<img src="{attachment.stored_file.public_name}" alt="{alt}">'


def files(item: Item) -> list[tuple[str, bool]]:
    """The attachments of an item's record: name, and whether it stands in the text."""
    return [(one.stored_file.name, one.inline) for one in Item.objects.get(pk=item.pk).attachments.all()]


def test_a_picture_of_one_s_own_stands_in_the_text_and_is_marked(draft: Any, kept: Any) -> None:
    map_, list_ = kept(), kept("名单.pdf", PDF)
    item = draft(body=f"<p>见图</p>{img(map_)}", attachments=[list_, map_])
    stored = Item.objects.get(pk=item.pk)
    assert stored.body == f"<p>见图</p>{img(map_)}"
    assert files(item) == [("名单.pdf", False), ("地图.png", True)]
    assert item.latest_revision.content["attachments"][1]["inline"] is True
    assert item.remarks == ()


def test_a_picture_that_is_no_attachment_is_dropped_and_its_author_told(
    draft: Any, kept: Any, other_town: Any, stranger: Any, moment: datetime
) -> None:
    theirs = acts.store_file(organ=other_town, name="外镇.gif", data=GIF, by=stranger, at=moment)
    body = f'<p>甲</p><img src="{theirs.public_name}" alt="x"><img src="data:image/png;base64,AA"><img src="https://x/y.png">'
    item = draft(body=body)
    assert Item.objects.get(pk=item.pk).body == "<p>甲</p>"
    assert item.remarks == (
        "正文里有3张图片不是这条信息的附件，没有保存。请把图片作为附件上传、保存，再用“插入图片”放进正文。",
    )


def test_a_file_that_is_no_picture_never_stands_in_the_text(draft: Any, kept: Any) -> None:
    list_ = kept("名单.pdf", PDF)
    item = draft(body=f"<p>甲</p>{img(list_)}", attachments=[list_])
    assert (Item.objects.get(pk=item.pk).body, files(item)) == ("<p>甲</p>", [("名单.pdf", False)])


def test_a_picture_without_words_gets_its_number_and_its_author_is_told(draft: Any, kept: Any) -> None:
    one, two = kept(), kept("表.gif", GIF)
    item = draft(body=img(one, "") + img(two, "组织图"), attachments=[one, two])
    assert item.body == img(one, "图片1") + img(two, "组织图")
    (remark,) = item.remarks
    assert remark.startswith("正文第1张图片还没有文字说明")


def test_a_picture_taken_out_of_the_text_does_not_turn_up_in_the_list(
    draft: Any, kept: Any, edit: Any
) -> None:
    map_, spare = kept(), kept("表.gif", GIF)
    item = draft(body=f"<p>甲</p>{img(map_)}", attachments=[map_, spare])
    edited = edit(item, body="<p>甲</p>")
    assert files(item) == [("表.gif", False)]
    assert edited.remarks == ("正文里已经没有图片“地图.png”，附件里也一并去掉了。",)
    assert StoredFile.objects.filter(name="地图.png").exists(), "what was kept stays kept"


def test_a_change_of_a_public_item_leaves_the_public_pictures_alone(
    published: Any, kept: Any, edit: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    map_ = kept()
    item = published(body=f"<p>甲</p>{img(map_)}", attachments=[map_])
    edit(item, body="<p>乙</p>", change_note="换正文。")
    assert files(item) == [("地图.png", True)]
    assert "img" in Item.objects.get(pk=item.pk).body
    acts.submit(item=item, by=editor, at=moment)
    publish(item=item, by=approver, at=moment)
    assert (Item.objects.get(pk=item.pk).body, files(item)) == ("<p>乙</p>", [])


def test_the_text_with_its_pictures_is_what_is_passed(draft: Any, kept: Any, edit: Any) -> None:
    map_ = kept()
    item = draft(body=f"<p>甲</p>{img(map_)}", attachments=[map_])
    before = acts.fingerprint(item)
    assert acts.fingerprint(edit(item, body=f"<p>甲</p>{img(map_, '另一句说明')}")) != before
    assert acts.fingerprint(edit(item, body="<p>甲</p>")) != before


def office(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def edit_form(item: Item, **changed: Any) -> dict[str, Any]:
    """The editing form of an item as the browser would send it back."""
    rows = list(item.attachments.all())
    form = {
        "title": item.title,
        "node": item.node_id,
        "body": item.body,
        "issuing_organ": item.issuing_organ,
        "formed_on": "2021-03-01",
        "genre": "通知",
        "attribute": "proactive",
        "attachments-TOTAL_FORMS": str(len(rows)),
        "attachments-INITIAL_FORMS": str(len(rows)),
        "attachments-MIN_NUM_FORMS": "0",
    }
    for place, row in enumerate(rows):
        form |= {f"attachments-{place}-id": row.pk, f"attachments-{place}-title": row.title}
        form |= {f"attachments-{place}-ORDER": place + 1}
    return form | changed


def test_saving_the_screen_unchanged_keeps_the_pictures_and_deleting_the_row_takes_them_out(
    draft: Any, kept: Any, editor: Any
) -> None:
    map_ = kept()
    item = draft(body=f"<p>甲</p>{img(map_)}", attachments=[map_])
    client, address = office(editor), f"/admin/snippets/disclosure/item/edit/{item.pk}/"
    page = client.get(address).content.decode()
    assert f'data-office-pictures-at="/admin/disclosure/item/{item.pk}/picture/"' in page
    assert map_.stored_file.public_name in re.search(r'data-office-pictures="([^"]*)"', page)[1]
    assert "这是正文里的图片，删去这一行，正文里也就没有它了。" in page
    assert client.post(address, edit_form(item)).status_code == 302
    assert (Item.objects.get(pk=item.pk).body, files(item)) == (item.body, [("地图.png", True)])
    answer = client.post(address, edit_form(item, **{"attachments-0-DELETE": "on"}), follow=True)
    assert (Item.objects.get(pk=item.pk).body, files(item)) == ("<p>甲</p>", [])
    assert "正文里有1张图片不是这条信息的附件，没有保存" in answer.content.decode()


def test_the_preview_shows_the_pictures_and_lists_the_other_files(draft: Any, kept: Any, editor: Any) -> None:
    map_, list_ = kept(), kept("名单.pdf", PDF)
    item = draft(body=f"<p>甲</p>{img(map_)}", attachments=[map_, list_])
    client = office(editor)
    page = client.get(f"/admin/disclosure/item/{item.pk}/preview/").content.decode()
    address = f"/admin/disclosure/item/{item.pk}/picture/{map_.stored_file.public_name}"
    assert f'<img src="{address}" alt="村域地图">' in page
    assert "名单.pdf" in page and "地图.png" not in page
    answer = client.get(address)
    assert (answer["Content-Type"], b"".join(answer.streaming_content)) == ("image/png", PNG)
    for other in (list_.stored_file.public_name, "0123456789ab.png", "x"):
        assert client.get(f"/admin/disclosure/item/{item.pk}/picture/{other}").status_code == 404


def test_wagtail_s_own_preview_shows_the_pictures_too(draft: Any, kept: Any) -> None:
    map_, list_ = kept(), kept("名单.pdf", PDF)
    item = draft(body=img(map_), attachments=[map_, list_])
    context = item.get_preview_context(None, "")
    assert context["body"] == img(map_).replace('src="', f'src="/admin/disclosure/item/{item.pk}/picture/')
    assert [one.stored_file.name for one in context["attachments"]] == ["名单.pdf"]
    assert Item(body="<p>甲</p>").pictures_at == ""
