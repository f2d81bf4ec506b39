"""The files that items carry, made by the product's own libraries; the same bytes every time."""

import json
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import typst
import xlsxwriter
from docx import Document

from gongkai.demonstration.content import AttachmentData

MADE = datetime(2019, 1, 1, tzinfo=UTC)

FORM = (
    ("申请事项", ""),
    ("申请人（户主）", ""),
    ("所在村、社", ""),
    ("家庭人口（人）", ""),
    ("申请理由", ""),
    ("村民委员会意见", ""),
    ("镇人民政府意见", ""),
)

GUIDE = """
#set document(date: none)
#set page(paper: "a4")
#set text(font: "Noto Serif CJK SC", lang: "zh", region: "cn", size: 12pt)
#align(center, text(16pt, weight: "bold")[办事须知])
#set par(first-line-indent: 2em, justify: true)

本须知与正文一并公开，供群众办理有关事项时对照使用。

+ 办理前请准备正文所列材料的原件，窗口核对后退还，不收取原件。
+ 材料不齐的，窗口一次性书面告知需要补充的内容。
+ 全部事项不收取费用；任何人以任何名义收费，都可以向镇人民政府投诉。
+ 对办理结果有异议的，可以依法申请行政复议或者提起行政诉讼。
"""


STEPS = """
#let told = json(bytes(sys.inputs.told))
#set page(width: 420pt, height: auto, margin: 18pt, fill: rgb("#f3f7fb"))
#set text(font: "Noto Sans CJK SC", lang: "zh", region: "cn", size: 15pt, fill: rgb("#14304f"))
#align(center, text(22pt, weight: "bold", told.title))
#v(6pt)
#for (number, step) in told.steps.enumerate(start: 1) {
  block(width: 100%, fill: white, stroke: 1pt + rgb("#0f4c8a"), radius: 6pt, inset: 11pt, grid(
    columns: (30pt, 1fr), align: horizon,
    circle(radius: 11pt, fill: rgb("#0f4c8a"), align(center + horizon, text(white, 13pt, str(number)))),
    step,
  ))
}
"""


def _workbook(title: str, rows: tuple[tuple[str, ...], ...]) -> bytes:
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": title, "created": MADE.replace(tzinfo=None)})
    sheet = book.add_worksheet("公开表")
    heading = book.add_format({"bold": True, "align": "center"})
    grid = book.add_format({"border": 1, "align": "center"})
    sheet.merge_range(0, 0, 0, max(1, len(rows[0]) - 1), title, heading)
    sheet.set_column(0, len(rows[0]) - 1, 18)
    for line, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            sheet.write(line, column, int(cell) if cell.isdecimal() else cell, grid)
    book.close()
    return target.getvalue()


def _undated(package: bytes) -> bytes:
    """The same OOXML package without the times at which its parts were packed."""
    target = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for name in source.namelist():
            packed.writestr(ZipInfo(name), source.read(name), ZIP_DEFLATED)
    return target.getvalue()


@cache
def _form() -> bytes:
    document = Document()
    document.core_properties.created = document.core_properties.modified = MADE
    document.core_properties.author = "便民服务中心"
    document.add_heading("事项办理申请表", level=1)
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for label, blank in FORM:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, blank
    document.add_paragraph("填表说明：请如实填写；本表不收取费用。")
    target = BytesIO()
    document.save(target)
    return _undated(target.getvalue())


@cache
def _guide() -> bytes:
    made: bytes = typst.compile(GUIDE.encode())
    return made


def _steps(title: str, steps: tuple[str, ...]) -> bytes:
    """A picture of steps one below the other, with their numbers."""
    told = json.dumps({"title": title, "steps": steps}, ensure_ascii=False)
    made: bytes = typst.compile(STEPS.encode(), sys_inputs={"told": told}, format="png", ppi=110)
    return made


def public_name(content: bytes, extension: str) -> str:
    """What a body calls a picture that is attached to the item."""
    return f"{sha256(content).hexdigest()[:12]}.{extension}"


@cache
def attachment_bytes(attachment: AttachmentData) -> bytes:
    """The file itself. Raises ValueError for a kind that is not made here."""
    match attachment.kind:
        case "xlsx":
            return _workbook(attachment.title, attachment.rows)
        case "docx":
            return _form()
        case "pdf":
            return _guide()
        case "png":
            return _steps(attachment.title, tuple(row[0] for row in attachment.rows))
    raise ValueError(f"no attachment is made as {attachment.kind}")
