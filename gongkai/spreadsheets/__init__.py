"""表格 — registers (台账) in and out of Excel and WPS: columns, template, reader, export.

No Django, no system clock: bytes in, rows and clear sentences out.
"""

from gongkai.spreadsheets.columns import Column, Kind, Sheet, Value
from gongkai.spreadsheets.export import write
from gongkai.spreadsheets.reading import read
from gongkai.spreadsheets.results import CannotRead, CannotWrite, Fault, Notice, Reading, ReadRow
from gongkai.spreadsheets.template import template

__all__ = [
    "CannotRead",
    "CannotWrite",
    "Column",
    "Fault",
    "Kind",
    "Notice",
    "ReadRow",
    "Reading",
    "Sheet",
    "Value",
    "read",
    "template",
    "write",
]
