"""Old Office files: text in, facts about what cannot be read, and where each cell stands."""

import struct

import pytest

from gongkai.documents.tests.samples import FILES, compound
from gongkai.oldoffice import Ancient, Broken, Cell, Locked, cells, doc, ppt, xls


@pytest.mark.parametrize("read", [doc, xls, ppt])
@pytest.mark.parametrize("data", [b"", b"abc", compound(Other=b"1")])
def test_what_is_no_such_file_is_broken(read, data: bytes) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Broken):
        list(read(data))


@pytest.mark.parametrize("read", [doc, xls])
def test_a_password_is_told_apart_from_damage(read) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Locked):
        list(read(compound(EncryptedPackage=b"1")))


@pytest.mark.parametrize(
    ("read", "data", "target"),
    [
        (doc, compound(WordDocument=struct.pack("<HH6xH", 0xA5DC, 0x65, 0)), "docx"),
        (xls, compound(Book=b"1"), "xlsx"),
    ],
)
def test_files_older_than_can_be_read_say_what_to_save_them_as(read, data: bytes, target: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Ancient) as fault:
        list(read(data))
    assert fault.value.target == target


def test_the_cells_of_a_real_workbook_stand_where_they_stood() -> None:
    data = (FILES / "schedule.xls").read_bytes()
    found, text = list(cells(data)), "".join(xls(data))
    assert found[0] == Cell(found[0].sheet, -1, -1, found[0].sheet)
    placed = [(cell.sheet, cell.row, cell.column) for cell in found if cell.row >= 0]
    assert placed
    assert len(placed) == len(set(placed))
    assert all(0 <= column < 256 for _, _, column in placed)
    assert all(" ".join(cell.text.split()) in text for cell in found)
