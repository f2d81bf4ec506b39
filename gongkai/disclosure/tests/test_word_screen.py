"""从 Word 导入: tables, pictures and index fields in their places, what is unsure named, nothing half made."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.disclosure.models import Attachment, CatalogueNode, Item, StoredFile
from gongkai.disclosure.tests.test_intake_screens import text
from gongkai.disclosure.tests.test_pictures import GIF, office
from gongkai.documents.tests.samples import PNG, docx_of, notice_docx, saved
from gongkai.trail.models import Act

pytestmark = pytest.mark.django_db
WORD = "/admin/disclosure/word/"
Send = Callable[..., Any]


@pytest.fixture
def send(town: Any, editor: Any) -> Send:
    """Chooses a document and presses 导入, as an editor of the town."""
    client = office(editor)

    def post(data: bytes | None, name: str = "通知.docx", client: Client = client, **facts: Any) -> Any:
        form = {"node": CatalogueNode.objects.get(organ=town, code="20-15").pk} | facts
        if data is not None:
            form["document"] = SimpleUploadedFile(name, data)
        return client.post(WORD, form, follow=True)

    return post


def letter(*lines: str, pictures: tuple[bytes, ...] = ()) -> bytes:
    """A document of plain paragraphs, and pictures under them."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    for picture in pictures:
        document.add_picture(io.BytesIO(picture))
    return saved(document)


def test_a_notice_becomes_a_draft_with_its_tables_its_picture_and_its_index_fields(
    send: Send, editor: Any, town: Any
) -> None:
    answer = send(notice_docx())
    item = Item.objects.get()
    assert answer.redirect_chain == [(f"/admin/disclosure/item/{item.pk}/", 302)]
    assert (item.title, item.document_number) == (
        "崆峒镇人民政府关于加强农村饮水安全管理的通知",
        "崆镇发〔2020〕12号",
    )
    assert (item.formed_on, item.genre, item.issuing_organ) == (date(2020, 3, 5), "通知", "崆峒镇人民政府")
    assert (item.organ, item.node.code, item.author, item.live) == (town, "20-15", editor, False)
    assert '<td rowspan="2">' in item.body and '<td colspan="2">' in item.body
    (picture,) = item.attachments.all()
    assert (picture.inline, picture.stored_file.name) == (True, "图片1.png")
    assert f'<img src="{picture.stored_file.public_name}" alt="图片1">' in item.body
    assert "⟦" not in item.body
    said = text(answer)
    for notice in (
        "已从 Word 导入为草稿",
        "文号“崆镇发〔2020〕12号”",
        "请核对",
        "正文第1张图片还没有文字说明",
    ):
        assert notice in said
    assert list(Act.objects.filter(verb="起草").values_list("subject_label", flat=True)) == [item.title]


def test_the_document_itself_is_attached_only_when_asked_for(send: Send) -> None:
    send(letter("关于植树的通知", "2020年3月5日"))
    send(letter("关于植树的公告", "2020年3月5日"), keep_original="on")
    one, two = Item.objects.order_by("pk")
    assert [file.stored_file.name for file in one.attachments.all()] == []
    assert [(file.stored_file.name, file.inline) for file in two.attachments.all()] == [("通知.docx", False)]


def test_a_document_without_its_day_waits_while_the_clerk_fills_it_in(send: Send, town: Any) -> None:
    data = letter("关于植树的通知", "请各村完成。", pictures=(PNG,))
    answer = send(data)
    assert "没有从文档里读出成文日期" in text(answer) and "已经选择： 通知.docx" in text(answer)
    assert not Item.objects.exists() and not StoredFile.objects.exists() and not Attachment.objects.exists()
    token = answer.context["token"]
    answer = send(None, token=token, formed_on="2021-03-01")
    item = Item.objects.get()
    assert (item.title, item.formed_on) == ("关于植树的通知", date(2021, 3, 1))
    assert "成文日期2021-03-01是您填写的" in text(answer)
    assert "请选择 Word 文档。" in text(send(None, token=token, formed_on="2021-03-01")), "a second click"
    assert Item.objects.count() == 1


