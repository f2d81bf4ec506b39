"""Runs every worked example in this folder: one YAML file per kind, one function per kind.

A case has a `name`, the kind's inputs, and what is expected: the kind's results by name, or `refuses`,
a piece of the Chinese message. To add a kind, write `<kind>.yaml` and a line in KINDS.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.law.cite import Article
from gongkai.law.publication import Limit, publication_due
from gongkai.law.workdays import Calendar

HERE = Path(__file__).parent
Case = Mapping[str, Any]


@dataclass(frozen=True)
class Kind:
    """What a kind of case may say, what it may expect, and how its results come about."""

    inputs: frozenset[str]
    results: frozenset[str]
    run: Callable[[Case], Mapping[str, object]]


def calendar(case: Case) -> Calendar:
    """The shipped calendar, or what it knew up to the year a case names."""
    official = Calendar.official()
    return official.through(case["notices_through"]) if "notices_through" in case else official


def publication(case: Case) -> Mapping[str, object]:
    """主动公开期限."""
    limit = None
    if "limit" in case:
        basis: str = case["limit_basis"]
        limit = Limit(case["limit"], Article.parse(basis) if basis.startswith("《") else basis)
    due = publication_due(
        case["formed"], changed_on=case.get("changed"), limit=limit, calendar=calendar(case)
    )
    return {"due": due.day, "provisional": due.sentence if due.provisional else None}


def workdays(case: Case) -> Mapping[str, object]:
    """工作日."""
    if "day" in case:
        working, why = calendar(case).reason(case["day"])
        return {"working": working, "why": why}
    return {"due": calendar(case).add_working_days(case["start"], case["days"])}


def words(names: str) -> frozenset[str]:
    """A set of field names from one line."""
    return frozenset(names.split())


KINDS: dict[str, Kind] = {
    "publication": Kind(
        words("formed changed limit limit_basis notices_through"), words("due provisional"), publication
    ),
    "workdays": Kind(words("start days day notices_through"), words("due working why"), workdays),
}

# Kinds whose expectations are richer than names and values have a runner of their own.
RUN_ELSEWHERE = {
    "footing": "gongkai/annualreport/tests/test_footing_cases.py",
    "search": "gongkai/search/tests/test_search_cases.py",
    "clock": "gongkai/law/clock/tests/test_clock.py",
}


def load(kind: str) -> list[Case]:
    """Every case of a kind, in the file's order."""
    cases: list[Case] = yaml.safe_load((HERE / f"{kind}.yaml").read_text(encoding="utf-8"))
    return cases


ALL = [pytest.param(kind, case, id=f"{kind}-{case['name']}") for kind in KINDS for case in load(kind)]


def check(kind: Kind, case: Case) -> None:
    """Run one case and compare everything it expects."""
    expected = {key: value for key, value in case.items() if key in kind.results}
    unknown = case.keys() - kind.inputs - kind.results - {"name", "refuses"}
    assert not unknown, f"算例中有不认识的项目：{'、'.join(sorted(unknown))}"
    assert bool(expected) != ("refuses" in case), "算例应写明期望的结果，或写明 refuses，不能都写或都不写"
    if "refuses" in case:
        with pytest.raises((ValueError, LookupError)) as refusal:
            kind.run(case)
        assert case["refuses"] in str(refusal.value)
        return
    found = kind.run(case)
    for key, value in expected.items():
        if isinstance(value, str):
            assert value in str(found[key])
        else:
            assert found[key] == value


@pytest.mark.parametrize(("kind", "case"), ALL)
def test_the_worked_example_holds(kind: str, case: Case) -> None:
    check(KINDS[kind], case)


def test_every_file_of_cases_is_run() -> None:
    assert {file.stem for file in HERE.glob("*.yaml")} == KINDS.keys() | RUN_ELSEWHERE.keys()
    for kind, runner in RUN_ELSEWHERE.items():
        assert f"{kind}.yaml" in (HERE.parent / runner).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "case",
    [
        {"name": "错的结果", "formed": date(2026, 4, 27), "due": date(2026, 5, 26)},
        {"name": "没有期望", "formed": date(2026, 4, 27)},
        {"name": "多余的项目", "formed": date(2026, 4, 27), "due": date(2026, 5, 27), "期限": 20},
        {"name": "没有暂定", "formed": date(2026, 4, 27), "provisional": "暂定"},
    ],
    ids=lambda case: case["name"],
)
def test_a_wrong_example_fails(case: Case) -> None:
    with pytest.raises(AssertionError):
        check(KINDS["publication"], case)


def test_a_refusal_that_does_not_come_fails() -> None:
    case = {"name": "不拒绝", "formed": date(2026, 4, 27), "refuses": "早于"}
    with pytest.raises(pytest.fail.Exception):
        check(KINDS["publication"], case)
