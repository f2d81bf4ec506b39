"""Four people pass a document whose attachment hides an identity number; what is taken down leaves no trace."""

import io
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import pytest
from openpyxl import Workbook, load_workbook

from tests.browsing import PHONE
from tests.offices import Sit, Worker, at_work
from tests.reviewing import fill_sheet
from tests.serving import Served

pytestmark = [pytest.mark.browser, pytest.mark.process]
__all__ = ["at_work"]

ORGAN, TITLE = "崆峒区", "崆峒区村级饮水管网入户补助方案"
SECONDS = 20  # for the worker to write the pages


def resident_id(first: str = "62080219850307214") -> str:
    """An identity number with its check digit; nobody's."""
    weights = [2**power % 11 for power in range(17, 0, -1)]
    return (
        first
        + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(first, weights, strict=True)) % 11]
    )


def names_with_a_hidden_sheet() -> bytes:
    """What the clerk believes is a list of amounts by village."""
    book = Workbook()
    book.active.title = "公示表"
    book.active.append(["村名", "户数", "金额（元）"])
    book.active.append(["甲村", 12, 240000])
    hidden = book.create_sheet("底稿")
    hidden.append(["姓名", "身份证号"])
    hidden.append(["某甲", resident_id()])
    hidden.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def drafted(clerk: Worker, folder: Path) -> None:
    """The form of a new document with the workbook, handed in."""
    (folder / "补助名单.xlsx").write_bytes(names_with_a_hidden_sheet())
    clerk.open("/admin/")
    clerk.follow("信息")
    clerk.follow("添加")
    page = clerk.page
    page.fill("[name=title]", TITLE)
    page.select_option("[name=node]", label="重大建设项目的批准和实施情况")
    page.select_option("[name=genre]", label="方案")
    page.locator(".office-editor-page").fill("各乡镇按附件所列户数办理。")
    page.get_by_role("button", name="增加").click()
    page.set_input_files("[name=attachments-0-upload]", folder / "补助名单.xlsx")
    page.fill("[name=formed_on]", "2026-11-20")
    page.click("[name=document_number]")
    page.get_by_role("button", name="更多操作").click()
    clerk.press("保存并送审")
    assert "已保存并送审" in clerk.text()


def at_review(reviewer: Worker) -> None:
    reviewer.open("/admin/disclosure/reviews/")
    reviewer.follow(TITLE)
    width = PHONE["viewport"]["width"]
    assert reviewer.page.evaluate("document.documentElement.scrollWidth") <= width


