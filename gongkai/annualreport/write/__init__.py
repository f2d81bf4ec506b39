"""Writing an annual report (年度报告): one value in, HTML, DOCX, XLSX, PDF and JSON out.

The words come from `article`, the tables from `layout`; the `as_…` modules only draw them, so that every
file shows the same numbers in the same cells. All output is the same bytes for the same report.
"""

from gongkai.annualreport.write.as_docx import report_docx
from gongkai.annualreport.write.as_html import report_html, tables_html
from gongkai.annualreport.write.as_json import report_json_bytes
from gongkai.annualreport.write.as_pdf import report_pdf
from gongkai.annualreport.write.as_xlsx import report_xlsx
from gongkai.annualreport.write.fonts import FontMissing

__all__ = [
    "FontMissing",
    "report_docx",
    "report_html",
    "report_json_bytes",
    "report_pdf",
    "report_xlsx",
    "tables_html",
]
