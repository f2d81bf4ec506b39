"""A masked copy holds nothing that blocks, opens as before, and is otherwise the file it was."""

import io
import zipfile

import docx
import openpyxl
import pytest
from lxml import etree

from gongkai.documents.tests.samples import docx_of, pdf, saved
from gongkai.screening.content.finding import Severity
from gongkai.screening.content.masked import known_by, masked_copy
from gongkai.screening.content.screen import screen
from gongkai.screening.tests.content.hiding_book import BOOK
from gongkai.screening.tests.content.hiding_word import WORD
from gongkai.screening.tests.content.planting import (
    ID,
    book,
    changed,
    number,
    paragraph,
    part_of,
    places,
    run,
    shared,
)

HIDING = [("公示.docx", place, data) for place, (_, data) in WORD.items()] + [
    ("公示.xlsx", place, data) for place, (_, data) in BOOK.items()
]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def blocking(name: str, data: bytes) -> list[str]:
    return [one.where for one in screen(name, data).findings if one.severity is Severity.BLOCK]


@pytest.mark.parametrize(("name", "place", "data"), HIDING, ids=[f"{n[3:]} {p}" for n, p, _ in HIDING])
def test_nothing_blocks_in_the_copy_of_a_file_that_hides_an_id_number(
    name: str, place: str, data: bytes
) -> None:
    copy = masked_copy(name, data)
    assert copy.data is not None
    assert blocking(name, data) != []
    assert blocking(name, copy.data) == []
    assert copy.left == ()
    before, after = parts(data), parts(copy.data)
    assert [part for part in before if "thumbnail" not in part] == list(after)
    if name.endswith("xlsx"):
        openpyxl.load_workbook(io.BytesIO(copy.data))
    elif "docProps/app.xml" in after:
        docx.Document(io.BytesIO(copy.data))
    for part, content in after.items():
        assert ID.encode() not in content
        if part.endswith((".xml", ".rels")) and before[part] != content:
            etree.fromstring(content)


def test_runs_keep_their_look_when_a_number_cut_over_them_is_masked() -> None:
    document = docx.Document()
    line = document.add_paragraph("证号")
    for sign in ID:
        line.add_run(sign).bold = sign == "0"
    document.add_paragraph("其余不变 < & 照旧")
    copy = masked_copy("公示.docx", saved(document)).data
    assert copy
    made = docx.Document(io.BytesIO(copy))
    text = made.paragraphs[0].text
    assert ID not in text
    assert text.startswith("证号") and len(text) == 2 + len(ID)
    assert [one.bold for one in made.paragraphs[0].runs] == [one.bold for one in document.paragraphs[0].runs]
    assert made.paragraphs[1].text == "其余不变 < & 照旧"


def test_a_column_of_id_numbers_is_emptied_and_the_rest_of_the_sheet_stays() -> None:
    def change(made: openpyxl.Workbook) -> None:
        sheet = made.active
        sheet["D1"] = "身份证号"
        for row in range(2, 8):
            sheet.cell(row, 1, f"村民{row}")
            sheet.cell(row, 3, row * 10)
            sheet.cell(row, 4, number(row)).number_format = "@"
        sheet["D5"] = "620802199003070000"  # fails its check digit, yet stands in the column
        sheet["D9"] = "制表人：王某"
        sheet["C9"] = "=SUM(C2:C7)"
        sheet.column_dimensions["D"].width = 33
        sheet["A1"].font = openpyxl.styles.Font(bold=True)

    data = book(change)
    copy = masked_copy("名册.xlsx", data).data
    assert copy
    sheet = openpyxl.load_workbook(io.BytesIO(copy)).active
    assert [sheet.cell(row, 4).value for row in range(1, 10)] == ["身份证号", *[None] * 7, "制表人：王某"]
    assert [sheet.cell(row, 1).value for row in range(3, 8)] == [f"村民{row}" for row in range(3, 8)]
    assert sheet["C9"].value == "=SUM(C2:C7)"
    assert (sheet.column_dimensions["D"].width, sheet["A1"].font.bold) == (33, True)
    assert sheet["D3"].number_format == "@"
    before, after = parts(data), parts(copy)
    assert [part for part in before if before[part] != after[part]] == ["xl/worksheets/sheet1.xml"]


def test_a_single_id_number_is_masked_and_not_dropped() -> None:
    copy = masked_copy("名册.xlsx", shared(("姓名", "身份证号"), ("王某", ID))).data
    assert copy
    value = openpyxl.load_workbook(io.BytesIO(copy)).active["B2"].value
    assert value.startswith("620802") and "*" in value
    assert ID[6:14] not in value


def test_a_text_shared_with_other_cells_is_not_emptied_with_the_column() -> None:
    rows = [(number(row), "无") for row in range(1, 6)]
    copy = masked_copy("名册.xlsx", shared(("证号", "备注"), *rows, ("无", "无"))).data
    assert copy
    sheet = openpyxl.load_workbook(io.BytesIO(copy)).active
    assert [cell.value for cell in sheet["B"]] == ["备注", *["无"] * 6]
    assert [cell.value for cell in sheet["A"]][1:6] == [None] * 5
    assert ID[:6] not in part_of(copy, "xl/sharedStrings.xml")


