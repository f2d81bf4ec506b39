"""A record behind a number, in a line: its facts in Chinese, and where it can be opened."""

import pytest

from gongkai.reporting.records import described
from gongkai.reporting.tests import ledger

pytestmark = pytest.mark.django_db


def test_a_register_row_tells_its_facts_and_hides_what_is_the_systems_own(town):
    line = described(ledger.document(town, "2020-03-01", "2020-03-02"))
    facts = dict(line.facts)
    assert facts["类别"] == "行政规范性文件"
    assert (facts["制发日期"], facts["公开日期"]) == ("2020-03-01", "2020-03-02")
    assert set(facts) == {"类别", "标题", "文号", "制发日期", "公开日期"}


def test_a_case_tells_its_result_in_words(town):
    facts = dict(described(ledger.application(town, "2020-03-01", "2020-03-20", outcome="granted")).facts)
    assert (facts["申请人类别"], facts["提交方式"], facts["办理结果"]) == ("自然人", "当面提交", "予以公开")


@pytest.mark.parametrize(
    "make",
    [
        lambda town: ledger.document(town, "2020-03-01"),
        lambda town: ledger.matter(town, "2020-03-01"),
        lambda town: ledger.decision(town, "2020-03-01"),
        lambda town: ledger.charge(town, "2020-03-01", "5"),
        lambda town: ledger.procurement(town, "2020-03-01", "5"),
        lambda town: ledger.application(town, "2020-03-01"),
        lambda town: ledger.remedy(town, "2020-03-01"),
    ],
)
def test_every_kind_of_record_can_be_opened_by_the_officer(client, town, officer, make):
    record = make(town)
    address = described(record).address
    client.force_login(officer)
    assert str(record.pk) in address
    assert client.get(address).status_code == 200
