"""Files broken on purpose, and attacks by name: each ends in a report or in a sentence, soon.

bench/fuzz.py does the same with a hundred thousand of them.
"""

from __future__ import annotations

import time
from random import Random

import pytest

from gongkai.annualreport.read import CannotRead, read_bytes
from gongkai.annualreport.report import Report
from gongkai.annualreport.tests.generating.attacks import ATTACKS
from gongkai.annualreport.tests.generating.mutating import Bank, bank, broken

INPUTS = {"html": 60, "txt": 80, "docx": 25, "xlsx": 25, "pdf": 8}
PATIENCE = 5.0  # seconds of work for one input


def ends_well(content: bytes) -> bool:
    start = time.process_time()
    try:
        well = isinstance(read_bytes(content), Report)
    except CannotRead as refused:
        well = str(refused).endswith("。")
    return well and time.process_time() - start < PATIENCE


@pytest.fixture(scope="module")
def files() -> Bank:
    return bank(each=2)


@pytest.mark.parametrize("kind", INPUTS)
def test_a_broken_file_is_read_in_part_or_refused_in_a_sentence(kind: str, files: Bank) -> None:
    for number in range(INPUTS[kind]):
        assert ends_well(broken(Random(number), files, kind)), number


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_ends_in_a_report_or_a_sentence(name: str) -> None:
    assert ends_well(ATTACKS[name]())
