"""The forms in which a report can be taken away."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from gongkai.annualreport.report import Report
from gongkai.annualreport.write.apart import written_apart
from gongkai.annualreport.write.as_json import report_json_bytes
from gongkai.annualreport.write.as_xlsx import report_xlsx

OFFICE = "application/vnd.openxmlformats-officedocument"


class Form(NamedTuple):
    """A file format: what people call it, its media type, and who writes it."""

    label: str
    media_type: str
    write: Callable[[Report], bytes]


FORMS: dict[str, Form] = {
    "docx": Form("Word", f"{OFFICE}.wordprocessingml.document", partial(written_apart, form="docx")),
    "pdf": Form("PDF", "application/pdf", partial(written_apart, form="pdf")),
    "xlsx": Form("Excel", f"{OFFICE}.spreadsheetml.sheet", report_xlsx),
    "json": Form("JSON", "application/json", report_json_bytes),
}
