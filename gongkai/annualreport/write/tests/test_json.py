"""The report as JSON: it gives the report back."""

import json

import pytest
from hypothesis import given, settings

from gongkai.annualreport.report import Report, digest, report_from_json
from gongkai.annualreport.write.as_json import report_json_bytes
from gongkai.annualreport.write.tests.samples import YEARS, hostile, reports


@given(reports())
@settings(max_examples=20, deadline=None)
def test_any_report_written_as_json_comes_back_the_same(report: Report):
    assert report_from_json(json.loads(report_json_bytes(report))) == report


@pytest.mark.parametrize("year", YEARS)
def test_the_file_carries_the_digest_of_its_cells_and_plain_chinese(year: int):
    content = report_json_bytes(hostile(year)).decode()
    assert json.loads(content)["digest"] == digest(hostile(year))
    assert "行政许可" in content
    assert content.endswith("}\n")


def test_a_broken_character_does_not_break_the_file():
    report = Report.empty("某镇\ud800", 2023)
    assert json.loads(report_json_bytes(report))["organ"] == "某镇\ud800"