def fetched(address: str) -> str:
    """What a public address answers; empty when there is nothing."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return str(answer.read().decode(errors="replace"))
    except urllib.error.HTTPError as refused:
        return "" if refused.code in (404, 410) else f"错误 {refused.code}"


def test_four_people_pass_a_document_and_the_hidden_number_never_gets_out(
    at_work: Sit, own_demo: Served, tmp_path: Path
) -> None:
    clerk = at_work("信息员", ORGAN)
    drafted(clerk, tmp_path)
    approver = at_work("审核人", ORGAN, phone=True)
    at_review(approver)
    approver.press("审核通过")

    secrecy = at_work("保密审查员", ORGAN, phone=True)
    at_review(secrecy)
    assert "底稿" in secrecy.text() and "隐藏" in secrecy.text()
    assert resident_id() not in secrecy.page.content()
    fill_sheet(secrecy.page)
    secrecy.press("提交保密审查意见")
    assert "必须处理" in secrecy.text()
    secrecy.press("换用遮盖后的副本")
    assert "已换成遮盖后的副本，并退回信息员核对" in secrecy.text()

    clerk.open(_path(secrecy, own_demo))
    with clerk.page.expect_download() as copy:
        clerk.page.frame_locator("iframe[title=预览]").get_by_role("link", name="补助名单").click()
    masked = load_workbook(io.BytesIO(Path(copy.value.path()).read_bytes()))
    assert masked["公示表"]["C2"].value == 240000
    kept = [str(cell.value) for sheet in masked for row in sheet for cell in row]
    assert resident_id() not in " ".join(kept)
    clerk.press("送审")
    at_review(approver)
    approver.press("审核通过")
    at_review(secrecy)
    fill_sheet(secrecy.page)
    secrecy.press("提交保密审查意见")

    # An edit after the confidentiality review: the issuer has nothing left to sign.
    clerk.page.get_by_role("link", name="修改").click()
    clerk.page.locator(".office-editor-page").fill("各乡镇按附件所列户数办理，年底以前完成。")
    clerk.page.get_by_role("button", name="更多操作").click()
    clerk.press("保存并送审")
    issuer = at_work("签发人", ORGAN, phone=True)
    issuer.open("/admin/disclosure/reviews/")
    assert "没有等您办理的" in issuer.text()
    at_review(approver)
    approver.press("审核通过")
    at_review(secrecy)
    fill_sheet(secrecy.page)
    secrecy.press("提交保密审查意见")
    at_review(issuer)
    issuer.press("签发通过")
    assert "已办理" in issuer.text()

    issuer.follow("保密审查登记表（公开）")
    assert "政府信息公开保密审查登记表" in issuer.text() and "柏澜芝" in issuer.text()
    page = _published(own_demo)
    books = list(page.with_suffix("").glob("*.xlsx"))
    assert len(books) == 1
    shown = [str(cell.value) for sheet in load_workbook(books[0]) for row in sheet for cell in row]
    assert resident_id() not in " ".join(shown)
    _taken_down(issuer, own_demo, page)


def _path(worker: Worker, site: Served) -> str:
    return str(worker.page.url.removeprefix(site.address))


def _published(site: Served) -> Path:
    """The file of the item's page, once the worker has written it."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        for path in (site.data / "site" / "kongtong-qu").glob("20*/*.html"):
            if f"<title>{TITLE}" in path.read_text("utf-8"):
                return path
        time.sleep(0.3)
    pytest.fail(f"{SECONDS}秒内网页上没有出现“{TITLE}”")


def _taken_down(worker: Worker, site: Served, page: Path) -> None:
    """Press 撤下; then no public file and no search says anything of it. How soon is printed, not asserted."""
    assert _still(site, page)
    worker.open("/admin/snippets/disclosure/item/?q=")
    worker.follow(TITLE)
    worker.page.get_by_text("撤下", exact=True).first.click()
    worker.page.select_option("[name=ground]", label="泄露个人信息")
    worker.page.fill("[name=reason]", "名单还要核对。")
    worker.press("撤下")
    pressed = time.monotonic()
    assert "撤下前的内容已经封存" in worker.text()
    while (left := _still(site, page)) and time.monotonic() - pressed < SECONDS:
        time.sleep(0.05)
    assert not left, "\n".join(left)
    print(f"撤下以后 {time.monotonic() - pressed:.2f} 秒，公开的网页、数据、检索里都没有了")


def _still(site: Served, page: Path) -> list[str]:
    """Where something of the document still is: its address, its files, any list, feed or map, the search."""
    folder = site.data / "site"
    own = page.relative_to(folder).with_suffix("")
    left = [f"{own}{end}" for end in (".html", ".json") if fetched(site.url(f"/zfxxgk/{own}{end}"))]
    left += [str(path) for path in page.with_suffix("").glob("*")]
    needles = (TITLE.encode(), f"{own.parent.name}/{own.name}.html".encode())
    for path in folder.glob("kongtong-qu/**/*"):
        if path.suffix in (".html", ".json", ".xml", ".atom", ".txt") and path.is_file():
            text = path.read_bytes()
            if any(needle in text for needle in needles):
                left.append(str(path.relative_to(folder)))
    asked = urlencode({"q": TITLE})
    if TITLE in fetched(site.url(f"/zfxxgk/fuwu/sousuo.json?{asked}")):
        left.append("检索")
    return left
