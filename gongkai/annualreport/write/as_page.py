"""The report as a page of its own: one file with its style, to open in any browser, print, or hand on."""

from __future__ import annotations

from html import escape

from gongkai.annualreport.report import Report
from gongkai.annualreport.write.article import properties
from gongkai.annualreport.write.as_html import report_html

_STYLE = """
body { margin: 0; color: #000; background: #fff; font: 16pt/1.75 FangSong, STFangsong, serif; }
article { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 22pt; text-align: center; line-height: 1.4; }
h2, h3 { font-size: 16pt; }
h2 { font-family: SimHei, sans-serif; font-weight: normal; }
h3, .report-lead { font-family: KaiTi, STKaiti, serif; font-weight: normal; }
p { margin: 0; text-indent: 2em; text-align: justify; overflow-wrap: anywhere; }
.report-issuer, .report-dated { text-align: right; }
.report-issuer { margin-top: 2em; }
.report-scroll { overflow-x: auto; margin: 1rem 0; }
table { width: 100%; border-collapse: collapse; font: 9pt/1.4 SimSun, serif; }
caption { font-size: 12pt; padding: .5rem; }
th, td { border: 1px solid #000; padding: .25rem; text-align: center; }
th { font-weight: normal; }
th[scope="row"], .report-note { text-align: left; }
@media print {
  @page { size: A4; margin: 37mm 26mm 35mm 28mm; }
  article { padding: 0; }
  .report-scroll { overflow: visible; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
""".strip()


def report_page(report: Report) -> str:
    """The whole report as one self-contained HTML page, to be encoded as UTF-8."""
    facts = properties(report)
    return "\n".join(
        (
            '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta name="description" content="{escape(facts.description)}">',
            f"<title>{escape(facts.title)}</title>",
            f"<style>\n{_STYLE}\n</style>\n</head>\n<body>",
            f"{report_html(report)}</body>\n</html>\n",
        )
    )
