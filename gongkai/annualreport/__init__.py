"""年报: published annual reports of government information disclosure, read, checked, merged, compared.

>>> from gongkai.annualreport import check, compare, convert, merge, read
>>> page = "某某县统计局2023年政府信息公开工作年度报告\\n一、总体情况\\n……\\n六、其他需要报告的事项\\n无"
>>> report = read(page.encode())  # or the path of a file
>>> report.organ, report.year, report.format.name
('某某县统计局', 2023, '2021')
>>> [found.where for found in check(report) if found.severity == "error"]
['表二', '表三', '表四']
>>> convert(report, "2019").report.format.name
'2019'
>>> compare(report, report).notes
('两份是同一年度的报告，没有核对结转数。',)
>>> merge([report], organ="某某县人民政府")  # doctest: +ELLIPSIS
Traceback (most recent call last):
...
gongkai.annualreport.merge.MergeRefused: 没有一份报告可以汇总：“某某县统计局”：有200个数没有读出（...

A function and the module it lives in have the same name: as an attribute of this package `check` is the
function, while `from gongkai.annualreport.check import …` takes from the module. No reader's or writer's
library (lxml, python-docx, …) is loaded until a file of its kind is read or written.
"""

from __future__ import annotations

from pathlib import Path

# Eagerly, so that the name is always the function, whichever module of the package is imported first.
from gongkai.annualreport.check import check
from gongkai.annualreport.compare import Comparison, compare
from gongkai.annualreport.convert import CannotConvert, Converted, convert
from gongkai.annualreport.findings import Finding
from gongkai.annualreport.merge import Merged, MergeRefused, merge
from gongkai.annualreport.read import CannotRead, read_bytes, read_report
from gongkai.annualreport.report import Report

__all__ = [
    "CannotConvert",
    "CannotRead",
    "Comparison",
    "Converted",
    "Finding",
    "MergeRefused",
    "Merged",
    "Report",
    "check",
    "compare",
    "convert",
    "merge",
    "read",
]


def read(source: Path | str | bytes, name: str = "") -> Report:
    """The report in a file (its path) or in the bytes of one; `name` then only serves the message.

    HTML, Word (.docx), Excel (.xlsx), PDF with text, Markdown and plain text, told by the content and not
    by the name. What could not be read is named in `Report.unread`. Raises CannotRead, with the reason and
    the remedy in Chinese, when the file is no annual report or of a kind that is not read.

    >>> report = read("某某县统计局2023年政府信息公开工作年度报告\\n一、总体情况\\n…".encode())
    >>> report.organ, report.year
    ('某某县统计局', 2023)
    """
    return read_bytes(source, name) if isinstance(source, bytes) else read_report(source)
