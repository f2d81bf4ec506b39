"""Reading published annual reports: by content, whatever the file is called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gongkai.annualreport.read.kinds import TEXT, CannotRead, content_of, kind_of
from gongkai.annualreport.read.text import read_text
from gongkai.annualreport.report import Report

READERS: dict[str, Callable[[bytes], Report]] = {TEXT: read_text}

__all__ = ["READERS", "CannotRead", "read_report"]


def read_report(path: Path | str) -> Report:
    """The report in this file. CannotRead (message in Chinese) when it is none, or of a kind not read."""
    content = content_of(Path(path))
    kind = kind_of(content)
    if kind not in READERS:
        raise CannotRead(
            f"“{Path(path).name}”是{kind}，现在能读的是：{'、'.join(READERS)}。请另存为能读的格式再试。"
        )
    return READERS[kind](content)
