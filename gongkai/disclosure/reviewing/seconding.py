"""The second of the two people of an emergency publication (应急发布): who it may be."""

from datetime import date

from gongkai.disclosure.models import Item, Review
from gongkai.disclosure.reviewing.chain import able, writers
from gongkai.disclosure.reviewing.gate import secrecy_owed
from gongkai.organs.models import Person
from gongkai.organs.permissions import REVIEWING, may

PROTECTED = "保密审查不能省：《保守国家秘密法》要求先审查、后公开，应急发布也一样。"


def why_not_second(item: Item, review: Review, person: Person, day: date) -> str:
    """Why `person` may not approve what somebody asked to publish at once, as a sentence; empty when they may.

    No haste spares the confidentiality review (《保守国家秘密法》第三十五条): while it is owed, who may do it may
    approve, and nobody else.
    """
    if person.pk == review.urgent_by_id:
        return "应急发布要两个人：提出人不能自己核准。"
    if person.pk in writers(item, review):
        return "起草人、修改人和送审人不能核准自己的信息。"
    step = secrecy_owed(review)
    if step is None:
        return (
            ""
            if may(person, REVIEWING, item.organ_id)
            else f"您没有{item.organ}的审查职责，不能核准应急发布。"
        )
    if not able(step.kind, item.organ_id, day).filter(pk=person.pk).exists():
        return f"{PROTECTED}请有{item.organ}保密审查职责的人核准。"
    if review.steps.filter(decided_by=person).exists():
        return "您已经办过这次审查的另一个环节，一个人不能办两个环节，请另一个人核准。"
    return ""
