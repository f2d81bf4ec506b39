"""The Word file: the official fonts by name, every word at its place, the same bytes each time."""

import io
import zipfile

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.official.article import article
from gongkai.documents.official.as_docx import as_docx
from gongkai.documents.official.tests.samples import official, png, squeezed, word


def paragraph(file, text):
    return next(one for one in file.paragraphs if text in one.text)


def fonts(one):
    return {
        run._r.rPr.rFonts.get(qn("w:eastAsia"))
        for run in one.runs
        if run._r.rPr is not None and run._r.rPr.rFonts is not None
    }


def test_the_page_and_its_fonts_are_the_official_ones():
    file = word(as_docx(official()))
    page = file.sections[0]
    assert [
        round(side.mm) for side in (page.page_width, page.page_height, page.top_margin, page.left_margin)
    ] == [210, 297, 37, 28]
    styles = {
        name: file.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Normal", "Title", "Heading 1", "Heading 2")
    }
    assert styles == {
        "Normal": "仿宋_GB2312",
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Heading 2": "楷体_GB2312",
    }
    assert [file.styles[name].font.size.pt for name in ("Normal", "Title", "Heading 1")] == [16, 22, 16]


def test_every_part_stands_in_its_order():
    texts = [one.text for one in word(as_docx(official())).paragraphs if one.text]
    assert texts == [
        *(
            "关于春季植树的通知",
            "白镇发〔2021〕3号",
            "各村民委员会，镇属各单位：",
            "为做好春季植树工作，现通知如下。",
            "一、任务",
        ),
        *(
            "（一）选地。各村在三月底前选定地块。",
            "1.苗木由镇上统一采购；",
            "2.验收后付款。",
            "白杨镇人民政府",
            "2021年3月5日",
        ),
    ]


def test_headings_leads_and_emphasis_have_their_faces():
    file = word(
        as_docx(
            official(
                "<p>（一）选地。各村选定。</p><p>甲<strong>乙</strong><u>丙</u><em>丁</em>H<sub>2</sub></p>"
            )
        )
    )
    assert fonts(paragraph(file, "选地")) == {"楷体_GB2312"}
    runs = {run.text: run for run in paragraph(file, "甲").runs}
    assert runs["乙"].bold and runs["丙"].underline and runs["2"].font.subscript
    assert fonts(paragraph(file, "甲")) == {"楷体_GB2312"}  # 丁 alone names a font


def test_a_table_keeps_its_spans_and_its_head_and_fits_the_type_area():
    head = "<thead><tr><th rowspan=2>村</th><th colspan=2>树</th></tr><tr><th>杨</th><th>柳</th></tr></thead>"
    body = f"<table>{head}<tr><td>上湾</td><td>1</td><td>2</td></tr></table>"
    table = word(as_docx(official(body))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["村", "树", "树"],
        ["村", "杨", "柳"],
        ["上湾", "1", "2"],
    ]
    assert len(table._tbl.findall(f".//{qn('w:tblHeader')}")) == 2
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
    assert sum(widths) / 1440 * 25.4 == pytest.approx(156, abs=0.2)


def test_a_link_leads_where_it_led_and_no_other_scheme_is_kept():
    file = word(
        as_docx(
            official('<p>见<a href="https://a.gov.cn/甲">网站</a><a href="file:///etc/passwd">他处</a></p>')
        )
    )
    targets = [one.target_ref for one in file.part.rels.values() if one.is_external]
    assert targets == ["https://a.gov.cn/甲"] and "见网站他处" in [one.text for one in file.paragraphs]


@pytest.mark.parametrize("size", [(40, 40), (3000, 200), (200, 5000)])
def test_a_picture_is_kept_within_the_type_area_and_says_what_it_shows(size):
    file = word(as_docx(official('<img src="a.png" alt="示意图">', pictures={"a.png": png(*size)})))
    (shape,) = file.inline_shapes
    assert shape.width <= Mm(156) + 1 and shape.height <= Mm(215) + 1
    assert shape._inline.docPr.get("descr") == "示意图"


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\nbroken", b"\xff\xd8\xff\xe0broken", b"GIF89a"])
def test_a_picture_that_cannot_be_read_stands_there_by_its_words(data):
    file = word(as_docx(official('<img src="a.png" alt="示意图">', pictures={"a.png": data})))
    assert paragraph(file, "（图片：示意图）")


def test_the_same_document_has_the_same_bytes_and_no_moment_of_writing():
    content = as_docx(official())
    assert content == as_docx(official())
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert len(content) < 20_000


@settings(max_examples=30)
@given(st.text(max_size=150), st.text(max_size=150))
def test_any_text_becomes_a_file_that_says_it(title, text):
    document = official(
        f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>", title=title, issuer=title
    )
    said = squeezed("".join(one.text for one in word(as_docx(document)).paragraphs))
    assert said == squeezed("".join(getattr(part, "text", "") for part in article(document)))
