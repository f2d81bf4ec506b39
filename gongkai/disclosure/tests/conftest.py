"""One more person for the tests of disclosure, and the way an item goes once more."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import Item, StepKind
from gongkai.disclosure.reviewing.chain import Planned
from gongkai.disclosure.tests.passing import publish
from gongkai.organs import acts as organ_acts
from gongkai.organs.models import Person, Role


@pytest.fixture
def nobody(db: None, moment: datetime) -> Person:
    """Has an account and holds no office."""
    return organ_acts.enrol(username="xianren", name="闲人", password="闲人-2021-密码", by=None, at=moment)


@pytest.fixture
def both(town: Any, moment: datetime) -> Person:
    """信息员 and 审核人 of the town in one person."""
    person = organ_acts.enrol(username="liangke", name="梁可", password="两可-2021-密码", by=None, at=moment)
    for role in (Role.EDITOR, Role.APPROVER):
        organ_acts.appoint(person=person, organ=town, role=role, since=moment.date(), by=None, at=moment)
    return person


@pytest.fixture
def edit(editor: Person, moment: datetime) -> Callable[..., Item]:
    """Changes an item as the editing screen does: the latest draft opened, facts changed, saved."""

    def change(item: Item, *, by: Person = editor, at: datetime = moment, **facts: Any) -> Item:
        opened = Item.objects.get(pk=item.pk).get_latest_revision_as_object()
        for name, value in facts.items():
            setattr(opened, name, value)
        return acts.draft(item=opened, by=by, at=at)

    return change


@pytest.fixture
def republish(
    edit: Callable[..., Item], editor: Person, approver: Person, moment: datetime
) -> Callable[..., Item]:
    """Changes an item, says what changed, sends it for review and publishes it again."""

    def once_more(item: Item, *, at: datetime = moment, **facts: Any) -> Item:
        facts.setdefault("change_note", f"第{item.revisions.count()}次修改。")
        acts.submit(item=edit(item, at=at, **facts), by=editor, at=at)
        return publish(item=item, by=approver, at=at)

    return once_more


@pytest.fixture
def four(town: Any, editor: Person, approver: Person, moment: datetime) -> dict[str, Person]:
    """The four people of a policy document, and the town's chain for it: 采集, 审核, 保密审查, 签发."""
    people = {"editor": editor, "approver": approver}
    for key, name, role in (("secrecy", "宓审查", Role.SECRECY), ("issuer", "签领导", Role.ISSUER)):
        person = organ_acts.enrol(username=key, name=name, password=f"{key}-2021-密码", by=None, at=moment)
        organ_acts.appoint(person=person, organ=town, role=role, since=moment.date(), by=None, at=moment)
        people[key] = person
    steps = [
        Planned(StepKind.AUDIT, approver, 1),
        Planned(StepKind.SECRECY, people["secrecy"], 2),
        Planned(StepKind.ISSUE, people["issuer"], 1),
    ]
    acts.set_chain(organ=town, genre="", steps=steps, by=None, at=moment)
    return people
