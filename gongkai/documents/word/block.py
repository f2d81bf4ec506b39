"""What a document is made of, once read: paragraphs and tables."""

from dataclasses import dataclass

from gongkai.documents.word.numbering import Label


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: its text, its HTML with and without bold, its heading level (0 for none) and its looks;
    `size` is that of its longest stretch, in half points."""

    text: str
    html: str
    light: str
    level: int
    label: Label | None
    centred: bool
    size: int
    bold: bool
    style: str


@dataclass(frozen=True)
class Table:
    """A table, as HTML."""

    html: str


Block = Paragraph | Table
