"""A letter on paper, in a real browser: photographed at the counter, judged in the office, reminded of, found by nobody else."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from gongkai.documents.tests.samples import PNG
from gongkai.office.clock import now
from tests.browsing import PHONE
from tests.offices import Sit, Worker, at_work
from tests.serving import demo_for_the_file

pytestmark = [pytest.mark.browser, pytest.mark.process]
__all__ = ["at_work"]
own_demo = demo_for_the_file

NUMBER, TRACKING = "崆镇依申〔旅程〕2号", "1234567890123"


def fill(clerk: Worker, **facts: str) -> None:
    """Fill in the fields of the form by their names."""
    for name, value in facts.items():
        field = clerk.page.locator(f"form.case-form [name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def look(clerk: Worker) -> None:
    """What axe finds on the page, and whether it must be dragged sideways."""
    violations = Axe().run(clerk.page, context=".office-page").response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:160]) for one in violations] == []
    assert clerk.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_letter_comes_to_the_counter_and_becomes_an_application(at_work: Sit, tmp_path: Path) -> None:
    photo = tmp_path / "信封.png"
    photo.write_bytes(PNG)
    counter = at_work("信息员", phone=True)
    counter.open("/admin/applications_arrival/")
    counter.follow("登记来件")
    look(counter)
    fill(counter, channel="平常信函", tracking=TRACKING, addressed_to="党政办", pages="2")
    counter.page.set_input_files("[name=photo]", photo)
    counter.press("登记")
    assert "来件已登记" in counter.text() and TRACKING in counter.text()
    assert counter.page.get_by_role("link", name="登记为申请").count() == 0
    look(counter)

    office = at_work("公开办")
    office.open("/admin/")
    office.follow("件来件还没有登记")
    look(office)
    office.follow("平常信函")
    look(office)
    with office.page.expect_popup() as envelope:
        office.page.get_by_role("button", name="查看信封照片").click()
    assert envelope.value.locator("img").count() == 1
    mail = office.page.url
    office.follow("登记为申请")
    fill(office, number=NUMBER, name="旅程某人", request="某年某村的补贴发放表")
    office.press("登记")
    assert "待与申请人确认" in office.text()
    look(office)
    office.follow("确认收到")
    office.press("登记")
    assert f"从{now():%Y年}{now().month}月{now().day}日的次日起算20个工作日" in office.text()
    office.follow("来件登记：平常信函")
    assert f"登记编号：{NUMBER}" in office.text()

    other = at_work("公开办", "柳湖镇")
    answer = other.page.request.get(mail)
    assert answer.status == 404 and TRACKING not in answer.text()


def test_the_bench_the_workload_and_the_reminders_fit_a_phone(at_work: Sit) -> None:
    office = at_work("公开办", phone=True)
    office.open("/admin/applications_application/?show=all")
    look(office)
    office.page.select_option("#order", label="收到先后")
    office.press("查找")
    assert office.page.locator(".case-bench tbody tr").count() > 5
    office.open("/admin/applications_application/")
    office.follow("工作量")
    look(office)
    counted = office.page.locator("td[data-label=在办] a").first
    count = counted.inner_text()
    with office.page.expect_navigation():
        counted.click()
    assert f"符合条件的{count}件" in office.text()
    office.open("/admin/applications_application/")
    office.follow("提醒")
    look(office)
    with office.page.expect_navigation():
        office.page.locator("button[name=open]").click()
    office.read()
    assert office.page.locator("#address").input_value().endswith(".ics")
    look(office)
    assert office.page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
