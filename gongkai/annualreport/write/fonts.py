"""Which installed font plays which part (宋体, 仿宋, 黑体 …) in a PDF, and what to say when none can."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

# Where the systems we know keep Noto CJK (Debian, Fedora, Arch, a user's own). Reading these folders takes
# a twentieth of a second; reading every font of a desktop can take seconds, so that comes only after them.
FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/google-noto-sans-cjk-fonts",
    "/usr/share/fonts/google-noto-serif-cjk-fonts",
    "/usr/share/fonts/noto-cjk",
    "/usr/local/share/fonts",
)
_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "Songti SC")
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Heiti SC")
_SONG = ("SimSun", "宋体", *_SERIF)
# Part → families, the official one first; the families after it are free or come with a system.
ROLES: Mapping[str, tuple[str, ...]] = {
    "title": ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "方正小标宋_GBK", *_SERIF, *_SANS),
    "hei": ("SimHei", "黑体", "FZHei-B01S", *_SANS, *_SERIF),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "FZKai-Z03S", *_SERIF, *_SANS),
    "fang": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "FZFangSong-Z02S", *_SONG, *_SANS),
    "song": (*_SONG, *_SANS),
}


class FontMissing(RuntimeError):
    """No font here can print Chinese; the message is for the user and names the remedy."""


@dataclass(frozen=True)
class Typeface:
    """The fonts a compilation may use, and the family that plays each part."""

    fonts: typst.Fonts
    families: Mapping[str, str]


def choose(families: Iterable[str]) -> dict[str, str]:
    """For each part the first of its families that is there; a part without any takes another part's.

    Empty when no family known to print Chinese is there.
    """
    known = {family.lower(): family for family in families}
    chosen = {
        role: next((known[name.lower()] for name in candidates if name.lower() in known), None)
        for role, candidates in ROLES.items()
    }
    substitute = next((family for family in chosen.values() if family), None)
    return {role: family or substitute for role, family in chosen.items()} if substitute else {}


@cache
def typeface(folder: Path | None = None, *, system: bool = True) -> Typeface:
    """The fonts of a folder (a site's licensed ones), then the known folders, then every font installed.

    With `system` false only the folder is read. Kept for the life of the process: fonts installed later
    are seen after a restart. Raises FontMissing when nothing found prints Chinese.
    """
    import typst  # here, so that whoever only asks for FontMissing need not load it

    if folder is not None and not folder.is_dir():
        raise FontMissing(
            f"没有找到字体文件夹“{folder}”，无法生成PDF。请建立该文件夹并放入中文字体，或改正设置中的路径。"
        )
    own = [str(folder)] if folder else []
    known = [*own, *(path for path in FOLDERS if Path(path).is_dir())]
    attempts = ((known, False), (own, True)) if system else ((own, False),)
    for paths, everything in attempts:
        fonts = typst.Fonts(everything, False, paths)
        if families := choose(fonts.families()):
            return Typeface(fonts, families)
    raise FontMissing(
        "没有找到可用的中文字体，无法生成PDF。请安装 Noto CJK 字体（Debian、Ubuntu、麒麟、统信等系统执行："
        "apt install fonts-noto-cjk），或者把仿宋、黑体、楷体、宋体等字体文件放入"
        + (f"“{folder}”" if folder else "设置中指定的字体文件夹")
        + "，然后重新启动本系统。"
    )
