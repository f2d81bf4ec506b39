"""One file's verdict (校验结果): whose report it is, what was found in it, what could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.annualreport.findings import Finding
from gongkai.annualreport.report import Report


@dataclass(frozen=True)
class Checked:
    """What a check says about one file; `year` is None when the file could not be read at all."""

    file: str
    organ: str = ""
    year: int | None = None
    format: str = ""
    findings: tuple[Finding, ...] = ()
    unread: tuple[str, ...] = ()  # sentences: places not read, or why the file could not be

    @classmethod
    def of(cls, file: str, report: Report, findings: tuple[Finding, ...]) -> Checked:
        """The verdict on a report that was read."""
        return cls(file, report.organ, report.year, report.format.name, findings, report.unread)

    @property
    def readable(self) -> bool:
        """Whether a report was read from the file."""
        return self.year is not None

    @property
    def errors(self) -> int:
        """错误: breaches that arithmetic or law makes certain."""
        return sum(found.severity == "error" for found in self.findings)

    @property
    def warnings(self) -> int:
        """提醒: what to look at again."""
        return sum(found.severity == "warning" for found in self.findings)

    @property
    def not_assessed(self) -> int:
        """未核对: rules that could not be applied."""
        return sum(not found.assessable for found in self.findings)

    @property
    def exit_code(self) -> int:
        """0 no error, 1 errors, 2 unreadable."""
        return 2 if not self.readable else 1 if self.errors else 0

    @property
    def verdict(self) -> str:
        """The verdict in words."""
        if not self.readable:
            return "读不出"
        errors = f"有{self.errors}处错误" if self.errors else "没有错误"
        return f"{errors}，{self.warnings}处提醒"
