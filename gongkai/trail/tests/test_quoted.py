"""The trail is kept for ever: a number that nobody may see is not copied into it, nor into reviews."""

from datetime import datetime
from typing import Any

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import Attachment, Review, ReviewFinding
from gongkai.trail.models import Act

pytestmark = pytest.mark.django_db
NUMBER = "110101199003070732"  # made up; its check digit agrees


def written(number: str) -> list[str]:
    """Whatever of the trail and of reviews holds the number."""
    told = [f"{act.subject_label}{act.detail}" for act in Act.objects.all()]
    told += [f"{one.title}{one.unread}" for one in Review.objects.all()]
    told += [f"{one.part}{one.where}{one.excerpt}" for one in ReviewFinding.objects.all()]
    return [one for one in told if number in one]


@pytest.mark.parametrize("number", [NUMBER, "13800138000"])
def test_a_number_in_a_title_is_masked_in_the_trail(
    draft: Any, editor: Any, moment: datetime, number: str
) -> None:
    acts.submit(item=draft(f"关于某人{number}的处理决定"), by=editor, at=moment)
    assert Act.objects.filter(verb="送审", subject_label__startswith="关于某人").exists()
    assert written(number) == []


def test_a_number_in_a_files_name_is_masked_in_the_trail(
    draft: Any, editor: Any, approver: Any, town: Any, moment: datetime
) -> None:
    file = acts.store_file(
        organ=town, name=f"某人{NUMBER}.txt", data="手机13800138000".encode(), by=editor, at=moment
    )
    item = acts.submit(item=draft(attachments=[Attachment(stored_file=file)]), by=editor, at=moment)
    held = [one.pk for one in item.reviews.get().findings.filter(severity="block")]
    acts.override(item=item, findings=held, by=approver, at=moment, reason="可以公开", impact="没有影响")
    assert written(NUMBER) == []


def test_other_numbers_stay_as_they_are(draft: Any) -> None:
    draft("白镇发〔2021〕12号 20210305 索引号 11330482002345678A/2021-00012")
    assert "11330482002345678A/2021-00012" in Act.objects.get(verb="起草").subject_label
