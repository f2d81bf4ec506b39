"""Excel registers as clerks hand them in: previewed, every fault named by its cell, all rows in or none."""

import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from gongkai.disclosure.models import Charge, Decision, Procurement
from gongkai.organs import acts
from gongkai.organs.models import Role
from tests.doors import state
from tests.sheets import PROCUREMENTS, workbook
from tests.test_bad_input import at_the_desk_of, said

DECISIONS = ["类别", "事项名称", "决定书文号", "决定日期", "内容摘要"]
CHARGES = ["收费项目", "收取日期", "金额（元）", "备注"]
MEGABYTE = 1 << 20


def address(register: str, action: str = "import") -> str:
    return f"/admin/register_{register}/{action}/"


def preview(
    client: Client, organ: Any, data: bytes, *, register: str = "procurement", name: str = "台账.xlsx"
) -> Any:
    answer = client.post(address(register), {"organ": organ.pk, "sheet": SimpleUploadedFile(name, data)})
    assert answer.status_code == 200
    return answer


def token_of(answer: Any) -> str:
    """The token of a preview that may be imported; empty when it may not."""
    return next(iter(html.fromstring(answer.content).xpath("//input[@name='token']/@value")), "")


def test_the_template_filled_in_is_previewed_and_imported(town: Any, editor: Any) -> None:
    client = at_the_desk_of(editor)
    book = openpyxl.load_workbook(BytesIO(client.get(address("procurement", "template")).content))
    book.worksheets[0]["A3"], book.worksheets[0]["B3"] = "办公桌椅", "2021年3月5日"
    book.worksheets[0]["C3"] = "1,200.50"
    stream = BytesIO()
    book.save(stream)
    answer = preview(client, town, stream.getvalue())
    assert "读出1行" in answer.content.decode()
    assert not Procurement.objects.exists()
    done = client.post(address("procurement"), {"token": token_of(answer)}, follow=True)
    assert "已导入1行" in said(done)
    kept = Procurement.objects.get()
    assert (kept.organ, kept.project, kept.contracted_on, str(kept.amount)) == (
        town, "办公桌椅", date(2021, 3, 5), "1200.50",
    )  # fmt: skip


def test_what_was_exported_can_be_read_again(town: Any, editor: Any) -> None:
    client = at_the_desk_of(editor)
    first = preview(client, town, workbook(CHARGES, ["占道费", "2021-03-05", 12.5, ""]), register="charge")
    client.post(address("charge"), {"token": token_of(first)})
    exported = client.get(address("charge", "export")).content
    assert token_of(preview(client, town, exported, register="charge"))


def test_three_faults_are_named_by_their_cells_and_nothing_is_imported(town: Any, editor: Any) -> None:
    before = state()
    answer = preview(
        at_the_desk_of(editor),
        town,
        workbook(
            PROCUREMENTS,
            ["桌椅", "2021-02-30", 100],
            ["电脑", "2021-03-01", "一百元"],
            ["", "2021-03-01", 100],
            ["打印机", "2021-03-01", 100],
        ),
    )
    text = answer.content.decode()
    assert "有3处要改，一行也没有导入" in text
    assert all(cell in text for cell in ("B2", "C3", "A4"))
    assert token_of(answer) == ""
    assert state() == before


def test_a_number_used_twice_in_the_sheet_is_named_by_its_row(town: Any, editor: Any) -> None:
    row = ["行政许可", "宅基地审批", "白镇许〔2021〕1号", "2021-03-01"]
    answer = preview(at_the_desk_of(editor), town, workbook(DECISIONS, row, row), register="decision")
    assert "第3行" in answer.content.decode()
    assert "台账里已有这个文号的决定" in answer.content.decode()
    assert (token_of(answer), Decision.objects.exists()) == ("", False)


def test_a_row_entered_by_someone_else_meanwhile_stops_the_whole_import(
    full_town: Any, editor: Any, officer: Any
) -> None:
    clerk, organ = at_the_desk_of(editor), full_town.organ
    rows = [["甲", "2021-03-01", 1], ["乙", "2021-03-01", 2]]
    token = token_of(preview(clerk, organ, workbook(PROCUREMENTS, *rows)))
    other = at_the_desk_of(officer)
    other.post(
        address("procurement"), {"token": token_of(preview(other, organ, workbook(PROCUREMENTS, rows[1])))}
    )
    answer = clerk.post(address("procurement"), {"token": token}, follow=True)
    assert "第3行：台账里已有同一天成交的同名项目。一行也没有导入" in said(answer)
    assert not Procurement.objects.filter(project="甲").exists()


