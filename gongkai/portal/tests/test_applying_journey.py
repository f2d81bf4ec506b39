"""Applying in a real browser: on a phone with a bad connection, and without scripts; every new page is read by axe."""

import json
import os
import re
import sqlite3
import struct
import zlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.signing import Signer

from gongkai.office.clock import now
from tests.browsing import PHONE, visitor
from tests.offices import LATIN, READ, SAME
from tests.serving import Served

pytestmark = [pytest.mark.browser, pytest.mark.process]

APPLYING = "/zfxxgk/fuwu/shenqing/"
TOWN = f"{APPLYING}kongtong-zhen/"
OURS = re.compile(r"JPG|PNG|[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}")  # formats of pictures, and the query code
WANTED = "某年某村的补贴发放小纸条"
NAME, PHONE_NUMBER, IDENTITY = "旅程某人", "0900-8123456", "110101190001010000"


class Citizen:
    """A person at the public side; every page that is looked at is read by axe, for English and for its width."""

    def __init__(self, page: Any, site: Served) -> None:
        self.page, self.site = page, site
        self.found: list[Any] = []

    def open(self, path: str) -> None:
        self.page.goto(self.site.url(path))

    def press(self, name: str) -> None:
        """Press what is called so, and be on the next page."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).or_(
                self.page.get_by_role("link", name=name)
            ).first.click()

    def look(self, *, scripts: bool = True) -> str:
        """Read the page; its text."""
        width = self.page.viewport_size["width"]
        if scripts:
            for violation in Axe().run(self.page).response["violations"]:
                self.found.append((self.page.url, violation["id"], violation["nodes"][0]["html"][:160]))
            said = self.page.evaluate(READ)
            self.found += [one for one in said if LATIN.search(OURS.sub("", SAME.sub("", one)))]
        if self.page.evaluate("document.documentElement.scrollWidth") > width:
            self.found.append((self.page.url, "要左右拖才能看全"))
        return self.page.locator("main").inner_text()

    def describe(self, wanted: str = WANTED) -> None:
        self.open(TOWN)
        self.page.fill("[name=request]", wanted)
        self.press("下一步")

    def come_to_the_form(self) -> None:
        """Describe what is wanted and go on, whatever is published."""
        self.describe()
        if self.page.get_by_role("button", name="都不是，继续申请").count():
            self.press("都不是，继续申请")

    def fill(self, **more: str) -> None:
        facts = {"name": NAME, "phone": PHONE_NUMBER, "id_number": IDENTITY} | more
        for name, value in facts.items():
            self.page.fill(f"form.apply [name={name}]", value)

    def draft(self) -> str:
        return self.page.evaluate("localStorage.getItem('gongkai-shenqing-kongtong-zhen') || ''")


def cases(site: Served) -> int:
    """How many applications stand in the register."""
    with sqlite3.connect(site.data / "gongkai.sqlite3") as file:
        return file.execute("SELECT count(*) FROM applications_application").fetchone()[0]


def stored(site: Served, what: str) -> list[Any]:
    with sqlite3.connect(site.data / "gongkai.sqlite3") as file:
        return file.execute(what).fetchall()


def photograph() -> bytes:
    """A picture that no compression makes small: 5.9 MB."""
    width, height = 1500, 1300
    rows = b"".join(b"\0" + os.urandom(3 * width) for _ in range(height))
    made = b"\x89PNG\r\n\x1a\n"
    for kind, content in (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 1)),
        (b"IEND", b""),
    ):
        made += (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )
    return made


def test_on_a_phone_whose_connection_fails_one_application_arrives_and_is_seen_through(
    own_demo: Served, browser: Any, tmp_path: Path
) -> None:
    before = cases(own_demo)
    with visitor(browser, PHONE | {"accept_downloads": True}) as page:
        citizen = Citizen(page, own_demo)
        citizen.open("/zfxxgk/kongtong-zhen/yishenqing/")
        citizen.press("在网上申请")
        citizen.look()
        citizen.come_to_the_form()
        citizen.look()
        citizen.fill()
        page.get_by_text("存为草稿").wait_for()
        assert NAME in citizen.draft() and IDENTITY not in citizen.draft()

        page.reload()  # the browser asks the form anew; what was typed is there again
        citizen.come_to_the_form()
        assert page.input_value("[name=name]") == NAME and page.input_value("[name=id_number]") == ""
        citizen.fill()
        photo = {"name": "照片.png", "mimeType": "image/png", "buffer": photograph()}
        page.set_input_files("[name=proofs]", photo)
        page.get_by_text("照片太大，已经自动缩小").wait_for()

        page.context.set_offline(True)
        page.get_by_role("button", name="提交申请").dblclick()
        page.get_by_text("连接断了，还没有提交成功").wait_for()
        citizen.look()
        assert cases(own_demo) == before

        lost = []

        def answer_is_lost(route: Any) -> None:
            """The application arrives, and the line breaks before the answer comes back."""
            if route.request.method == "POST" and not lost:
                lost.append(route.fetch().status)
                route.abort()
            else:
                route.fallback()

        page.route("**/fuwu/shenqing/kongtong-zhen/", answer_is_lost)
        page.context.set_offline(False)
        page.wait_for_url("**/huizhi/**", timeout=60_000)
        assert (lost, cases(own_demo)) == ([200], before + 1)
        assert stored(own_demo, "SELECT what, media FROM applications_proof") == [("身份证明", "image/jpeg")]
        said = citizen.look()
        assert "没有重复登记" in said and "校验位" in said and citizen.draft() == ""
        number, code = page.locator(".large").all_inner_texts()
        assert not [one for one in (NAME, PHONE_NUMBER, IDENTITY, WANTED) if one in said]

        with page.expect_download() as download:
            page.get_by_role("link", name="下载回执").click()
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")

        citizen.press("修改申请")
        assert page.input_value("[name=name]") == NAME, "在刚才的窗口里不用重填"
        citizen.look()
        page.fill("[name=request]", f"{WANTED}，要2020年的")
        citizen.press("改好了，提交")
        assert "已经改好" in citizen.look()

        citizen.open(f"{APPLYING}chaxun/")
        for typed in ("AAAAAAAAA", code.lower().replace("-", "")):
            page.fill("[name=number]", number)
            page.fill("[name=code]", typed)
            citizen.press("查询")
            said = citizen.look()
        assert number in said and "机关正在办理" in said
        citizen.press("撤回申请")
        citizen.look()
        page.get_by_label("我要撤回这件申请").check()
        citizen.press("撤回申请")
        assert "您已经撤回这件申请" in citizen.look()
        assert citizen.found == []
    assert stored(own_demo, "SELECT outcome FROM applications_application ORDER BY id DESC LIMIT 1") == [
        ("other3",)
    ]


def test_what_is_published_spares_the_application_and_a_draft_can_be_deleted(
    own_demo: Served, browser: Any
) -> None:
    with visitor(browser, PHONE) as page:
        citizen = Citizen(page, own_demo)
        for _ in range(120):  # the worker builds the first index on its first round
            citizen.describe("我想申请公开农村生活垃圾管理办法，谢谢")
            if page.get_by_text("就是我要的").count():
                break
            page.wait_for_timeout(500)
        citizen.look()
        assert "农村生活垃圾" in page.locator("ol.found li").first.inner_text()
        citizen.press("就是我要的，不用申请了")
        assert re.search(r"/kongtong-zhen/20\d\d/\d+\.html$", page.url)
        assert stored(own_demo, "SELECT sum(times) FROM applications_spared") == [(1,)]

        citizen.come_to_the_form()
        citizen.fill()
        page.get_by_role("button", name="删除草稿").click()
        assert citizen.draft() == "" and not page.get_by_text("存为草稿").is_visible()

        page.fill("[name=name]", "")
        with page.expect_navigation():
            page.get_by_role("button", name="提交申请").click()
        said = citizen.look()
        assert "请填写姓名或者名称" in said and page.evaluate("document.activeElement.id") == "faults"
        page.get_by_role("link", name="姓名或者名称").click()
        assert page.evaluate("document.activeElement.id") == "id_name"
        assert page.input_value("[name=phone]") == PHONE_NUMBER
        for path in (APPLYING, f"{APPLYING}beiyuan-cun/", f"{APPLYING}jian/1-1.x/", f"{APPLYING}chaxun/"):
            citizen.open(path)
            citizen.look()
        assert citizen.found == []


def test_on_a_device_of_several_the_next_person_sends_an_application_of_their_own(
    own_demo: Served, browser: Any
) -> None:
    before = cases(own_demo)
    with visitor(browser, PHONE) as page:
        citizen = Citizen(page, own_demo)
        citizen.come_to_the_form()
        citizen.fill()

        def answer_is_lost(route: Any) -> None:
            if route.request.method == "POST":
                route.fetch()
                route.abort()
            else:
                route.fallback()

        page.route("**/fuwu/shenqing/kongtong-zhen/", answer_is_lost)
        page.get_by_role("button", name="提交申请").click()
        page.get_by_text("连接断了，还没有提交成功").wait_for()
        page.unroute("**/fuwu/shenqing/kongtong-zhen/")
        left = json.loads(citizen.draft())["ticket"]

        citizen.come_to_the_form()  # another person, before the first one's draft
        assert page.input_value("[name=ticket]") == left
        page.get_by_role("button", name="删除草稿").click()
        assert page.input_value("[name=ticket]") != left
        citizen.fill(name="旅程别人")
        citizen.press("提交申请")
        assert "没有重复登记" not in citizen.look()
        assert cases(own_demo) == before + 2

        citizen.press("修改申请")
        assert page.input_value("[name=name]") == "旅程别人"
        kept = "JSON.parse(sessionStorage.getItem('gongkai-tijiao'))"
        page.evaluate(f"sessionStorage.setItem('gongkai-tijiao', JSON.stringify({{...{kept}, of: '别的'}}))")
        page.goto(page.url)
        assert page.input_value("[name=name]") == "", "别的申请的内容不填进来"
        assert page.evaluate("sessionStorage.getItem('gongkai-tijiao')") is None
        assert citizen.found == []


def test_without_scripts_everything_works_and_haste_is_told(own_demo: Served, browser: Any) -> None:
    before = cases(own_demo)
    with visitor(browser, PHONE | {"java_script_enabled": False}) as page:
        citizen = Citizen(page, own_demo)
        citizen.come_to_the_form()
        assert "没有开脚本" in page.locator("noscript").first.inner_text()
        citizen.fill()
        citizen.press("提交申请")
        assert "提交得太快了" in page.locator("main").inner_text()
        assert page.input_value("[name=name]") == NAME

        page.route("**/fuwu/shenqing/kongtong-zhen/", lambda route: _opened_long_ago(route, own_demo))
        citizen.press("提交申请")
        assert "登记回执" in page.locator("main").inner_text()
        assert not page.get_by_role("button", name="打印回执").is_visible()
        citizen.press("看办理进度")
        assert "机关正在办理" in page.locator("main").inner_text()
    assert cases(own_demo) == before + 1


def _opened_long_ago(route: Any, site: Served) -> None:
    """The form as if it had been open for a minute: nobody has to wait for it here."""
    body = route.request.post_data_buffer
    found = body and re.search(rb"(\d+-[0-9a-f]{32})-(\d+)\.[\w-]+", body)
    if not found:
        route.fallback()
        return
    signer = Signer(key=(site.data / "keys" / "secret").read_text(), sep=".", salt="gongkai 申请表")
    moment = int((now() - timedelta(minutes=1)).timestamp())
    older = signer.sign(f"{found[1].decode()}-{moment}").encode()
    assert len(older) == len(found[0])
    route.continue_(post_data=body.replace(found[0], older))