def test_a_telephone_kept_as_a_number_becomes_text_and_a_formula_with_it_its_value() -> None:
    data = book(lambda made: made.active.append([13812345678, "=A3"]))
    data = changed(
        data,
        ("xl/worksheets/sheet1.xml", r"</f><v\s*/?>(?:</v>)?", "</f><v>13812345678</v>"),
        (
            "[Content_Types].xml",
            "</Types>",
            '<Override PartName="/xl/calcChain.xml" ContentType="x"/></Types>',
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            '<Relationship Type="calcChain" Target="calcChain.xml" Id="rIdC"/></Relationships>',
        ),
        xl__calcChain_x='<calcChain><c r="B3" i="1"/></calcChain>',
    )
    copy = masked_copy("名册.xlsx", data).data
    assert copy
    sheet = openpyxl.load_workbook(io.BytesIO(copy)).active
    assert [sheet["A3"].value, sheet["B3"].value] == ["138****5678"] * 2
    assert "xl/calcChain.xml" not in parts(copy)
    assert "calcChain" not in part_of(copy, "[Content_Types].xml") + part_of(
        copy, "xl/_rels/workbook.xml.rels"
    )


def test_a_hidden_sheet_with_personal_data_is_emptied_as_a_whole_and_one_without_stays() -> None:
    def change(made: openpyxl.Workbook) -> None:
        for title, value in (("底稿", ID), ("选项", "低保")):
            sheet = made.create_sheet(title)
            sheet.sheet_state = "hidden"
            sheet["A1"], sheet["A2"] = "王某，肢体残疾", value

    copy = masked_copy("名册.xlsx", book(change)).data
    assert copy
    made = openpyxl.load_workbook(io.BytesIO(copy))
    assert [cell.value for cell in made["底稿"]["A"]] == [None, None]
    assert made["选项"]["A2"].value == "低保"
    assert made["名册"]["A2"].value == "王某"


def test_a_deletion_and_a_comment_with_personal_data_are_emptied() -> None:
    gone = paragraph(run("甲"), f"<w:del w:id='1'>{run('王某，证号' + ID, tag='delText')}</w:del>")
    copy = masked_copy("公示.docx", docx_of(gone)).data
    assert copy
    text = part_of(copy, "word/document.xml")
    assert "<w:delText></w:delText>" in text
    assert "甲" in text


def test_a_sheet_named_with_an_id_number_is_left_to_a_person() -> None:
    def change(made: openpyxl.Workbook) -> None:
        made.active.title = ID

    copy = masked_copy("名册.xlsx", book(change))
    assert copy.data
    assert openpyxl.load_workbook(io.BytesIO(copy.data)).sheetnames == [ID]
    assert copy.left
    assert all(ID not in sentence for sentence in copy.left)
    assert "居民身份证号没有遮盖" in copy.left[0]


def test_the_picture_of_the_first_page_as_it_was_goes_with_what_it_showed() -> None:
    document = docx.Document()
    innocent = saved(document)
    document.add_paragraph(ID)
    assert "docProps/thumbnail.jpeg" in parts(innocent)
    assert masked_copy("公示.docx", innocent).data == innocent
    after = parts(masked_copy("公示.docx", saved(document)).data or b"")
    assert not [part for part in after if "thumbnail" in part]
    assert b"thumbnail" not in after["_rels/.rels"]


def test_a_document_within_a_workbook_is_masked_too() -> None:
    inner = docx.Document()
    inner.add_paragraph(ID)
    data = changed(book(lambda made: None), **{"xl__embeddings__a.docx": saved(inner)})
    copy = masked_copy("名册.xlsx", data)
    assert copy.data
    assert ID not in docx.Document(io.BytesIO(parts(copy.data)["xl/embeddings/a.docx"])).paragraphs[0].text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["名单.txt", "名单.csv"])
def test_a_text_changes_only_where_the_number_stood(name: str, encoding: str) -> None:
    text = f'姓名,证号\r\n王某,"{ID}"\r\n"李""某",6208\r\n'
    copy = masked_copy(name, text.encode(encoding))
    assert copy.data
    made = copy.data.decode(encoding)
    start = text.index(ID)
    assert (made[:start], made[start + 18 :]) == (text[:start], text[start + 18 :])
    assert ID not in made
    assert copy.left == ()


def test_a_page_loses_what_it_hides_and_keeps_its_markup() -> None:
    page = (
        f"<html><!-- {ID} --><p class='a'>证号<b>{ID[:6]}</b>&#{ord(ID[6])};{ID[7:]} &lt;照旧&gt;</p>"
        f"<p style='display: none'>{ID}</p><img alt='{ID}'><script>x='{ID}'</script></html>"
    )
    copy = masked_copy("公示.html", page.encode())
    assert copy.data
    made = copy.data.decode()
    assert ID not in made
    assert ID[6:14] not in made
    assert made.startswith("<html><!----><p class='a'>证号<b>620802</b>")
    assert " &lt;照旧&gt;</p><p style='display: none'></p>" in made
    assert blocking("公示.html", copy.data) == []


