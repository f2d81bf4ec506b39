"""A real Chromium for the journeys: desktop and phone, Chinese, in Shanghai, and deaf to the outside."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest

QUIET = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = (
    "没有找到 Chromium，浏览器测试不能进行。请安装：apt-get install chromium；"
    "确实不测的，设置 GONGKAI_WITHOUT_BROWSER=1。"
)
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, one for each process of the suite."""
    if os.environ.get("GONGKAI_WITHOUT_BROWSER") == "1":
        pytest.skip("按 GONGKAI_WITHOUT_BROWSER=1 的要求，没有用浏览器测试")
    names = ("chromium", "chromium-browser", "google-chrome")
    executable = next(filter(None, map(shutil.which, names)), None)
    if executable is None:
        pytest.fail(MISSING, pytrace=False)
    from playwright.sync_api import sync_playwright

    # Playwright leaves an event loop running in this thread; Django would then refuse every query of the
    # database tests that follow in the same process, although nothing here is asynchronous to them.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=[*QUIET, *root])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A fresh desktop visitor. The test fails when a page breaks in script or asks anything outside."""
    with visitor(browser, DESKTOP) as opened:
        yield opened


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    """A fresh visitor on a phone, under the same guard as `page`."""
    with visitor(browser, PHONE) as opened:
        yield opened


@contextmanager
def visitor(browser: Any, device: dict[str, Any]) -> Iterator[Any]:
    """One more visitor with cookies of their own, for journeys of several people."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **device)
    context.set_default_timeout(15_000)  # milliseconds
    outside: list[str] = []
    broken: list[str] = []

    def gate(route: Any) -> None:
        if urlsplit(route.request.url).hostname in ("127.0.0.1", "localhost"):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route(lambda url: url.startswith("http"), gate)
    context.on("weberror", lambda error: broken.append(str(error.error)))
    try:
        yield context.new_page()
    finally:
        context.close()
    assert outside == [], "页面请求了外部地址"
    assert broken == [], "页面脚本出错"
