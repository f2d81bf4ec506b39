"""Word documents of today (docx): every part of them, seen or not, paragraph by paragraph."""

import re

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.docx_flow import Flow
from gongkai.screening.content.carriers.ooxml import read_rest
from gongkai.screening.content.carriers.package import Package

# Parts written in paragraphs, in reading order, with what people call them.
_FLOWS = (
    (r"word/document\d*\.xml", ""),
    (r"word/footnotes\d*\.xml", "脚注"),
    (r"word/endnotes\d*\.xml", "尾注"),
    (r"word/header\d*\.xml", "页眉"),
    (r"word/footer\d*\.xml", "页脚"),
    (r"word/comments\d*\.xml", "批注"),
    (r"word/glossary/document\d*\.xml", "自动图文集（看不到）"),
)
_STYLE = re.compile(r"<w:style\b[^>]*?w:styleId=\"([^\"]+)\"[^>]*>((?:(?!</w:style>).){0,4000})", re.DOTALL)
_VANISH = re.compile(r"<w:vanish(?:\s+w:val=\"(?:1|true|on)\")?\s*/>")


def docx(data: bytes, contents: Contents) -> Package:
    """Read a .docx file. Raises Unopened."""
    package = Package(data, contents)
    hidden = _hidden_styles(package.text("word/styles.xml"))
    done = set()
    for pattern, label in _FLOWS:
        for part in package.names(pattern):
            done.add(part)
            for draft in Flow(package.text(part), part, label, hidden).drafts():
                contents.add(draft.reading())
    read_rest(package, contents, done)
    return package


def _hidden_styles(text: str) -> frozenset[str]:
    """The styles that hide what is written in them (隐藏文字)."""
    if "vanish" not in text:
        return frozenset()
    return frozenset(found[1] for found in _STYLE.finditer(text) if _VANISH.search(found[2]))
