"""The kinds of letters 文书种类, from `kinds.yaml`: one for each answer, one for each step that must be told to somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from gongkai.applications.models import Kind
from gongkai.law.cite import Article
from gongkai.law.outcomes import OUTCOMES

APPLICANT, THIRD_PARTY, ORGAN, SECTION = "applicant", "third_party", "organ", "section"
RECEIVERS: Mapping[str, str] = MappingProxyType(
    {
        APPLICANT: "发给申请人",
        THIRD_PARTY: "发给第三方",
        ORGAN: "发给共同制作的机关",
        SECTION: "发给协助的科室、单位",
    }
)
CHECK, SIGN = "check", "sign"
TOLD_THIRD_PARTY = "third_party_told"  # 依申请公开告知书: it is disclosed although the third party objects
REASON, REMEDIES, REPLACES, OTHER = "reason", "remedies", "replaces", "addition"
# Steps that nobody outside has to be told of by a letter of their own, and why.
WITHOUT_LETTER: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.SUPPLEMENT_RECEIVED: "对方交来的，登记即可。",
        Kind.THIRD_PARTY_REPLIED: "对方交来的，登记即可。",
        Kind.ORGAN_REPLIED: "对方交来的，登记即可。",
        Kind.FEE_PAID: "缴费另有财政票据。",
        Kind.REOPENED: "复议机关或者法院的文书，重新答复另用答复文书。",
        Kind.CO_HANDLED: "科室交来的，登记即可。",
        Kind.SPLIT: "分出的每一件各有登记回执。",
        Kind.WITHDRAWN: "撤回以后用终止办理告知书答复。",
        Kind.MADE_PUBLIC: "转为主动公开以后用已主动公开告知书答复。",
        Kind.HANDED_OVER: "本机关内部的事。",
        Kind.RECOUNTED: "系统重新计算，没有改变任何人的权利。",
        Kind.ARCHIVED: "本机关内部的事。",
    }
)


@dataclass(frozen=True)
class Block:
    """One paragraph: `text` has places for facts in braces; `basis` is the article for which it may not be empty.

    `shortest` counts characters; a `fixed` one is the law's own and made anew each time; one with `when` is left out
    while that fact is empty.
    """

    key: str
    label: str
    text: str = ""
    must: bool = False
    basis: Article | None = None
    shortest: int = 1
    fixed: bool = False
    when: str = ""


@dataclass(frozen=True)
class LetterKind:
    """One kind. `answer` is the answer (and so the outcome) that the letter gives, empty for a letter of the procedure.

    `events` are the steps it goes with; with `registers` the letter may go out first and the step be entered after it.
    `needs` are the passes before it is issued; `asks` what is to be filled in; `told` the outcome whose remedies it
    names, empty for letters that change nobody's rights.
    """

    key: str
    title: str
    series: str
    article: Article | None
    blocks: tuple[Block, ...]
    needs: frozenset[str]
    asks: tuple[str, ...]
    to: str = APPLICANT
    answer: str = ""
    events: tuple[Kind, ...] = ()
    registers: bool = False
    told: str = ""

    @cached_property
    def outcome(self) -> str:
        """The outcome that the answer counts as; empty for a letter of the procedure."""
        return OUTCOME_OF.get(self.answer, "")

    @cached_property
    def name(self) -> str:
        """What a list calls it: the answer tells several letters of one title apart."""
        return f"{self.title}：{ANSWERS[self.answer]}" if self.answer else self.title

    @cached_property
    def said(self) -> str:
        """Beside its title: which answer it gives, or to whom it goes."""
        return ANSWERS[self.answer] if self.answer else RECEIVERS[self.to]

    def block(self, key: str) -> Block | None:
        """One of its paragraphs."""
        return next((one for one in self.blocks if one.key == key), None)


OUTCOME_OF: Mapping[str, str] = MappingProxyType(
    {answer.key: outcome.key for outcome in OUTCOMES.values() for answer in outcome.answers}
)
ANSWERS: Mapping[str, str] = MappingProxyType(
    {answer.key: answer.label for outcome in OUTCOMES.values() for answer in outcome.answers}
)
_ARTICLES = {answer.key: answer.article for outcome in OUTCOMES.values() for answer in outcome.answers}


def _blocks(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Block]:
    return {
        key: Block(key, **{**row, "basis": Article.parse(row["basis"]) if row.get("basis") else None})
        for key, row in rows.items()
    }


def _kind(row: dict[str, Any], known: Mapping[str, Block]) -> LetterKind:
    texts, answer = row.pop("texts", {}), row.get("answer", "")
    article = _ARTICLES[answer] if answer else (Article.parse(row["article"]) if "article" in row else None)
    events = row.pop("event", [])
    blocks = []
    for key in row.pop("blocks"):
        block = replace(known[key], text=texts.get(key, known[key].text))
        blocks.append(block if answer or not block.must else replace(block, basis=article or block.basis))
    return LetterKind(
        **row
        | {
            "article": article,
            "blocks": tuple(blocks),
            "needs": frozenset(row["needs"]),
            "asks": tuple(row["asks"]),
            "told": row.pop("remedies", "") or OUTCOME_OF.get(answer, ""),
            "events": tuple(Kind(one) for one in ([events] if isinstance(events, str) else events)),
        }
    )


def _load() -> Mapping[str, LetterKind]:
    data = yaml.safe_load(Path(__file__).with_name("kinds.yaml").read_text("utf-8"))
    known = _blocks(data["blocks"])
    return MappingProxyType({row["key"]: _kind(dict(row), known) for row in data["kinds"]})


KINDS: Mapping[str, LetterKind] = _load()
OF_ANSWER: Mapping[str, LetterKind] = MappingProxyType(
    {one.answer: one for one in KINDS.values() if one.answer}
)
