"""Numbers named in the narrative: live until signing, right when filled in, refused when nobody knows them."""

from decimal import Decimal

import pytest

from gongkai.reporting import acts
from gongkai.reporting.compile import compile_report, quoted_numbers
from gongkai.reporting.placeholders import fill, strange_names
from gongkai.reporting.queries import live_report, standing_report
from gongkai.reporting.tests import ledger
from gongkai.trail.acts import Refused

NUMBERS = {"主动公开条数": "220", "采购金额": "172425"}


@pytest.mark.parametrize(
    "text",
    [
        "{{主动公开条数}}",
        "{{ 主动公开条数 }}",
        "{{主动公开条数\n}}",
        "{{\u3000主动公开条数\u3000}}",
        "｛｛主动公开条数｝｝",
    ],
)
def test_a_name_is_filled_in_however_it_was_typed(text):
    assert fill(f"公开{text}条", NUMBERS) == "公开220条"
    assert strange_names(text, NUMBERS) == []


def test_names_side_by_side_are_both_filled_in():
    assert fill("{{主动公开条数}}{{采购金额}}", NUMBERS) == "220172425"


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("{{公开条数}}", "{{公开条数}}"),
        ("{{}}", "{{}}"),
        ("{{{主动公开条数}}}", "{{{主动公开条数}}}"),
        ("{主动公开条数}", "{主动公开条数}"),
        ("{{主动公开条数}", "{{主动公开条数}"),
        ("{主动公开条数}}", "{主动公开条数}}"),
        ("{{主动公开条数条，{{采购金额}}元", "{{主动公开条数条，"),
        ("共220条}}。", "}}"),
        ("共{{", "{{"),
        ("共{{" + "很长的话" * 10, "{{" + "很长的话" * 5),
        ("{{主动{{采购金额}}}}", "{{主动"),
        ("｛｛公开条数｝｝", "｛｛公开条数｝｝"),
        ("{{主动 公开条数}}", "{{主动 公开条数}}"),
        ("{% load x %}{# y #}", "{% load x %}"),
    ],
)
def test_braces_that_name_no_number_are_strange_and_stay_visible(text, strange):
    assert strange_names(text, NUMBERS)[0] == strange
    assert strange in fill(text, {})


def test_text_without_braces_is_left_alone():
    text = "共220条（100%）？《办法》[2020]3号"
    assert fill(text, NUMBERS) == text
    assert strange_names(text, NUMBERS) == []


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["intro", "situation", "problems", "other_matters"])
def test_an_unknown_name_is_refused_by_name_with_its_place_and_the_known_ones(
    prepared, officer, moment, field
):
    report = prepared()
    before = getattr(report, field)
    setattr(report, field, "共{{公开条数}}条。")
    with pytest.raises(Refused) as refusal:
        acts.edit(report=report, by=officer, at=moment)
    said = str(refusal.value)
    assert f"“{report.NARRATIVES[field]}”里的“{{{{公开条数}}}}”没有对应的数字" in said
    assert "主动公开条数" in said
    report.refresh_from_db()
    assert getattr(report, field) == before


@pytest.mark.django_db
def test_a_number_stays_live_until_the_report_is_signed(prepared, approver, moment, town):
    report = prepared(situation="采购{{采购项目数}}项，{{采购金额}}元。", intro="{{年度}}年度报告如下。")
    ledger.procurement(town, "2020-03-01", "172000")
    assert live_report(report).sections["一、总体情况"] == "采购1项，172000元。"
    ledger.procurement(town, "2020-04-01", "425.00")
    assert live_report(report).sections["一、总体情况"] == "采购2项，172425元。"
    report = acts.sign(report=report, by=approver, at=moment, reviewed_by="鲍密")
    ledger.procurement(town, "2020-05-01", "1")
    assert standing_report(report).sections["一、总体情况"] == "采购2项，172425元。"
    assert standing_report(report).intro == "2020年度报告如下。"


@pytest.mark.django_db
def test_money_is_said_plainly(town):
    for amount, said in (("100", "100"), ("25.50", "125.5"), ("0.05", "125.55"), ("99874.45", "100000")):
        ledger.procurement(town, "2020-03-01", amount)
        assert quoted_numbers(town, compile_report(town, 2020))["采购金额"] == said


@pytest.mark.django_db
def test_every_named_number_counts_what_it_says(town, published, moment):
    published()
    ledger.document(town, "2021-01-05", "2021-01-05", "2021-06-01")
    ledger.document(town, "2020-01-05", "2020-01-05")
    for kind, times in (("permit", 1), ("penalty", 2), ("coercion", 3)):
        for _ in range(times):
            ledger.decision(town, "2021-02-02", kind=kind)
    ledger.charge(town, "2021-02-02", "12500")
    ledger.procurement(town, "2021-02-02", "8000.00")
    for facts in (("2020-02-02",), ("2020-02-02", "2021-01-01"), ("2021-02-02",), ("2021-02-02",)):
        ledger.application(town, *facts)
    for route, times in (("review", 1), ("direct", 2), ("after_review", 1)):
        for _ in range(times):
            ledger.remedy(town, "2021-02-02", "2021-05-06", route=route)
    assert quoted_numbers(town, compile_report(town, 2021)) == {
        "年度": "2021",
        "主动公开条数": "1",
        "新收申请": "2",
        "上年结转": "2",
        "办结申请": "1",
        "结转下年": "3",
        "行政复议": "1",
        "行政诉讼": "3",
        "采购项目数": "1",
        "采购金额": "8000",
        "制发规范性文件": "1",
        "废止规范性文件": "1",
        "现行有效规范性文件": "1",
        "行政许可": "1",
        "行政处罚": "2",
        "行政强制": "3",
        "收费金额": "1.25",
    }


@pytest.mark.django_db
def test_only_numbers_of_the_years_own_form_can_be_named(town):
    ledger.document(town, "2020-01-05", "2020-01-05")
    numbers = quoted_numbers(town, compile_report(town, 2020))
    assert numbers["制发规范性文件"] == numbers["现行有效规范性文件"] == "1"
    assert "废止规范性文件" not in numbers and "收费金额" not in numbers
    assert Decimal(numbers["采购金额"]) == 0
