"""A leak in what is public is not settled by whoever wrote it, nor with a full stop."""

from datetime import datetime
from typing import Any

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import PublishedFinding
from gongkai.organs import acts as organ_acts
from gongkai.organs.models import Person, Role
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def leak(published: Any, moment: datetime) -> PublishedFinding:
    return PublishedFinding.objects.create(
        item=published(), part="正文", kind="mobile", severity="block", where="第1段", excerpt="138*",
        found_at=moment,
    )  # fmt: skip


def test_the_author_does_not_settle_what_must_be_dealt_with(
    leak: PublishedFinding, town: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    organ_acts.appoint(person=editor, organ=town, role=Role.APPROVER, since=moment.date(), by=None, at=moment)
    editor = Person.objects.get(pk=editor.pk)  # with the office given just now
    with refused("起草人、修改人不能自己处理"):
        acts.settle_finding(finding=leak, by=editor, at=moment, outcome="核对过，可以公开")
    assert acts.settle_finding(finding=leak, by=approver, at=moment, outcome="核对过，可以公开").settled_at


@pytest.mark.parametrize("nothing", [".", "。。", "a.", "——", "_ _"])
def test_a_full_stop_settles_nothing(
    leak: PublishedFinding, approver: Any, moment: datetime, nothing: str
) -> None:
    with refused("请写明怎样处理的"):
        acts.settle_finding(finding=leak, by=approver, at=moment, outcome=nothing)
