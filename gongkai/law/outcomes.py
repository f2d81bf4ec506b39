"""How an application may end 办理结果: the answer, the article it stands on, the row of the annual report."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

import yaml

from gongkai.law.cite import Article

FormatName = Literal["2019", "2021"]

APPLICANT_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "person": "自然人",
        "business": "商业企业",
        "research": "科研机构",
        "welfare": "社会公益组织",
        "legal": "法律服务机构",
        "other": "其他",
    }
)


@dataclass(frozen=True)
class Answer:
    """One kind of answer 答复 that leads to an outcome: several answers may share a report row."""

    key: str
    label: str
    article: Article | None


@dataclass(frozen=True)
class Outcome:
    """One leaf row of the report's third table: exactly one per closed case.

    `article` is the provision it rests on, None where the regulation has none (refuse5, other3); `row_2019`
    and `row_2021` are the row keys in the two formats; `answers` are the answers counted in it, never empty.
    """

    key: str
    label: str
    article: Article | None
    row_2019: str
    row_2021: str
    answers: tuple[Answer, ...]


def row_for(outcome_key: str, format_name: FormatName) -> str:
    """The row key an outcome is counted in. Raises ValueError for an unknown outcome or format."""
    outcome = OUTCOMES.get(outcome_key)
    if outcome is None:
        raise ValueError(f"没有“{outcome_key}”这一办理结果。")
    if format_name not in get_args(FormatName):
        raise ValueError(f"没有“{format_name}”年度报告格式，只有2019年格式和2021年格式。")
    return outcome.row_2019 if format_name == "2019" else outcome.row_2021


def _article(written: str | None) -> Article | None:
    return Article.parse(written) if written else None


def _outcome(row: dict[str, Any]) -> Outcome:
    answers = row.get("answers") or [row]
    return Outcome(
        key=row["key"],
        label=row["label"],
        article=_article(row.get("article")),
        row_2019=row.get("row_2019", row["key"]),
        row_2021=row["key"],
        answers=tuple(Answer(one["key"], one["label"], _article(one.get("article"))) for one in answers),
    )


def _load() -> Mapping[str, Outcome]:
    rows: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("outcomes.yaml").read_text("utf-8"))
    return MappingProxyType({row["key"]: _outcome(row) for row in rows})


OUTCOMES: Mapping[str, Outcome] = _load()
