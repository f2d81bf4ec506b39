"""Pages of a PDF set in two columns (分栏): each column read by itself, for a number goes on in its own column."""

import re
from collections.abc import Iterator

import pypdfium2

_LEAST = 6  # pieces of text on either side
_MOST = 4_000
_GUTTER = 6.0  # points between columns, at least
# What reading line by line across both columns would tear apart or bury.
_WRAPS = re.compile(
    r"[0-9\uff10-\uff19][ -]?[\r\n]+[ ]?[0-9\uff10-\uff19]{3}|(?:\A|[\r\n])[^\r\n]{0,6}(?:密|内部)"
)


def columns_of(page: pypdfium2.PdfPage, words: pypdfium2.PdfTextPage) -> Iterator[str]:
    """The text of each column, where a page has two and one of them holds what may be torn apart."""
    count = words.count_rects()
    if not 2 * _LEAST <= count <= _MOST:
        return
    middle = page.get_width() / 2
    left = right = across = 0
    for number in range(count):
        begins, _, ends, _ = words.get_rect(number)
        if ends < middle + _GUTTER / 2:
            left += 1
        elif begins > middle - _GUTTER / 2:
            right += 1
        else:
            across += 1
    if left < _LEAST or right < _LEAST or across * 5 > count:
        return
    for sides in ({"right": middle}, {"left": middle}):
        text = words.get_text_bounded(**sides)
        if _WRAPS.search(text):
            yield text
