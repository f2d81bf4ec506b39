"""How long a page takes to load on a poor phone line, in a real Chromium, beside an empty page on the same line."""

import os
import shutil
import statistics
from pathlib import Path
from typing import Any

from demo import NotMeasured, running, serve

ROUNDS = 7
# A slow 3G-like line of a village and a processor a quarter as fast as this one.
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOWER = 4
EMPTY = "assets/icon.svg"


def measure(data: Path, port: int, folder: Path) -> dict[str, Any]:
    """Milliseconds until the load event, medians: of each kind of page, and of one small picture alone."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise NotMeasured("没有找到 Chromium。")
    from playwright.sync_api import sync_playwright

    item = _largest_item(data / "site")
    kinds = {"空白": EMPTY, "首页": "", "信息": item, "栏目": "kongtong-zhen/quanbu/"}
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    found: dict[str, list[float]] = {name: [] for name in kinds}
    with running(serve(data, port), folder / "serve.log", port), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=root)
        for _ in range(ROUNDS):
            for name, path in kinds.items():
                found[name].append(_load(browser, f"http://127.0.0.1:{port}/zfxxgk/{path}"))
        browser.close()
    return {name: statistics.median(times) for name, times in found.items()}


def _largest_item(site: Path) -> str:
    pages = [page for page in site.glob("kongtong-zhen/20??/*.html") if page.stem.isdigit()]
    return max(pages, key=lambda page: page.stat().st_size).relative_to(site).as_posix()


def _load(browser: Any, address: str) -> float:
    """One visit with nothing kept from before."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load")
    taken = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventStart")
    context.close()
    return float(taken)
