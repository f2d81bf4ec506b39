"""Article 条文: a citation as a value, so that every rule can name the text it stands on."""

import re
from dataclasses import dataclass
from functools import cache

_DIGITS = "零一二三四五六七八九"
_LARGEST = 9999
_WRITTEN = re.compile(
    r"《(?P<law>[^《》]+)》(?:（(?P<edition>[^（）]+)）)?"
    r"第(?P<article>[零一二三四五六七八九十百千]+)条"
    r"(?:第(?P<paragraph>[零一二三四五六七八九十百千]+)款)?"
    r"(?:第（(?P<item>[零一二三四五六七八九十百千]+)）项)?"
)


def chinese_number(number: int) -> str:
    """Write 1…9999 as statutes do: 10 十, 26 二十六, 105 一百零五, 110 一百一十.

    Raises ValueError outside that range: no statute numbers its articles so.
    """
    if not 1 <= number <= _LARGEST:
        raise ValueError(f"条、款、项的序号应在1至{_LARGEST}之间，现为{number}。")
    written, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit == 0:
            gap = bool(written)
            continue
        written += ("零" if gap else "") + _DIGITS[digit] + unit
        gap = False
    return written.removeprefix("一") if 10 <= number < 20 else written


@cache
def _numbers() -> dict[str, int]:
    return {chinese_number(number): number for number in range(1, _LARGEST + 1)}


@dataclass(frozen=True)
class Article:
    """One provision: law 法律名称, article 条, paragraph 款, item 项, all counted from 1.

    `edition` (for instance 国务院令第492号) is given only where the number alone would point to the text
    now in force instead of an earlier one.
    """

    law: str
    article: int
    paragraph: int | None = None
    item: int | None = None
    edition: str | None = None

    def __post_init__(self) -> None:
        if not self.law.strip():
            raise ValueError("引用条文应写明法律、法规的名称。")
        for number in (self.article, self.paragraph, self.item):
            if number is not None:
                chinese_number(number)

    def __str__(self) -> str:
        edition = f"（{self.edition}）" if self.edition else ""
        paragraph = f"第{chinese_number(self.paragraph)}款" if self.paragraph else ""
        item = f"第（{chinese_number(self.item)}）项" if self.item else ""
        return f"《{self.law}》{edition}第{chinese_number(self.article)}条{paragraph}{item}"

    @classmethod
    def parse(cls, text: str) -> "Article":
        """Read a citation written as `str(article)` writes it; anything else raises ValueError."""
        found = _WRITTEN.fullmatch(text.strip())
        numbers = _numbers()
        if found is None or any(
            found[part] is not None and found[part] not in numbers
            for part in ("article", "paragraph", "item")
        ):
            raise ValueError(f"“{text}”不是完整的条文引用，请写成“《政府信息公开条例》第二十六条”的样式。")
        return cls(
            law=found["law"],
            article=numbers[found["article"]],
            paragraph=numbers[found["paragraph"]] if found["paragraph"] else None,
            item=numbers[found["item"]] if found["item"] else None,
            edition=found["edition"],
        )
