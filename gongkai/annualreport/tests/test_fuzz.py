"""Files broken on purpose, and attacks by name: each ends in a report or in a sentence, soon.

bench/fuzz.py does the same with a hundred thousand of them.
"""

from __future__ import annotations

import time
from random import Random

import pytest

from gongkai.annualreport.formats import format_for
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


def test_a_package_of_a_version_to_come_is_damaged() -> None:
    content = bytearray(bank(each=1)["docx"][0])
    directory = content.index(b"PK\x01\x02")
    content[directory + 6] = 250  # the version needed to unpack it
    assert ends_well(bytes(content))


def test_a_report_of_an_early_year_without_a_title_is_refused_or_read() -> None:
    period = "统计期限自2016年1月1日起至2016年12月31日止。"
    for tables in ("", "信息内容\n本年处理决定数量\n行政许可\n3\n"):
        text = f"{period}\n一、总体情况\n好。\n二、主动公开政府信息情况\n{tables}六、其他需要报告的事项\n无"
        assert ends_well(text.encode())


def test_digits_run_together_under_a_heading_nobody_knows_are_read() -> None:
    rows = "\n".join(f"{row.label} 1 0 0 0 0 0 1" for row in format_for(2023).table3_rows[:-1])
    heads = "自然人 商业企业 某类主体 社会公益组织 法律服务机构 其他 总计"
    title = "某某县清河镇人民政府2023年政府信息公开工作年度报告"
    text = f"{title}\n三、收到和处理政府信息公开申请情况\n{heads}\n{rows}\n四、结转下年度继续办理 1000001"
    report = read_bytes(text.encode())
    assert report.table3["carried_out"] == (1, 0, 0, 0, 0, 0, 1)
    assert report.table3["new"] == (1, 0, 0, 0, 0, 0, 1)
