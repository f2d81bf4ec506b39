"""年报体检 from the desk: files dropped, verdicts read, the marked copy opened, the workbook taken; without a mouse too."""

import io
import re
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe

from gongkai.annualreport.read.html import html_blocks
from gongkai.annualreport.tests.generating.files import docx_of
from gongkai.annualreport.tests.generating.pages import page as web_page
from gongkai.reporting.tests.checkupfiles import good, html_of, wrong, zipped
from tests.browsing import DESKTOP, visitor
from tests.desk import login_of
from tests.offices import Sit, at_work
from tests.serving import Served, demo_for_the_file

pytestmark = [pytest.mark.browser, pytest.mark.process]
__all__ = ["at_work"]
own_demo = demo_for_the_file

ROOM = "/admin/report-checkup/"
WIDTHS = (390, 1280)
# What the focus is on: its words without blanks, its name.
FOCUSED = """() => {
  const on = document.activeElement;
  return on === document.body ? "" : `${on.innerText || ""} ${on.id}`.replace(/\\s/g, "");
}"""
STEPS = 80  # presses of Tab before one gives up


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """What a district's clerk has on the disk: pages, a Word file, an archive, a scan, last year's."""
    contents = {
        "清河镇.html": html_of(wrong(2023, "某某县清河镇人民政府")),
        "统计局.docx": docx_of(html_blocks(web_page(Random(3), good(2023, "某某县统计局", 5)))),
        "扫描件.pdf": b"%PDF-1.4\n%broken",
        "各乡.zip": zipped({"红旗乡/年报.html": html_of(good(2023, "云岭县红旗乡人民政府", 11))}),
        "去年清河镇.html": html_of(good(2022, "某某县清河镇人民政府", 9)),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in contents}


def _no_barriers(page: Any) -> list[tuple[int, str, list[str]]]:
    """What axe finds on the page as it stands, on a phone and on a desk; and whether it must be dragged sideways."""
    found: list[tuple[int, str, list[str]]] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for one in Axe().run(page).response["violations"]:
            found.append((width, one["id"], [node["html"][:200] for node in one["nodes"][:3]]))
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((width, "要左右拖才能看全", []))
    page.set_viewport_size(DESKTOP["viewport"])
    return found


def test_a_clerk_drops_files_reads_the_verdicts_and_takes_the_marked_copy_and_the_workbook(
    at_work: Sit, files: dict[str, Path]
) -> None:
    clerk = at_work("信息员")
    clerk.follow("年报体检")
    clerk.follow("检查年度报告")
    page = clerk.page
    assert _no_barriers(page) == []
    given = [path for name, path in files.items() if not name.startswith("去年")]
    page.set_input_files("[name=files]", given)
    page.set_input_files("[name=previous]", [files["去年清河镇.html"]])
    clerk.press("开始检查")
    assert "共4个文件：1个有错误，1个读不出。" in clerk.text()
    assert page.locator("tr", has_text="扫描件.pdf").inner_text().count("读不出")
    assert page.locator("tr", has_text="各乡.zip/红旗乡/年报.html").inner_text().count("云岭县红旗乡人民政府")
    page.locator("tr", has_text="清河镇.html").first.get_by_text("看问题").click()
    clerk.read()
    assert _no_barriers(page) == []
    with page.expect_popup() as opened:
        page.locator("tr", has_text="清河镇.html").first.get_by_role("link", name="打开").click()
    marked = opened.value
    assert marked.locator("td.marked-error").count() > 3 and _no_barriers(marked) == []
    marked.locator("nav li", has_text="错误：").first.get_by_role("link", name="看表格里的位置").click()
    assert marked.evaluate("document.querySelector(':target').closest('td').dataset.place").startswith("表3/")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载全部问题").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert book["汇总"].max_row == 5 and book["未读出"]["A2"].value == "扫描件.pdf"
    page.get_by_label("名称").fill("第一批")
    clerk.press("保存")
    clerk.follow("返回")
    assert "第一批" in clerk.text()


def _tab_to(page: Any, wanted: str) -> None:
    """Press Tab until the focus is on something that says `wanted`."""
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        said = page.evaluate(FOCUSED)
        if wanted in said:
            return
    pytest.fail(f"按了{STEPS}次 Tab 也没有到“{wanted}”")


def test_it_all_goes_with_the_keyboard_alone_and_without_scripts(
    own_demo: Served, browser: Any, files: dict[str, Path]
) -> None:
    with visitor(browser, DESKTOP | {"java_script_enabled": False, "accept_downloads": True}) as page:
        name = login_of(own_demo, "崆峒镇", "审核人")
        page.goto(own_demo.url("/admin/login/?next=" + ROOM))
        page.fill("[name=username]", name)
        page.fill("[name=password]", own_demo.logins[name]["password"])
        page.keyboard.press("Enter")
        page.wait_for_url(own_demo.url(ROOM))
        _tab_to(page, "检查年度报告")
        page.keyboard.press("Enter")
        page.wait_for_url(own_demo.url(f"{ROOM}new/"))
        _tab_to(page, "id_files")
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Space")
        chooser.value.set_files([files["清河镇.html"], files["各乡.zip"]])
        _tab_to(page, "开始检查")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(rf"{ROOM}\d+/$"))
        assert "共2个文件：1个有错误。" in page.inner_text("body")
        _tab_to(page, "看问题")
        page.keyboard.press("Enter")
        assert page.get_by_text("依据：").first.is_visible()
        _tab_to(page, "下载“清河镇.html”")
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        assert "错1" in Path(download.value.path()).read_text(encoding="utf-8")
