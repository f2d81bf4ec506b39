"""Registers as Excel sheets: out and in again unchanged, rehearsed before anything is written."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import Decision, Matter, NormativeDocument, Procurement
from gongkai.disclosure.models.registers import Entry
from gongkai.disclosure.sheets import entry_of, fields_of, rehearse, sheet_of, values_of
from gongkai.disclosure.tests.entries import FULL, REGISTERS, bare, full
from gongkai.spreadsheets.export import write
from gongkai.spreadsheets.reading import read
from gongkai.spreadsheets.results import ReadRow
from gongkai.spreadsheets.template import template
from gongkai.trail.tests.refusing import everything

pytestmark = pytest.mark.django_db


def there_and_back(register: type[Entry], *entries: Entry) -> tuple[ReadRow, ...]:
    """Export the rows to a real .xlsx and read it back; nothing may be at fault."""
    sheet = sheet_of(register)
    reading = read(sheet, write(sheet, map(values_of, entries)))
    assert reading.faults == ()
    return reading.rows


@pytest.mark.parametrize("register", REGISTERS)
def test_a_sheet_carries_every_fact_and_only_those(register: type[Entry]) -> None:
    assert [field.name for field in fields_of(register)] == list(FULL[register])


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("make", [full, bare])
def test_a_row_comes_back_from_excel_as_it_went(town: Any, register: type[Entry], make: Any) -> None:
    entry = make(register, town)
    (row,) = there_and_back(register, entry)
    again = entry_of(register, town, row.values)
    again.full_clean()
    assert values_of(again) == values_of(entry)
    assert again.organ == town


def test_every_choice_comes_back(town: Any) -> None:
    kinds = [key for key, _ in Matter._meta.get_field("kind").choices]
    rows = there_and_back(Matter, *(bare(Matter, town, kind=kind) for kind in kinds))
    assert [entry_of(Matter, town, row.values).kind for row in rows] == kinds


@pytest.mark.parametrize("register", REGISTERS)
def test_a_filled_in_template_is_read_and_entered(
    town: Any, editor: Any, moment: datetime, register: type[Entry]
) -> None:
    sheet = sheet_of(register)
    book = openpyxl.load_workbook(BytesIO(template(sheet)))
    page = book[sheet.name]
    values = values_of(full(register, town))
    for place, column in enumerate(sheet.columns, start=1):
        assert page.cell(1, place).value.startswith(column.label)
        cell = page.cell(page.max_row + (place == 1), place, values[column.key])
        if isinstance(cell.value, str):
            cell.data_type = "s"  # as typed into a text cell, not as a formula
    stream = BytesIO()
    book.save(stream)
    reading = read(sheet, stream.getvalue())
    assert reading.faults == ()
    (row,) = reading.rows
    acts.enter(entries=[entry_of(register, town, row.values)], by=editor, at=moment)
    assert values_of(register.objects.get(organ=town)) == values


@pytest.mark.parametrize("register", REGISTERS)
def test_an_empty_template_enters_nothing(register: type[Entry]) -> None:
    sheet = sheet_of(register)
    assert read(sheet, template(sheet)).rows == ()


def test_a_rehearsal_writes_nothing_and_finds_nothing_in_good_rows(town: Any) -> None:
    rows = there_and_back(Decision, *(bare(Decision, town, number=f"{n}号") for n in range(3)))
    before = everything()
    assert rehearse(Decision, town, rows) == []
    assert everything() == before


def test_a_rehearsal_finds_what_is_twice_in_the_sheet_and_what_is_in_the_register(
    town: Any, editor: Any, moment: datetime
) -> None:
    acts.enter(entries=[bare(Decision, town, number="老号")], by=editor, at=moment)
    numbers = ["甲", "老号", "乙", "甲", "丙"]
    rows = there_and_back(Decision, *(bare(Decision, town, number=number) for number in numbers))
    before = everything()
    sentence = "台账里已有这个文号的决定。"
    assert rehearse(Decision, town, rows) == [(3, sentence), (5, sentence)]
    assert everything() == before


def test_a_rehearsal_names_every_fault_of_the_record(town: Any) -> None:
    early = date(2021, 2, 1)
    rows = there_and_back(
        NormativeDocument,
        bare(NormativeDocument, town, document_number="一号"),
        bare(NormativeDocument, town, document_number="二号", repealed_on=early),
    )
    assert rehearse(NormativeDocument, town, rows) == [(3, "废止日期不能早于制发日期。")]


def test_another_organs_rows_do_not_count_as_duplicates(
    town: Any, other_town: Any, stranger: Any, moment: datetime
) -> None:
    acts.enter(entries=[bare(Procurement, other_town)], by=stranger, at=moment)
    assert rehearse(Procurement, town, there_and_back(Procurement, bare(Procurement, town))) == []
