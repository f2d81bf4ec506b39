"""Where one stands in a Word document while reading it: the paragraph, or the table, row and column."""

from dataclasses import dataclass, field

from gongkai.screening.content.carriers.draft import Draft


@dataclass
class _Table:
    number: int
    row: int = 0
    column: int = 0


@dataclass
class Level:
    """The body of a part, or a text box in it (文本框), with the text read of it so far."""

    label: str = ""
    number: str = ""  # of the note or comment one is in
    draft: Draft = field(default_factory=Draft)
    paragraphs: int = 0
    tables: int = 0
    open: list[_Table] = field(default_factory=list)

    @property
    def after_paragraph(self) -> str:
        """What parts a paragraph from the next: in a cell they are one text."""
        return " " if self.open else "\n"

    def paragraph(self) -> None:
        """A paragraph begins."""
        if not self.open:
            self.paragraphs += 1

    def table_tag(self, name: str, kind: str) -> None:
        """A tag of a table, if it is one."""
        if name == "tbl" and kind == "start":
            self.tables += 1
            self.open.append(_Table(self.tables))
        elif name == "tbl" and kind == "end" and self.open:
            self.open.pop()
            self.draft.part("\n")
        elif self.open and name == "tr":
            if kind == "start":
                self.open[-1].row += 1
                self.open[-1].column = 0
            elif kind == "end":
                self.draft.part("\n")
        elif self.open and name == "tc":
            if kind == "start":
                self.open[-1].column += 1
            elif kind == "end":
                self.draft.part("\t")

    def place(self, what: str = "") -> str:
        """The place, such as 表1第2行第3列 or 页眉第1段, with what is peculiar of it in brackets."""
        if self.open:
            table = self.open[-1]
            within = f"表{table.number}第{table.row}行第{table.column}列"
        else:
            within = f"第{max(self.paragraphs, 1)}段"
        note = f"{self.number}的" if self.number and self.label else ""
        return f"{self.label}{note}{within}" + (f"（{what}）" if what else "")
