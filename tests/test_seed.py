"""The demonstration's 崆峒镇 in 2020 against the report that the town published."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.serving import gongkai

SEED = "2020_GANSU-PINGLIANG-KONGTONG-QU-KONGTONG-ZHEN.txt"
pytestmark = [pytest.mark.process, pytest.mark.corpus]


def as_json(*words: str) -> dict[str, Any]:
    """What a `gongkai report` command prints as JSON."""
    ran = gongkai("report", *words, "--json")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return json.loads(ran.stdout)


def zero_for_blank(cells: Any) -> Any:
    """Cells with 0 where the page was left blank."""
    if isinstance(cells, dict):
        return {key: zero_for_blank(value) for key, value in cells.items()}
    if isinstance(cells, list):
        return [zero_for_blank(value) for value in cells]
    return cells or 0


@pytest.fixture(scope="module")
def compiled(built_demo: Path) -> dict[str, Any]:
    return as_json("compile", "--organ", "崆峒镇", "--year", "2020", "--data", str(built_demo))


def test_the_records_give_every_cell_of_the_published_report(compiled, corpus):
    published = as_json("check", str(corpus / "reports" / SEED))
    assert (
        (published["year"], published["format"]) == (compiled["year"], compiled["format"]) == (2020, "2019")
    )
    assert compiled["cells"] == zero_for_blank(published["cells"])


def test_nine_procurements_for_172425_yuan(compiled):
    assert compiled["cells"]["table2"]["政府集中采购"] == {"采购项目数量": 9, "采购总金额": 172425}


def test_220_items_were_first_published_and_the_signed_words_say_so(built_demo):
    with sqlite3.connect(f"file:{built_demo}/gongkai.sqlite3?mode=ro", uri=True) as records:
        organ = "(SELECT id FROM organs_organ WHERE slug = 'kongtong-zhen')"
        counted = f"SELECT count(*) FROM disclosure_item WHERE organ_id = {organ} AND address_year = 2020"
        assert records.execute(counted).fetchone() == (220,)
        words = f"SELECT snapshot FROM reporting_annualreport WHERE organ_id = {organ} AND year = 2020"
        snapshot = json.loads(records.execute(words).fetchone()[0])
    situation = snapshot["sections"]["一、总体情况"]
    assert "220条" in situation and "172425元" in situation and "{{" not in situation
