"""Reading a filled-in register (台账): every row becomes values or faults that name their cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from gongkai.spreadsheets.addresses import Merged, address, letters
from gongkai.spreadsheets.cells import take
from gongkai.spreadsheets.columns import MOST_COLUMNS, Column, Sheet, Value
from gongkai.spreadsheets.days import Unfit
from gongkai.spreadsheets.example import EXAMPLE_MARK, example_values
from gongkai.spreadsheets.heading import SEARCHED_ROWS, Heading, find_heading
from gongkai.spreadsheets.results import CannotRead, Fault, Notice, Reading, ReadRow
from gongkai.spreadsheets.sniff import subject
from gongkai.spreadsheets.tabs import choose_tab
from gongkai.spreadsheets.text import brief
from gongkai.spreadsheets.workbook import Workbook, open_workbook
from gongkai.spreadsheets.worksheet import Cell, Row, Worksheet

MOST_ROWS = 20_000


def read(sheet: Sheet, data: bytes, *, name: str = "") -> Reading:
    """Read the bytes of an .xlsx file against the declared columns; `name` is the file's, for messages.

    Rows without faults come out with typed values; every fault names its cell. Raises CannotRead, and nothing
    else, with a Chinese sentence and the remedy if the file as a whole cannot be read or breaks a limit.
    """
    book = open_workbook(data, name)
    tab, notices = choose_tab(sheet, book)
    worksheet = Worksheet(book, tab)
    rows = _not_too_wide(worksheet, name)
    first = list(islice(rows, SEARCHED_ROWS))
    heading = find_heading(sheet, first)
    if heading is None:
        labels = "、".join(column.label for column in sheet.columns)
        raise CannotRead(
            f"{subject(name)}的工作表“{tab.title}”前 {SEARCHED_ROWS} 行里没有找到表头。"
            f"应有的列：{labels}。请下载模板，按模板的表头填写后再导入。"
        )
    gathered = _Gathered(sheet, heading, book)
    count = 0
    for row in chain(first, rows):
        if row.number > heading.number:
            count += 1
            if count <= MOST_ROWS and not heading.faults:  # a doubtful header makes every row doubtful
                gathered.add(row)
    if count > MOST_ROWS:
        raise CannotRead(
            f"{subject(name)}的工作表“{tab.title}”有 {count} 行数据，一次最多导入 {MOST_ROWS} 行。"
            "请分成几个文件，分次导入。"
        )
    notices += heading.notices
    if heading.faults:
        return Reading(tab.title, (), tuple(heading.faults), tuple(notices))
    gathered.mark_merged([merged for merged in worksheet.merged if merged.bottom > heading.number])
    return gathered.reading(tab.title, notices)


def _not_too_wide(worksheet: Worksheet, name: str) -> Iterator[Row]:
    """The rows. Raises CannotRead, naming the count, at the first that reaches beyond 100 columns."""
    for row in worksheet.rows():
        widest = max(cell.column for cell in row.cells)
        if widest > MOST_COLUMNS:
            raise CannotRead(
                f"{subject(name)}的工作表“{worksheet.tab.title}”有 {widest} 列"
                f"（第 {row.number} 行的内容到了 {letters(widest)} 列），最多可以有 {MOST_COLUMNS} 列。"
                "请只保留要导入的列，把多余的列整列删除，或者下载模板重新填写。"
            )
        yield row


@dataclass
class _Gathered:
    """What has been read so far."""

    sheet: Sheet
    heading: Heading
    book: Workbook
    rows: dict[int, dict[str, Value]] = field(default_factory=dict)
    faults: list[tuple[int, int, Fault]] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    _hidden: list[int] = field(default_factory=list)
    _unlabelled: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._positions = {column.key: position for position, column in self.heading.columns.items()}
        example = example_values(self.sheet)
        self._example = example if any(value is not None for value in example.values()) else None

    def add(self, row: Row) -> None:
        """Read one row."""
        known = {cell.column: cell for cell in row.cells if cell.column in self.heading.columns}
        marked = self._look_aside(row, only=not known)
        if not known:
            return
        values, notices = dict.fromkeys(column.key for column in self.sheet.columns), list[Notice]()
        faults = []
        for position, column in self.heading.columns.items():
            try:
                values[column.key] = self._value(row, column, known.get(position), notices)
            except Unfit as unfit:
                where, found = address(row.number, position), known.get(position)
                message = f"{where}“{column.label}”{unfit}"
                fault = Fault(where, row.number, column.label, brief(found.text) if found else "", message)
                faults.append((row.number, position, fault))
        if marked and values == self._example:
            span = f"{row.number}:{row.number}"
            self.notices.append(Notice(span, f"第 {row.number} 行是模板里的示例，没有导入。"))
            return
        self._note_example(row, values, marked=marked)
        self.notices += notices
        self.faults += faults
        self.rows[row.number] = values
        if row.hidden:
            self._hidden.append(row.number)

    def _value(self, row: Row, column: Column, cell: Cell | None, notices: list[Notice]) -> Value:
        """The value of one cell. Raises Unfit."""
        value: Value = None
        if cell is not None:
            value, notice = take(column, cell, from_1904=self.book.from_1904)
            if notice:
                where = address(row.number, cell.column)
                notices.append(Notice(where, f"{where}“{column.label}”{notice}"))
        if value is None and column.required:
            raise Unfit("是必填项，没有填写。请补上。")
        return value

    def _look_aside(self, row: Row, *, only: bool) -> bool:
        """Name what stands outside the labelled columns; whether the row bears the example mark there."""
        marked = False
        aside = [cell for cell in row.cells if cell.column not in self.heading.columns]
        for cell in aside:
            if cell.text.startswith(EXAMPLE_MARK):
                marked = True
            elif cell.column not in self.heading.unknown | self._unlabelled:
                self._unlabelled.add(cell.column)
                where = address(row.number, cell.column)
                message = (
                    f"{letters(cell.column)} 列没有表头，这一列没有导入（例如 {where}“{brief(cell.text)}”）。"
                )
                self.notices.append(Notice(where, message))
        if only and not marked:
            message = f"第 {row.number} 行在本表的各列中没有内容，没有导入。"
            self.notices.append(Notice(f"{row.number}:{row.number}", message))
        return marked

    def _note_example(self, row: Row, values: dict[str, Value], *, marked: bool) -> None:
        """Tell the author when a row stands where the example stood, or reads exactly like it."""
        span = f"{row.number}:{row.number}"
        if marked:
            message = f"第 {row.number} 行原是模板里的示例，内容已改动，按数据导入，请核对。"
            self.notices.append(Notice(span, message))
        elif values == self._example:
            self.notices.append(
                Notice(span, f"第 {row.number} 行与模板里的示例完全相同，按数据导入，请核对。")
            )

    def mark_merged(self, ranges: list[Merged]) -> None:
        """A merged range touching a row that was read is one fault, in place of what its cells would say."""
        for merged in ranges:
            position = next(
                (p for p in sorted(self.heading.columns) if merged.left <= p <= merged.right), None
            )
            touched = [number for number in self.rows if merged.top <= number <= merged.bottom]
            if position is None or not touched:
                continue
            label = self.heading.columns[position].label
            message = (
                f"{merged}“{label}”是合并单元格，说不清属于哪一行。"
                "请选中后“取消合并单元格”，在每个单元格里分别填写。"
            )
            self.faults = [fault for fault in self.faults if not merged.holds(fault[0], fault[1])]
            self.faults.append((touched[0], position, Fault(str(merged), touched[0], label, "", message)))
            for number in touched:
                del self.rows[number]

    def reading(self, title: str, notices: list[Notice]) -> Reading:
        """Everything together, faults in the order of the sheet."""
        faulty = {row for row, _, _ in self.faults}
        rows = tuple(ReadRow(number, values) for number, values in self.rows.items() if number not in faulty)
        if self._hidden:
            listed = "、".join(str(number) for number in self._hidden[:10])
            listed += f" 等 {len(self._hidden)} 行" if len(self._hidden) > 10 else " 行"
            message = f"第 {listed}是隐藏行，也一并读取，请核对是否需要。"
            notices = [*notices, Notice(f"{self._hidden[0]}:{self._hidden[0]}", message)]
        if not self.rows and not self.faults:
            notices = [*notices, Notice("", f"工作表“{title}”的表头下面没有数据，没有可导入的行。")]
        faults = tuple(fault for _, _, fault in sorted(self.faults, key=lambda found: found[:2]))
        return Reading(title, rows, faults, (*notices, *self.notices))
