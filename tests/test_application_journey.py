"""One application in a real browser, from the citizen's phone to the archive, into table 3, and back from its cell."""

import re
from datetime import timedelta
from typing import Any

import pytest

from gongkai.office.clock import now
from tests.browsing import PHONE, visitor
from tests.offices import Sit, Worker, at_work
from tests.serving import Served
from tests.test_case_journey import enter, fill, open_deed, table3

pytestmark = [pytest.mark.browser, pytest.mark.process]
__all__ = ["at_work"]

NAME, WANTED, MORE = "旅程申某", "量子纠缠鸟类迁徙观测合同", "观测合同是某年某月签的那一份。"
GROUND, WHY = "《政府信息公开条例》第十五条", "合同附件涉及第三方的商业秘密，第三方不同意公开。"
TOWN = "/zfxxgk/kongtong-zhen"


def apply(phone: Any, site: Served) -> tuple[str, str]:
    """From the organ's page through the form to the receipt; gives back the number and the query code."""
    phone.goto(site.url(f"{TOWN}/yishenqing/"))
    phone.get_by_role("link", name="在网上申请").click()
    phone.locator("form.apply [name=request]").fill(WANTED)
    phone.get_by_role("button", name="下一步").click()
    on = phone.get_by_role("button", name="都不是，继续申请")
    phone.locator("[name=name], button.main").first.wait_for()
    if on.count():
        on.click()
    phone.locator("[name=name]").fill(NAME)
    phone.locator("[name=phone]").fill("0900-8123456")
    phone.locator("[name=address]").fill("某县某镇某村1号")
    _fits(phone)
    phone.get_by_role("button", name="提交申请").click()
    phone.wait_for_url("**/huizhi/**", timeout=60_000)
    _fits(phone)
    number, code = phone.locator(".receipt td.large").all_inner_texts()
    assert "最迟哪天答复" in phone.inner_text("main") and NAME not in phone.url
    return number, code


def status(phone: Any, site: Served, number: str, code: str) -> str:
    """The case as its applicant sees it."""
    phone.goto(site.url("/zfxxgk/fuwu/shenqing/chaxun/"))
    phone.locator("[name=number]").fill(number)
    phone.locator("[name=code]").fill(code.replace("-", "").lower())
    with phone.expect_navigation():
        phone.get_by_role("button", name="查询").click()
    _fits(phone)
    said = str(phone.inner_text("main"))
    assert number in said and NAME not in said and WANTED not in said
    return said


def _fits(phone: Any) -> None:
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]


def partial_letter(clerk: Worker, chief: Worker, case: str) -> None:
    """The letter of a partial disclosure: drafted, passed and signed by another, numbered."""
    clerk.page.goto(case)
    clerk.follow("拟写文书")
    with clerk.page.expect_navigation():
        clerk.page.get_by_role("link", name=re.compile("部分公开")).first.click()
    clerk.read()
    fill(
        clerk,
        given="合同正文",
        kept="合同附件",
        ground=GROUND,
        reason=WHY,
        review_organ="平凉市崆峒区人民政府",
        court="平凉市崆峒区人民法院",
    )
    clerk.press("生成草稿")
    clerk.press("保存并送审")
    assert "还有没填的地方：第三方的意见" in clerk.text()  # a letter that keeps silent on it does not go out
    fill(clerk, third="本机关已经书面征求第三方意见，第三方不同意公开合同附件。")
    clerk.press("保存并送审")
    letter = clerk.page.url
    chief.page.goto(letter)
    chief.read()
    _fits(chief.page)
    for box in chief.page.locator(".letter-tick input").all():
        box.check()
    chief.press("审查通过")
    chief.press("签发")
    clerk.page.goto(letter)
    clerk.press("印发")


def test_an_application_goes_from_a_phone_to_the_archive_and_its_cell_opens_it(
    at_work: Sit, own_demo: Served, browser: Any
) -> None:
    today = now().date()
    clerk, chief = at_work("公开办"), at_work("审核人", phone=True)
    clerk.open("/admin/reports-of-the-year/new/")
    clerk.page.fill("[name=year]", str(today.year))
    with clerk.page.expect_navigation():
        clerk.page.locator("main button[type=submit]").first.click()
    report = clerk.page.url.removesuffix("edit/")
    before = {row: table3(clerk, report, row) for row in ("new", "partial", "carried_out")}

    with visitor(browser, PHONE) as phone:
        number, code = apply(phone, own_demo)
        clerk.open("/admin/")
        clerk.follow("件申请还没有经办人")
        clerk.follow(number)
        case = clerk.page.url
        assert NAME not in clerk.text() and WANTED not in clerk.text()
        clerk.press("我来办")
        enter(clerk, "告知补正", until=(today + timedelta(days=15)).isoformat(), note="请写明是哪年的合同。")

        assert "请写明是哪年的合同。" in status(phone, own_demo, number, code)
        phone.get_by_role("link", name="现在补正").click()
        phone.locator("[name=text]").fill(MORE)
        with phone.expect_navigation():
            phone.get_by_role("button", name="提交补正").click()
        assert "补正已经收到，答复期限从今天起重新计算。" in phone.inner_text("main")

        clerk.page.goto(case)
        enter(clerk, "征求第三方意见", served=today.isoformat())
        enter(clerk, "登记对方答复")
        open_deed(clerk, "延期")
        fill(clerk, days="10", approver="赵立鑫", note="需要与第三方核对。")
        clerk.press("登记")
        partial_letter(clerk, chief, case)
        assert clerk.page.input_value("form.case-form [name=outcome]") == "partial"
        fill(clerk, posted=today.isoformat())
        clerk.press("登记")
        assert "已登记“答复”" in clerk.text()
        enter(clerk, "归档")
        assert "机关已经答复" in status(phone, own_demo, number, code)

    after = {row: table3(clerk, report, row) for row in before}
    assert after == before | {"new": before["new"] + 1, "partial": before["partial"] + 1}
    with clerk.page.expect_navigation():
        clerk.page.locator("[data-place='表3/partial/自然人'] a").click()
    clerk.follow(number)
    assert clerk.page.url == case
