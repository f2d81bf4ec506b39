"""The page headers and footers (页眉页脚) of a sheet, without the codes that set them: &C机密&"宋体,加粗"&12."""

import re

from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.stretch import Stretch
from gongkai.screening.content.carriers.sweep import sweep

_HEADS = re.compile(
    r"<(?:\w+:)?(?P<tag>(?:odd|even|first)(?:Header|Footer))\b[^<>]*(?<!/)>(?P<said>[^<]*+)</(?:\w+:)?(?P=tag)>"
)
# A part of the head begins; a font, a colour, a size, a figure that Excel fills in.
_CODE = re.compile(
    r"&(?:(?P<begins>[LCRlcr])|\"[^\"]*+\"|[Kk](?:[0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})|[0-9]{1,3}|[A-Za-z])"
)


def read_heads(text: str, part: str, draft: Draft, low: int) -> None:
    """Say all that follows the cells of a sheet, its heads without their codes."""
    for head in _HEADS.finditer(text, low):
        sweep(text, part, draft, low=low, high=head.start("said"))
        stretch, last = Stretch(text, part, *head.span("said")), 0
        for code in _CODE.finditer(stretch.text):
            stretch.quote(draft, last, code.start())
            if code["begins"]:
                draft.part()
            last = code.end()
        stretch.quote(draft, last, len(stretch.text))
        draft.part()
        low = head.end()
    sweep(text, part, draft, low=low)
