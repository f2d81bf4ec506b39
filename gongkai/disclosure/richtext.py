"""Rich text at rest is clean: what a document needs is kept (headings, lists, tables, own pictures), all else dropped.

A picture stands in a body by its public name alone, `<img src="0123456789ab.png" alt="…">`, and only as long as it is
one of the item's own attachments; whoever shows the body says where pictures lie (`shown`).
"""

import re
from collections.abc import Collection

import nh3

TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "strong", "b", "em", "i", "u", "sub", "sup", "blockquote", "img",
    "ul", "ol", "li", "a", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "col": {"span"},
    "ol": {"start"},
    "img": {"src", "alt"},
}
# What word processors and old sites write, and what is kept for it.
RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4", "div": "p", "section": "p", "article": "p", "center": "p"}
PICTURES = ("png", "jpg", "jpeg", "gif")  # what every browser shows and no script hides in

_NUMBERS = {"colspan", "rowspan", "span", "start"}
_PUBLIC_NAME = re.compile(rf"[0-9a-f]{{12}}\.(?:{'|'.join(PICTURES)})")
_RENAMED_TAG = re.compile(rf"<(/?)({'|'.join(RENAMED)})>")
_EMPTY = re.compile(r"<p>[\t\n\f\r ]*</p>")
# What nh3 writes: attributes in double quotes, a quote inside one as &quot;.
_SIGNATURE = re.compile(r"<p>([^<。；：]{4,40})</p>\s*<p>(\d{4}年\d{1,2}月\d{1,2}日)</p>\s*$")
_HEADING, _TABLE = re.compile(r"</?h([2-4])>"), re.compile(r"</?table>")
_IMG = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
_SRC, _ALT = re.compile(r' src="([^"]*)"'), re.compile(r' alt="([^"]*)"')
_ROUNDS = 12


def clean(html: str) -> str:
    """`html` without scripts, styles, event handlers or foreign address schemes; cleaning twice changes nothing.

    Text whose tags cannot be brought to rest is kept as plain text.
    """
    for _ in range(_ROUNDS):
        cleaner = _described(_EMPTY.sub("", _RENAMED_TAG.sub(_rename, _sanitised(html)))).strip()
        if cleaner == html:
            return html
        html = cleaner
    text = _sanitised(html, tags=()).strip()
    return f"<p>{text}</p>" if text else ""


def _sanitised(html: str, tags: Collection[str] = frozenset(TAGS | RENAMED.keys())) -> str:
    return nh3.clean(
        html,
        tags=set(tags),
        clean_content_tags={"script", "style", "title", "xml", "svg", "math", "template", "noscript"}
        - set(tags),
        attributes={"*": set()} | {tag: names for tag, names in ATTRIBUTES.items() if tag in tags},
        attribute_filter=_fit,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
        strip_comments=True,
    )


def _fit(tag: str, name: str, value: str) -> str | None:
    """The attribute's value if it is one that such an attribute has."""
    if name in _NUMBERS:
        return value if re.fullmatch(r"[1-9]\d{0,2}", value) else None
    if name == "scope":
        return value if value in ("col", "row", "colgroup", "rowgroup") else None
    if (tag, name) == ("img", "src"):
        return value if _PUBLIC_NAME.fullmatch(value) else None
    return " ".join(value.split()) if name == "alt" else value


def _rename(tag: re.Match[str]) -> str:
    return f"<{tag[1]}{RENAMED[tag[2]]}>"


def _described(html: str) -> str:
    """Every picture with a description (WCAG 1.1.1), if only its number; what is no picture of ours goes."""
    place = 0

    def described(img: re.Match[str]) -> str:
        nonlocal place
        source, said = _SRC.search(img[1]), _ALT.search(img[1])
        if source is None:
            return ""
        place += 1
        return f'<img src="{source[1]}" alt="{(said and said[1]) or f"图片{place}"}">'

    return _IMG.sub(described, html)


def pictures_in(body: str) -> list[tuple[str, str]]:
    """The pictures of a clean body in order: public name, and the description as HTML has it."""
    found = ((_SRC.search(img[1]), _ALT.search(img[1])) for img in _IMG.finditer(body))
    return [(source[1], said[1] if said else "") for source, said in found if source]


def undescribed(body: str) -> list[int]:
    """The places, from 1, of pictures in a clean body that nobody has described yet."""
    return [
        place
        for place, (_, said) in enumerate(pictures_in(body), start=1)
        if re.fullmatch(r"(?:图片|图)?\s*\d*", said)
    ]


def with_pictures(body: str, names: Collection[str]) -> str:
    """A clean body with the pictures called `names` and no others."""

    def kept(img: re.Match[str]) -> str:
        source = _SRC.search(img[1])
        return img[0] if source and source[1] in names else ""

    return clean(_IMG.sub(kept, body))


def addressed(body: str, prefix: str) -> str:
    """A clean body with its pictures findable: `prefix` before every name says where they lie, `7/` beside `7.html`."""

    def placed(img: re.Match[str]) -> str:
        return _SRC.sub(lambda source: f' src="{prefix}{source[1]}"', img[0], count=1)

    return _IMG.sub(placed, body)


def shown(body: str, prefix: str) -> str:
    """A clean body as a page shows it under its title; pictures as in `addressed`.

    Headings begin at the second level and leave none out, whichever the writer chose: a screen reader counts
    them. A table may be wider than the screen, so it stands in a frame that a keyboard can reach and move.
    """
    return _framed(_in_order(_signed(addressed(body, prefix))))


def _signed(body: str) -> str:
    """`body` with the agency and the day that end it (落款) marked, so that they stand on the right as on paper."""
    return _SIGNATURE.sub(r'<p class="signed">\1</p><p class="signed">\2</p>', body)


def _framed(body: str) -> str:
    """`body` with every outermost table in a frame of its own."""
    depth = number = 0

    def frame(tag: re.Match[str]) -> str:
        nonlocal depth, number
        if tag[0].startswith("</"):
            depth -= 1
            return tag[0] if depth else f"{tag[0]}</div>"
        depth += 1
        if depth > 1:
            return tag[0]
        number += 1
        return f'<div class="scroll" role="region" aria-label="表格{number}" tabindex="0">{tag[0]}'

    return _TABLE.sub(frame, body)


def _in_order(body: str) -> str:
    """`body` with its headings at h2, h3, h4, none deeper than one below the heading before it."""
    chosen = sorted(set(_HEADING.findall(body)))
    before = 1

    def level(heading: re.Match[str]) -> str:
        nonlocal before
        if not heading[0].startswith("</"):
            before = min(chosen.index(heading[1]) + 2, before + 1)
        return heading[0].replace(f"h{heading[1]}", f"h{before}", 1)

    return _HEADING.sub(level, body)
