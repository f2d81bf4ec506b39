"""Word files as offices leave them: content controls, revisions, text boxes, rows that begin further in, exported pages."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

import pytest

from gongkai.annualreport.read import CannotRead, read_bytes
from gongkai.annualreport.read.blocks import Absent, Grid, Words
from gongkai.annualreport.read.html import html_blocks
from gongkai.annualreport.read.word import word_blocks
from gongkai.annualreport.report import Report
from gongkai.annualreport.tests.generating.files import docx_of
from gongkai.annualreport.tests.generating.reports import generated
from gongkai.annualreport.tests.generating.sheets import page_of, sheet_of
from gongkai.annualreport.tests.test_roundtrip_pages import assert_same

REPORT = generated(Random(1), 2023)
SOUND = docx_of(html_blocks(page_of(sheet_of(REPORT)).encode()))


def changed(change: Callable[[str], str], **parts: str) -> bytes:
    """The sound file with its document changed, and other parts added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()) if name == "word/document.xml" else data)
        for name, text in parts.items():
            new.writestr(name, text)
    return stream.getvalue()


def found(change: Callable[[str], str]) -> Report:
    return read_bytes(changed(change))


def blocks(body: str) -> list[Words | Grid | Absent]:
    return word_blocks(
        changed(lambda xml: re.sub(r"(?s)<w:body>.*</w:body>", f"<w:body>{body}</w:body>", xml))
    )


def words(body: str) -> list[str]:
    return [block.text for block in blocks(body) if isinstance(block, Words)]


def test_tables_in_content_controls_are_read() -> None:
    def wrapped(xml: str) -> str:
        xml = re.sub(
            r"(?s)<w:tbl>.*?</w:tbl>|<w:tbl .*?</w:tbl>",
            lambda t: f"<w:sdt><w:sdtContent>{t[0]}</w:sdtContent></w:sdt>",
            xml,
        )
        return xml.replace("<w:t xml:space='preserve'>0</w:t>", "<w:t>0</w:t>")

    assert_same(found(wrapped), REPORT)


def test_what_is_deleted_counts_no_more_and_what_is_inserted_counts() -> None:
    def revised(xml: str) -> str:
        run = re.compile(r"<w:r><w:t[^>]*>0</w:t></w:r>")
        gone = "<w:del w:id='1'><w:r><w:delText>7</w:delText></w:r></w:del>"
        return run.sub(f"{gone}<w:ins w:id='2'><w:r><w:t>0</w:t></w:r></w:ins>", xml)

    assert_same(found(revised), REPORT)


def test_a_number_cut_over_runs_is_one_number() -> None:
    assert words("<w:p><w:r><w:t>12</w:t></w:r><w:r><w:t>34</w:t></w:r></w:p>") == ["1234"]


def test_a_text_box_is_read_and_its_fallback_is_not_read_again() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p></w:txbxContent>"
    inside = f"<Choice>{box}</Choice><Fallback>{box}</Fallback>"
    assert words(f"<w:p><w:r><AlternateContent>{inside}</AlternateContent></w:r></w:p>") == ["一、总体情况"]


def test_a_row_that_begins_further_in_keeps_its_columns() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    first = f"<w:tr>{''.join(cell.format(n) for n in 'abc')}</w:tr>"
    later = f"<w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr>{cell.format('z')}</w:tr>"
    (grid,) = blocks(f"<w:tbl>{first}{later}</w:tbl>")
    assert isinstance(grid, Grid)
    assert [(one.text, one.column) for one in grid.rows[1] if one.text] == [("z", 2)]


def test_a_picture_instead_of_a_table_is_called_one() -> None:
    picture = "<w:p><w:r><w:drawing><blip/></w:drawing></w:r></w:p>"

    def pictured(xml: str) -> str:
        tables = re.findall(r"(?s)<w:tbl>.*?</w:tbl>|<w:tbl .*?</w:tbl>", xml)
        return xml.replace(tables[-1], picture)

    said = found(pictured).unread
    assert any(one.startswith("表四是图片") for one in said)


@pytest.mark.parametrize("target", ["page.html", "/word/page.html"])
def test_a_page_exported_as_a_word_file_is_read(target: str) -> None:
    sheet = sheet_of(REPORT)
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    body = f"<w:body><w:altChunk xmlns:r='{space}' r:id='c1'/></w:body>"
    relation = f"<Relationships><Relationship Id='c1' Target='{target}'/></Relationships>"
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name == "word/document.xml":
                xml = re.sub(r"(?s)<w:body>.*</w:body>", body, old.read(name).decode())
                new.writestr(name, xml)
            elif name != "word/_rels/document.xml.rels":
                new.writestr(name, old.read(name))
        new.writestr("word/_rels/document.xml.rels", relation)
        new.writestr("word/page.html", page_of(sheet))
    assert_same(read_bytes(stream.getvalue()), REPORT)


def test_a_document_without_anything_is_refused() -> None:
    with pytest.raises(CannotRead, match="不像"):
        read_bytes(changed(lambda xml: re.sub(r"(?s)<w:body>.*</w:body>", "<w:body/>", xml)))
