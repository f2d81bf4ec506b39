"""Writing in a process of its own: the same bytes, the same refusals, and nothing left behind in this one."""

import subprocess
import sys

import pytest

from gongkai.annualreport.write import apart
from gongkai.annualreport.write.apart import written_apart
from gongkai.annualreport.write.as_docx import report_docx
from gongkai.annualreport.write.as_pdf import report_pdf
from gongkai.annualreport.write.fonts import FontMissing
from gongkai.annualreport.write.tests.samples import YEARS, hostile, sample


@pytest.mark.parametrize("report", [*map(sample, YEARS), hostile(2023)])
@pytest.mark.parametrize(("form", "here"), [("pdf", report_pdf), ("docx", report_docx)])
def test_the_bytes_are_those_written_here(report, form, here):
    assert written_apart(report, form) == here(report)


def _says(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let the process be `program`."""
    run = subprocess.run
    monkeypatch.setattr(
        apart.subprocess, "run", lambda words, **how: run([sys.executable, "-c", program], **how)
    )


def test_a_missing_font_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch):
    _says(
        monkeypatch,
        "import sys; from gongkai.annualreport.write import apart, fonts\n"
        "fonts.FOLDERS, fonts.choose = (), lambda families: {}\n"
        "sys.exit(apart.main('pdf'))",
    )
    with pytest.raises(FontMissing, match="请安装 Noto CJK 字体"):
        written_apart(sample(2023), "pdf")


def test_a_writing_that_breaks_is_an_error_with_its_reason_and_never_half_a_file(
    monkeypatch: pytest.MonkeyPatch,
):
    _says(monkeypatch, "import sys; sys.stdout.write('%PDF-1.7'); sys.exit('no space left')")
    with pytest.raises(RuntimeError, match="no space left"):
        written_apart(sample(2023), "pdf")


def test_a_server_does_not_load_what_only_the_writing_needs():
    program = "import sys, gongkai.reporting.writers; print(*{'typst', 'docx'} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == ""
