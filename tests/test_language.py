"""No English on a screen: every message of the back office has a Simplified Chinese (简体中文) form.

The libraries ship their English message lists; each message in them must resolve to Chinese here, whether by
their own catalogue or by ours in gongkai/locale. Ours must keep every placeholder and tag of the original,
keep to the house's words and punctuation, and be compiled: a fresh machine has no gettext.
"""

import ast
import gettext
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import trans_real
from wagtail.admin.views.i18n import js_catalog

OURS = Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")
LIBRARIES = ("wagtail", "taggit", "django")

CHINESE = re.compile("[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{[\w.]*\}")
TAG = re.compile(r"</?[a-z][^>]*>")

# Names, units and marks that are written the same in Chinese.
SAME_IN_CHINESE = {"…", "IPv4", "IPv6", ":?.!", ":", "%s KB", "%s MB", "%s GB", "%s TB", "%s PB"} | {
    "%(truncated_text)s…",
    "%(class_name)s %(instance)s",
}


@dataclass
class Message:
    """One entry of a .po file."""

    context: str | None = None
    msgid: str = ""
    plural: str | None = None
    forms: dict[int, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.context}\x04{self.msgid}" if self.context else self.msgid


def messages(path: Path) -> list[Message]:
    """The entries of a .po file without its header, in order; obsolete entries (#~) are left out."""
    return [
        _message(block)
        for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
        if re.search(r'^msgid (?!""\s*\nmsgstr)', block, re.MULTILINE)
    ]


def _message(block: str) -> Message:
    message = Message()
    for name, number, text in re.findall(
        r'^(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])?\s+((?:"(?:[^"\\]|\\.)*"\s*)+)',
        block,
        re.MULTILINE,
    ):
        value = "".join(ast.literal_eval(line) for line in text.split("\n") if line.strip())
        if name == "msgctxt":
            message.context = value
        elif name == "msgid":
            message.msgid = value
        elif name == "msgid_plural":
            message.plural = value
        else:
            message.forms[int(number or 0)] = value
    return message


def english_lists(domain: str) -> Iterator[tuple[str, Path]]:
    """(library, path) of each English message list that an installed library ships."""
    for app in apps.get_app_configs():
        path = Path(app.path) / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
        if app.name.split(".")[0] in LIBRARIES and path.exists():
            yield app.name, path
    if domain == "django":
        core = Path(trans_real.__file__).parents[2] / "conf/locale/en/LC_MESSAGES/django.po"
        yield "django", core


def on_screen(message: Message) -> str:
    """What the back office shows for `message` (for plurals: the form for two)."""
    with translation.override("zh-hans"):
        if message.plural and message.context:
            return translation.npgettext(message.context, message.msgid, message.plural, 2)
        if message.plural:
            return translation.ngettext(message.msgid, message.plural, 2)
        if message.context:
            return translation.pgettext(message.context, message.msgid)
        return translation.gettext(message.msgid)


def in_the_browser() -> dict[str, str]:
    """The message catalogue that Wagtail's scripts receive."""
    with translation.override("zh-hans"):
        page = js_catalog(RequestFactory().get("/")).content.decode()
    found = re.search(r"const newcatalog = (\{.*?\});\n", page, re.DOTALL)
    assert found, "the script catalogue has another shape than Django 5.2's"
    return {key: text if isinstance(text, str) else text[0] for key, text in json.loads(found[1]).items()}


def ours() -> list[tuple[str, Message]]:
    return [(domain, message) for domain in DOMAINS for message in messages(OURS / f"{domain}.po")]


def marks(text: str) -> tuple[list[str], list[str]]:
    """Placeholders and tags of a text, in any order: a translation may move them, never lose them."""
    return sorted(PLACEHOLDER.findall(text)), sorted(TAG.findall(text))


@pytest.mark.parametrize(
    ("library", "path"), list(english_lists("django")), ids=lambda value: str(value)[-60:]
)
def test_every_message_of_an_installed_library_is_shown_in_chinese(library: str, path: Path) -> None:
    entries = messages(path)
    assert entries
    english = [
        m.msgid for m in entries if m.msgid not in SAME_IN_CHINESE and not CHINESE.search(on_screen(m))
    ]
    assert not english, f"{library}: add these to gongkai/locale and compile it: {english}"


def test_every_message_of_the_back_office_scripts_is_shown_in_chinese() -> None:
    shown = in_the_browser()
    wagtail_lists = [path for library, path in english_lists("djangojs") if library.startswith("wagtail")]
    assert wagtail_lists
    entries = [message for path in wagtail_lists for message in messages(path)]
    english = [m.msgid for m in entries if not CHINESE.search(shown.get(m.msgid, m.msgid))]
    assert not english


def test_the_maker_of_the_back_office_is_not_named_on_a_screen() -> None:
    named = [
        (library, m.msgid)
        for library, path in english_lists("django")
        for m in messages(path)
        if library.startswith("wagtail")
        and "wagtail" in TAG.sub("", PLACEHOLDER.sub("", on_screen(m))).lower()
    ]
    assert not named


def test_our_words_win_over_those_of_the_libraries() -> None:
    # Wagtail's own catalogue says 登录Wagtail, 注销 (which is to close an account) and 控制面板.
    assert on_screen(Message(msgid="Sign in to Wagtail")) == "登录管理后台"
    assert on_screen(Message(msgid="Log out")) == "退出登录"
    assert in_the_browser()["Dashboard"] == on_screen(Message(msgid="Dashboard")) == "工作台"


@pytest.mark.parametrize("action", ["add", "change", "delete", "view", "publish", "lock", "unlock", "choose"])
def test_the_names_of_permissions_kept_in_the_database_are_shown_in_chinese(action: str) -> None:
    assert on_screen(Message(msgid=f"Can {action}")).startswith("可以")


def test_our_translations_keep_every_placeholder_and_tag() -> None:
    lost = [
        (m.msgid, text)
        for _, m in ours()
        for text in m.forms.values()
        if marks(text) not in (marks(m.msgid), marks(m.plural or m.msgid))
    ]
    assert not lost


def test_our_translations_are_written_in_chinese_punctuation() -> None:
    half_width = re.compile(
        r"[\u4e00-\u9fff”）][,;:?!.]|[\u4e00-\u9fff]\.\.\.|[\"'](?:%\(\w+\)s)[\"'](?![ >])"
    )
    wrong = [(m.msgid, text) for _, m in ours() for text in m.forms.values() if half_width.search(text)]
    assert not wrong


def test_each_message_is_translated_once_and_not_left_empty() -> None:
    keys = [(domain, m.key) for domain, m in ours()]
    assert len(keys) == len(set(keys)) > 900
    assert not [m.msgid for _, m in ours() if not m.forms or not all(m.forms.values())]


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_catalogue_is_that_of_the_readable_one(domain: str) -> None:
    expected: dict[object, str] = {}
    for m in messages(OURS / f"{domain}.po"):
        expected |= {(m.key, n): text for n, text in m.forms.items()} if m.plural else {m.key: m.forms[0]}
    with (OURS / f"{domain}.mo").open("rb") as file:
        compiled = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    compiled.pop("")
    assert compiled == expected, f"run: msgfmt --check-format -o {domain}.mo {domain}.po (in {OURS})"
