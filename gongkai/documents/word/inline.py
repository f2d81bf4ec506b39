"""The text inside a paragraph: runs, links, fields, pictures, notes, and what revisions left of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.documents.word.source import Element, Picture, Source, W, local, relation, value
from gongkai.documents.word.span import Span
from gongkai.documents.word.styles import Styles

_SYMBOLS = {"F0A8": "□", "F06F": "□", "F0A3": "□", "F0FE": "☑", "F052": "☑", "F0FC": "✓", "F0FB": "✗"}
_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]*)"')
_SAFE = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_THROUGH = frozenset(
    (
        "ins",
        "moveTo",
        "smartTag",
        "sdt",
        "sdtContent",
        "fldSimple",
        "customXml",
        "bdo",
        "dir",
        "ruby",
        "rubyBase",
    )
)
_GUESSED = re.compile(
    r"自动生成|automatically generated|\.(?:png|jpe?g|gif|bmp|tiff?|wmf|emf)$|^(?:图片|图像|picture|image|img)[\s\d_-]*$",
    re.IGNORECASE,
)
_DROPPED = {"del": "修订痕迹", "moveFrom": "修订痕迹", "ins": "修订痕迹", "moveTo": "修订痕迹"}
_MARKS = (("b", "strong"), ("i", "em"))


@dataclass
class Remarks:
    """What the conversion met on its way: pictures taken out, notes to be printed below, things left out."""

    pictures: dict[str, Picture] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    fields: list[list[str]] = field(default_factory=list)

    def count(self, what: str) -> None:
        """One more of a kind that its author should know about."""
        self.left_out[what] = self.left_out.get(what, 0) + 1


class Inline:
    """Reads the spans of paragraphs, one after another."""

    def __init__(self, source: Source, styles: Styles, remarks: Remarks) -> None:
        self._source, self._styles, self._remarks = source, styles, remarks

    def spans(self, paragraph: Element) -> list[Span]:
        """The spans of a paragraph, neighbours with the same marks as one."""
        spans: list[Span] = []
        for span in self._inside(paragraph, paragraph.find(W + "pPr"), ""):
            if spans and spans[-1][1:] == span[1:]:
                spans[-1] = spans[-1]._replace(text=spans[-1].text + span.text)
            else:
                spans.append(span)
        return spans

    def _inside(self, parent: Element, properties: Element | None, link: str) -> Iterator[Span]:
        """The spans of what stands inside an element."""
        for child in parent:
            name = local(child)
            if name in _DROPPED:
                self._remarks.count(_DROPPED[name])
            if name == "r":
                yield from self._run(child, properties, link)
            elif name == "hyperlink":
                _, target, outside = self._source.links.get(relation(child, "id") or "", ("", "", False))
                yield from self._inside(
                    child, properties, target if outside and _SAFE.match(target) else link
                )
            elif name in _THROUGH:
                yield from self._inside(child, properties, link)
            elif name in ("oMath", "oMathPara"):
                self._remarks.count("公式")
                text = "".join(one.text or "" for one in child.iter() if local(one) == "t")
                yield Span(text, frozenset(), link, 0, "")

    def _run(self, run: Element, paragraph: Element | None, link: str) -> Iterator[Span]:
        """The spans of one run."""
        own = run.find(W + "rPr")
        if self._styles.on(own, paragraph, "vanish"):
            self._remarks.count("隐藏文字")
            return
        if self._styles.on(own, None, "strike") or self._styles.on(own, None, "dstrike"):
            self._remarks.count("删除线")
        marks = self._marks(own, paragraph)
        size, font = self._styles.size(own, paragraph), self._styles.font(own, paragraph)
        for child in run:
            if local(child) == "ruby":
                yield from self._inside(child, paragraph, link)
            elif text := self._text(child):
                if "u" in marks and len(text) > 1 and not text.strip():
                    text = "_" * len(text)  # a blank to be filled in
                yield Span(text, marks, self._field_link() or link, size, font)

    def _marks(self, own: Element | None, paragraph: Element | None) -> frozenset[str]:
        """The tags that say what the run's properties mean."""
        marks = {tag for name, tag in _MARKS if self._styles.on(own, paragraph, name)}
        if self._styles.on(own, None, "u"):
            marks.add("u")
        raised = value(own, "vertAlign")
        marks |= {"sup"} if raised == "superscript" else {"sub"} if raised == "subscript" else set()
        return frozenset(marks)

    def _text(self, child: Element) -> str:
        """What one piece of a run says; pictures and notes leave a mark where they stood."""
        name = local(child)
        if name == "fldChar" or name == "instrText":
            self._follow_field(child, name)
            return ""
        if self._remarks.fields and not self._remarks.fields[-1][1]:
            return ""  # between the code of a field and what it shows
        if name == "t":
            return child.text or ""
        if name in ("tab", "ptab"):
            return " "
        if name in ("br", "cr"):
            return "" if child.get(W + "type") in ("page", "column") else "\n"
        if name == "noBreakHyphen":
            return "-"
        if name == "sym":
            return self._symbol((child.get(W + "char") or "").upper())
        if name in ("footnoteReference", "endnoteReference"):
            self._remarks.notes.append((name.removesuffix("Reference"), child.get(W + "id") or ""))
            return f"[{len(self._remarks.notes)}]"
        if name in ("drawing", "pict", "object", "AlternateContent"):
            return self._drawn(child)
        return ""

    def _follow_field(self, child: Element, name: str) -> None:
        """Keep track of a field: its code, whether its result has begun, and its end."""
        fields = self._remarks.fields
        kind = child.get(W + "fldCharType")
        if name == "instrText":
            if fields:
                fields[-1][0] += child.text or ""
        elif kind == "begin":
            fields.append(["", ""])
        elif kind == "separate" and fields:
            fields[-1][1] = "shown"
        elif kind == "end" and fields:
            fields.pop()

    def _field_link(self) -> str:
        """Where the innermost link field leads, "" if nowhere safe."""
        for code, _ in reversed(self._remarks.fields):
            if (found := _LINK.match(code)) and _SAFE.match(found[1]):
                return found[1]
        return ""

    def _symbol(self, code: str) -> str:
        """A character of a symbol font."""
        if code not in _SYMBOLS:
            self._remarks.count("特殊符号")
        return _SYMBOLS.get(code, "")

    def _drawn(self, element: Element) -> str:
        """The placeholders of the pictures in a drawing; its text boxes are kept for after the paragraph."""
        if local(element) == "AlternateContent":  # the same twice, for newer and for older programs
            element = next((one for one in element if local(one) == "Choice"), element)
        boxes = [one for one in element.iter(W + "txbxContent") if not _within_fallback(one, element)]
        self._remarks.boxes += boxes
        marks, pictures = "", False
        for one in element.iter():
            if local(one) not in ("blip", "imagedata") or _within_fallback(one, element):
                continue
            if any(box in one.iterancestors() for box in boxes):
                continue  # comes with the text box
            pictures = True
            marks += self._picture(relation(one, "embed") or relation(one, "id"), _described(one))
        if not pictures and not boxes:
            self._remarks.count("图形")
        return marks

    def _picture(self, identifier: str | None, alt: str) -> str:
        """The placeholder of a picture, "" if a browser could not show it."""
        found = self._source.picture(identifier)
        if found is None:
            self._remarks.count("不能显示的图片")
            return ""
        part, extension, data = found
        pictures = self._remarks.pictures
        if part not in pictures:
            name = f"图片{len(pictures) + 1}"
            pictures[part] = Picture(f"{name}.{extension}", data, f"⟦{name}⟧", alt)
        return pictures[part].placeholder


def _described(blip: Element) -> str:
    """What the author wrote of a picture; what a program guessed, or a file's name, says nothing."""
    for one in blip.iterancestors():
        if local(one) in ("inline", "anchor", "shape"):
            properties = next((child for child in one.iter() if local(child) == "docPr"), one)
            said = " ".join((properties.get("descr") or properties.get("alt") or "").split())
            return "" if _GUESSED.search(said) else said[:200]
    return ""


def _within_fallback(element: Element, top: Element) -> bool:
    """Whether the element repeats for older programs what stands beside it."""
    for one in element.iterancestors():
        if one is top:
            return False
        if local(one) == "Fallback":
            return True
    return False
