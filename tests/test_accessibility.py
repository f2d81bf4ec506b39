"""Everyone can read the public side: no finding of axe on any page type, keyboard alone, scripts off, print, paper.

The pages are those of the demonstration district, served by a real `gongkai serve`.
"""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browsing import visitor
from tests.serving import Served

pytestmark = [pytest.mark.browser, pytest.mark.process]

# The narrowest and a wide screen in normal and 长辈 mode; the other colours where there is least room, with the largest type.
LOOKS: dict[str, tuple[int, ...]] = {
    "": (320, 1280),
    "mode-elder": (320, 1280),
    "size-huge.contrast-dark": (320,),
    "contrast-light": (1280,),
}
HEIGHT = 844
TOWN = "/zfxxgk/kongtong-zhen"
STEPS = 150  # presses of Tab before one gives up


def _items(site: Served) -> list[tuple[str, dict[str, Any]]]:
    """Every public item: its page's address and its twin."""
    root = site.data / "site"
    twins = sorted(root.glob("kongtong-zhen/20??/*.json"))
    return [
        (f"/zfxxgk/{twin.relative_to(root).with_suffix('.html').as_posix()}", json.loads(twin.read_bytes()))
        for twin in twins
        if twin.stem.isdigit()
    ]


def _first(site: Served, fits: Any) -> str:
    return next(address for address, twin in _items(site) if fits(twin))


def page_types(site: Served) -> dict[str, str]:
    """One page of every type there is, by what it is called."""
    root = site.data / "site"
    archive = next(root.glob("kongtong-zhen/quanbu/[0-9]*.html"))
    return {
        "首页": "/zfxxgk/",
        "机关首页": f"{TOWN}/",
        "村": "/zfxxgk/beiyuan-cun/",
        "指南": f"{TOWN}/zhinan/",
        "制度": f"{TOWN}/zhidu/",
        "法定主动公开内容": f"{TOWN}/fdzdgk/",
        "栏目": f"{TOWN}/guizhang-wenjian/",
        "全部信息": f"{TOWN}/quanbu/",
        "全部信息的旧页": f"/zfxxgk/{archive.relative_to(root).as_posix()}",
        "年报目录": f"{TOWN}/nianbao/",
        "年报": f"{TOWN}/nianbao/2020/",
        "依申请公开": f"{TOWN}/yishenqing/",
        "现行有效": f"{TOWN}/xianxing/",
        "全区现行有效": "/zfxxgk/xianxing/",
        "站点地图": "/zfxxgk/ditu/",
        "数据开放": "/zfxxgk/opendata/",
        "嵌入的框": f"{TOWN}/quanbu/qianru.html",
        "有附件的信息": _first(site, lambda twin: twin["附件"]),
        "有表格的信息": _first(site, lambda twin: "<table" in twin["正文"]),
        "失效的文件": _first(site, lambda twin: twin["有效性"] in ("失效", "废止")),
        "有解读的文件": _first(site, lambda twin: twin.get("解读")),
        "没有这个页面": "/zfxxgk/meiyou/zheyang.html",
        "检索": f"/zfxxgk/fuwu/sousuo/?q={quote('垃圾')}",
        "检索没有结果": f"/zfxxgk/fuwu/sousuo/?q={quote('量子纠缠鸟类迁徙')}",
        "网上申请": "/zfxxgk/fuwu/shenqing/",
        "填写申请": "/zfxxgk/fuwu/shenqing/kongtong-zhen/",
        "查询办理进度": "/zfxxgk/fuwu/shenqing/chaxun/",
        "核对文书": "/zfxxgk/fuwu/wenshu/",
        "订阅": "/zfxxgk/fuwu/dingyue/kongtong-zhen/guizhang-wenjian/",
    }


def _wait_for_search(site: Served, page: Any) -> None:
    """The worker builds the first index on its first round."""
    for _ in range(120):
        page.goto(site.url(f"/zfxxgk/fuwu/sousuo/?q={quote('垃圾')}"))
        if page.locator(".found li").count():
            return
        page.wait_for_timeout(500)
    pytest.fail("检索库一分钟还没有建好")


@pytest.mark.parametrize("reading", LOOKS)
def test_axe_finds_nothing_on_any_page_type(served_demo: Served, browser: Any, reading: str) -> None:
    found, wide = [], []
    with visitor(browser, {"viewport": {"width": LOOKS[reading][0], "height": HEIGHT}}) as page:
        if reading:
            page.context.add_cookies([{"name": "reading", "value": reading, "url": served_demo.address}])
        _wait_for_search(served_demo, page)
        for name, path in page_types(served_demo).items():
            page.goto(served_demo.url(path))
            for width in LOOKS[reading]:
                page.set_viewport_size({"width": width, "height": HEIGHT})
                for violation in Axe().run(page).response["violations"]:
                    nodes = [node["html"][:160] for node in violation["nodes"][:3]]
                    found.append((name, width, violation["id"], nodes))
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wide.append((name, width))
    assert found == []
    assert wide == [], "要左右拖才能看全"


