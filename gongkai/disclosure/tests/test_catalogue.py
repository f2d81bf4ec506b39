"""The catalogue: what the Regulation asks of each level, and what an organ may change."""

from datetime import UTC, datetime
from typing import Any

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import CatalogueNode
from gongkai.law.dated import NotInForce
from gongkai.organs import acts as organ_acts
from gongkai.trail.models import Act, Outbox
from gongkai.trail.tests.refusing import everything, refused

pytestmark = pytest.mark.django_db
NOT_THE_OFFICE = "您没有白杨镇的公开办职责，不能编制目录。"


def statutory(organ: Any) -> list[str]:
    """Codes of the columns under 法定主动公开内容, in order."""
    return list(
        CatalogueNode.objects.filter(organ=organ, parent__code="fdzdgk").values_list("code", flat=True)
    )


def own_column(organ: Any, **facts: Any) -> CatalogueNode:
    """A column of the organ's own, not yet opened."""
    parent = CatalogueNode.objects.get(organ=organ, code="fdzdgk")
    made = {"organ": organ, "parent": parent, "code": "own", "slug": "own", "title": "三资管理"}
    return CatalogueNode(**(made | facts))


ARTICLE_20 = [f"20-{number}" for number in range(1, 16)]


def test_a_town_gets_the_fifteen_and_its_eight(town: Any) -> None:
    assert statutory(town) == ARTICLE_20 + [f"21-x{number}" for number in range(1, 9)]


def test_a_district_and_a_department_get_the_fifteen_and_their_seven(district: Any, moment: datetime) -> None:
    department = organ_acts.establish(
        slug="ju",
        name="清水区农业局",
        short_name="农业局",
        level="department",
        parent=district,
        by=None,
        at=moment,
    )
    acts.lay_out_catalogue(organ=department, by=None, at=moment)
    assert statutory(district) == ARTICLE_20 + [f"21-q{number}" for number in range(1, 8)]
    assert statutory(department) == statutory(district)


def test_a_village_gets_none(town: Any, moment: datetime) -> None:
    village = organ_acts.establish(
        slug="cun", name="白杨镇东村", short_name="东村", level="village", parent=town, by=None, at=moment
    )
    acts.lay_out_catalogue(organ=village, by=None, at=moment)
    assert statutory(village) == []


def test_laying_out_twice_changes_nothing(town: Any, moment: datetime) -> None:
    node = CatalogueNode.objects.get(organ=town, code="20-1")
    node.title, node.limit_days, node.limit_basis = "本镇改过的名称", 5, "白镇发〔2021〕1号"
    acts.amend_node(node=node, by=None, at=moment)
    before = list(CatalogueNode.objects.order_by("pk").values())
    acts.lay_out_catalogue(organ=town, by=None, at=moment)
    assert list(CatalogueNode.objects.order_by("pk").values()) == before


def test_every_statutory_column_carries_its_basis_limit_and_period(town: Any) -> None:
    for node in CatalogueNode.objects.filter(organ=town, parent__code="fdzdgk"):
        assert node.basis.startswith("《政府信息公开条例》第二十")
        assert 1 <= node.limit_days <= 20
        assert node.update_period
        assert node.required_elements
        assert node.owner


def test_the_law_in_force_is_that_of_the_day_in_china(town: Any) -> None:
    eve = datetime(2019, 5, 14, 15, 59, tzinfo=UTC)
    before = everything()
    with pytest.raises(NotInForce):
        acts.lay_out_catalogue(organ=town, by=None, at=eve)
    assert everything() == before
    acts.lay_out_catalogue(organ=town, by=None, at=eve.replace(hour=16))


