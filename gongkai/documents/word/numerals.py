"""Numbers as automatic numbering (自动编号) writes them: 三, 叁, 甲, ③, ⑶, iii, c …"""

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "ideographTraditionalCounting",
     "taiwaneseCountingThousand", "koreanCounting"}
)  # fmt: skip
_ROWS = {  # kind → the first character, and how many the row has
    "decimalEnclosedCircle": ("①", 20), "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedFullstop": ("⒈", 20), "decimalEnclosedParen": ("⑴", 20), "ideographEnclosedCircle": ("㊀", 10),
}  # fmt: skip


def written(number: int, kind: str) -> str:
    """The number in the format that Word calls `kind`; plain digits where the format has no such number."""
    if number < 1 or number > 9_999:
        return str(number)
    if kind in _CHINESE:
        return chinese(number)
    if kind in ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"):
        return chinese(number, _FORMAL, ("", "拾", "佰", "仟"))
    if kind in ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"):
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if kind in _ROWS and number <= _ROWS[kind][1]:
        return chr(ord(_ROWS[kind][0]) + number - 1)
    if kind == "ideographTraditional":
        return _STEMS[(number - 1) % 10]
    if kind == "ideographZodiac":
        return _BRANCHES[(number - 1) % 12]
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if kind == "upperRoman" else _roman(number)
    return f"{number:02d}" if kind == "decimalZero" else str(number)


def chinese(number: int, digits: str = _DIGITS, places: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """A number from 1 to 9,999 in Chinese numerals: 12 → 十二, 105 → 一百零五."""
    text, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap else "") + digits[digit] + places[place]
        gap = not digit and bool(text)
    return text[1:] if text.startswith("一十") else text


def _roman(number: int) -> str:
    """A number in small Roman numerals."""
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (number // worth)
        number %= worth
    return text
