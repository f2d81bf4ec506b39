"""征求意见, 反馈, 澄清 and corrected pages of the demonstration district, from `relations.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from gongkai.demonstration.content import Correction, ItemData
from gongkai.demonstration.days import office_moment, spelled, working_day
from gongkai.demonstration.families import FOLDER, read_yaml
from gongkai.demonstration.markup import to_html
from gongkai.demonstration.organs import organs


@cache
def _written() -> dict[str, list[dict[str, Any]]]:
    return read_yaml(FOLDER / "relations.yaml")


def related(items: Sequence[ItemData]) -> list[ItemData]:
    """Every solicitation, feedback and clarification about the documents among `items`. Raises KeyError."""
    made: list[ItemData] = []
    for facts in _written()["solicitations"]:
        document = _document(facts, items)
        asked = _solicitation(facts, document)
        made += [asked, _feedback(facts["feedback"], document, asked)]
    for facts in _written()["clarifications"]:
        document = _document(facts, items)
        day = working_day(document.published_at.date() + timedelta(days=facts["after"]))
        found = _item(facts, document, day, "公告", "澄清")
        made.append(
            replace(
                found, relation="clarification", answers=facts["answers"], explains=document.document_number
            )
        )
    return made


def corrections(items: Sequence[ItemData]) -> list[Correction]:
    """What was changed on public pages, in the order of days. Raises KeyError for a page that is not there."""
    pages = {item.title: item for item in items}
    made = [_issued(facts, items) for facts in _written()["solicitations"]]
    for facts in _written()["corrections"]:
        page = pages[facts["title"]]
        day = working_day(page.published_at.date() + timedelta(days=facts["after"]))
        made.append(
            Correction(page.title, office_moment(day, facts["note"]), facts["note"], to_html(facts["add"]))
        )
    return sorted(made, key=lambda one: one.at)


def _issued(facts: dict[str, Any], items: Iterable[ItemData]) -> Correction:
    """The document has appeared: the page of its solicitation leads to it."""
    document = _document(facts, items)
    day = working_day(document.published_at.date() + timedelta(days=1))
    return Correction(
        facts["title"],
        office_moment(day, facts["issued"]),
        facts["issued"],
        explains=document.document_number,
    )


def _document(facts: dict[str, Any], items: Iterable[ItemData]) -> ItemData:
    documents = {(one.organ, one.family, one.formed_on.year): one for one in items if one.document_number}
    return documents[tuple(facts["of"])]


def _solicitation(facts: dict[str, Any], document: ItemData) -> ItemData:
    day = working_day(document.published_at.date() - timedelta(days=facts["before"]))
    organ = organs()[document.organ]
    return replace(
        _item(facts, document, day, "公告", "征求意见"),
        relation="solicitation",
        closes_on=day + timedelta(days=facts["open"]),
        opinions_to=f"{organ.address}{organ.disclosure_office}，电话{organ.phone}",
    )


def _feedback(facts: dict[str, Any], document: ItemData, asked: ItemData) -> ItemData:
    assert asked.closes_on is not None
    day = working_day(asked.closes_on + timedelta(days=facts["after_close"]))
    return replace(
        _item(facts, document, day, "公告", "意见采纳情况"), relation="feedback", explains=asked.title
    )


def _item(facts: dict[str, Any], document: ItemData, day: date, genre: str, word: str) -> ItemData:
    organ = organs()[document.organ]
    known = {
        "文件": document.title, "文号": document.document_number, "机关": organ.name,
        "电话": organ.phone, "地址": organ.address,
    }  # fmt: skip
    return ItemData(
        organ=document.organ,
        family=word,
        duty=document.duty,
        title=facts["title"],
        body=to_html(f"{facts['body'].format_map(known)}\n{organ.name}\n{spelled(day)}"),
        genre=genre,
        subject=document.subject,
        issuing_organ=organ.name,
        document_number="",
        formed_on=day,
        published_at=office_moment(day, facts["title"]),
        source=organ.short,
        keywords=(word,),
        summary=facts["summary"],
    )
