"""The report as a Word file: read back cell by cell, official type, same bytes every time."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings

from gongkai.annualreport.report import Report, digest
from gongkai.annualreport.write.as_docx import report_docx
from gongkai.annualreport.write.tests.reading import all_texts
from gongkai.annualreport.write.tests.samples import (
    HOSTILE,
    YEARS,
    hostile,
    reports,
    sample,
    texts_by_place,
)


def opened(report: Report):
    return Document(io.BytesIO(report_docx(report)))


def tables(document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


@given(reports())
@settings(max_examples=10, deadline=None)
def test_any_report_read_back_from_word_holds_its_numbers(report: Report):
    assert all_texts(report, tables(opened(report))) == texts_by_place(report)


@pytest.mark.parametrize(("year", "results"), [(2020, 20), (2023, 22)])
def test_merged_cells_are_really_merged(year: int, results: int):
    _, table, _ = opened(sample(year)).tables
    first = table.cell(5, 0)
    assert first.text == "三、本年度办理结果"
    assert sum(table.cell(y, 0)._tc is first._tc for y in range(len(table.rows))) == results
    assert len({id(cell._tc) for cell in table.rows[3].cells}) == 8


def test_the_head_repeats_and_no_row_splits():
    for table, head in zip(opened(sample(2023)).tables, (0, 3, 3), strict=True):
        rows = table._tbl.tr_lst
        assert [r.find(f".//{qn('w:tblHeader')}") is not None for r in rows].count(True) == head
        assert all(r.find(f".//{qn('w:cantSplit')}") is not None for r in rows)


def test_page_and_type_follow_the_standard():
    document = opened(sample(2023))
    section = document.sections[0]
    assert [round(x / Mm(1)) for x in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(x / Mm(1)) for x in margins] == [37, 35, 28, 26]
    fonts = {
        name: (
            document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia")),
            document.styles[name].font.size,
        )
        for name in ("Title", "Heading 1", "Heading 2", "Normal")
    }
    assert fonts == {
        "Title": ("方正小标宋简体", Pt(22)),
        "Heading 1": ("黑体", Pt(16)),
        "Heading 2": ("楷体_GB2312", Pt(16)),
        "Normal": ("仿宋_GB2312", Pt(16)),
    }
    for footer in (section.footer, section.even_page_footer):
        assert footer.paragraphs[0]._p.xpath("string(.)") == "— 1 —"
        assert footer.paragraphs[0]._p.xpath(".//w:fldSimple/@w:instr") == ["PAGE"]


def test_headings_and_signature_stand_in_order():
    report = sample(2023)
    paragraphs = opened(report).paragraphs
    heads = [p.text for p in paragraphs if p.style.name == "Heading 1"]
    assert tuple(heads) == report.format.sections
    assert paragraphs[0].text == "平凉市崆峒区试验镇人民政府\n2023年政府信息公开工作年度报告"
    assert [p.text for p in paragraphs[-2:]] == [report.issuer, "2024年1月14日"]


def test_properties_name_title_author_and_digest():
    report = sample(2023)
    core = opened(report).core_properties
    assert (core.title, core.author) == (report.title, report.issuer)
    assert digest(report) in core.comments
    assert digest(report) in core.keywords


def test_the_font_table_names_a_substitute_for_each_licensed_font():
    with zipfile.ZipFile(io.BytesIO(report_docx(sample(2023)))) as archive:
        table = archive.read("word/fontTable.xml").decode()
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/></w:font>' in table


@pytest.mark.parametrize("year", YEARS)
def test_markup_in_a_report_stays_text(year: int):
    document = opened(hostile(year))
    assert document.paragraphs[0].text == HOSTILE
    assert document.tables[2].rows[3].cells[0].text == "=<i>/</i>"


@pytest.mark.parametrize("year", YEARS)
def test_the_same_report_gives_the_same_bytes(year: int):
    content = report_docx(sample(year))
    assert report_docx(sample(year)) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
