"""Content brought in, in a real browser: a Word notice with a picture to the public page, a sheet to its drafts."""

import re
from pathlib import Path
from typing import Any

import pytest

from gongkai.disclosure.tests.oldsheets import row, sheet
from gongkai.documents.tests.samples import PNG, notice_docx, zipped
from tests.browsing import PHONE, visitor
from tests.offices import Sit, at_work
from tests.reviewing import fill_sheet
from tests.serving import Served, demo_for_the_file
from tests.test_journeys import PASTE, wait_for_link

pytestmark = [pytest.mark.browser, pytest.mark.process]
__all__ = ["at_work"]
own_demo = demo_for_the_file

PASTED = (
    '<div><h1 style="color:red">补充说明</h1><div>一、<span class="x"><span>另行</span>通知</span></div>'
    '<img src="data:image/png;base64,AAAA" onerror="document.title=1"><img src="https://example.com/a.png"></div>'
)


def test_a_word_notice_goes_with_its_picture_to_the_public_page(
    at_work: Sit, own_demo: Served, browser: Any, tmp_path: Path
) -> None:
    document = tmp_path / "通知.docx"
    document.write_bytes(notice_docx())
    clerk = at_work("信息员")
    clerk.open("/admin/")
    clerk.follow("信息")
    clerk.follow("从 Word 导入")
    page = clerk.page
    page.select_option("[name=node]", label="重大建设项目的批准和实施情况")
    page.set_input_files("[name=document]", document)
    clerk.press("导入")
    assert "已从 Word 导入为草稿" in clerk.text() and "请核对" in clerk.text()

    page.get_by_role("link", name="修改").click()
    editor = page.locator(".office-editor-page")
    picture = editor.get_by_role("img", name="图片1")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    editor.locator("h2").first.click()
    editor.evaluate(PASTE, PASTED)
    assert "有2张粘贴来的图片没有放进正文" in page.locator(".office-editor-notice").inner_text()
    page.once("dialog", lambda dialog: dialog.accept("饮水工程位置图"))
    page.get_by_role("button", name="图片说明").click()
    kept = page.locator("textarea[name=body]").input_value()
    assert re.search(r'<img src="[0-9a-f]{12}\.png" alt="饮水工程位置图">', kept)
    assert not re.search(r"data:|example\.com|style=|class=|<span|<div|<h1", kept)
    page.get_by_role("button", name="更多操作").click()
    clerk.press("保存并送审")
    assert "已保存并送审" in clerk.text()

    reviewer = at_work("审核人", phone=True)
    reviewer.follow("待审核")
    reviewer.follow("关于加强农村饮水安全管理的通知")
    shown = reviewer.page.frame_locator("iframe[title=将要公开的样子]").get_by_role(
        "img", name="饮水工程位置图"
    )
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    fill_sheet(reviewer.page)
    reviewer.press("提交保密审查意见")
    with visitor(browser, PHONE) as citizen:
        wait_for_link(
            citizen, own_demo.url("/zfxxgk/kongtong-zhen/"), "关于加强农村饮水安全管理的通知"
        ).click()
        public = citizen.locator("article .body").get_by_role("img", name="饮水工程位置图")
        assert public.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
        assert citizen.get_by_role("link", name="图片1").count() == 0
        assert "补充说明" in citizen.locator("article .body").inner_text()


def test_a_sheet_of_old_records_becomes_drafts_while_the_clerk_looks_on(at_work: Sit, tmp_path: Path) -> None:
    rows = [row(f"旧信息第{n}件", attachments="图.png" if n == 1 else None) for n in range(60)]
    (tmp_path / "旧信息.xlsx").write_bytes(sheet(*rows, row(None)))
    (tmp_path / "附件.zip").write_bytes(zipped({"图.png": PNG}))
    clerk = at_work("信息员")
    clerk.open("/admin/")
    clerk.follow("信息")
    clerk.follow("旧信息导入")
    clerk.follow("导入一张表")
    page = clerk.page
    page.set_input_files("[name=sheet]", tmp_path / "旧信息.xlsx")
    page.set_input_files("[name=attachments]", tmp_path / "附件.zip")
    clerk.press("读取并预览")
    assert "A62（标题）" in clerk.text()
    clerk.press("导入60行")
    page.get_by_text("已导入60行").wait_for(timeout=60_000)  # the page looks again by itself
    clerk.read()
    clerk.follow("旧信息第1件")
    assert "原网站2019年3月8日已经发布" in clerk.text()