def test_another_s_waiting_document_is_not_taken(send: Send, stranger: Any, other_town: Any) -> None:
    token = send(letter("关于植树的通知")).context["token"]
    node = CatalogueNode.objects.get(organ=other_town, code="20-15").pk
    answer = send(None, client=office(stranger), token=token, node=node, formed_on="2021-03-01")
    assert "请选择 Word 文档。" in text(answer)
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "请选择 Word 文档。"),
        (b"nothing", "不是 Word 文档（docx），或者已经损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版 Word 文档（.doc）或者设有密码"),
        (docx_of("<w:p/>").replace(b"PK\x05\x06", b"XX\x05\x06"), "已经损坏"),
    ],
)
def test_what_is_no_document_is_refused_beside_its_field(send: Send, data: bytes, said: str) -> None:
    answer = send(data or None)
    assert said in text(answer)
    assert answer.context["form"].errors.keys() == {"document"}
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2999-01-01", "成文日期不能晚于今天。"),
        ("1888-01-01", "成文日期早于1949年10月1日，请核对年份。"),
        ("昨天", "输入一个有效的日期"),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_its_field(send: Send, day: str, said: str) -> None:
    answer = send(letter("关于植树的通知"), formed_on=day)
    assert said in text(answer)
    assert not Item.objects.exists()
    send(None, token=answer.context["token"], formed_on="2021-03-01")
    assert Item.objects.get().formed_on == date(2021, 3, 1), "the document is not to be chosen again"


def test_a_document_too_large_or_with_too_many_pictures_says_what_to_do(
    send: Send, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.disclosure.admin.documents.MOST_PICTURES", 1)
    answer = send(letter("关于植树的通知", "2020年3月5日", pictures=(PNG, GIF)))
    assert "文档里有2张图片，一条信息最多放1张" in text(answer)
    settings.ATTACHMENT_LIMIT = 1000
    assert "超过0MB的上限" in text(send(letter("关于植树的通知", "2020年3月5日")))
    assert not Item.objects.exists() and not StoredFile.objects.exists()


def test_a_picture_that_may_not_be_kept_is_left_out_and_named(send: Send, settings: Any) -> None:
    settings.ATTACHMENT_LIMIT = 60_000
    big = PNG + bytes(61_000)
    answer = send(letter("关于植树的通知", "2020年3月5日", pictures=(PNG, big)))
    item = Item.objects.get()
    assert [file.stored_file.name for file in item.attachments.all()] == ["图片1.png"]
    assert "图片2.png没有导入" in text(answer) and "⟦" not in item.body


def test_an_original_that_may_not_be_attached_undoes_everything(send: Send) -> None:
    answer = send(
        letter("关于植树的通知", "2020年3月5日", pictures=(PNG,)), name="通知.exe", keep_original="on"
    )
    assert answer.context["form"].errors.keys() == {"document"}
    assert (
        not Item.objects.exists()
        and not StoredFile.objects.exists()
        and not Act.objects.filter(verb="上传附件")
    )


def test_a_column_of_another_organ_is_not_offered_and_not_taken(
    send: Send, other_town: Any, stranger: Any, approver: Any, nobody: Any, town: Any
) -> None:
    theirs = CatalogueNode.objects.get(organ=other_town, code="20-15").pk
    answer = send(letter("关于植树的通知", "2020年3月5日"), node=theirs)
    assert answer.context["form"].errors.keys() == {"node"}
    own = CatalogueNode.objects.get(organ=town, code="20-15").pk
    assert send(letter("关于植树的通知"), client=office(stranger), node=own).context["form"].errors
    for person in (approver, nobody):
        assert office(person).get(WORD).status_code == 302
        send(letter("关于植树的通知", "2020年3月5日"), client=office(person))
    assert not Item.objects.exists()


def test_a_document_without_a_title_is_called_by_its_file_and_says_so(send: Send) -> None:
    answer = send(letter("请各村完成，不得延误。", "2020年3月5日"), name="植树安排.docx")
    assert Item.objects.get().title == "植树安排"
    assert "没有认出标题，请填写。" in text(answer)


def test_what_the_document_states_by_label_is_filled_in_and_what_fits_nowhere_is_named(send: Send) -> None:
    lines = (
        "索引号：620802/2019-00012",
        "主题分类：综合政务\\政务公开",
        "有效性：废止",
        "发布日期：2019-03-08",
        "标题：关于植树的通知",
        "发文机关：某镇人民政府",
        "成文日期：2019年3月5日",
        "各村：",
    )
    said = text(send(letter(*lines)))
    item = Item.objects.get()
    assert (item.former_index_number, item.index_number) == ("620802/2019-00012", None)
    assert (item.subject, item.formed_on) == ("综合政务\\政务公开", date(2019, 3, 5))
    assert (item.validity, item.published_elsewhere_on) == ("", None)
    assert "有效性“废止”没有填入" in said and "发布日期“2019-03-08”，没有填入" in said
