"""Labels of the index table (索引表) as sites print them: 索 引 号：, 【文号】, 成文日期 | …, one below the other.

A label counts only where a cell, a line or a blank parts it from what stands before; its value reaches to
the next label, the cell's end or the line's end, or stands on the next line.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.documents.tidy import IDEOGRAPH

# Field → its labels, the plainest first: where two are filled in, the earlier decides.
LABELS: dict[str, tuple[str, ...]] = {
    "index_number": ("索引号", "信息索引号", "索引编号", "信息索引"),
    "document_number": ("发文字号", "文号", "发文文号", "公文文号", "文件字号", "文件编号", "发文编号"),
    "title": ("标题", "信息标题", "文件标题", "信息名称", "文件名称", "名称"),
    "issuing_organ": (
        *("发文机关", "发文机构", "发文单位", "制发机关", "制定机关", "发布机构", "发布机关", "发布单位"),
        *("公开责任部门", "责任部门"),
    ),
    "formed_on": (
        *("成文日期", "成文时间", "生成日期", "生成时间", "信息生成日期", "制发日期", "印发日期"),
        *("发文日期", "发文时间"),
    ),
    "published_at": (*("发布日期", "发布时间", "公开日期", "公开时间", "信息公开日期", "公布日期", "时间"),),
    "subject": ("主题分类", "主题类别"),
    "genre": ("体裁分类", "体裁", "公文种类", "文种"),
    "validity": ("有效性", "文件有效性", "是否有效", "时效性", "时效状态", "效力状态"),
    "validity_on": ("废止日期", "失效日期", "废止时间", "失效时间", "失效废止日期"),
    "attribute": ("公开属性", "信息公开属性", "公开方式", "公开形式", "公开类别", "公开类型"),
    "keywords": ("主题词", "关键词", "关键字"),
    "source": ("来源", "信息来源"),
}
# Words that also stand in ordinary texts: they count only beside one of the fields below.
_ORDINARY = frozenset(
    {"标题", "名称", "时间", "来源", "公开方式", "公开形式", "公开时间", "责任部门", "体裁"}
)
_TELLING = frozenset({"index_number", "document_number", "formed_on", "published_at"})
_BESIDE = 400
_SEARCHED = 20_000

_SAME_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(odd): plain for plain, odds in ((" ", "\u3000\xa0\u2002\u2003"), ("|", "│┃")) for odd in odds
}
_FIELD_OF = {label: field for field, labels in LABELS.items() for label in labels}
_SPACED = "|".join(" {0,4}".join(label) for label in sorted(_FIELD_OF, key=len, reverse=True))
_LABEL = re.compile(
    rf"(?:^|(?<=[\s|•·●◆■\[【>*]))(?P<label>{_SPACED}) *(?P<end>[】\]]? *:|[】\]]|(?=[|\t])|(?=\n)|\Z)",
    re.MULTILINE,
)
_BEFORE_CELL = re.compile(r"(?:^|[|\t\n])[ •·●◆■*]*\Z")
_OTHER_LABEL = re.compile(rf"(?:^|\s)[{IDEOGRAPH}](?: ?[{IDEOGRAPH}]){{1,7}} *[:：]")
_BLANK = " \t|•·●◆■*"


class Labelled(NamedTuple):
    """A label and its value: the field, the label as known, the value as written, and where the label stands."""

    field: str
    label: str
    value: str
    at: int


def labelled(text: str) -> list[Labelled]:
    """The labels with a value near the head of the text, in their order."""
    text = text[:_SEARCHED]
    plain = text.translate(_SAME_WIDTH)
    found = [match for match in _LABEL.finditer(plain) if _is_label(plain, match)]
    ends = [*[match.start() for match in found], len(plain)][1:]
    telling = [match.start() for match in found if _FIELD_OF[_known(match)] in _TELLING - _weak(match)]
    return [
        Labelled(_FIELD_OF[_known(match)], _known(match), value, match.start())
        for match, end in zip(found, ends, strict=True)
        if (value := _value(text[match.end() : end]))
        and (not _weak(match) or any(abs(match.start() - other) <= _BESIDE for other in telling))
    ]


def _known(match: re.Match[str]) -> str:
    """The label without the blanks it was set with."""
    return match["label"].replace(" ", "")


def _weak(match: re.Match[str]) -> frozenset[str]:
    """All fields if the label is an ordinary word, none otherwise."""
    return frozenset(LABELS) if _known(match) in _ORDINARY else frozenset()


def _is_label(plain: str, match: re.Match[str]) -> bool:
    """Whether it ends in a colon or bracket, or fills a cell or line of its own."""
    return bool(match["end"]) or bool(_BEFORE_CELL.search(plain, max(0, match.start() - 40), match.start()))


def _value(text: str) -> str:
    """The value at the beginning of what stands between this label and the next."""
    for line in _lines(text):
        if other := _OTHER_LABEL.search(line):
            line = line[: other.start()]  # the rest belongs to a label we do not know
        return re.split(r"[|\t│┃｜]", line)[0].strip()
    return ""


def _lines(text: str) -> Iterator[str]:
    """The lines that are not empty, without the bullets and bars around them."""
    for line in text.split("\n"):
        bare = line.strip(_BLANK + "\u3000\xa0｜│┃")
        if bare:
            yield bare
