"""The screens of 旧信息导入: what a clerk sees, and that nobody of elsewhere sees or does anything."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.disclosure.acts import intake as intakes
from gongkai.disclosure.models import Intake, IntakeState, Item, RowState
from gongkai.disclosure.tests.oldsheets import row, sheet
from gongkai.disclosure.tests.passing import publish
from gongkai.disclosure.tests.test_pictures import office
from gongkai.documents.records import OLD_RECORDS, read_old_records
from gongkai.documents.tests.samples import PNG, zipped
from gongkai.organs import acts as organ_acts
from gongkai.organs.models import Role
from tests.sheets import PDF, workbook

pytestmark = pytest.mark.django_db
NEW = "/admin/intake/new/"


def upload(
    client: Client, organ: Any, *rows: Any, archive: bytes | None = None, data: bytes | None = None
) -> Any:
    """The answer to a sheet, and perhaps a zip, being uploaded."""
    form: dict[str, Any] = {"organ": organ.pk}
    form["sheet"] = SimpleUploadedFile("旧信息.xlsx", sheet(*rows) if data is None else data)
    if archive is not None:
        form["attachments"] = SimpleUploadedFile("附件.zip", archive)
    return client.post(NEW, form, follow=True)


def text(answer: Any) -> str:
    """What an answer says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_clerk_brings_old_records_in(town: Any, editor: Any, moment: datetime) -> None:
    client = office(editor)
    assert "从 Word 导入" in text(client.get("/admin/snippets/disclosure/item/"))
    assert "还没有导入过旧信息" in text(client.get("/admin/intake/"))
    rows = [row("甲", attachments="图.png"), row("乙"), row(None), row("丁", attachments="没有.pdf")]
    answer = upload(client, town, *rows, archive=zipped({"图.png": PNG, "多余.pdf": PDF}))
    seen = text(answer)
    for said in (
        "待确认",
        "可以导入 2 行",
        "有差错 2 行",
        "A4（标题）",
        "P5（附件文件名）",
        "多余.pdf",
        "导入2行",
    ):
        assert said in seen, seen
    intake = Intake.objects.get()
    address = f"/admin/intake/{intake.pk}/"
    assert not Item.objects.exists()

    assert "已经开始导入" in text(client.post(f"{address}start/", follow=True))
    under_way = client.get(address).content.decode()
    assert '<meta http-equiv="refresh" content="3">' in under_way and "已处理0行，共2行" in under_way
    intakes.carry_on_all(lambda: moment)
    done = client.get(address)
    assert "refresh" not in done.content.decode()
    for said in ("已导入 2 行", "整批送审（2条）", "下载待改正的行", "撤销整批导入"):
        assert said in text(done)
    assert f"/admin/disclosure/item/{Item.objects.get(title='甲').pk}/" in done.content.decode()
    assert "旧信息.xlsx" in text(client.get("/admin/intake/"))


def test_the_rows_to_mend_come_back_and_go_in_when_they_are_mended(
    town: Any, editor: Any, moment: datetime
) -> None:
    client = office(editor)
    upload(client, town, row("甲"), row(None, document_number="白镇发〔2019〕3号"), row("丙", formed_on=None))
    intake = Intake.objects.get()
    client.post(f"/admin/intake/{intake.pk}/start/")
    intakes.carry_on_all(lambda: moment)
    answer = client.get(f"/admin/intake/{intake.pk}/mend/")
    assert "待改正_旧信息.xlsx" in unquote(answer["Content-Disposition"])
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    lines = [[cell.value for cell in line] for line in book.active.iter_rows()]
    assert lines[0][-2:] == ["原来的行号", "怎么改"]
    assert [(line[0], line[5], line[-2]) for line in lines[1:]] == [
        (None, "白镇发〔2019〕3号", 3),
        ("丙", None, 4),
    ]
    assert lines[1][-1].startswith("A3“标题”") and lines[2][-1].startswith("D4“成文日期”")
    assert lines[1][3].date() == date(2019, 3, 5), "a day comes back as a day"
    book.active["A2"], book.active["D3"] = "乙", date(2019, 4, 1)
    stream = io.BytesIO()
    book.save(stream)
    upload(client, town, data=stream.getvalue())
    again = Intake.objects.first()
    assert (again.total, again.faults) == (2, [])
    client.post(f"/admin/intake/{again.pk}/start/")
    intakes.carry_on_all(lambda: moment)
    assert sorted(item.title for item in Item.objects.all()) == ["丙", "乙", "甲"]