def _tab_to(page: Any, wanted: str) -> None:
    """Press Tab until the focus is on something that says `wanted`."""
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        said = page.evaluate("(document.activeElement.innerText || document.activeElement.name || '').trim()")
        if wanted in said:
            box = page.evaluate("JSON.stringify(document.activeElement.getBoundingClientRect())")
            assert json.loads(box)["width"] > 0, "焦点在看不见的地方"
            return
    pytest.fail(f"按了{STEPS}次 Tab 也没有到“{wanted}”")


@pytest.mark.parametrize("scripts", [True, False], ids=["有脚本", "没有脚本"])
def test_from_home_to_a_downloaded_attachment_with_the_keyboard_alone(
    served_demo: Served, browser: Any, scripts: bool
) -> None:
    _, twin = next((address, twin) for address, twin in _items(served_demo) if twin["附件"])
    with visitor(browser, {"viewport": {"width": 1280, "height": 900}, "java_script_enabled": True}) as page:
        _wait_for_search(served_demo, page)
    device = {
        "viewport": {"width": 1280, "height": 900},
        "java_script_enabled": scripts,
        "accept_downloads": True,
    }
    with visitor(browser, device) as page:
        page.goto(served_demo.url("/zfxxgk/"))
        _tab_to(page, "跳到正文")
        page.keyboard.press("Enter")
        _tab_to(page, "q")
        page.keyboard.type(twin["标题"])
        page.keyboard.press("Enter")
        page.wait_for_url("**/fuwu/sousuo/**")
        _tab_to(page, twin["标题"])
        page.keyboard.press("Enter")
        page.wait_for_url("**/kongtong-zhen/20*/*.html")
        assert page.locator("h1").inner_text() == twin["标题"]
        _tab_to(page, twin["附件"][0]["名称"])
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        assert Path(download.value.path()).stat().st_size == twin["附件"][0]["字节数"]


def test_what_the_reader_chose_stays_chosen_in_one_cookie(served_demo: Served, page: Any) -> None:
    page.goto(served_demo.url(_first(served_demo, lambda twin: twin["附件"])))
    page.get_by_role("group", name="字号").last.get_by_role("button", name="大", exact=True).click()
    page.get_by_text("阅读设置").click()
    page.get_by_role("button", name="长辈").click()
    page.goto(served_demo.url(f"{TOWN}/zhinan/"))
    assert page.evaluate("({...document.documentElement.dataset})") == {"size": "large", "mode": "elder"}
    assert [cookie["name"] for cookie in page.context.cookies()] == ["reading"]


def test_in_elder_mode_what_is_pressed_is_large(served_demo: Served, phone: Any) -> None:
    phone.context.add_cookies([{"name": "reading", "value": "mode-elder", "url": served_demo.address}])
    for path in ("/zfxxgk/", f"{TOWN}/", f"{TOWN}/guizhang-wenjian/"):
        phone.goto(served_demo.url(path))
        sizes = phone.evaluate(
            "[...document.querySelectorAll('.parts a, .items li > a, .tiles a, .doors a, button')]"
            ".filter((one) => one.offsetParent).map((one) => one.getBoundingClientRect().height)"
        )
        assert sizes and min(sizes) >= 60, "适老版主要操作不小于60×60"


def test_printed_the_page_is_the_article_and_its_code(served_demo: Served, page: Any) -> None:
    page.goto(served_demo.url(_first(served_demo, lambda twin: twin["附件"])))
    page.emulate_media(media="print")
    seen = [
        one for one in (".top", ".parts", ".tools", ".bottom", ".beside") if page.locator(one).is_visible()
    ]
    assert seen == []
    assert page.locator("article.item .body").is_visible() and page.locator(".qr svg").is_visible()


def test_at_most_three_colours(served_demo: Served) -> None:
    """One main colour with its shades, one mark colour, grey (国办发〔2017〕47号 网页设计规范)."""
    sheet = (served_demo.data / "site/assets/site.css").read_text()
    palette = sheet[sheet.index(":root {") : sheet.index("}")]
    hues = set()
    for red, green, blue in re.findall(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\b", palette):
        parts = [int(part, 16) for part in (red, green, blue)]
        if max(parts) - min(parts) > 40:
            hues.add("红" if parts[0] == max(parts) else "蓝" if parts[2] == max(parts) else "绿")
    assert hues == {"红", "蓝"}
