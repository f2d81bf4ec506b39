"""Names of attachments (附件名): what is wrong with one, and a name that is safe to store."""

import re
import unicodedata
from collections.abc import Iterator

from gongkai.screening.filekinds import BY_EXTENSION, RUNNABLE

LONGEST = 120
_MOST_BYTES = 200  # file systems allow 255 bytes; a Chinese character takes three
_SEPARATORS = re.compile(r"[/\\]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_HIDDEN = re.compile("[\u200b-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
_UNSAFE = re.compile(r'[<>:"|?*%#&;`$\x00-\x1f\x7f]')
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,10}$")
# Some servers and old systems run a file for any of its extensions; .com and the like also end web names.
_RUNS_ANYWHERE = frozenset(
    {"exe", "scr", "bat", "cmd", "vbs", "ps1", "php", "phtml", "asp", "aspx", "jsp", "cgi"}
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.I)


def extension_of(name: str) -> str:
    """The extension in lower case without its dot, "" if there is none."""
    stem, dot, extension = name.strip().rpartition(".")
    return extension.lower() if dot and stem.strip(". ") else ""


def name_problems(name: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the name: (rule, the rest of a sentence beginning with the attachment's name)."""
    if not name.strip():
        yield "name-empty", "没有文件名。请给文件起名后重新选择。"
        return
    if _SEPARATORS.search(name) or name.strip() in (".", ".."):
        yield "name-path", "的文件名里有路径符号（/ 或 \\）。请改名后重新选择。"
    if _CONTROLS.search(name):
        yield "name-control", "的文件名里有换行等控制字符。请改名后重新选择。"
    if _HIDDEN.search(name):
        yield (
            "name-hidden",
            "的文件名里有看不见的字符或改变文字方向的字符，可能伪装扩展名。请改名后重新选择。",
        )
    if len(name) > LONGEST:
        yield "name-long", f"的文件名有 {len(name)} 个字，最多 {LONGEST} 个字。请改短后重新选择。"
    middle = [part.strip().lower() for part in unicodedata.normalize("NFKC", name).split(".")[1:]]
    if len(middle) > 1:
        posing = middle[-1] in RUNNABLE and any(part in BY_EXTENSION for part in middle[:-1])
        if posing or any(part in _RUNS_ANYWHERE for part in middle[:-1]):
            both = "." + ".".join(middle[-2:])
            yield (
                "name-double-extension",
                f"的文件名有两个扩展名（{both}），像是伪装的程序。请核对文件的来源。",
            )


def safe_name(name: str) -> str:
    """A name that can be stored and sent on any system: no path, no invisible or special characters, not too
    long, never empty; the extension stays, in lower case. A safe name stays as it is."""
    plain = _SEPARATORS.split(name.encode("utf-8", "replace").decode())[-1]
    plain = _UNSAFE.sub("_", _CONTROLS.sub("", _HIDDEN.sub("", plain)))
    plain = " ".join(unicodedata.normalize("NFC", plain).split()).strip(" .")
    found = _EXTENSION.search(plain)
    stem, ending = (plain[: found.start()], found[0].lower()) if found else (plain, "")
    stem = _cut(("_" if _RESERVED.match(stem) else "") + stem, _MOST_BYTES - len(ending))
    if not ending and (cut := _EXTENSION.search(stem)):
        stem = stem[: cut.start()] + "_" + stem[cut.start() + 1 :]  # cutting must not make up an extension
    return (stem or "附件") + ending


def _cut(stem: str, limit: int) -> str:
    """The stem cut to a number of UTF-8 bytes and to the number of characters allowed, between characters."""
    return stem.encode()[:limit].decode("utf-8", "ignore")[: LONGEST - 11].rstrip(" .")
