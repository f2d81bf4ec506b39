"""The QR code (二维码) of a page: opens its address on a phone."""

import segno
from django.utils.safestring import SafeString, mark_safe

QUIET = 4  # modules around the code, as readers of codes ask (ISO/IEC 18004)
LABEL = "本页网址的二维码"
# Any mask can be read; trying all eight for the prettiest would triple the time that a page takes.
MASK = 3


def qr_svg(address: str) -> SafeString:
    """An inline SVG that holds `address`; its size is the style sheet's to say."""
    code = segno.make(address, error="m", micro=False, boost_error=False, mask=MASK)
    drawn = code.svg_inline(border=QUIET, omitsize=True, light="#fff", svgclass=None, lineclass=None)
    named = drawn.replace("<svg ", f'<svg role="img" aria-label="{LABEL}" shape-rendering="crispEdges" ', 1)
    return mark_safe(named)  # noqa: S308  (made of numbers alone: the address stands in it as black and white)
