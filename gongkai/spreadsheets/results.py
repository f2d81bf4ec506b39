"""What reading a sheet yields: rows, faults (差错) with their cell, notices (提示), or a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.spreadsheets.columns import Value


class CannotRead(Exception):
    """The file as a whole cannot be read; `message` is a Chinese sentence with the remedy."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class CannotWrite(Exception):
    """The rows do not fit an Excel sheet; `message` is a Chinese sentence with the remedy."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Fault:
    """One thing that must be put right: `cell` is an address or range as typed in Excel (C7, B5:B7, 1:1)."""

    cell: str
    row: int
    column: str
    found: str
    message: str


@dataclass(frozen=True)
class Notice:
    """Something read in a way its author should know about; it does not stop the import."""

    cell: str
    message: str


@dataclass(frozen=True)
class ReadRow:
    """One row without faults: its number in the worksheet, and a value (or None) for every column key."""

    number: int
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Reading:
    """All that a file held. Rows with a fault are not in `rows`; nothing else is left out unnoticed."""

    worksheet: str
    rows: tuple[ReadRow, ...]
    faults: tuple[Fault, ...]
    notices: tuple[Notice, ...]
