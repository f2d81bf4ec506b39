"""From the plain way families are written to the few HTML tags an item's body may hold.

Each line is a paragraph, except: `# ` a heading, `- ` a bullet, `+ ` a numbered point,
and a line that reads `{表}` alone, where the family's table goes. `**…**` is strong.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

LISTS = {"- ": "ul", "+ ": "ol"}
TABLE = "[[表]]"


def inline(text: str) -> str:
    """Escaped text with its `**strong**` parts."""
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(text, quote=False))


def table_html(rows: Sequence[Sequence[str]]) -> str:
    """A table whose first row is its head."""
    head, *body = rows

    def row(cells: Iterable[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(cell, quote=False)}</{tag}>" for cell in cells) + "</tr>"

    inner = "".join(row(cells, "td") for cells in body)
    return f"<table><thead>{row(head, 'th')}</thead><tbody>{inner}</tbody></table>"


def to_html(text: str, table: Sequence[Sequence[str]] = ()) -> str:
    """The body of an item from its plain text; `table` stands where the text says so."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    blocks: list[str] = []
    for mark, group in groupby(lines, key=lambda line: line[:2] if line[:2] in LISTS else ""):
        if mark:
            points = "".join(f"<li>{inline(line[2:])}</li>" for line in group)
            blocks.append(f"<{LISTS[mark]}>{points}</{LISTS[mark]}>")
            continue
        for line in group:
            if line == TABLE:
                blocks.append(table_html(table))
            elif line.startswith("# "):
                blocks.append(f"<h3>{inline(line[2:])}</h3>")
            else:
                blocks.append(f"<p>{inline(line)}</p>")
    return "".join(blocks)


def plain_text(html: str) -> str:
    """The words of a body, with a space where a block or a cell ends."""
    return re.sub(r"<[^>]+>", " ", re.sub(r"</?strong>", "", html))
