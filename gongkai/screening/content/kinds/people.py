"""What is said of a named person: health, disability and poverty (健康、残疾、致贫), children (未成年人)."""

import re
from collections.abc import Iterator
from functools import cache

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.persons import is_name, names_in, surname
from gongkai.screening.content.kinds.reading import Reading

# Names of organs, benefits and policies: they say nothing of anybody's health.
_POLICIES = {
    "残疾": (
        "人联合会", "人联", "人保障", "人就业", "人两项补贴", "人补贴", "人生活补贴", "人护理补贴", "人事业", "人工作",
        "人康复", "人服务", "人权益", "人专职", "人托养", "人体育", "人综合", "人福利", "人基金", "人专门协会", "预防",
        "军人", "评定", "等级评定", "儿童康复救助",
    ),
    "大病": ("保险", "救助", "专项", "医疗", "统筹", "集中救治", "补充"),
}  # fmt: skip
_SENTENCE_ENDS = "。！？!?\n"
_REACH = 60
_CHILD_WORDS = re.compile(
    "小学|幼儿园|中学|学生|幼儿|儿童|孤儿|留守|少先队|入学|学籍|班级|未成年|营养餐|控辍保学"
)
_NUMBERED = re.compile("[0-9一二三四五六七八九十周 ]")
_AGE = re.compile(
    r"(?<![0-9])([0-9]|1[0-7])\s?周?岁|(?<![十百])(?:十[一二三四五六七]?|[一二三四五六七八九])周?岁"
    r"|未满\s?(?:14|十四|16|十六|18|十八)|未成年"
)


def ailments(reading: Reading) -> Iterator[Hit]:
    """Words of health and hardship in the sentence or the row of a named person; the mask drops them."""
    for word in reading.words:
        if word.name != "health" or reading.text.startswith(_POLICIES.get(word.text, ()), word.end):
            continue
        if _somebody(reading, word.start, word.end):
            yield Hit(word.start, word.end, Kind.HEALTH, Severity.WARN, "")


def _somebody(reading: Reading, start: int, end: int) -> bool:
    """Whether a person is named in the sentence or row around."""
    text = reading.text
    left = max(text.rfind(mark, max(start - _REACH, 0), start) for mark in _SENTENCE_ENDS) + 1
    left = max(left, start - _REACH, 0)
    ends = [place for mark in _SENTENCE_ENDS if (place := text.find(mark, end, end + _REACH)) >= 0]
    around = text[left : min(ends, default=end + _REACH)]
    if "\t" in around or "|" in around:
        row = text[text.rfind("\n", max(start - 400, 0), start) + 1 : min(ends, default=end + _REACH)]
        return any(is_name(cell) for cell in re.split("[\t|]", row))
    return bool(names_in(around))


def minors(reading: Reading) -> Iterator[Hit]:
    """Names of children: in a column of pupils' names, called so, or with their age; the surname stays."""
    found = set(_in_columns(reading)) | set(_in_sentences(reading))
    for start, end in sorted(found):
        kept = 2 if end - start > 3 else 1
        mask = reading.text[start : start + kept] + "*" * (end - start - kept)
        yield Hit(start, end, Kind.MINOR, Severity.WARN, mask)


def _in_columns(reading: Reading) -> Iterator[tuple[int, int]]:
    """Names in columns headed 学生姓名, or 姓名 in a list that its title says is of children."""
    for heading in reading.columns.headings:
        title = reading.text[max(heading.start - 200, 0) : heading.end + 80]
        if heading.meaning == "minor" or (heading.meaning == "name" and _CHILD_WORDS.search(title)):
            for start, end in reading.columns.below(heading):
                if is_name(reading.text[start:end]):
                    yield start, end


def _in_sentences(reading: Reading) -> Iterator[tuple[int, int]]:
    """学生张某某, and 张某某，男，8岁."""
    text = reading.text
    aged = [place + 1 for place in reading.spots.at("岁") if _NUMBERED.match(text, max(place - 1, 0))]
    for word in reading.words:
        if word.name == "child":
            match = _called().match(text, word.end)
            if match and is_name(match[1]):
                yield match.span(1)
        elif word.name == "age":
            aged.append(word.end)
    for end in aged:
        begin = max(end - 24, 0)
        begin = max(begin, 1 + max(text.rfind(mark, begin, end) for mark in _SENTENCE_ENDS))
        sentence = text[begin : end + 2]
        if _AGE.search(sentence):
            for first, last in names_in(sentence):
                yield begin + first, begin + last


@cache
def _called() -> re.Pattern[str]:
    return re.compile(
        f"[：:]?({surname()}[\u4e00-\u9fff某×*]{{1,2}})(?=[，,、（(）)；;：:。\\s因患系的被在]|$)"
    )
