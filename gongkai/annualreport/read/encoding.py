"""The text in bytes of unknown encoding, told by what comes out and never by what the file says of itself.

Published pages declare GBK and are UTF-8, declare UTF-8 and are GBK, carry a broken byte at the end of a
string cut by a database, or come in the traditional characters of Big5.
"""

from __future__ import annotations

from collections.abc import Iterator

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs")
# Characters that any annual report is full of; text decoded wrongly has next to none of them.
_EXPECTED = frozenset("政府信息公开年度报告工作情况申请行机关的一二三四五六") | frozenset("資訊開報")
_LOST = "\ufffd"
MOST_LOST = 0.02  # the share of characters that may be broken in a text still worth reading
FEWEST_EXPECTED = 10  # such characters in the first pages show that UTF-16 without its mark is a report


def is_text(content: bytes) -> bool:
    """Whether the bytes are text at all."""
    marked = any(content.startswith(mark) for mark, _ in _MARKS)
    return marked or b"\0" not in content or _wide(content) is not None


def decoded(content: bytes) -> str | None:
    """The text, with U+FFFD for single broken bytes; None when no encoding gives a text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _sound(content.decode(encoding, "replace"))
    if b"\0" in content:
        wide = _wide(content)
        return _sound(content.decode(wide, "replace")) if wide else None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        best = max(_decodings(content), key=_worth, default="")
        return _sound(best)


def _decodings(content: bytes) -> Iterator[str]:
    for encoding in _CANDIDATES:
        yield content.decode(encoding, "replace")


def _worth(text: str) -> int:
    expected = sum(text.count(character) for character in _EXPECTED)
    return expected - 20 * text.count(_LOST)


def _sound(text: str) -> str | None:
    return text if text.count(_LOST) <= MOST_LOST * len(text) + 1 else None


def _wide(content: bytes) -> str | None:
    """UTF-16 without its mark: one of its two orders gives the words of a report, the other none."""
    head = content[: 4096 * 2]
    best = max(("utf-16-le", "utf-16-be"), key=lambda name: _worth(head.decode(name, "replace")))
    return best if _worth(head.decode(best, "replace")) > FEWEST_EXPECTED else None
