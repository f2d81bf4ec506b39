"""Runs cases/footing.yaml: the verdicts a clerk can read and add to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.annualreport.check import check
from gongkai.annualreport.tests.building import report_of_case

CASES = yaml.safe_load((Path(__file__).parents[3] / "cases" / "footing.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_check_says_what_the_case_expects(case: dict[str, Any]) -> None:
    report = report_of_case(case)
    previous = report_of_case(case["previous"], case["year"] - 1) if "previous" in case else None
    findings = check(report, previous=previous, level=case.get("level"))
    said = [found.as_json() for found in findings]
    for expected in case["expect"]:
        wanted = {"severity": "error", **expected}
        assert any(wanted.items() <= finding.items() for finding in said), (wanted, said)
    expected_errors = {
        (e["rule"], e["where"]) for e in case["expect"] if e.get("severity", "error") == "error"
    }
    assert {(f["rule"], f["where"]) for f in said if f["severity"] == "error"} == expected_errors
    assert not {f["rule"] for f in said if f["verdict"] == "FOUND"} & set(case.get("silent", ()))


def test_case_names_are_unique() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names))
