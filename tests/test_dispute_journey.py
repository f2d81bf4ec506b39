"""Around a case, in a real browser: split, a section asked, disputed, ordered to be answered anew; and given on."""

from datetime import timedelta
from typing import Any

import pytest

from gongkai.office.clock import now
from tests.browsing import PHONE
from tests.offices import Sit, Worker, at_work
from tests.test_case_journey import enter, fill, open_deed

pytestmark = [pytest.mark.browser, pytest.mark.process]
__all__ = ["at_work"]

NUMBER, WHOLE = "崆镇依申〔旅程〕81号", "某村道路工程合同和竣工验收单；另外举报村干部多占宅基地"
PART, REST = "某村道路工程合同和竣工验收单", "举报村干部多占宅基地"


def register(clerk: Worker, number: str, wanted: str, name: str) -> str:
    """Enter an application; gives back the address of its page."""
    clerk.open("/admin/applications_application/new/")
    fill(clerk, number=number, channel="当面提交", name=name, request=wanted)
    clerk.press("登记")
    return str(clerk.page.url)


def narrow(clerk: Worker) -> None:
    """The page fits a phone."""
    assert clerk.page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]


def test_a_case_is_split_answered_disputed_and_opened_again(at_work: Sit) -> None:
    today = now().date()
    clerk = at_work("公开办")
    register(clerk, "崆镇依申〔旅程〕80号", "某村道路工程合同及竣工验收单据", "旅程别人")
    case = register(clerk, NUMBER, WHOLE, "旅程某人")
    assert "别的申请人也要内容相近的信息" in clerk.text() and "内容里有“举报”" in clerk.text()
    assert WHOLE not in clerk.text()

    open_deed(clerk, "分拆")
    assert clerk.page.input_value("[name=part1]") == WHOLE
    fill(clerk, part1=PART, part2=REST)
    clerk.press("登记")
    assert "从这件申请分出的有" in clerk.text() and "内容里有“举报”" not in clerk.text()

    enter(clerk, "请科室协查", section="建设办公室", until=today.isoformat(), note="查找合同。")
    assert "等建设办公室回复协查" in clerk.text()
    enter(clerk, "登记科室回复")
    assert "等建设办公室回复协查" not in clerk.text()
    ground, why = "《政府信息公开条例》第十五条", "合同涉及他人的商业秘密，不宜公开。"
    enter(
        clerk,
        "答复",
        outcome="不予公开：保护第三方合法权益",
        posted=today.isoformat(),
        ground=ground,
        reason=why,
    )
    assert "不能直接起诉，应当先申请行政复议（复议前置）。" in clerk.text()
    _dispute(clerk, today.isoformat(), (today + timedelta(days=15)).isoformat())
    assert clerk.page.url == case and "责令重新答复，决定书或者判决书写明的期限至" in clerk.text()
    assert clerk.page.get_by_role("link", name="延期", exact=True).count() == 0
    enter(clerk, "答复", outcome="予以公开", posted=today.isoformat())

    _goes_to_another_organ(clerk)
    small = at_work("审核人", phone=True)
    small.page.goto(case)
    small.read()
    narrow(small)
    assert "复〔旅程〕1号" in small.text() and "登记复议、诉讼" not in small.text()


def _dispute(clerk: Worker, today: str, until: str) -> None:
    """File a review of the case on the screen, and enter its decision."""
    clerk.follow("登记复议、诉讼")
    assert clerk.page.input_value("[name=case_number]") == NUMBER
    page: Any = clerk.page
    page.fill("[name=number]", "复〔旅程〕1号")
    page.select_option("[name=route]", label="行政复议")
    page.fill("[name=filed_on]", today)
    _save(clerk)
    clerk.follow("复〔旅程〕1号")
    page.select_option("[name=result]", label="结果纠正")
    for name, day in (("decided_on", today), ("served_on", today), ("answer_by", until)):
        page.fill(f"[name={name}]", day)
    page.check("[name=anew]")
    _save(clerk)


def _save(clerk: Worker) -> None:
    clerk.page.keyboard.press("Escape")
    with clerk.page.expect_navigation():
        clerk.page.locator("#w-editor-form button[type=submit], footer button[type=submit]").first.click()
    clerk.read()


def _goes_to_another_organ(clerk: Worker) -> None:
    """A case that came to the wrong organ is given on, and seen no more."""
    case = register(clerk, "崆镇依申〔旅程〕82号", "别处的道路工程合同", "旅程某人")
    open_deed(clerk, "更正受理机关")
    options = clerk.page.locator("[name=organ] option").all_inner_texts()
    other = next(one for one in options if one not in ("请选择", "崆峒镇"))
    fill(clerk, organ=other, note="道路不归本镇负责。")
    clerk.press("登记")
    assert clerk.page.url.endswith("/admin/applications_application/")
    assert clerk.page.context.request.get(case).status == 404
