"""What a page says of itself in its head, and why its body may have no report in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

_FILE = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|rar|zip)(?:$|[?#])", re.IGNORECASE)
_REPORT = re.compile("报告|年报")
_LOADED = re.compile("信息公开|年度报告")
FRAMED = "网页的正文在框架里，没有随网页保存下来。请在浏览器里单独打开正文或附件，另存后再上传。"
SCRIPTED = "网页的正文由脚本载入，没有保存在文件里。请在浏览器里打开网页，全选、复制到Word文档后再上传。"
PICTURED = "网页的正文是图片，读不出文字。请上传Word、Excel或者有文字的PDF文件。"


def head_of(root: etree._Element) -> Iterator[str]:
    """The title of the page, and what its meta elements name as title and source (《政府网站网页归档指南》 names)."""
    yield root.findtext("head/title") or ""
    for meta in root.iterfind("head/meta"):
        name, words = (meta.get("name") or "").lower(), (meta.get("content") or "").strip()
        if name == "articletitle" and _REPORT.search(words):
            yield words
        elif name == "contentsource" and words:
            yield f"来源：{words}"


def reasons(root: etree._Element) -> Iterator[str]:
    """Why there is no report in the page's words, the likeliest first; none where nothing tells."""
    files = [
        link
        for link in root.iter("a")
        if _FILE.search(link.get("href", "").strip()) or _FILE.search("".join(link.itertext()).strip())
    ]

    named = ["".join(link.itertext()).strip() for link in files]
    wanted = next((name for name in named if _REPORT.search(name)), next(iter(named), ""))
    if files:
        yield f"网页里只有附件{f'“{wanted[:60]}”' if wanted else ''}的链接。请下载附件，上传附件本身。"
    if next(root.iter("iframe", "frame", "embed", "object"), None) is not None:
        yield FRAMED
    if any(_LOADED.search(script.text or "") for script in root.iter("script", "template", "textarea")):
        yield SCRIPTED
    if next(root.iter("img"), None) is not None:
        yield PICTURED
