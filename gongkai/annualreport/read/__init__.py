"""Reading published annual reports: by content, whatever the file is called."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from gongkai.annualreport.read.archived import page_in
from gongkai.annualreport.read.barred import barred_blocks, without_rules
from gongkai.annualreport.read.blocks import Block
from gongkai.annualreport.read.kinds import (
    LARGEST,
    PAGE,
    PDF,
    SHEET,
    TEXT,
    WORD,
    CannotRead,
    content_of,
    decode,
    kind_of,
    refuse_too_long,
)
from gongkai.annualreport.read.published import report_of
from gongkai.annualreport.read.text import report_in
from gongkai.annualreport.read.wrapped import text_in_json
from gongkai.annualreport.report import UNREAD, Report

READABLE = (TEXT, PAGE, WORD, SHEET, PDF)
_BLOCKS = {
    PAGE: "html.html_blocks",
    WORD: "word.word_blocks",
    SHEET: "sheet.sheet_blocks",
    PDF: "pdf.pdf_blocks",
}

__all__ = ["READABLE", "CannotRead", "read_bytes", "read_report"]


def read_report(path: Path | str) -> Report:
    """The report in this file. CannotRead (message in Chinese) when it is none, or of a kind not read."""
    return read_bytes(content_of(Path(path)), Path(path).name)


def read_bytes(content: bytes, name: str = "") -> Report:
    """The report in the bytes of a file; `name` only serves the message. Raises CannotRead as read_report."""
    if len(content) > LARGEST:
        raise CannotRead(f"文件超过{LARGEST // 1024 // 1024}MB，不像年度报告。")
    content = page_in(content) or text_in_json(content) or content
    kind = kind_of(content)
    if kind == TEXT:
        text = decode(content)
        refuse_too_long(text)
        return _text_report(text)
    if kind not in _BLOCKS:
        raise CannotRead(
            f"{f'“{name}”' if name else '文件'}是{kind}，现在能读的是：{'、'.join(READABLE)}。请另存为能读的格式再试。"
        )
    return report_of(_blocks_reader(kind)(content))


def _text_report(text: str) -> Report:
    """A text with tables drawn in it is read by them, unless reading it as running text leaves less unread."""
    blocks = barred_blocks(text)
    if blocks is None:
        return report_in(text)
    try:
        drawn = report_of(blocks)
    except CannotRead:
        return report_in(text)
    if UNREAD not in drawn.marks.values():
        return drawn
    running = report_in(without_rules(text))
    return min((drawn, running), key=lambda report: list(report.marks.values()).count(UNREAD))


def _blocks_reader(kind: str) -> Callable[[bytes], list[Block]]:
    """The reader of a kind of file, loaded when first needed: each brings a library of its own."""
    module, name = _BLOCKS[kind].split(".")
    reader: Callable[[bytes], list[Block]] = getattr(import_module(f"{__name__}.{module}"), name)
    return reader
