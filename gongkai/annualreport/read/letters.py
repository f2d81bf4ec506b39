"""Characters that look right and are not (字形相同的异码字符): what copying from a PDF or a chat window leaves in a text."""

from __future__ import annotations

import re
import unicodedata

# 部首 of the Supplement that Unicode itself gives no character for.
_SUPPLEMENT = dict(
    zip(
        "⺎⺒⺝⺟⺠⺪⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰",
        "兀巳月母民疋虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙",
        strict=True,
    )
)
# 康熙部首 (U+2F00–U+2FD5) and what stands for them: ⾏ is 行.
RADICALS: dict[int, str] = {ord(odd): plain for odd, plain in _SUPPLEMENT.items()} | {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)
}
UNSEEN = frozenset(
    (0xAD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF)
)
_INVISIBLE = "\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_ODD = re.compile(f"[{_INVISIBLE}\u2e80-\u2fd5]")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")


def plain(text: str) -> str:
    """The text without invisible characters, and with characters instead of radicals."""
    if not _ODD.search(text):
        return text
    return _UNSEEN.sub("", text).translate(RADICALS)
