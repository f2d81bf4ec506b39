"""Workbooks of today (xlsx): every sheet, hidden ones too, and all else that lies in the file."""

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.markup import attributes, tokens, unescaped
from gongkai.screening.content.carriers.node import Owner
from gongkai.screening.content.carriers.ooxml import read_rest
from gongkai.screening.content.carriers.package import Package
from gongkai.screening.content.carriers.xlsx_comments import read_comments
from gongkai.screening.content.carriers.xlsx_numbers import dated_styles
from gongkai.screening.content.carriers.xlsx_sheet import Book, Sheet
from gongkai.screening.content.carriers.xlsx_strings import SharedTexts

_WORKBOOK = "xl/workbook.xml"


def xlsx(data: bytes, contents: Contents) -> Package:
    """Read a .xlsx file. Raises Unopened."""
    package = Package(data, contents)
    shared = next(iter(package.names(r"xl/sharedStrings\.xml")), "xl/sharedStrings.xml")
    book = Book(
        SharedTexts(package.text(shared), shared),
        dated_styles(package.text("xl/styles.xml")),
        'date1904="1"' in package.text(_WORKBOOK) or 'date1904="true"' in package.text(_WORKBOOK),
    )
    done = {shared}
    titles = sheet_titles(package)
    for part in _in_order(package, titles):
        title, hidden = titles.get(part, ("没有列出的工作表", True))
        sheet = Sheet(package.text(part), part, title, hidden, book)
        sheet.read(contents)
        read_comments(package, part, title, contents, done)
        done.add(part)
    _unused_texts(book.texts, contents)
    read_rest(package, contents, done)
    return package


def sheet_titles(package: Package) -> dict[str, tuple[str, bool]]:
    """The sheets as the workbook lists them: part → title, and whether it is hidden (even 深度隐藏)."""
    text, targets = package.text(_WORKBOOK), package.targets(_WORKBOOK)
    found = {}
    for token in tokens(text):
        if token.name == "sheet" and token.kind != "end":
            facts = {
                name: unescaped(text[low:high]) for name, low, high in attributes(text, token.low, token.high)
            }
            part = targets.get(facts.get("id", ""), ("", ""))[1]
            found[part] = facts.get("name", ""), facts.get("state", "visible") != "visible"
    return found


def _in_order(package: Package, titles: dict[str, tuple[str, bool]]) -> list[str]:
    """The parts of all sheets: those listed in their order, then those nobody lists."""
    there = package.names(r"xl/(?:worksheets|macrosheets|dialogsheets)/[^/]+\.xml")
    listed = [part for part in titles if part in package.infos and part.endswith(".xml")]
    return listed + [part for part in there if part not in titles]


def _unused_texts(texts: SharedTexts, contents: Contents) -> None:
    """Texts of cells that were deleted: still in the file, shown nowhere (残留文字)."""
    draft = Draft("已删除的单元格留在文件里的文字")
    for number in texts.unused():
        draft.part()
        texts.quote(draft, number, Owner(f"残留{number}"))
    contents.add(draft.reading())
