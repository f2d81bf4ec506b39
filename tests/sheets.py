"""Small files that the tests of the back office upload."""

from io import BytesIO
from typing import Any

import openpyxl

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
PROCUREMENTS = ["采购项目", "成交日期", "金额（元）", "采购方式", "供应商"]


def workbook(*rows: list[Any], title: str = "政府集中采购") -> bytes:
    """An .xlsx file with these rows, the heading first."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
