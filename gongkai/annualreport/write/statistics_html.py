"""The statistics table (统计表) of a report of a year before 2019, as HTML: every province had its own rows."""

from __future__ import annotations

from typing import Any

from lxml.html import builder

from gongkai.annualreport.report import Report
from gongkai.annualreport.write.pointing import STATISTIC_COLUMNS, STATISTICS
from gongkai.annualreport.write.text import number, one_line, plain


def put_statistics(root: Any, report: Report) -> None:
    """The statistics table (统计表) of a report of a year before 2019, before the signature."""
    columns = STATISTIC_COLUMNS[: max(len(row.values) for row in report.statistics)]
    head = builder.TR(*(builder.TH(text, scope="col") for text in ("指标", "单位", *columns)))
    table = builder.TABLE(builder.THEAD(head))
    table.set("class", "report-table")
    table.append(body := builder.TBODY())
    for row in report.statistics:
        label, unit = (one_line(text) for text in (row.label, row.unit))
        body.append(line := builder.TR(builder.TH(label, scope="row"), builder.TD(unit)))
        line[0].set("class", "report-row")
        for column, value in zip(columns, row.values, strict=False):
            cell = builder.TD(number(value))
            cell.set("data-place", plain(f"{STATISTICS}/{row.label}/{column}"))
            line.append(cell)
    signature = root.xpath("p[@class='report-issuer' or @class='report-dated']")
    at = root.index(signature[0]) if signature else len(root)
    root[at:at] = [builder.H2(STATISTICS), table]
