"""Three people and a stranger: 信息员, 审核人 and 公开办 of one town, and all of another town's offices in one person."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest

MOMENT = datetime(2021, 3, 5, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
BEGINNING = date(2019, 1, 1)


@pytest.fixture
def moment() -> datetime:
    """A Friday morning on which things happen."""
    return MOMENT


def _organ(slug: str, name: str, level: str, parent: Any = None, **facts: Any) -> Any:
    from gongkai.disclosure.acts import lay_out_catalogue
    from gongkai.organs import acts

    organ = acts.establish(
        slug=slug, name=name, short_name=name[-3:], level=level, parent=parent, by=None, at=MOMENT, **facts
    )
    if level != "village":
        lay_out_catalogue(organ=organ, by=None, at=MOMENT)
    return organ


def _person(username: str, name: str, organ: Any, *roles: str) -> Any:
    from gongkai.organs import acts
    from gongkai.organs.models import Role

    person = acts.enrol(username=username, name=name, password=f"{username}-2021-密码", by=None, at=MOMENT)
    for role in roles:
        acts.appoint(person=person, organ=organ, role=Role(role), since=BEGINNING, by=None, at=MOMENT)
    return person


def a_district() -> Any:
    return _organ("qingshui-qu", "清水区", "district", disclosure_office="清水区政府办公室")


def a_town(district: Any) -> Any:
    return _organ(
        "baiyang-zhen",
        "清水区白杨镇",
        "town",
        district,
        address="白杨街1号",
        phone="0900-8000001",
        document_prefix="白镇发",
        charges_fees=True,
    )


OFFICES = {
    "editor": ("bianji", "甄编辑"),
    "approver": ("shenhe", "沈核准"),
    "officer": ("gongkaiban", "龚开办"),
}


def in_office(role: str, town: Any) -> Any:
    """The person who holds an office of the town."""
    username, name = OFFICES[role]
    return _person(username, name, town, role)


@pytest.fixture
def district(db: None) -> Any:
    return a_district()


@pytest.fixture
def town(district: Any) -> Any:
    return a_town(district)


@pytest.fixture
def other_town(district: Any) -> Any:
    return _organ("liushu-zhen", "清水区柳树镇", "town", district)


@pytest.fixture
def editor(town: Any) -> Any:
    return in_office("editor", town)


@pytest.fixture
def approver(town: Any) -> Any:
    return in_office("approver", town)


@pytest.fixture
def officer(town: Any) -> Any:
    return in_office("officer", town)


@pytest.fixture
def stranger(other_town: Any) -> Any:
    """Holds every office — in another town."""
    return _person("waizhen", "魏外镇", other_town, "editor", "approver", "officer", "admin")


@pytest.fixture
def draft(town: Any, editor: Any) -> Callable[..., Any]:
    """Makes a saved draft of the town; facts may be given."""
    return partial(drafted, town, editor)


@pytest.fixture
def published(town: Any, editor: Any, approver: Any) -> Callable[..., Any]:
    """Makes a public item of the town."""
    return partial(made_public, town, editor, approver)


def drafted(
    town: Any,
    editor: Any,
    title: str = "关于春季植树的通知",
    *,
    at: datetime = MOMENT,
    code: str = "20-15",
    **facts: Any,
) -> Any:
    from gongkai.disclosure import acts
    from gongkai.disclosure.models import CatalogueNode, Item

    defaults = {
        "body": "<p>请各村于三月底前完成。</p>",
        "issuing_organ": town.name,
        "formed_on": date(2021, 3, 1),
    }
    node = CatalogueNode.objects.get(organ=town, code=code)
    return acts.draft(item=Item(organ=town, node=node, title=title, **(defaults | facts)), by=editor, at=at)


def made_public(
    town: Any,
    editor: Any,
    approver: Any,
    title: str = "关于春季植树的通知",
    *,
    at: datetime = MOMENT,
    **facts: Any,
) -> Any:
    from gongkai.disclosure import acts
    from gongkai.disclosure.tests.passing import publish

    item = drafted(town, editor, title, at=at, **facts)
    acts.submit(item=item, by=editor, at=at)
    return publish(item=item, by=approver, at=at)
