from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.annualreport.formats import Format, UnknownYear, format_for, format_named, mixed

REFERENCE = Path(__file__).parents[4] / "shared" / "reference" / "annual-report-formats.json"


@pytest.mark.parametrize(("year", "name"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2025, "2021")])
def test_the_report_year_chooses_the_format(year: int, name: str) -> None:
    assert format_for(year).name == name


@pytest.mark.parametrize("year", [2008, 2018])
def test_a_year_before_2019_is_refused_in_chinese(year: int) -> None:
    with pytest.raises(UnknownYear, match=f"{year}年度没有全国统一的年度报告格式"):
        format_for(year)


def test_a_format_that_never_was_is_refused() -> None:
    with pytest.raises(UnknownYear, match="没有名为“2030”"):
        format_named("2030")


@pytest.mark.parametrize(("name", "rows", "leaves", "cells"), [("2019", 23, 19, 22), ("2021", 25, 21, 10)])
def test_the_form_has_its_official_size(name: str, rows: int, leaves: int, cells: int) -> None:
    form = format_named(name)
    assert len(form.table3_rows) == rows
    assert len(form.leaf_rows) == leaves
    assert len(form.table3_columns) == 7
    assert len(list(form.table2_cells())) == cells
    assert len(list(form.table4_cells())) == 15
    assert len(form.sections) == 6
    assert len(form.section1_parts) == 5
    assert [row.key for row in form.table3_rows if row.computed] == ["result_total"]


def test_other_handling_was_split_in_three_in_2021() -> None:
    keys = [{row.key for row in format_named(name).table3_rows} for name in ("2019", "2021")]
    assert keys[0] - keys[1] == {"other"}
    assert keys[1] - keys[0] == {"other1", "other2", "other3"}
    with pytest.raises(KeyError):
        format_named("2021").row("other")


def test_a_report_may_mix_table_2_of_one_format_with_table_3_of_another() -> None:
    form = mixed("2021", "2019")
    assert form.table2 == format_named("2021").table2
    assert form.table3_rows == format_named("2019").table3_rows
    assert (form.table2_name, form.name) == ("2021", "2019")
    assert mixed("2019", "2019") == format_named("2019")


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["2019", "2021"])
def test_every_label_is_the_official_one_to_the_byte(name: str) -> None:
    official = json.loads(REFERENCE.read_text(encoding="utf-8"))[name]
    form: Format = format_named(name)
    assert list(form.sections) == official["sections"]
    assert form.document == official["document"]
    assert [(b.caption, ["信息内容", *b.columns], list(b.rows)) for b in form.table2] == [
        (b["caption"], b["columns"], b["rows"]) for b in official["table2"]
    ]
    assert form.table3_note == official["table3"]["note"]
    assert list(form.table3_columns) == official["table3"]["columns"]
    assert [(r.key, r.label, r.group, r.subgroup) for r in form.table3_rows] == [
        (r["key"], r["label"], r.get("group"), r.get("subgroup")) for r in official["table3"]["rows"]
    ]
    assert [(g.group, g.subgroup, list(g.columns)) for g in form.table4] == [
        (g["group"], g.get("subgroup"), g["columns"]) for g in official["table4"]
    ]