def test_importing_twice_imports_once(town: Any, editor: Any) -> None:
    client = at_the_desk_of(editor)
    sheet = workbook(CHARGES, ["占道费", "2021-03-05", 12.5])
    token = token_of(preview(client, town, sheet, register="charge"))
    client.post(address("charge"), {"token": token})
    again = client.post(address("charge"), {"token": token}, follow=True)
    assert "已经办理过" in said(again)
    assert Charge.objects.count() == 1


def test_a_preview_belongs_to_its_session_its_register_and_its_office(
    town: Any, editor: Any, officer: Any, moment: Any
) -> None:
    mine, theirs = at_the_desk_of(editor), at_the_desk_of(officer)
    token = token_of(
        preview(mine, town, workbook(CHARGES, ["占道费", "2021-03-05", 12.5]), register="charge")
    )
    before = state()
    for client, register, form in (
        (theirs, "charge", {"token": token}),
        (at_the_desk_of(editor), "charge", {"token": token}),
        (mine, "procurement", {"token": token}),
        (mine, "charge", {"token": "../../keys/secret"}),
        (mine, "charge", {"token": ""}),
    ):
        answer = client.post(address(register), form, follow=True)
        assert "已经办理过，或者已经过期" in said(answer)
    assert state() == before
    acts.dismiss(
        appointment=editor.appointments.get(role=Role.EDITOR), until=date(2021, 1, 1), by=None, at=moment
    )
    mine.post(address("charge"), {"token": token})
    assert not Charge.objects.exists()


def broken(data: bytes) -> bytes:
    return data[: len(data) // 2]


def without_sheets() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("hello.txt", "不是表格")
    return stream.getvalue()


GOOD = workbook(PROCUREMENTS, ["桌椅", "2021-03-01", 100])
BAD_SHEETS: dict[str, tuple[str, bytes, str]] = {
    "200 columns": (
        "宽.xlsx",
        workbook([*PROCUREMENTS, *range(195)], ["桌椅", "2021-03-01", *range(198)]),
        "200 列.*最多",
    ),
    "half a file": ("半.xlsx", broken(GOOD), "损坏|另存"),
    "another kind of package": ("包.xlsx", without_sheets(), "Excel|xlsx"),
    "an old .xls": ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "xlsx"),
    "a program": ("表.xlsx", b"MZ\x90\0" + b"\0" * 600, "xlsx|Excel"),
    "an empty file": ("空.xlsx", b"", "空"),
    "another register": (
        "别的.xlsx",
        workbook(DECISIONS, ["行政许可", "甲", "乙", "2021-03-01"]),
        "没有找到表头|成交日期",
    ),
    "only a heading": ("只有表头.xlsx", workbook(PROCUREMENTS), "没有读到数据行|没有数据"),
    "no sheet at all": ("空表.xlsx", workbook(), "没有找到表头|没有"),
    "50 MB": ("大.xlsx", b"PK\3\4" + b"\0" * 50 * MEGABYTE, "50MB，超过30MB的上限"),
}


@pytest.mark.parametrize("case", BAD_SHEETS)
def test_a_bad_sheet_is_refused_with_the_remedy(case: str, town: Any, editor: Any) -> None:
    import re

    name, data, sentence = BAD_SHEETS[case]
    before = state()
    answer = preview(at_the_desk_of(editor), town, data, name=name)
    assert re.search(sentence, said(answer)), said(answer)
    assert token_of(answer) == ""
    assert state() == before


def test_no_file_is_asked_for(town: Any, editor: Any) -> None:
    answer = at_the_desk_of(editor).post(address("procurement"), {"organ": town.pk})
    assert "请选择 Excel 文件" in said(answer)


@pytest.mark.parametrize("text", ["_x0000_桌椅", "_xD83D_桌椅", "=HYPERLINK(1)", "<script>alert(1)</script>"])
def test_strange_text_in_a_cell_is_refused_by_name_or_kept_as_text(text: str, town: Any, editor: Any) -> None:
    client = at_the_desk_of(editor)
    book = openpyxl.Workbook()
    book.active.append(PROCUREMENTS)
    book.active.append(["", "2021-03-01", 100])
    book.active["A2"].value, book.active["A2"].data_type = text, "s"
    stream = BytesIO()
    book.save(stream)
    answer = preview(client, town, stream.getvalue())
    assert "<script>alert(1)" not in answer.content.decode()
    if token_of(answer):
        client.post(address("procurement"), {"token": token_of(answer)})
        kept = Procurement.objects.get().project
        assert "\0" not in kept
        kept.encode()
        assert "桌椅" in kept or kept == text
    else:
        assert "A2" in answer.content.decode()


def test_a_sheet_naming_another_town_is_no_choice(town: Any, editor: Any, other_town: Any) -> None:
    answer = at_the_desk_of(editor).post(
        address("procurement"), {"organ": other_town.pk, "sheet": SimpleUploadedFile("台账.xlsx", GOOD)}
    )
    assert "可用的选项" in said(answer)
    assert token_of(answer) == ""
