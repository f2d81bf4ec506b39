"""Writing in a process of its own: the same bytes, and one document's fault is not the others'."""

import subprocess
import sys

import pytest

from gongkai.annualreport.write.fonts import FontMissing
from gongkai.documents.official import apart
from gongkai.documents.official.apart import Order, write_apart
from gongkai.documents.official.as_docx import as_docx
from gongkai.documents.official.as_pdf import as_pdf
from gongkai.documents.official.document import digest, document_from_json, document_json
from gongkai.documents.official.tests.samples import official, png

PICTURED = official('<img src="a.png" alt="图">', pictures={"a.png": png(9, 9)}, attachments=("甲", "乙"))


def test_a_lot_is_written_with_the_bytes_that_would_be_written_here(tmp_path):
    lot = [Order(official(), tmp_path / "一"), Order(PICTURED, tmp_path / "二")]
    assert write_apart(lot) == {}
    for order in lot:
        assert (tmp_path / f"{order.place.name}.pdf").read_bytes() == as_pdf(order.document)
        assert (tmp_path / f"{order.place.name}.docx").read_bytes() == as_docx(order.document)
    assert len(list(tmp_path.iterdir())) == 4


def test_what_cannot_be_written_is_named_and_the_others_are_there(tmp_path):
    failed = write_apart([Order(official(), tmp_path / "没有" / "一"), Order(official(), tmp_path / "二")])
    assert len(failed) == 2 and all("关于春季植树的通知" in reason for reason in failed.values())
    assert {path.name for path in tmp_path.iterdir()} == {"二.pdf", "二.docx"}


def test_a_missing_font_is_told_with_its_remedy_and_the_word_file_is_there(tmp_path):
    with pytest.raises(FontMissing, match="没有找到字体文件夹"):
        write_apart(
            [Order(official(), tmp_path / "一"), Order(official(), tmp_path / "二")], fonts=tmp_path / "字体"
        )
    assert {path.name for path in tmp_path.iterdir()} == {"一.docx", "二.docx"}


def test_a_process_that_breaks_is_an_error_with_its_reason(monkeypatch, tmp_path):
    run = subprocess.run
    program = "import sys; sys.exit('no space left')"
    monkeypatch.setattr(
        apart.subprocess, "run", lambda words, **how: run([sys.executable, "-c", program], **how)
    )
    with pytest.raises(RuntimeError, match="no space left"):
        write_apart([Order(official(), tmp_path / "一")])


def test_a_server_does_not_load_what_only_the_writing_needs():
    program = (
        "import sys, gongkai.documents.official.apart; print(*{'typst', 'docx', 'lxml'} & set(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == ""


def test_a_document_comes_through_as_it_was():
    assert document_from_json(document_json(PICTURED)) == PICTURED


@pytest.mark.parametrize(
    "other",
    [{"title": "另题"}, {"note": "（已废止）"}, {"body_html": "<p>另文</p>"}, {"pictures": {"a.png": b"x"}}],
)
def test_the_digest_tells_documents_apart(other):
    facts = vars(PICTURED) | other
    assert digest(type(PICTURED)(**facts)) != digest(PICTURED)
    assert digest(PICTURED) == digest(document_from_json(document_json(PICTURED)))
