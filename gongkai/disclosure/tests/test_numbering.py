"""索引号 and addresses: each once, in the year it is in China."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import CatalogueNode, Item, Sequence
from gongkai.disclosure.tests.passing import publish
from gongkai.organs.models import Organ
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
LAST_SECOND = datetime(2020, 12, 31, 15, 59, 59, tzinfo=UTC)  # 23:59:59 in China
NEW_YEAR = datetime(2020, 12, 31, 16, 0, tzinfo=UTC)  # 00:00 in China, still 2020 in London


@pytest.fixture
def numbered(town: Organ, published: Any) -> Callable[..., list[str]]:
    """Index numbers of items published at the moments given, under a template."""

    def make(template: str, *moments: datetime, reset: str = "year", code: str = "20-15") -> list[str]:
        town.index_template, town.index_reset = template, reset
        town.save()
        return [published(at=at, code=code).index_number for at in moments]

    return make


@pytest.fixture
def ready(draft: Any, editor: Any, moment: datetime) -> Item:
    """An item sent for review."""
    return acts.submit(item=draft(), by=editor, at=moment)


def test_the_year_ends_at_midnight_in_china(numbered: Any) -> None:
    numbers = numbered("{slug}/{year}-{serial:05d}", LAST_SECOND, LAST_SECOND, NEW_YEAR, NEW_YEAR)
    assert [number.removeprefix("baiyang-zhen/") for number in numbers] == [
        "2020-00001",
        "2020-00002",
        "2021-00001",
        "2021-00002",
    ]
    addresses = Item.objects.order_by("pk").values_list("address_year", "address_serial")
    assert list(addresses) == [(2020, 1), (2020, 2), (2021, 1), (2021, 2)]


def test_a_serial_that_never_begins_anew_runs_over_the_year(numbered: Any) -> None:
    assert numbered("K{serial}", LAST_SECOND, NEW_YEAR, reset="never") == ["K1", "K2"]


def test_the_month_is_the_month_in_china(numbered: Any) -> None:
    assert numbered("{year}{month}-{serial}", LAST_SECOND, NEW_YEAR) == ["202012-1", "202101-1"]


def test_the_credit_code_and_the_duty_can_be_part_of_it(town: Organ, numbered: Any, moment: datetime) -> None:
    town.credit_code = "91350100M000100Y43"
    numbers = numbered("{credit_code}/{duty}/{year}-{serial:03d}", moment, code="20-5")
    assert numbers == ["91350100M000100Y43/20-5/2021-001"]


def test_each_organ_counts_for_itself(published: Any, other_town: Organ, moment: datetime) -> None:
    first = published("甲镇的")
    sequences = Sequence.objects.filter(organ=other_town)
    assert not sequences.exists()
    assert published("甲镇的又一件").index_number != first.index_number
    assert not sequences.exists()


def test_republishing_in_another_year_takes_no_new_number(
    published: Any, republish: Any, moment: datetime
) -> None:
    item = published(at=LAST_SECOND)
    republish(item, at=moment, title="改过")
    assert dict(Sequence.objects.values_list("scope", "last")) == {"index:2020": 1, "address:2020": 1}


def test_a_refused_publication_leaves_no_gap(
    draft: Any, published: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    published("一")
    broken = draft("二")
    acts.submit(item=broken, by=editor, at=moment)
    Item.objects.filter(pk=broken.pk).update(author=approver)
    with refused("起草人、修改人和送审人不能保密审查自己的信息"):
        publish(item=broken, by=approver, at=moment)
    assert published("三").index_number.endswith("-00002")


@pytest.mark.parametrize(
    ("template", "reset", "sentence"),
    [
        ("{slug}/{year}-{shopping}", "year", "索引号格式写错了。"),
        ("{slug}/{year}", "year", "必须有 {serial:05d}"),
        ("{slug}-{serial:05d}", "year", "流水号每年从1开始时，索引号格式里要有 {year}，否则会重号。"),
    ],
)
def test_nothing_is_published_under_a_template_that_cannot_number(
    ready: Item, approver: Any, moment: datetime, template: str, reset: str, sentence: str
) -> None:
    Organ.objects.update(index_template=template, index_reset=reset)
    with refused(sentence):
        publish(item=ready, by=approver, at=moment)


def test_a_number_too_long_to_keep_is_refused(ready: Item, approver: Any, moment: datetime) -> None:
    Organ.objects.update(index_template="{duty}" * 4 + "{year}{serial}")
    CatalogueNode.objects.filter(pk=ready.node_id).update(code="d" * 20)
    with refused("索引号超过80个字，请管理员在“机关和指南”里改短格式。"):
        publish(item=ready, by=approver, at=moment)


def test_a_number_that_would_repeat_is_refused_with_the_remedy(
    numbered: Any, ready: Item, approver: Any, moment: datetime
) -> None:
    numbered("{year}-{serial}", moment, reset="never")
    Organ.objects.update(index_reset="year")
    with refused("索引号“2021-1”已经用过，不能再给。请管理员在“机关和指南”里修改索引号格式。"):
        publish(item=ready, by=approver, at=moment)
