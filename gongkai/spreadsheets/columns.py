"""What a register (台账) looks like as a sheet: its columns, declared once for every use."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gongkai.spreadsheets.text import folded, label_key

Value = str | date | int | Decimal | bool | None
Bound = int | Decimal | date | None

MOST_COLUMNS = 100
_BAD_TITLE = re.compile(r"[\[\]:*?/\\]|^'|'$")


class Kind(StrEnum):
    """What a column holds; the value is what people are told."""

    TEXT = "文本"
    DAY = "日期"
    INTEGER = "整数"
    MONEY = "金额"
    CHOICE = "选项"
    YESNO = "是否"


@dataclass(frozen=True)
class Column:
    """One column. `minimum` and `maximum` bound DAY, INTEGER and MONEY; money may be negative (in yuan, two
    decimals) only if `minimum` says so. `hint` and `example` are shown in the template."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    max_length: int | None = None
    minimum: Bound = None
    maximum: Bound = None
    hint: str = ""
    example: str = ""

    def __post_init__(self) -> None:
        """Refuse a declaration that could not be read back."""
        if not self.key or not label_key(self.label):
            raise ValueError("a column needs a key and a label")
        if (self.kind is Kind.CHOICE) != bool(self.choices):
            raise ValueError(f"{self.key}: choices go with CHOICE, and only with it")
        if len({folded(choice) for choice in self.choices}) != len(self.choices):
            raise ValueError(f"{self.key}: two choices read the same")
        bound = {Kind.DAY: (date,), Kind.INTEGER: (int,), Kind.MONEY: (int, Decimal)}.get(self.kind, ())
        for limit in (self.minimum, self.maximum):
            if limit is not None and not isinstance(limit, bound):
                raise ValueError(f"{self.key}: {limit!r} cannot bound {self.kind.name}")

    @property
    def least(self) -> Bound:
        """The smallest value allowed: for money zero unless declared otherwise."""
        return Decimal(0) if self.kind is Kind.MONEY and self.minimum is None else self.minimum


@dataclass(frozen=True)
class Sheet:
    """A worksheet (工作表): its title and its columns in template order."""

    name: str
    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        """Refuse a title Excel does not take, no columns or too many, and keys or labels used twice."""
        if not 0 < len(self.name) <= 31 or _BAD_TITLE.search(self.name):
            raise ValueError(f"{self.name!r} cannot be a worksheet title")
        if not 0 < len(self.columns) <= MOST_COLUMNS:
            raise ValueError(f"{len(self.columns)} columns")
        if len({column.key for column in self.columns}) != len(self.columns):
            raise ValueError("a key is used twice")
        if len(self.by_label) != len(self.columns):
            raise ValueError("two labels read the same")

    @property
    def by_label(self) -> dict[str, Column]:
        """Columns by their label as compared."""
        return {label_key(column.label): column for column in self.columns}
