"""`gongkai report compile`: the cells as JSON or as tables, and a Chinese sentence when it cannot."""

import json

import pytest

from gongkai.annualreport.report import cells_json
from gongkai.cli import main
from gongkai.disclosure.models import DocumentKind
from gongkai.organs.models import Organ
from gongkai.reporting.compile import compile_report
from gongkai.reporting.tests import ledger

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys, monkeypatch):
    """Runs the command in this process: its exit code, and its two outputs without line breaks of the screen."""
    monkeypatch.setenv("COLUMNS", "400")

    def command(organ: str, year: int, *words: str):
        code = main(["report", "compile", "--organ", organ, "--year", str(year), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.mark.parametrize("name", ["清水区白杨镇", "白杨镇", "baiyang-zhen"])
def test_the_cells_of_an_organ_by_any_of_its_names(run, town, name):
    ledger.procurement(town, "2020-03-01", "172425.00")
    code, out, err = run(name, 2020, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "organ": "清水区白杨镇",
        "year": 2020,
        "format": "2019",
        "cells": cells_json(compile_report(town, 2020)),
    }
    assert json.loads(out)["cells"]["table2"]["政府集中采购"] == {"采购项目数量": 1, "采购总金额": 172425}


def test_the_json_has_every_row_of_the_form_and_chinese_as_chinese(run, town):
    ledger.document(town, "2021-01-05", kind=DocumentKind.NORMATIVE)
    _, out, _ = run("白杨镇", 2021, "--json")
    cells = json.loads(out)["cells"]
    assert list(cells) == ["table2", "table3", "table4"]
    assert '"行政规范性文件"' in out
    assert [len(row) for row in cells["table3"].values()] == [7] * 25
    assert len(cells["table4"]) == 15


def test_without_json_the_tables_are_shown(run, town):
    ledger.procurement(town, "2020-03-01", "172425.00")
    code, out, _ = run("白杨镇", 2020)
    assert code == 0
    assert "清水区白杨镇 2020年度" in out and "172425" in out and "结转下年度继续办理" in out


def test_an_unknown_organ_is_refused_with_the_known_ones(run, town):
    code, out, err = run("桦树镇", 2020, "--json")
    assert (code, out) == (2, "")
    assert "没有找到机关“桦树镇”。可以用：清水区、白杨镇。" in err


def test_a_name_of_two_organs_is_refused(run, town, district):
    Organ.objects.create(
        parent=district, level="town", name="别区白杨镇", short_name="白杨镇", slug="bieyang-zhen"
    )
    code, out, err = run("白杨镇", 2020, "--json")
    assert (code, out) == (2, "")
    assert "有2个机关叫“白杨镇”，请用全称。" in err
    assert run("清水区白杨镇", 2020, "--json")[0] == 0


def test_a_year_before_the_national_form_is_refused_in_chinese(run, town):
    code, out, err = run("白杨镇", 2018, "--json")
    assert (code, out) == (2, "")
    assert "2018年度没有全国统一的年度报告格式" in err
