"""Files for 年报体检: reports that foot, one that does not, one that is none."""

import io
import zipfile
from dataclasses import replace
from random import Random

from gongkai.annualreport.report import Report
from gongkai.annualreport.tests.generating.pages import page
from gongkai.annualreport.tests.generating.reports import generated

ORGAN = "某某县清河镇人民政府"


def good(year: int = 2023, organ: str = ORGAN, seed: int = 7) -> Report:
    """A report that foots, without anything carried over."""
    report = generated(Random(seed), year)
    rows = dict(report.table3)
    rows["new"] = rows["result_total"]
    rows["carried_in"] = rows["carried_out"] = (0,) * 7
    return replace(
        report, organ=organ, issuer=organ, title=f"{organ}{year}年政府信息公开工作年度报告", table3=rows
    )


def wrong(year: int = 2023, organ: str = ORGAN, seed: int = 7) -> Report:
    """The same with one result too many for natural persons, in its row's total too."""
    report = good(year, organ, seed)
    first, *others, total = report.table3["granted"]
    return replace(report, table3={**report.table3, "granted": (first + 1, *others, total + 1)})


def html_of(report: Report, seed: int = 1) -> bytes:
    """The report as somebody's web page."""
    return page(Random(seed), report)


def zipped(files: dict[str, bytes]) -> bytes:
    """An archive of these."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()
