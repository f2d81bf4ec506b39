"""Days of birth (出生日期) beside a name or the word for it."""

import re
from collections.abc import Iterator

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.reading import Reading

_YEAR = "(?:18|19|20)[0-9]{2}"
_DAY = (
    rf"{_YEAR}(?:\s?年\s?[0-9]{{1,2}}\s?月(?:\s?[0-9]{{1,2}}\s?日)?"
    "|[-./][0-9]{1,2}[-./][0-9]{1,2}|(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])"
    r"|[-./](?:0?[1-9]|1[0-2])(?![-./]?[0-9]))(?![0-9])"
    "|[一二][九〇零○][一二三四五六七八九〇零○]{2}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
)
_AFTER_WORD = re.compile(f'(?:日期|年月日?|时间|于)?[\\s：:为是（("|]{{0,4}}({_DAY})')
_BEFORE_WORD = re.compile(f"(?:{_DAY})\\s?$")
_ENDS = re.compile(r"[，,。；;、）)\s]|$")  # 生 as the end of a phrase, not of 产生 or before 产
_AFTER_SEX = re.compile(f"[，,、；;\\s]{{1,2}}(?:[\u4e00-\u9fff]{{1,5}}族[，,、；;\\s]{{1,2}})?({_DAY})")
_FOLLOWING = {"birth": _AFTER_WORD, "sex": _AFTER_SEX}
_FOLLOWED = frozenset({"birth", "born"})
_CELL_DAY = re.compile(_DAY)


def births(reading: Reading) -> Iterator[Hit]:
    """Every day of birth; the mask keeps the year."""
    view, seen = reading.view, set()
    found: list[tuple[int, int]] = []
    for word in reading.words:
        following = _FOLLOWING.get(word.name)
        match = following.match(view, word.end) if following else None
        if match:
            found.append(match.span(1))
        if word.name in _FOLLOWED and (word.name == "birth" or _ENDS.match(view, word.end)):
            found += _just_before(view, word.start)
    for heading in reading.columns.headings:
        if heading.meaning == "birth":
            for start, end in reading.columns.below(heading):
                match = _CELL_DAY.match(view, start, end)
                if match:
                    found.append(match.span())
    for start, end in sorted(found):
        if start not in seen:
            seen.add(start)
            day = reading.text[start:end]
            yield Hit(
                start,
                end,
                Kind.BIRTH_DATE,
                Severity.WARN,
                day[:4] + re.sub("[0-9一二三四五六七八九十]", "*", view[start + 4 : end]),
            )


def _just_before(view: str, end: int) -> list[tuple[int, int]]:
    """The day that ends here, such as that of 1990年1月1日出生."""
    match = _BEFORE_WORD.search(view[max(end - 18, 0) : end])
    return [(match.start() + max(end - 18, 0), match.end() + max(end - 18, 0))] if match else []
