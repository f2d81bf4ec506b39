"""An application at the desk, in a real browser: from the register to the archive, and into table 3 of the report."""

from datetime import timedelta
from typing import Any

import pytest

from gongkai.office.clock import now
from tests.browsing import PHONE
from tests.offices import Sit, Worker, at_work

pytestmark = [pytest.mark.browser, pytest.mark.process]
__all__ = ["at_work"]

NUMBER, NAME = "崆镇依申〔旅程〕1号", "旅程某人"


def fill(clerk: Worker, **facts: str) -> None:
    """Fill in the fields of the form by their names."""
    for name, value in facts.items():
        field = clerk.page.locator(f"form.case-form [name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def open_deed(clerk: Worker, deed: str) -> None:
    """Follow the button of one act on the page of the case."""
    with clerk.page.expect_navigation():
        clerk.page.get_by_role("link", name=deed, exact=True).click()
    clerk.read()


def enter(clerk: Worker, deed: str, **facts: str) -> None:
    """One act from the page of the case: open it, fill it in, see that the date is explained, enter it."""
    open_deed(clerk, deed)
    fill(clerk, **facts)
    clerk.press("登记")
    assert f"已登记“{deed}”" in clerk.text()


def table3(clerk: Worker, report: str, row: str) -> int:
    clerk.page.goto(report)
    return int(clerk.page.locator(f"[data-place='表3/{row}/总计']").inner_text())


def test_a_case_goes_from_the_register_to_the_archive_and_into_table_3(at_work: Sit) -> None:
    today = now().date()
    clerk = at_work("公开办")
    clerk.open("/admin/reports-of-the-year/new/")
    clerk.page.fill("[name=year]", str(today.year))
    with clerk.page.expect_navigation():
        clerk.page.locator("main button[type=submit]").first.click()
    report = clerk.page.url.removesuffix("edit/")
    before = {row: table3(clerk, report, row) for row in ("new", "granted", "carried_out")}

    clerk.open("/admin/")
    clerk.follow("依申请公开")
    clerk.follow("登记申请")
    fill(clerk, number=NUMBER, channel="当面提交", name=NAME, request="某年某村的补贴发放表")
    clerk.press("登记")
    case, due = clerk.page.url, clerk.page.locator(".case-day").inner_text()
    assert NUMBER in clerk.text() and NAME not in clerk.text()

    enter(clerk, "告知补正", until=(today + timedelta(days=15)).isoformat(), note="请写明年份。")
    enter(clerk, "收到补正")
    enter(clerk, "征求第三方意见", served=today.isoformat())
    enter(clerk, "登记对方答复")
    assert clerk.page.locator(".case-day").inner_text() == due
    open_deed(clerk, "延期")
    fill(clerk, days="10", approver="赵立鑫", note="需要查阅旧档案。")
    clerk.press("试算期限")
    assert "试算：登记以后期限" in clerk.text()
    clerk.press("登记")
    clerk.page.get_by_text("逐日计算").click()
    assert clerk.page.locator(".case-weeks .case-counted").first.is_visible()
    small = at_work("公开办", phone=True)
    for page in (f"{case}answer/", f"{case}amend/"):
        small.page.goto(page)
        small.read()
    enter(clerk, "答复", outcome="予以公开", posted=today.isoformat())
    enter(clerk, "归档")
    assert clerk.page.get_by_role("heading", name="现在可以办").count() == 0

    after = {row: table3(clerk, report, row) for row in before}
    assert after == before | {"new": before["new"] + 1, "granted": before["granted"] + 1}

    reader = at_work("审核人", phone=True)
    reader.page.goto(case)
    reader.read()
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    _reads_by_keyboard(reader.page)
    assert NAME in reader.text()


def _reads_by_keyboard(page: Any) -> None:
    """Who asked is opened without a mouse."""
    page.get_by_role("button", name="查看申请人和内容").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
