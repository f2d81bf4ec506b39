"""政策解读 of the demonstration district, from `explanations.yaml`: each bound to a policy document by its number."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from gongkai.demonstration.attachments import attachment_bytes, public_name
from gongkai.demonstration.content import AttachmentData, ItemData
from gongkai.demonstration.days import after_working_days, office_moment, spelled, working_day
from gongkai.demonstration.families import FOLDER, read_yaml
from gongkai.demonstration.markup import to_html
from gongkai.demonstration.organs import organs

FAMILY = "政策解读"
PICTURE = "<p>[[图]]</p>"


@cache
def _written() -> list[dict[str, Any]]:
    return read_yaml(FOLDER / "explanations.yaml")


def explanations(items: Sequence[ItemData]) -> list[ItemData]:
    """Every explanation of the documents among `items`. Raises KeyError for a document that is not there."""
    documents = {
        (item.organ, item.family, item.formed_on.year): item for item in items if item.document_number
    }
    return [_explanation(facts, documents[tuple(facts["of"])]) for facts in _written()]


def _explanation(facts: dict[str, Any], document: ItemData) -> ItemData:
    organ = organs()[facts.get("organ", document.organ)]
    day = _day(facts, document)
    known = {
        "文件": document.title,
        "文号": document.document_number,
        "机关": organ.name,
        "办公室": organ.disclosure_office,
        "电话": organ.phone,
    }
    body = to_html(f"{facts['body'].format_map(known)}\n{organ.name}\n{spelled(day)}")
    pictures: tuple[AttachmentData, ...] = ()
    if drawn := facts.get("picture"):
        picture = AttachmentData("图解.png", "png", drawn["title"], tuple((step,) for step in drawn["steps"]))
        shown = f'<p><img src="{public_name(attachment_bytes(picture), "png")}" alt="{drawn["alt"]}"></p>'
        body, pictures = body.replace(PICTURE, shown), (picture,)
    return ItemData(
        organ=organ.slug,
        family=FAMILY,
        duty=document.duty,
        title=facts["title"],
        body=body,
        genre="其他",
        subject=document.subject,
        issuing_organ=organ.name,
        document_number="",
        formed_on=day,
        published_at=office_moment(day, facts["title"]),
        source=organ.short,
        keywords=(FAMILY,),
        summary=facts["summary"],
        attachments=pictures,
        explains=document.document_number,
        explanation_form=facts["form"],
        relation="explanation",
    )


def _day(facts: dict[str, Any], document: ItemData) -> date:
    """The day told, or so many working days after the document appeared."""
    if "day" in facts:
        return working_day(facts["day"])
    return after_working_days(document.published_at.date(), facts["after"])
