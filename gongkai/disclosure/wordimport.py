"""Word 导入: what a converted document says as an item's facts, and what its author must look at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.html import escape

from gongkai.disclosure.models import Attachment, Genre, Item, StoredFile, Validity
from gongkai.disclosure.oldrecords import subjects
from gongkai.documents.fields import Found
from gongkai.documents.genres import genre_of
from gongkai.documents.word import Converted, Picture
from gongkai.organs.models import Organ
from gongkai.spreadsheets.text import folded
from gongkai.trail.acts import Refused

LABELS = {
    "title": "标题",
    "document_number": "文号",
    "issuing_organ": "发文机关",
    "formed_on": "成文日期",
    "subject": "主题分类",
    "genre": "体裁",
    "validity": "有效性",
    "source": "来源",
    "keywords": "关键词",
    "index_number": "原索引号",
}


@dataclass
class Draft:
    """An item to be drafted, and what its author should look at."""

    item: Item
    notices: list[str] = field(default_factory=list)


def formed_on(converted: Converted) -> date | None:
    """The day the document gives as 成文日期, or signs with."""
    return converted.fields.formed_on.day if converted.fields.formed_on else None


def draft_of(
    converted: Converted, organ: Organ, *, name: str, day: date, keep: Callable[[Picture], StoredFile]
) -> Draft:
    """The draft of a document formed on `day` and called `name`; `keep` stores a picture or raises Refused."""
    fields = converted.fields
    title = _value(fields.title) or converted.title or name.rpartition(".")[0]
    draft = Draft(
        Item(
            organ=organ,
            title=title[:200],
            formed_on=day,
            issuing_organ=_value(fields.issuing_organ) or organ.name,
            document_number=_value(fields.document_number),
            former_index_number=_value(fields.index_number),
            genre=_genre(_value(fields.genre), title),
            subject=_subject(_value(fields.subject)),
            source=_value(fields.source),
            keywords=_value(fields.keywords),
            **_validity(_value(fields.validity), fields.validity_on),
        ),
        list(converted.notices),
    )
    draft.item.body = _with_pictures(converted, draft, keep)
    draft.notices += _to_check(converted, draft.item)
    return draft


def _value(found: Found | None) -> str:
    return found.value if found else ""


def _genre(said: str, title: str) -> str:
    return said if said in Genre.values else genre_of(title) or Genre.OTHER.value


def _subject(said: str) -> str:
    return {folded(way): value for way, value in subjects().items()}.get(folded(said), "")


def _validity(said: str, ended: Found | None) -> dict[str, Any]:
    """The validity that the document states; one that has ended only with the day."""
    value = {label: value for value, label in Validity.choices}.get(said, "")
    if value == Validity.VALID:
        return {"validity": value}
    return {"validity": value, "validity_on": ended.day} if value and ended and ended.day else {}


def _with_pictures(converted: Converted, draft: Draft, keep: Callable[[Picture], StoredFile]) -> str:
    """The body with its pictures as attachments in place of what stood for them."""
    html, attachments = converted.html, []
    for picture in converted.images:
        try:
            stored = keep(picture)
        except Refused as refusal:
            draft.notices.append(f"{picture.name}没有导入：{refusal}")
            html = html.replace(picture.placeholder, "")
            continue
        attachments.append(Attachment(stored_file=stored, inline=True, sort_order=len(attachments)))
        tag = f'<img src="{stored.public_name}" alt="{escape(picture.alt)}">'
        html = html.replace(picture.placeholder, tag)
    draft.item.attachments = attachments
    return html


def _to_check(converted: Converted, item: Item) -> Iterator[str]:
    """What was known by its shape only, and what was read but has no place."""
    fields = converted.fields
    found = {name: getattr(fields, name) for name in LABELS}
    unsure = [f"{LABELS[name]}“{one.value}”" for name, one in found.items() if one and not one.sure]
    if unsure:
        yield f"下列内容是按格式识别的，请核对：{'、'.join(unsure)}。"
    if fields.formed_on is None or fields.formed_on.day != item.formed_on:
        yield f"成文日期{item.formed_on:%Y-%m-%d}是您填写的，文档里没有这个日期，请核对。"
    for name, kept in (("subject", item.subject), ("validity", item.validity)):
        if found[name] and not kept:
            yield f"文档写的{LABELS[name]}“{found[name].value}”没有填入，请核对后自己填写。"
    if fields.published_at:
        yield f"文档写有发布日期“{fields.published_at.value}”，没有填入：发布时间由系统在公开时记录。"
