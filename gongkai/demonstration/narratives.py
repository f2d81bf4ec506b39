"""The words of annual reports (年报), from `narratives.yaml`."""

from gongkai.demonstration.content import ReportNarrative
from gongkai.demonstration.families import FOLDER, read_yaml

PARTS = (
    "（一）主动公开",
    "（二）依申请公开",
    "（三）政府信息管理",
    "（四）政府信息公开平台建设",
    "（五）监督保障",
)
# Names of numbers that the texts quote; whoever compiles the report must know every one.
PLACEHOLDERS = frozenset(
    (
        "主动公开条数",
        "采购项目数",
        "采购金额",
        "新收申请",
        "上年结转",
        "办结申请",
        "结转下年",
        "现行有效规范性文件",
    )
)


def narratives() -> tuple[ReportNarrative, ...]:
    """Every narrative, by organ and year. `parts` are keyed by the five headings of section 一."""
    return tuple(
        ReportNarrative(
            organ=organ,
            year=year,
            intro=words["intro"].strip(),
            parts=dict(zip(PARTS, (text.strip() for text in words["parts"]), strict=True)),
            problems=words["problems"].strip(),
            other=words["other"].strip(),
        )
        for organ, years in read_yaml(FOLDER / "narratives.yaml").items()
        for year, words in years.items()
    )
