"""Each level of organ has the headings Arts. 20 and 21 give it."""

import re
from datetime import date
from typing import get_args

import pytest

from gongkai.law.cite import Article
from gongkai.law.dated import NotInForce
from gongkai.law.duties import Duty, Level, UpdatePeriod, duties_for
from gongkai.law.publication import Limit, publication_due
from gongkai.law.workdays import Calendar

DAY = date(2026, 11, 23)
TOWN, DISTRICT = duties_for("town", DAY), duties_for("district", DAY)
EVERY = [*TOWN, *DISTRICT[15:]]
FIFTEEN = [f"20-{item}" for item in range(1, 16)]


def titles(duties: tuple[Duty, ...]) -> str:
    return "、".join(duty.title for duty in duties)


def test_a_town_has_the_fifteen_and_its_eight() -> None:
    assert [duty.code for duty in TOWN] == FIFTEEN + [f"21-x{number}" for number in range(1, 9)]
    assert titles(TOWN[15:]) == (
        "贯彻落实农业农村政策、农田水利工程建设运营、农村土地承包经营权流转、宅基地使用情况审核、"
        "土地征收、房屋征收、筹资筹劳、社会救助"
    )


@pytest.mark.parametrize("level", ["district", "department"])
def test_a_district_and_its_departments_have_the_fifteen_and_their_seven(level: Level) -> None:
    duties = duties_for(level, DAY)
    assert [duty.code for duty in duties] == FIFTEEN + [f"21-q{number}" for number in range(1, 8)]
    assert titles(duties[15:]) == "市政建设、公共服务、公益事业、土地征收、房屋征收、治安管理、社会救助"


def test_a_village_is_no_organ_and_has_none() -> None:
    assert duties_for("village", DAY) == ()


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="只有区县、乡镇、部门、村"):
        duties_for("province", DAY)  # type: ignore[arg-type]


def test_the_headings_begin_with_the_2019_revision() -> None:
    assert duties_for("town", date(2019, 5, 15)) == TOWN
    with pytest.raises(NotInForce, match="法定主动公开内容"):
        duties_for("town", date(2019, 5, 14))


def test_each_heading_of_article_20_cites_its_own_item() -> None:
    for number, duty in enumerate(TOWN[:15], start=1):
        assert duty.basis == Article("政府信息公开条例", 20, item=number)
    for duty in EVERY[15:]:
        assert duty.basis == Article("政府信息公开条例", 21)


def test_codes_and_addresses_are_unique_and_plain() -> None:
    for names in ([duty.code for duty in EVERY], [duty.slug for duty in EVERY]):
        assert len(set(names)) == len(EVERY) == 30
        assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)


@pytest.mark.parametrize("duty", EVERY, ids=lambda duty: duty.code)
def test_a_heading_is_complete(duty: Duty) -> None:
    assert duty.title
    assert duty.owner
    assert duty.update_period in get_args(UpdatePeriod)
    assert len(duty.elements) == len(set(duty.elements)) >= 5
    assert not any(isinstance(element, bool) or not element.strip() for element in duty.elements)
    assert 1 <= duty.working_days <= 20
    assert (duty.working_days == 20) == (duty.limit is None)


def test_licences_and_penalties_have_a_shorter_limit_ready_for_the_count() -> None:
    shorter = [duty for duty in EVERY if duty.limit]
    assert [duty.code for duty in shorter] == ["20-5", "20-6"]
    assert all(duty.limit == Limit(7, "国办发〔2018〕118号") for duty in shorter)
    due = publication_due(date(2026, 2, 9), limit=shorter[0].limit, calendar=Calendar.official())
    assert due.day == date(2026, 2, 25)
