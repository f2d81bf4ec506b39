"""The same text with every way to write a digit written as 0–9, character for character (same length).

Numbers hide behind full-width, circled, superscript and Chinese digits, behind characters that nobody sees and
behind tags. Offsets must stay those of the text, so whatever is longer than one character is filled up with
HIDDEN, which counts as nothing between two digits.
"""

import re
import unicodedata
from functools import cache

HIDDEN = "\u200b"
_CHINESE = dict(zip("〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两", "00012345678912345678912", strict=True))
NUMERALS = "".join(_CHINESE)
_LETTERS = {"×": "X", "Х": "X", "х": "X", "Χ": "X", "χ": "X", "✕": "X", "╳": "X", "Ⅹ": "X", "ⅹ": "X"}
_RANGES = (
    (0, 9),
    (0x0B, 0x0D),
    (0x0E, 0x20),
    (0x7F, 0x3000),
    (0xFE00, 0xFE10),
    (0xFE20, 0xFE30),
    (0xFEFF, 0xFF00),
    (0xFF10, 0xFF5B),
)
_ASTRAL = ((0x1D7CE, 0x1D800), (0x1F100, 0x1F10B), (0x1FBF0, 0x1FBFA), (0xE0000, 0xE0200))

# A tag that carries a long number itself (an address with an ID in it) stays, so that the number is seen.
_TAG = re.compile(r"</?[A-Za-z!](?:(?![0-9]{6})[^<>\n]){0,300}>")
_NAME = re.compile("</?([A-Za-z]+[1-6]?)")
_LINES = ("tr", "p", "br", "div", "li", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "table", "option")
_PARTING = {"td": "\t", "th": "\t"} | dict.fromkeys(_LINES, "\n")
_ENTITY = re.compile(r"&(?:#[xX]?[0-9A-Fa-f]{1,6}|[a-z]{2,8});")
_ESCAPED = re.compile(r"%(?:3[0-9]|[57]8|20|2[DdEe])")
_SPACES = frozenset({"nbsp", "ensp", "emsp", "thinsp", "shy", "zwnj", "zwj", "lrm", "rlm"})
_SPELT = re.compile(f"[{NUMERALS}][0-9{NUMERALS} \u3000\u200b\\-]{{7,}}")
_BEFORE = re.compile("[0-9 \u200b-]*$")
_SPELLING = str.maketrans(_CHINESE)


def _folded(character: str) -> str | None:
    """What stands for this character; None if it stays."""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return None if character.isascii() else str(digit)
    if character in _LETTERS:
        return _LETTERS[character]
    if unicodedata.category(character) in ("Cf", "Mn", "Me", "Cc"):
        return "\n" if character in "\x0b\x0c\x85" else HIDDEN
    if "\uff21" <= character <= "\uff5a" and character.isalpha():
        return unicodedata.normalize("NFKC", character)
    return None


@cache
def _table() -> tuple[dict[int, str], re.Pattern[str]]:
    points = (point for first, end in _RANGES + _ASTRAL for point in range(first, end))
    table = {point: folded for point in points if (folded := _folded(chr(point))) is not None}
    single = (
        "[" + "".join(re.escape(chr(point)) for point in table if point < 0x10000) + "\U0001d7ce-\U000e01ff]"
    )
    return table, re.compile(
        single + single + "*"
    )  # not single+: only a leading set lets the search run at full speed


def odd_characters() -> str:
    """Everything that stands for a digit or for nothing, as far as it lies in the first plane of Unicode."""
    return "".join(chr(point) for point in _table()[0] if point < 0x10000)


def fold(text: str, *, odd: bool = True, spelt: bool = True) -> str:
    """The text for the detectors of numbers, of the same length; `odd` is whether it has odd characters,
    `spelt` whether it may have numbers in Chinese digits.
    """
    table, pattern = _table()
    if "<" in text:
        text = _TAG.sub(_untagged, text)
    if "&" in text:
        text = _ENTITY.sub(_decoded, text)
    if "%" in text:
        text = _ESCAPED.sub(_decoded, text)
    if odd:
        text = pattern.sub(lambda found: found[0].translate(table), text)
    return _SPELT.sub(_spelt, text) if spelt else text


def _untagged(found: re.Match[str]) -> str:
    """Nothing for a tag within words; the end of a cell or of a line for one that parts them."""
    name = _NAME.match(found[0])
    parting = _PARTING.get(name[1].lower(), HIDDEN) if name else HIDDEN
    return parting + HIDDEN * (len(found[0]) - 1)


def _decoded(found: re.Match[str]) -> str:
    """The character that was meant, filled up to the length of its code."""
    code = found[0]
    if code[0] == "%":
        plain = chr(int(code[1:], 16))
    elif code[1] == "#":
        number = code[2:-1]
        point = int(number[1:], 16) if number[0] in "xX" else int(number) if number.isdigit() else 0
        plain = chr(point) if 32 <= point < 0x110000 else HIDDEN
    elif code[1:-1] in _SPACES:
        plain = " "
    else:
        return code
    return plain + HIDDEN * (len(code) - 1)


def _spelt(found: re.Match[str]) -> str:
    """Chinese digits, where there are enough to be a number and not a way of speaking."""
    before = _BEFORE.search(found.string[max(found.start() - 20, 0) : found.start()])
    numerals = sum(map(found[0].count, NUMERALS))
    digits = sum(map(str.isdigit, found[0] + before[0] if before else found[0]))
    return found[0].translate(_SPELLING) if numerals >= 4 and numerals + digits >= 11 else found[0]
