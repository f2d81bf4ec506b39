"""People at their desks in a real browser: logging in, and what no screen of the back office may show."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from time import monotonic
from typing import Any

import pytest

from tests.browsing import DESKTOP, PHONE, visitor
from tests.desk import login_of
from tests.serving import Served

# The same in Chinese: names of formats and programs, units, and what is made of letters by law or by machine.
SAME = re.compile(
    r"https?://\S+|www(\.\w+)+|\S+\.(?:pdf|docx?|xlsx?|html|csv|png|zip)\b|\{\{?[^{}]*\}\}?"
    r"|(?<![A-Za-z])(?:PDF|Excel|Word|JSON|WPS|MB|KB|ICP|IPv6|zip|docx)(?![A-Za-z])|[0-9A-Z]{18}|[0-9a-f]{16,}"
    r"|kongtong-zhen",
    re.ASCII,
)
LATIN = re.compile(r"[A-Za-z]{2,}")
SETTLED = 3.0  # seconds given to a page to lay itself out
# Everything a person can read on a screen: its text, and what appears in empty fields, on hover and to the blind.
READ = """() => {
  const said = [document.title];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) { said.push(node.textContent); return; }
    if (node.nodeType !== Node.ELEMENT_NODE || ["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"].includes(node.tagName)) return;
    if (!node.checkVisibility({visibilityProperty: true}) && node.tagName !== "OPTION" && node.tagName !== "OPTGROUP") return;
    for (const name of ["title", "placeholder", "aria-label", "alt"]) said.push(node.getAttribute(name) || "");
    if (node.tagName === "OPTGROUP") said.push(node.label);
    if (node.tagName === "TEXTAREA") return;
    node.childNodes.forEach(walk);
  };
  walk(document.body);
  return said.map((text) => text.trim()).filter(Boolean);
}"""


# Fields and buttons that reach beyond the screen, where nothing lets them be scrolled into it.
CUT = """() => [...document.querySelectorAll("main input, main select, main textarea, main button, main a")].filter(
  (field) => field.checkVisibility() && field.getBoundingClientRect().right > innerWidth + 1
    && !field.closest(".office-sheet, [tabindex='0'][role=region], .form-side, [data-minimap-container], .w-minimap")
).map((field) => field.id || field.textContent.trim() || field.outerHTML.slice(0, 120))"""


class Worker:
    """One person at a screen; every page this person sees is read for English, and for what is cut at its edge."""

    def __init__(self, page: Any, site: Served, username: str) -> None:
        self.page, self.site = page, site
        self.names = re.compile("|".join(site.logins))
        self.english: list[str] = []
        self.errors: list[str] = []
        self.cut: list[str] = []
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.open("/admin/login/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", site.logins[username]["password"])
        self.press("登录")
        assert page.url == site.url("/admin/"), self.text()

    def open(self, path: str) -> None:
        """Open an address of the site."""
        self.page.goto(self.site.url(path))
        self.read()

    def press(self, name: str) -> None:
        """Press a button and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()
        self.read()

    def follow(self, name: str) -> None:
        """Follow the link whose words contain `name`."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()
        self.read()

    def text(self) -> str:
        """What the page says."""
        return str(self.page.inner_text("body"))

    def read(self) -> None:
        """Note the English words on the screen, and what reaches beyond it once its scripts have laid it out."""
        self.cut += [f"{self.page.url}：{found}" for found in self._beyond()]
        for said in self.page.evaluate(READ):
            for word in LATIN.findall(self.names.sub("", SAME.sub("", said))):
                self.english.append(f"{self.page.url}：{word}（{said[:60]}）")

    def _beyond(self) -> list[str]:
        """What stays beyond the screen: panels are drawn by scripts and fold in after the page has loaded."""
        deadline = monotonic() + SETTLED
        while (found := list(self.page.evaluate(CUT))) and monotonic() < deadline:
            self.page.wait_for_timeout(100)
        return found


Sit = Callable[..., Worker]


@pytest.fixture
def at_work(browser: Any, own_demo: Served) -> Iterator[Sit]:
    """Sit down as whoever holds a role in an organ; at the end no screen had English on it or a script error."""
    workers: list[Worker] = []
    with ExitStack() as stack:

        def sit(role: str, organ: str = "崆峒镇", *, phone: bool = False) -> Worker:
            page = stack.enter_context(visitor(browser, PHONE if phone else DESKTOP))
            workers.append(Worker(page, own_demo, login_of(own_demo, organ, role)))
            return workers[-1]

        yield sit
    wrong = [f"控制台有错误：{error}" for worker in workers for error in worker.errors]
    wrong += sorted({f"屏幕上有英文：{found}" for worker in workers for found in worker.english})
    wrong += sorted({f"超出屏幕，看不全：{found}" for worker in workers for found in worker.cut})
    assert not wrong, "\n".join(wrong)
