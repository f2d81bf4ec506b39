"""The report as a JSON file: the machine's twin of the printed report."""

from __future__ import annotations

import json

from gongkai.annualreport.report import Report, digest, report_json


def report_json_bytes(report: Report) -> bytes:
    """The report in UTF-8 JSON, as report_json gives it, with the digest of its cells beside them."""
    data = {**report_json(report), "digest": digest(report)}
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    # A lone surrogate cannot be UTF-8; its backslash form is the JSON escape for it.
    return text.encode("utf-8", "backslashreplace")