def test_the_office_opens_a_column_of_its_own(town: Any, officer: Any, moment: datetime) -> None:
    Outbox.objects.all().delete()
    node = acts.open_node(node=own_column(town), by=officer, at=moment)
    assert [one.code for one in node.lineage()] == ["all", "fdzdgk", "own"]
    assert Act.objects.first().verb == "增设栏目"
    assert {row.kind for row in Outbox.objects.all()} == {"disclosure.cataloguenode", "organs.organ"}


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"limit_days": 21}, "公开时限应在1到20个工作日之间（《政府信息公开条例》第二十六条）。"),
        ({"limit_days": 0}, "公开时限应在1到20个工作日之间"),
        ({"slug": "zhidu"}, "这个网址代号已经用于本机关的另一个栏目。"),
        ({"slug": "../etc"}, "网址代号只能用小写字母"),
        ({"slug": "三资"}, "网址代号只能用小写字母"),
        ({"slug": "zhinan"}, "这个网址代号已经用于指南"),
        ({"slug": "yishenqing"}, "这个网址代号已经用于指南"),
        ({"slug": "xianxing"}, "这个网址代号已经用于指南"),
        ({"slug": "nianbao"}, "这个网址代号已经用于指南"),
        ({"slug": "ditu"}, "这个网址代号已经用于指南"),
        ({"title": ""}, "。"),
        ({"parent": None}, "上级栏目要属于同一个机关，请重新选择。"),
    ],
)
def test_a_column_that_cannot_stand_is_refused(
    town: Any, officer: Any, moment: datetime, facts: dict[str, Any], sentence: str
) -> None:
    node = own_column(town, **facts)
    with refused(sentence):
        acts.open_node(node=node, by=officer, at=moment)


def test_a_column_stands_under_its_own_organs_columns(
    town: Any, other_town: Any, officer: Any, moment: datetime
) -> None:
    node = own_column(town, parent=CatalogueNode.objects.get(organ=other_town, code="fdzdgk"))
    with refused("上级栏目要属于同一个机关，请重新选择。"):
        acts.open_node(node=node, by=officer, at=moment)


@pytest.mark.parametrize("who", ["stranger", "nobody", "editor", "approver"])
def test_only_the_organs_own_office_tends_its_catalogue(
    request: pytest.FixtureRequest, town: Any, moment: datetime, who: str
) -> None:
    person = request.getfixturevalue(who)
    node = CatalogueNode.objects.get(organ=town, code="20-1")
    for deed in (acts.open_node, acts.amend_node):
        with refused(NOT_THE_OFFICE):
            deed(node=own_column(town) if deed is acts.open_node else node, by=person, at=moment)
    with refused(NOT_THE_OFFICE):
        acts.lay_out_catalogue(organ=town, by=person, at=moment)


def test_amending_keeps_address_code_place_and_count(
    town: Any, other_town: Any, officer: Any, published: Any, moment: datetime
) -> None:
    published(code="20-1")
    fixed = ("organ_id", "parent_id", "slug", "code", "takes_items", "last_position")
    node = CatalogueNode.objects.get(organ=town, code="20-1")
    before = [getattr(node, name) for name in fixed]
    node.organ, node.parent, node.slug, node.code = other_town, None, "xin", "xin"
    node.takes_items, node.last_position, node.owner = False, 0, "党政办"
    acts.amend_node(node=node, by=officer, at=moment)
    node = CatalogueNode.objects.get(pk=node.pk)
    assert [getattr(node, name) for name in fixed] == before
    assert node.owner == "党政办"


def test_a_stranger_cannot_reach_a_column_by_calling_it_their_own(
    town: Any, other_town: Any, stranger: Any, moment: datetime
) -> None:
    node = CatalogueNode.objects.get(organ=town, code="20-1")
    node.organ = other_town
    with refused(NOT_THE_OFFICE):
        acts.amend_node(node=node, by=stranger, at=moment)


@pytest.mark.parametrize("days", [0, 21, 365])
def test_a_limit_beyond_the_law_is_refused(town: Any, officer: Any, moment: datetime, days: int) -> None:
    node = CatalogueNode.objects.get(organ=town, code="20-1")
    node.limit_days = days
    with refused("公开时限应在1到20个工作日之间（《政府信息公开条例》第二十六条）。"):
        acts.amend_node(node=node, by=officer, at=moment)
