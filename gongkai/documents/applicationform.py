"""政府信息公开申请表: the paper form that a citizen fills in by hand or in WPS (Art. 29 of the regulation)."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

_CITIZEN = ("姓名", "身份证件名称及号码", "通信地址", "邮政编码", "联系电话", "电子邮箱")
_BODY = ("名称", "统一社会信用代码", "法定代表人或者负责人", "联系人", "联系电话", "通信地址")
_CHOICES = {
    "提供信息的方式（可多选）": "□ 纸质　　□ 电子邮件　　□ 光盘等",
    "获取信息的方式（可多选）": "□ 邮寄　　□ 自行领取　　□ 当场查阅、抄录　　□ 电子邮件",
}
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def application_form(organ: str) -> bytes:
    """The form addressed to `organ`, as .docx on one A4 page; the same bytes for the same organ."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin = section.bottom_margin = Mm(22)
    _face(document.styles["Normal"], "宋体", 11)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(title, "政府信息公开申请表", "黑体", 18)
    _write(document.add_paragraph(), f"受理机关：{organ}", "宋体", 11)
    table = document.add_table(rows=0, cols=4)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    _group(table, "申请人：公民", _CITIZEN)
    _group(table, "申请人：法人或者其他组织", _BODY)
    _wide(table, "所需信息的名称、文号，或者便于查询的其他特征", "", 48)
    for label, choices in _CHOICES.items():
        _wide(table, label, choices, 14)
    end = document.add_paragraph()
    end.paragraph_format.space_before = Pt(12)
    end.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _write(end, "申请人签名或者盖章：　　　　　　　　　申请日期：　　　　年　　月　　日", "宋体", 11)
    note = document.add_paragraph()
    _write(note, "请附身份证明复印件。受理机关收到后会出具登记回执。", "宋体", 9)
    return _steady(document)


def _group(table: Any, title: str, labels: tuple[str, ...]) -> None:
    head = table.add_row().cells
    _write(head[0].merge(head[3]).paragraphs[0], title, "黑体", 11)
    for place in range(0, len(labels), 2):
        row = table.add_row()
        row.height = Mm(9)
        for cell, label in zip(row.cells[::2], labels[place : place + 2], strict=True):
            _write(cell.paragraphs[0], label, "宋体", 10.5)


def _wide(table: Any, label: str, text: str, height: float) -> None:
    row = table.add_row()
    row.height = Mm(height)
    _write(row.cells[0].paragraphs[0], label, "宋体", 10.5)
    _write(row.cells[1].merge(row.cells[3]).paragraphs[0], text, "宋体", 10.5)


def _write(paragraph: Any, text: str, face: str, size: float) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = face, Pt(size)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _face(style: Any, face: str, size: float) -> None:
    style.font.name, style.font.size = face, Pt(size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _steady(document: Any) -> bytes:
    """The file without the hour at which it was made."""
    facts = document.core_properties
    facts.author, facts.comments, facts.title = "", "", "政府信息公开申请表"
    facts.created = facts.modified = datetime(2019, 5, 15)  # noqa: DTZ001 - the regulation's first day, not an hour
    made, steady = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as after:
        for name in sorted(before.namelist()):
            after.writestr(zipfile.ZipInfo(name, _EARLIEST), before.read(name), zipfile.ZIP_DEFLATED)
    return steady.getvalue()
