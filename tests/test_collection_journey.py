"""The year's collecting in a real browser: opened, handed in, returned, corrected, accepted, merged; and by keyboard."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from gongkai.annualreport.report import Report
from gongkai.annualreport.write.as_html import report_html
from tests.browsing import PHONE
from tests.offices import Sit, Worker, at_work
from tests.serving import demo_for_the_file

pytestmark = [pytest.mark.browser, pytest.mark.process]
__all__ = ["at_work"]
own_demo = demo_for_the_file

YEAR, BUREAU = 2024, "平凉市崆峒区农业农村局"
STEPS = 120  # presses of Tab before one gives up


def a_page(folder: Path, name: str, total: int) -> Path:
    """The bureau's report as a saved page: three applications, all granted, and `total` in the total."""
    report = Report.empty(BUREAU, YEAR)
    rows = {"new": 3, "granted": 3, "result_total": total}
    table3 = {key: (rows[key], 0, 0, 0, 0, 0, rows[key]) for key in rows}
    report = replace(
        report, table3={**report.table3, **table3}, title=f"{BUREAU}{YEAR}年政府信息公开工作年度报告"
    )
    file = folder / name
    file.write_text(f'<!DOCTYPE html><meta charset="utf-8">{report_html(report)}', encoding="utf-8")
    return file


def task(worker: Worker, label: str) -> None:
    """Follow one of the tasks of the first page."""
    worker.open("/admin/")
    worker.follow(label)


def row(worker: Worker, organ: str) -> str:
    return " ".join(worker.page.locator("main tbody tr", has_text=organ).inner_text().split())


def test_a_year_is_collected_returned_corrected_accepted_and_merged(at_work: Sit, tmp_path: Path) -> None:
    office = at_work("公开办", "崆峒区")
    office.follow("年报收集")
    office.follow("布置年报收集")
    office.page.fill("[name=year]", str(YEAR))
    office.press("布置")
    assert "4个应报机关的首页上都有提示" in office.text()
    board = office.page.url
    assert "○ 未报" in row(office, "崆峒镇")

    town = at_work("公开办")
    task(town, "待报年报")
    town.press("报送签发的报告")
    assert "已报送" in town.text()

    bureau = at_work("公开办", "崆峒区农业农村局", phone=True)
    bureau.open("/admin/annual-collection/")
    bureau.follow(f"{YEAR}年度年报报送")
    bureau.page.set_input_files("[name=file]", a_page(tmp_path, "年报.html", 4))
    bureau.press("上传并报送")
    assert "检查出4处错误" in bureau.text()
    assert bureau.page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]

    office.page.goto(board)
    assert "✕ 有错误4处" in row(office, "农业农村局")
    office.follow("崆峒区农业农村局")
    assert office.page.frame_locator("iframe[title=标记稿]").locator("td.marked-error").count() > 0
    office.page.fill("[name=note]", "总计应为3。")
    office.press("退回改正")
    assert "已退回" in office.text()

    bureau.page.reload()
    assert "总计应为3。" in bureau.text()
    bureau.page.set_input_files("[name=file]", a_page(tmp_path, "年报（改）.html", 3))
    bureau.press("上传并报送")
    assert "没有检查出错误" in bureau.text()

    office.page.reload()
    office.press("接收")
    assert "✓ 已接收" in row(office, "农业农村局")
    merge_with_the_town_s(office)


def merge_with_the_town_s(office: Worker) -> None:
    """Accept the town's report too, merge both, and take the sum away."""
    office.follow("崆峒镇")
    office.press("接收")
    office.follow("汇总")
    office.press("汇总")
    assert f"计入3份：平凉市崆峒区崆峒镇人民政府、{BUREAU}" in office.text()
    assert "缺2个机关" in office.text()
    with office.page.expect_download() as download:
        office.page.get_by_role("link", name="下载JSON").click()
    merged = json.loads(Path(download.value.path()).read_bytes())
    assert merged["cells"]["table3"]["granted"][0] >= 3


def tab_to(page: Any, wanted: str) -> None:
    """Press Tab until the focus is on a link or button called `wanted`, which must be in sight."""
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        focus = "document.activeElement.closest('a, button')?.innerText"
        if wanted in (page.evaluate(focus) or ""):
            box = page.evaluate("JSON.stringify(document.activeElement.getBoundingClientRect())")
            assert json.loads(box)["width"] > 0, "焦点在看不见的地方"
            return
    pytest.fail(f"按了{STEPS}次 Tab 也没有到“{wanted}”")


def press_enter(worker: Worker) -> None:
    with worker.page.expect_navigation():
        worker.page.keyboard.press("Enter")
    worker.read()


def found_by_axe(worker: Worker) -> list[tuple[str, list[str]]]:
    violations = Axe().run(worker.page).response["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in violations]


def test_the_board_is_read_and_a_report_accepted_with_the_keyboard_alone(at_work: Sit) -> None:
    office = at_work("公开办", "崆峒区")
    tab_to(office.page, "待审核报送（2025年度）")
    press_enter(office)
    assert found_by_axe(office) == []
    board = office.page.url
    tab_to(office.page, "柳湖镇")
    press_enter(office)
    assert found_by_axe(office) == []
    tab_to(office.page, "接收")
    press_enter(office)
    assert "✓ 已接收" in row(office, "柳湖镇")
    tab_to(office.page, "催报名单")
    press_enter(office)
    assert "四十里铺镇" in office.page.input_value("#reminder")
    for room in ("many", "merge", "alike", "terms"):  # read for English, as every screen is
        office.page.goto(f"{board}{room}/")
        office.read()
