"""Agencies: what can be entered, what never changes, and who may."""

from datetime import date
from typing import Any

import pytest

from gongkai.organs import acts
from gongkai.organs.models import Organ
from gongkai.organs.permissions import subtree_ids
from gongkai.trail.models import Act, Outbox
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
SAMPLE_CODE = "91350100M000100Y43"  # the standard's own example


def facts(**more: Any) -> dict[str, Any]:
    return {"slug": "new", "name": "清水区新立镇", "short_name": "新立镇", "level": "town"} | more


def test_an_organ_is_entered_with_its_trail_and_its_pages_to_write(district: Any, moment: Any) -> None:
    Outbox.objects.all().delete()
    organ = acts.establish(by=None, at=moment, parent=district, **facts())
    assert Act.objects.get(subject_kind="organs.organ", subject_id=organ.pk).verb == "设立机关"
    assert [str(row) for row in Outbox.objects.all()] == [f"organs.organ:{organ.pk}"]


def test_only_a_district_stands_alone(district: Any, moment: Any) -> None:
    sentence = "区县没有上级机关，其他机关必须选择上级机关。"
    with refused(sentence):
        acts.establish(by=None, at=moment, **facts())
    with refused(sentence):
        acts.establish(by=None, at=moment, parent=district, **facts(level="district"))


@pytest.mark.parametrize(
    ("level", "superior"), [("village", "district"), ("town", "town"), ("department", "town")]
)
def test_the_tree_has_its_levels(town: Any, moment: Any, level: str, superior: str) -> None:
    parent = Organ.objects.get(level=superior)
    with refused("村的上级是乡镇"):
        acts.establish(by=None, at=moment, parent=parent, **facts(level=level))


def test_nothing_stands_under_a_village(town: Any, moment: Any) -> None:
    village = acts.establish(by=None, at=moment, parent=town, **facts(level="village"))
    with refused("村的上级是乡镇"):
        acts.establish(by=None, at=moment, parent=village, **facts(level="village", slug="new-2"))


@pytest.mark.parametrize("slug", ["Xinli", "1-zhen", "xinli_zhen", "新立", "../xinli"])
def test_an_address_that_could_not_be_one_is_refused(district: Any, moment: Any, slug: str) -> None:
    with refused("。"):
        acts.establish(by=None, at=moment, parent=district, **facts(slug=slug))


@pytest.mark.parametrize("slug", ["assets", "fuwu", "xianxing", "ditu", "opendata", "admin", "static"])
def test_an_address_of_the_site_itself_is_refused(district: Any, moment: Any, slug: str) -> None:
    with refused("是网站自己用的"):
        acts.establish(by=None, at=moment, parent=district, **facts(slug=slug))


def test_an_address_is_used_once(district: Any, town: Any, moment: Any) -> None:
    with refused("网址代号"):
        acts.establish(by=None, at=moment, parent=district, **facts(slug=town.slug))


def test_a_wrong_credit_code_is_refused(district: Any, moment: Any) -> None:
    with refused("最后一位校验不符"):
        acts.establish(by=None, at=moment, parent=district, **facts(credit_code=SAMPLE_CODE[:-1] + "5"))


def test_organs_without_a_credit_code_do_not_get_in_each_others_way(district: Any, moment: Any) -> None:
    for number in range(2):
        organ = acts.establish(
            by=None, at=moment, parent=district, **facts(slug=f"new-{number}", credit_code="")
        )
        organ.refresh_from_db()
        assert organ.credit_code is None


def test_a_template_that_could_not_number_is_refused_when_it_is_entered(town: Any, moment: Any) -> None:
    town.index_template = "{credit_code}/{year}"
    with refused("必须有 {serial:05d}"):
        acts.amend(organ=town, by=None, at=moment)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("slug", "xin-dizhi", "网址代号公开以后不能更改，否则群众收藏的网址会失效。"),
        ("level", "department", "上级机关和层级设立以后不能更改。"),
        ("parent", None, "上级机关和层级设立以后不能更改。"),
    ],
)
def test_place_and_address_never_change(
    town: Any, moment: Any, field: str, value: Any, sentence: str
) -> None:
    setattr(town, field, value)
    with refused(sentence):
        acts.amend(organ=town, by=None, at=moment)


def test_a_change_is_kept_with_what_was_there_before(town: Any, moment: Any) -> None:
    town.phone, town.guide_reviewed_on = "0900-8000009", date(2021, 3, 5)
    acts.amend(organ=town, by=None, at=moment)
    assert Act.objects.first().detail == {
        "联系电话": ["0900-8000001", "0900-8000009"],
        "指南最近核对日期": ["None", "2021-03-05"],
    }


def test_the_office_mends_its_own_guide_and_nothing_else(town: Any, officer: Any, moment: Any) -> None:
    town.office_hours = "工作日 9:00—17:00"
    acts.amend(organ=town, by=officer, at=moment)
    assert Organ.objects.get(pk=town.pk).office_hours == "工作日 9:00—17:00"
    town.name = "清水区大白杨镇"
    with refused("只有本机关或者上级机关的管理员可以办理。"):
        acts.amend(organ=town, by=officer, at=moment)


def test_a_stranger_changes_nothing(town: Any, stranger: Any, editor: Any, moment: Any) -> None:
    town.phone = "0900-8000009"
    for person in (stranger, editor):
        with refused("只有本机关或者上级机关的管理员可以办理。"):
            acts.amend(organ=town, by=person, at=moment)
    with refused("只有本机关或者上级机关的管理员可以办理。"):
        acts.establish(by=stranger, at=moment, parent=town, **facts(level="village"))


def test_an_administrator_enters_what_stands_under_their_own(
    other_town: Any, stranger: Any, moment: Any
) -> None:
    village = acts.establish(by=stranger, at=moment, parent=other_town, **facts(level="village"))
    village.name = "清水区柳树镇新立村"
    acts.amend(organ=village, by=stranger, at=moment)
    assert Organ.objects.get(slug="new").name == "清水区柳树镇新立村"


def test_the_subtree_is_the_organ_and_everything_under_it(
    district: Any, town: Any, other_town: Any, moment: Any
) -> None:
    village = acts.establish(by=None, at=moment, parent=town, **facts(level="village"))
    assert subtree_ids(district) == {district.pk, town.pk, other_town.pk, village.pk}
    assert subtree_ids(town) == {town.pk, village.pk}
    assert subtree_ids(village) == {village.pk}


def test_the_guide_says_what_it_lacks(town: Any, district: Any) -> None:
    assert town.missing_contacts() == ["公开工作机构名称", "办公时间", "传真号码", "互联网联系方式"]
    assert (
        Organ(
            disclosure_office="甲",
            address="乙",
            office_hours="丙",
            phone="丁",
            fax="戊",
            email="a@example.cn",
        ).missing_contacts()
        == []
    )
