"""Writing an annual report (年度报告): one value in, HTML, DOCX, XLSX, PDF and JSON out.

The words come from `article`, the tables from `layout`; the `as_…` modules only draw them, so that every
file shows the same numbers in the same cells. All output is the same bytes for the same report.

Import what you need from its own module (a page in HTML should not have to load the Word library):
as_html.report_html and tables_html, as_docx.report_docx, as_xlsx.report_xlsx, as_pdf.report_pdf,
as_json.report_json_bytes; fonts.FontMissing. A server writes Word and PDF by apart.written_apart.
"""
