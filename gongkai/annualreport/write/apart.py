"""Writing a report's file in a short-lived process of its own, so that a server stays small.

Setting one report for print takes 100 MB, most of it Chinese fonts, and the library keeps what it has set;
here all of it goes back to the machine as soon as the file is written.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

from gongkai.annualreport.report import Report, report_from_json, report_json
from gongkai.annualreport.write.fonts import FontMissing

PATIENCE = 120  # seconds; a report takes less than one
FONT_MISSING = 3  # exit code


def written_apart(report: Report, form: str) -> bytes:
    """The report as "docx" or "pdf", the same bytes as as_docx and as_pdf give.

    Raises FontMissing as as_pdf does, and RuntimeError when the writing failed.
    """
    done = subprocess.run(
        [sys.executable, "-P", "-m", __name__, form],
        input=json.dumps(report_json(report)).encode(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise FontMissing(said) if done.returncode == FONT_MISSING else RuntimeError(said)
    return done.stdout


def _writer(form: str) -> Callable[[Report], bytes]:
    if form == "pdf":
        from gongkai.annualreport.write.as_pdf import report_pdf

        return report_pdf
    from gongkai.annualreport.write.as_docx import report_docx

    return report_docx


def main(form: str) -> int:
    """The process: a report as JSON comes in, the file goes out."""
    try:
        written = _writer(form)(report_from_json(json.load(sys.stdin.buffer)))
    except FontMissing as missing:
        sys.stderr.buffer.write(str(missing).encode())
        return FONT_MISSING
    sys.stdout.buffer.write(written)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
