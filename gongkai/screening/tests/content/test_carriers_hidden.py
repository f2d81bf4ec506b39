"""Every hiding place of Word documents and workbooks is read, and the finding says where it is."""

import re

import pytest

from gongkai.screening.content.finding import Severity
from gongkai.screening.content.screen import screen
from gongkai.screening.tests.content.hiding_book import BOOK
from gongkai.screening.tests.content.hiding_word import WORD
from gongkai.screening.tests.content.planting import ID, book, ids, number


@pytest.mark.parametrize("place", WORD)
def test_an_id_number_is_found_wherever_it_hides_in_a_word_document(place: str) -> None:
    where, data = WORD[place]
    found = ids(screen("公示.docx", data))
    assert any(re.search(where, one.where) for one in found), [one.where for one in found]
    assert {one.severity for one in found} == {Severity.BLOCK}
    assert ID not in repr(found)


@pytest.mark.parametrize("place", BOOK)
def test_an_id_number_is_found_wherever_it_hides_in_a_workbook(place: str) -> None:
    where, data = BOOK[place]
    found = ids(screen("公示.xlsx", data))
    assert any(where in one.where for one in found), [one.where for one in found]
    assert Severity.BLOCK in {one.severity for one in found}
    assert ID not in repr(found)


def test_an_id_number_that_excel_has_rounded_is_named_though_its_end_is_gone() -> None:
    (found,) = ids(screen("公示.xlsx", book(lambda made: made.active.append([float(number(1))]))))
    assert (found.severity, found.where, found.mask) == (Severity.WARN, "名册!A3", "")
    assert "以数字保存" in found.excerpt
    assert number(1)[:6] not in found.excerpt
