"""Tables as HTML: merged cells become colspan and rowspan, heading rows th."""

import re
from dataclasses import dataclass

from gongkai.documents.word.source import Element, W, value

_WIDEST = 63  # columns; Word's own limit


@dataclass
class _Cell:
    """A cell as it will be written."""

    html: str
    across: int = 1
    down: int = 1

    def written(self, tag: str) -> str:
        """The cell as HTML."""
        spans = f' colspan="{self.across}"' if self.across > 1 else ""
        spans += f' rowspan="{self.down}"' if self.down > 1 else ""
        scope = ' scope="col"' if tag == "th" else ""
        return f"<{tag}{spans}{scope}>{self.html}</{tag}>"


def table_html(rows: list[Element], cells: list[list[tuple[Element, str]]]) -> str:
    """The table of these rows; for each row its cells with what they hold."""
    grid = _merged(rows, cells)
    heading = 0
    while heading < len(rows) and rows[heading].find(f"{W}trPr/{W}tblHeader") is not None:
        heading += 1
    if (
        not heading
        and len(grid) > 1
        and grid[0]
        and all(cell.html.startswith("<strong>") for cell in grid[0])
    ):
        heading = 1
    if heading == len(grid):
        heading = 0
    head = "".join(_row(row, "th") for row in grid[:heading])
    body = "".join(_row(row, "td") for row in grid[heading:])
    return f"<table>{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>"


def _row(row: list[_Cell], tag: str) -> str:
    """A row as HTML; headings need no bold."""
    cells = "".join(cell.written(tag) for cell in row)
    return f"<tr>{re.sub('</?strong>', '', cells) if tag == 'th' else cells}</tr>"


def _merged(rows: list[Element], cells: list[list[tuple[Element, str]]]) -> list[list[_Cell]]:
    """The cells that are left once those merged away are counted to the ones they belong to."""
    grid: list[list[_Cell]] = []
    going_down: dict[int, _Cell] = {}
    for row, held in zip(rows, cells, strict=True):
        line: list[_Cell] = []
        column = _count(value(row.find(W + "trPr"), "gridBefore"), 0)
        if column:
            line.append(_Cell("", column))
        for element, html in held:
            properties = element.find(W + "tcPr")
            across = _count(value(properties, "gridSpan"), 1)
            down = None if properties is None else properties.find(W + "vMerge")
            if line and value(properties, "hMerge") == "continue":
                line[-1].across += across
            elif down is not None and down.get(W + "val") != "restart" and column in going_down:
                going_down[column].down += 1
            else:
                for covered in range(column, column + across):
                    going_down.pop(covered, None)
                line.append(_Cell(html, across))
                if down is not None:
                    going_down[column] = line[-1]
            column += across
        going_down = {at: cell for at, cell in going_down.items() if at < column}
        grid.append(line)
    return grid


def _count(text: str | None, least: int) -> int:
    """A number of columns, within reason."""
    return min(max(int(text), least), _WIDEST) if text and text.isdecimal() and len(text) < 6 else least
