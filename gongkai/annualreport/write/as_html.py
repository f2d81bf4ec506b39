"""The report as semantic HTML: an article, and each table on its own. Class names begin with `report-`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from gongkai.annualreport.report import Report, digest
from gongkai.annualreport.write.article import Line, Role, article
from gongkai.annualreport.write.layout import Grid, Square, grids

Link = Callable[[str], str | None]
_TAGS: dict[Role, str] = {"title": "h1", "heading": "h2", "subheading": "h3"}


def report_html(report: Report, link: Link | None = None) -> str:
    """The whole report as one `<article>`: h1 title, h2 for 一 to 六, the tables in their sections.

    `link` gives the address of the cases behind the number at a place (表3/granted/自然人), or None.
    """
    parts: list[str] = []
    for part in article(report):
        parts.append(_table(part, link) if isinstance(part, Grid) else _line(part))
    head = f'<article class="report" data-year="{report.year}" data-digest="{digest(report)}">'
    return "\n".join((head, *parts, "</article>\n"))


def tables_html(report: Report, link: Link | None = None) -> dict[str, str]:
    """The three tables alone: {"table2": html, "table3": html, "table4": html}; `link` as in report_html."""
    return {grid.name: _table(grid, link) for grid in grids(report)}


def _line(line: Line) -> str:
    tag = _TAGS.get(line.role, "p")
    text = escape(line.text).replace("\n", "<br>")
    lead = f'<strong class="report-lead">{escape(line.lead)}</strong>' if line.lead else ""
    return f'<{tag} class="report-{line.role}">{lead}{text}</{tag}>'


def _table(grid: Grid, link: Link | None) -> str:
    rows = [_row(row, link) for row in grid.rows]
    name = escape(grid.caption)
    return "\n".join(
        (
            # Wider than a phone: it scrolls by itself, so it must take the keyboard's focus and have a name.
            f'<div class="report-scroll" tabindex="0" role="region" aria-label="{name}">',
            f'<table class="report-table report-{grid.name}">',
            f'<caption class="report-caption">{name}</caption>',
            *(f'<colgroup span="{span}"></colgroup>' for span in grid.column_groups),
            *_sections(grid, rows),
            "</table>",
            "</div>",
        )
    )


def _sections(grid: Grid, rows: list[str]) -> Iterator[str]:
    if grid.head:
        yield "\n".join(("<thead>", *rows[: grid.head], "</thead>"))
    start = grid.head
    for height in grid.bodies:
        yield "\n".join(("<tbody>", *rows[start : start + height], "</tbody>"))
        start += height


def _row(row: tuple[Square, ...], link: Link | None) -> str:
    return f"<tr>{''.join(_square(square, link) for square in row)}</tr>"


def _square(square: Square, link: Link | None) -> str:
    tag = "th" if square.scope else "td"
    kind = square.scope or ("number" if square.place else "note")
    attributes = {
        "class": f"report-{kind}",
        "scope": square.scope,
        "rowspan": square.rowspan if square.rowspan > 1 else None,
        "colspan": square.colspan if square.colspan > 1 else None,
        "data-place": square.place,
    }
    written = "".join(f' {name}="{escape(str(value))}"' for name, value in attributes.items() if value)
    text = escape(square.text)
    address = link(square.place) if link and square.place and text else None
    if address:
        text = f'<a href="{escape(address)}">{text}</a>'
    return f"<{tag}{written}>{text}</{tag}>"
