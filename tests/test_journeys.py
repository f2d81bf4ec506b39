"""From desk to public page, in a real browser, with real people's rights: disclosure, registers, the annual report."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import PHONE, visitor
from tests.offices import Sit, Worker, at_work
from tests.reviewing import SHEET, fill_sheet
from tests.serving import Served, demo_for_the_file
from tests.sheets import PDF, workbook

pytestmark = [pytest.mark.browser, pytest.mark.process]
__all__ = ["at_work"]
own_demo = demo_for_the_file

SECONDS = 20  # for the worker to write the pages
TITLE = "关于村级道路维修安排的公示"
FROM_WPS = """
<html><body><style>p{color:red}</style><!--StartFragment-->
<p class=MsoNormal style="margin:0"><span lang=EN-US>各村：</span></p>
<table border=1 style="width:9cm"><tr><td style="width:3cm"><p>村名</p></td><td colspan=2>里程（公里）</td></tr>
<tr><td onclick="alert(1)">甲村</td><td>3.5</td><td>水泥</td></tr></table><script>document.title = "x"</script>
<!--EndFragment--></body></html>
"""
PASTE = """(page, html) => {
  page.focus();
  const data = new DataTransfer();
  data.setData("text/html", html);
  page.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def draft_with_table_and_attachment(clerk: Worker, folder: Path) -> None:
    """Fill in the form of a new item as a clerk does: title, column, pasted text, file, day."""
    attachment = folder / "维修安排.pdf"
    attachment.write_bytes(PDF)
    clerk.open("/admin/")
    clerk.follow("信息")
    clerk.follow("添加")
    page = clerk.page
    page.fill("[name=title]", TITLE)
    page.select_option("[name=node]", label="重大建设项目的批准和实施情况")
    page.locator(".office-editor-page").evaluate(PASTE, FROM_WPS)
    page.get_by_role("button", name="增加").click()
    page.set_input_files("[name=attachments-0-upload]", attachment)
    page.fill("[name=formed_on]", "2026-01-05")
    page.click("[name=document_number]")  # closes the calendar


def wait_for_link(citizen: Any, address: str, name: str) -> Any:
    """The first link with that name on a public page, once the worker has written it."""
    for _ in range(SECONDS * 2):
        answer = citizen.goto(address)
        link = citizen.get_by_role("link", name=name)
        if answer.ok and link.count():
            return link.first
        citizen.wait_for_timeout(500)
    pytest.fail(f"{SECONDS}秒内网页上没有出现“{name}”")


def test_an_item_goes_from_the_clerk_s_desk_to_the_citizen_s_phone(
    at_work: Sit, own_demo: Served, browser: Any, tmp_path: Path
) -> None:
    clerk = at_work("信息员")
    draft_with_table_and_attachment(clerk, tmp_path)
    clerk.page.get_by_role("button", name="更多操作").click()
    clerk.press("保存并送审")
    assert "已保存并送审" in clerk.text()
    assert clerk.page.get_by_role("link", name="去审查").count() == 0
    publish = re.sub(r"/$", "/pass/", clerk.page.url)
    token = clerk.page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    answer = clerk.page.request.post(
        publish, form={"csrfmiddlewaretoken": token} | SHEET, headers={"Referer": publish}
    )
    assert "您打开以后，信息员又改过" in answer.text() or "没有崆峒镇的保密审查职责" in answer.text()

    reviewer = at_work("审核人", phone=True)
    reviewer.follow("待审核")
    reviewer.follow(TITLE)
    shown = reviewer.page.frame_locator("iframe[title=将要公开的样子]")
    assert shown.get_by_role("cell", name="里程（公里）").get_attribute("colspan") == "2"
    with reviewer.page.expect_download() as attachment:
        shown.get_by_role("link", name="维修安排").click()
    assert Path(attachment.value.path()).read_bytes() == PDF
    assert reviewer.page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    fill_sheet(reviewer.page)
    reviewer.press("提交保密审查意见")
    assert "最后一个环节已经通过，网页马上更新" in reviewer.text()

    with visitor(browser, PHONE) as citizen:
        wait_for_link(citizen, own_demo.url("/zfxxgk/kongtong-zhen/"), TITLE).click()
        body = citizen.locator("article .body")
        body.locator("td").first.wait_for()
        assert body.locator("td").all_inner_texts() == ["村名", "里程（公里）", "甲村", "3.5", "水泥"]
        assert not re.search(r"style=|class=\"(?!scroll\")|onclick|script", body.inner_html())
        with citizen.expect_download() as download:
            citizen.get_by_role("link", name="维修安排").click()
        assert Path(download.value.path()).read_bytes() == PDF


def test_records_added_after_signing_are_shown_beside_the_signed_number(at_work: Sit) -> None:
    officer = at_work("公开办")
    officer.follow("年度报告")
    officer.follow("崆峒镇2020年")
    bought = officer.page.locator("[data-place='表2/政府集中采购/采购项目数量']")
    assert bought.inner_text() == "9"
    report = officer.page.url
    with officer.page.expect_navigation():
        bought.get_by_role("link").click()
    officer.read()
    assert officer.page.locator(".office-sheet tbody tr").count() == 9

    clerk = at_work("信息员")
    clerk.open("/admin/register_procurement/new/")
    clerk.page.fill("[name=project]", "应急广播设备")
    clerk.page.fill("[name=contracted_on]", "2020-12-01")
    clerk.page.fill("[name=amount]", "10000")
    clerk.press("创建")
    assert "应急广播设备" in clerk.text()

    officer.page.goto(report)
    officer.read()
    assert bought.inner_text() == "9"
    assert "签发以后记录有变化" in officer.text()
    row = officer.page.locator("tr", has_text="表2/政府集中采购/采购项目数量")
    assert row.locator("td").all_inner_texts()[1:] == ["9", "10"]


def test_a_report_is_written_signed_and_published(at_work: Sit, own_demo: Served, browser: Any) -> None:
    officer = at_work("公开办")
    officer.follow("年度报告")
    officer.follow("编制年度报告")
    officer.page.fill("[name=year]", "2019")
    officer.press("建立")
    officer.page.fill("[name=situation]", "实施政府集中采购项目{{采购项目}}个。")
    officer.page.fill("[name=problems]", "公开的内容还不够丰富。")
    officer.press("保存")
    assert "没有对应的数字" in officer.text()
    officer.page.fill("[name=situation]", "全年实施政府集中采购项目{{采购项目数}}个。")
    officer.press("保存")
    bought = officer.page.locator("[data-place='表2/政府集中采购/采购项目数量']").inner_text()
    assert f"全年实施政府集中采购项目{bought}个" in officer.text()
    assert officer.page.get_by_role("button", name="签发").count() == 0
    report = officer.page.url

    signer = at_work("审核人", phone=True)
    signer.page.goto(report)
    signer.page.fill("#sign-reviewed_by", "鲍密")
    signer.page.check("#sign-reviewed")
    signer.press("签发")
    assert "已签发" in signer.text()
    officer.page.goto(report)
    officer.press("公开")
    assert "已公开，网页马上更新" in officer.text()

    with visitor(browser, PHONE) as citizen:
        wait_for_link(citizen, own_demo.url("/zfxxgk/kongtong-zhen/nianbao/"), "2019年").click()
        assert f"全年实施政府集中采购项目{bought}个" in citizen.inner_text("main")
        for ending in ("docx", "pdf", "xlsx", "json"):
            link = citizen.locator(f"main a[href$='.{ending}']")
            with citizen.expect_download() as download:
                link.click()
            content = Path(download.value.path()).read_bytes()
            assert content.startswith({"pdf": b"%PDF-", "json": b"{"}.get(ending, b"PK\3\4"))


def test_a_double_click_imports_once(at_work: Sit, tmp_path: Path) -> None:
    sheet = tmp_path / "收费.xlsx"
    rows = [["占道费", f"2026-01-{day:02d}", 10] for day in range(1, 29)]
    sheet.write_bytes(workbook(["收费项目", "收取日期", "金额（元）", "备注"], *rows))
    clerk = at_work("信息员")
    clerk.open("/admin/register_charge/")
    clerk.follow("从 Excel 导入")
    clerk.page.set_input_files("[name=sheet]", sheet)
    clerk.press("读取并预览")
    clerk.page.get_by_role("button", name="导入这28行").dblclick()
    clerk.page.get_by_text(re.compile("已导入28行|已经办理过")).first.wait_for()
    for _ in range(SECONDS):
        clerk.open("/admin/register_charge/")
        if imported := clerk.page.locator("main tr", has_text="占道费").count():
            break
        clerk.page.wait_for_timeout(1000)
    assert imported == 28


ROOMS = {
    "信息员": ["snippets/disclosure/item/", "disclosure_catalogue/", "register_matter/", "organs_organ/", "account/"],
    "公开办": ["applications_application/", "applications_application/new/", "applications_remedy/new/",
              "disclosure_catalogue/new/", "reports-of-the-year/new/", "organs_organ/edit/2/"],
    "审核人": ["disclosure/reviews/", "applications_application/", "reports-of-the-year/"],
}  # fmt: skip
MANAGED = ["people/", "people/appoint/", "organs_organ/", "organs_organ/new/", "site-facts/", "calendar/"]


def test_no_room_has_english_on_its_walls(at_work: Sit) -> None:
    for role, rooms in ROOMS.items():
        worker = at_work(role)
        for room in rooms:
            worker.open(f"/admin/{room}")
            for button in worker.page.locator("header button:visible, .w-header button:visible").all()[:4]:
                button.click(force=True)
            worker.read()
    manager = at_work("管理员", "崆峒区")
    for room in MANAGED:
        manager.open(f"/admin/{room}")