def test_a_row_that_failed_on_its_way_is_among_those_to_mend(
    town: Any, editor: Any, moment: datetime
) -> None:
    client = office(editor)
    upload(client, town, row("甲"), row("乙", node="20-1"))
    intake = Intake.objects.get()
    client.post(f"/admin/intake/{intake.pk}/start/")
    town.catalogue.filter(code="20-1").update(takes_items=False)
    intakes.carry_on_all(lambda: moment)
    assert "第3行：" in text(client.get(f"/admin/intake/{intake.pk}/"))
    records = read_old_records(client.get(f"/admin/intake/{intake.pk}/mend/").content)
    assert [one.values["title"] for one in records.reading.rows] == ["乙"]


def zip_with(name: bytes, data: bytes = PDF, **facts: Any) -> bytes:
    """A zip with one entry whose name is these bytes, as other systems write them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo("x" * len(name))
        info.compress_type = zipfile.ZIP_DEFLATED
        for fact, value in facts.items():
            setattr(info, fact, value)
        archive.writestr(info, data)
    return stream.getvalue().replace(b"x" * len(name), name)


LOCKED = bytearray(zip_with(b"a.pdf"))
for place in [found.start() for found in re.finditer(rb"PK\x03\x04|PK\x01\x02", bytes(LOCKED))]:
    LOCKED[place + (6 if LOCKED[place + 2] == 3 else 8)] |= 1


@pytest.mark.parametrize(
    ("archive", "said"),
    [
        (b"no zip at all", "这个文件不是 zip 压缩包"),
        (zip_with(b"../../etc/passwd"), "路径不正常"),
        (zip_with(b"C:\\windows\\a.pdf"), "路径不正常"),
        (zip_with(b"a.pdf", external_attr=0o120777 << 16), "是链接，不是文件"),
        (zip_with(b"a.pdf", b"0" * 40_000_000), "压缩炸弹"),
        (bytes(LOCKED), "加了密码"),
    ],
    ids=["no zip", "outside", "drive", "link", "bomb", "locked"],
)
def test_a_zip_that_plays_tricks_is_refused_beside_its_field(
    town: Any, editor: Any, archive: bytes, said: str
) -> None:
    answer = upload(office(editor), town, row(attachments="a.pdf"), archive=archive)
    assert said in text(answer)
    assert not Intake.objects.exists()


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_chinese_names_in_a_zip_are_read_in_either_encoding(town: Any, editor: Any, encoding: str) -> None:
    answer = upload(
        office(editor),
        town,
        row(attachments="名单（一）.pdf"),
        archive=zip_with("名单（一）.pdf".encode(encoding)),
    )
    assert "导入1行" in text(answer)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"nothing", "旧信息.xlsx"),
        (b"", "这个文件是空的，请重新选择。"),
        (workbook(["别的", "表头"]), "没有找到表头"),
        (workbook([column.label for column in OLD_RECORDS.columns], title="旧信息目录"), "没有读到数据行"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_refused_beside_its_field(
    town: Any, editor: Any, data: bytes, said: str
) -> None:
    answer = upload(office(editor), town, data=data)
    assert said in text(answer)
    assert not Intake.objects.exists()


def test_what_is_too_large_says_what_to_do(town: Any, editor: Any, settings: Any) -> None:
    settings.ATTACHMENT_LIMIT = 10_000
    answer = upload(
        office(editor), town, row(), archive=zip_with(b"a.pdf", PDF + bytes(range(256)) * 80, compress_type=0)
    )
    assert "附件分成几个压缩包" in text(answer) and "gongkai import" in text(answer)


def test_nothing_chosen_is_said(town: Any, editor: Any) -> None:
    assert "请选择 Excel 文件。" in text(office(editor).post(NEW, {"organ": town.pk}))


def test_the_template_has_one_s_own_columns(town: Any, editor: Any) -> None:
    answer = office(editor).get("/admin/intake/template/")
    assert answer.content.startswith(b"PK")
    shared = zipfile.ZipFile(io.BytesIO(answer.content)).read("xl/sharedStrings.xml").decode()
    assert town.catalogue.get(code="20-15").title in shared


@pytest.fixture
def begun(town: Any, editor: Any, moment: datetime) -> Callable[[str], Intake]:
    """An import in a state."""

    def make(state: str) -> Intake:
        client = office(editor)
        upload(client, town, row("甲"), row("乙"), row(None))
        intake = Intake.objects.first()
        if state != IntakeState.READ:
            client.post(f"/admin/intake/{intake.pk}/start/")
        if state == IntakeState.DONE:
            intakes.carry_on_all(lambda: moment)
        intake.refresh_from_db()
        return intake

    return make


DEEDS = ("start", "discard", "review", "undo")


def test_another_organ_s_import_is_not_there(
    begun: Any, stranger: Any, approver: Any, nobody: Any, town: Any, other_town: Any, moment: datetime
) -> None:
    waiting, done = begun("read"), begun("done")
    before = [(one.state, one.rows.count()) for one in Intake.objects.all()]
    for person, missing in ((stranger, 404), (approver, 302), (nobody, 302)):
        client = office(person)
        for intake in (waiting, done):
            for page in ("", "mend/"):
                assert client.get(f"/admin/intake/{intake.pk}/{page}").status_code == missing
            for deed in DEEDS:
                assert client.post(f"/admin/intake/{intake.pk}/{deed}/").status_code == missing
    assert "旧信息.xlsx" not in text(office(stranger).get("/admin/intake/"))
    refused = upload(office(stranger), town, row())
    assert Intake.objects.count() == 2 and refused.status_code == 200
    assert [(one.state, one.rows.count()) for one in Intake.objects.all()] == before


def test_who_edits_elsewhere_and_only_approves_here_brings_nothing_in(
    begun: Any, approver: Any, other_town: Any, moment: datetime
) -> None:
    intake = begun("read")
    organ_acts.appoint(
        person=approver, organ=other_town, role=Role.EDITOR, since=date(2019, 1, 1), by=None, at=moment
    )
    client = office(approver)
    assert client.get(f"/admin/intake/{intake.pk}/").status_code == 404
    assert client.post(f"/admin/intake/{intake.pk}/start/").status_code == 404


def test_an_officer_may_go_on_with_what_an_editor_began(begun: Any, officer: Any) -> None:
    intake = begun("read")
    office(officer).post(f"/admin/intake/{intake.pk}/start/")
    intake.refresh_from_db()
    assert (intake.state, intake.by) == (IntakeState.RUNNING, officer)


def test_a_deed_out_of_time_is_refused_in_a_sentence(begun: Any, editor: Any) -> None:
    client, intake = office(editor), begun("done")
    assert "已导入，不能再开始" in text(client.post(f"/admin/intake/{intake.pk}/start/", follow=True))
    answer = client.post(f"/admin/intake/{intake.pk}/discard/", follow=True)
    assert "不能放弃" in text(answer)
    for deed in DEEDS:
        assert client.get(f"/admin/intake/{intake.pk}/{deed}/").status_code == 405


def test_a_clerk_leaves_a_sheet_or_undoes_an_import(begun: Any, editor: Any) -> None:
    client, waiting = office(editor), begun("read")
    assert "已放弃" in text(client.post(f"/admin/intake/{waiting.pk}/discard/", follow=True))
    assert client.get(f"/admin/intake/{waiting.pk}/").status_code == 200
    done = begun("done")
    assert "这批导入的2条草稿都会删除" in text(client.get(f"/admin/intake/{done.pk}/"))
    assert "已撤销，这批草稿都已删除。" in text(client.post(f"/admin/intake/{done.pk}/undo/", follow=True))
    assert not Item.objects.exists()


def test_what_is_public_is_said_where_undoing_is_offered(
    begun: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    client, intake = office(editor), begun("done")
    client.post(f"/admin/intake/{intake.pk}/review/")
    assert "正在送审" in text(client.get(f"/admin/intake/{intake.pk}/"))
    intakes.carry_on_all(lambda: moment)
    publish(item=Item.objects.get(title="甲"), by=approver, at=moment)
    seen = text(client.get(f"/admin/intake/{intake.pk}/"))
    assert "已公开 1 条" in seen and "这批信息里有1条已经公开过，不能整批撤销" in seen
    assert "有1条已经公开过" in text(client.post(f"/admin/intake/{intake.pk}/undo/", follow=True))
    assert Item.objects.count() == 2
    assert set(intake.rows.values_list("state", flat=True)) == {RowState.SUBMITTED}


def test_a_migrated_draft_s_own_page_says_when_it_was_public_elsewhere(begun: Any, editor: Any) -> None:
    begun("done")
    page = text(office(editor).get(f"/admin/disclosure/item/{Item.objects.get(title='甲').pk}/"))
    assert "公开期限：没有。这是迁移来的旧信息，原网站2019年3月8日已经发布。" in page