@pytest.mark.parametrize(
    ("name", "data"), [("名单.pdf", pdf(ID)), ("名单.xlsx", b"PK\x03\x04damaged"), ("名单.txt", b"")]
)
def test_what_cannot_be_masked_is_left_with_every_finding(name: str, data: bytes) -> None:
    copy = masked_copy(name, data)
    assert copy.data is None
    assert "不能自动遮盖" in copy.left[0]
    assert len(copy.left) > 1
    assert all(ID not in sentence for sentence in copy.left)


def test_a_secrecy_mark_is_nothing_to_mask_and_is_left() -> None:
    data = docx_of(paragraph(run("机密★10年")) + paragraph(run("关于某事的通知")))
    copy = masked_copy("通知.docx", data)
    assert copy.data == data
    assert any("涉密标志" in sentence for sentence in copy.left)


def test_a_file_with_nothing_to_mask_comes_back_as_it_was() -> None:
    data = shared(("姓名", "金额"), ("王某", 100))
    copy = masked_copy("名册.xlsx", data)
    assert (copy.data, copy.left) == (data, ())


def test_a_file_name_is_left_to_a_person() -> None:
    copy = masked_copy(f"{ID}.txt", b"nothing")
    assert copy.data == b"nothing"
    assert places(f"{ID}.txt", b"nothing") == ["文件名"]
    assert "文件名" in copy.left[0]


ROW = "王大山\t尿毒症\t1961年3月4日\t清水区白杨镇柳树村二组8号"
SENTENCE = "村民王大山因患尿毒症致贫，住清水区白杨镇柳树村二组8号，1961年3月4日出生，国土资源局已核实。"


def test_words_of_a_sentence_stay_and_those_of_a_list_are_masked() -> None:
    for name in ("名单.txt", "名单.html"):
        text = f"<p>{SENTENCE}</p>" if name.endswith("html") else SENTENCE
        copy = masked_copy(name, text.encode())
        assert (copy.data, copy.done) == (text.encode(), ())
        assert any("健康、残疾或致贫情况没有遮盖" in left for left in copy.left)
        assert not any("错误或过时表述" in left for left in copy.left)
    heads = "姓名\t病种\t出生日期\t住址"
    copy = masked_copy("名单.txt", f"{heads}\n{ROW}\n".encode())
    assert copy.data is not None
    assert copy.data.decode() == f"{heads}\n王大山\t\t1961年*月*日\t清水区白杨镇柳树村二组\n"
    assert [one.label for one in copy.done] == ["健康、残疾或致贫情况", "出生日期", "住址"]
    assert copy.done[0].told.endswith(" → （删去）")


def test_a_line_with_tabs_is_no_table_in_a_word_document() -> None:
    sentence = SENTENCE.replace("。", "")
    data = docx_of(f"<w:p><w:r><w:t>联系人</w:t><w:tab/><w:t>{sentence}</w:t></w:r></w:p>")
    assert masked_copy("通知.docx", data).data == data
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{one}</w:t></w:r></w:p></w:tc>" for one in ROW.split("\t"))
    copy = masked_copy("名单.docx", docx_of(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    assert copy.data is not None
    assert "尿毒症" not in part_of(copy.data, "word/document.xml")


def test_what_somebody_let_through_stays_and_the_rest_is_masked() -> None:
    def change(made: openpyxl.Workbook) -> None:
        for row in range(1, 6):
            made.active.cell(row, 1, ID[:17] + ID[17])
        made.active.cell(3, 2, "13800138000")
        made.active.cell(4, 2, "13900139000")

    data = book(change)
    found = screen("名册.xlsx", data).findings
    let = frozenset(known_by(one) for one in found if one.where in ("名册!A2", "名册!B3"))
    copy = masked_copy("名册.xlsx", data, let=let)
    assert copy.data is not None
    sheet = openpyxl.load_workbook(io.BytesIO(copy.data)).active
    assert [sheet.cell(row, 1).value for row in range(1, 6)] == [None, ID, None, None, None]
    assert [sheet["B3"].value, sheet["B4"].value] == ["13800138000", "139****9000"]
    assert copy.left == ()
    assert [one.excerpt for one in copy.done if one.label == "居民身份证号"] == [
        "从这一格起，这一列的身份证号全部清空"
    ]


def test_a_hidden_thing_that_is_emptied_is_told_once() -> None:
    def change(made: openpyxl.Workbook) -> None:
        sheet = made.create_sheet("底稿")
        sheet.sheet_state = "hidden"
        sheet["A1"], sheet["A2"] = ID, "13800138000"

    copy = masked_copy("名册.xlsx", book(change))
    (told,) = [one.told for one in copy.done if one.where.startswith("底稿")]
    assert told == "底稿!A1（隐藏工作表）：看不见的内容，里面有个人信息，整个清空 → （删去）"
