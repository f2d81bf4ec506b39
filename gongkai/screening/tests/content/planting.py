"""Numbers of people who do not exist, and files to plant them in."""

import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import xlsxwriter

from gongkai.documents.tests.samples import saved
from gongkai.screening.content.finding import Finding, Kind, Screened
from gongkai.screening.content.screen import screen

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def number(serial: int = 1, born: str = "19900307") -> str:
    """An ID number that keeps the rule of its check digit, of nobody."""
    body = f"620802{born}{serial:03d}"
    return body + "10X98765432"[sum(int(a) * b for a, b in zip(body, _WEIGHTS, strict=True)) % 11]


ID = number(7)


def ids(result: Screened) -> list[Finding]:
    """The findings of ID numbers."""
    return [one for one in result.findings if one.kind is Kind.RESIDENT_ID]


def places(name: str, data: bytes) -> list[str]:
    """Where ID numbers stand in a file."""
    return [one.where for one in ids(screen(name, data))]


def changed(data: bytes, *edits: tuple[str, str, str], **parts: str | bytes) -> bytes:
    """A zip file with edits (part, pattern, text) made in it, and further parts (__ for /, _x for .xml)."""
    out, missing = io.BytesIO(), {part for part, _, _ in edits}
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for info in before.infolist():
            text = before.read(info)
            for part, pattern, new in edits:
                if part == info.filename:
                    missing.discard(part)
                    found = re.subn(pattern, lambda _, new=new: new, text.decode(), count=1)
                    assert found[1], f"{part} 里没有 {pattern}"
                    text = found[0].encode()
            after.writestr(info, text)
        for name, content in parts.items():
            after.writestr(name.replace("__", "/").replace("_x", ".xml"), content)
    assert not missing, missing
    return out.getvalue()


def part_of(data: bytes, name: str) -> str:
    """A part of a zip file as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def run(text: str, properties: str = "", tag: str = "t") -> str:
    """A run of a Word document."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:{tag}>{text}</w:{tag}></w:r>"


def paragraph(*runs: str) -> str:
    """A paragraph of a Word document."""
    return f"<w:p>{''.join(runs)}</w:p>"


def book(change: Callable[[openpyxl.Workbook], object]) -> bytes:
    """A workbook of one sheet 名册 with a heading, changed."""
    made = openpyxl.Workbook()
    made.active.title = "名册"
    made.active.append(["姓名", "事项", "金额"])
    made.active.append(["王某", "补贴", 100])
    change(made)
    return saved(made)


def shared(*rows: tuple[object, ...]) -> bytes:
    """A workbook of one sheet 名册 whose texts are shared ones, as Excel and WPS write them."""
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = made.add_worksheet("名册")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    made.close()
    return stream.getvalue()
