"""A year of collecting: who is called, by when, and what the district may change about it."""

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from gongkai.conftest import _organ
from gongkai.organs.acts import amend
from gongkai.reporting import acts
from gongkai.reporting.collecting import Board, State, deadlines
from gongkai.reporting.models import Collection
from gongkai.reporting.tests.collecting import a_file, a_report
from gongkai.reporting.tests.collecting import call as call
from gongkai.reporting.tests.collecting import clerk as clerk
from gongkai.reporting.tests.collecting import collection as collection
from gongkai.reporting.tests.collecting import collector as collector
from gongkai.reporting.tests.collecting import department as department
from gongkai.reporting.tests.collecting import january as january
from gongkai.trail.acts import Refused
from gongkai.trail.models import Act


def test_towns_and_departments_are_called_and_villages_never(
    collection: Collection, town: Any, other_town: Any, department: Any
) -> None:
    _organ("xiaozhuang", "白杨镇小庄村", "village", town)
    assert {one.organ for one in collection.called.all()} == {town, other_town, department}
    with pytest.raises(Refused, match="没有新设的乡镇、部门"):
        acts.call_more(collection=collection, by=collection.opened_by, at=collection.opened_at)


def test_another_district_s_towns_and_abolished_ones_are_not_called(
    town: Any, other_town: Any, department: Any, district: Any, collector: Any, january: datetime
) -> None:
    elsewhere = _organ("qingquan-qu", "清泉区", "district")
    _organ("qingquan-baiyang", "清泉区白杨镇", "town", elsewhere)
    other_town.abolished_on = date(2021, 1, 20)
    amend(organ=other_town, by=None, at=january)
    opened = acts.open_year(organ=district, year=2020, by=collector, at=january)
    assert {one.organ for one in opened.called.all()} == {town, department}


def test_the_days_are_those_of_article_49(collection: Collection) -> None:
    assert (collection.due, collection.publish_by) == (date(2021, 1, 31), date(2021, 3, 31))
    opened = Act.objects.get(verb="布置年报收集")
    assert (opened.actor_name, opened.detail["应报机关"]) == ("瞿收集", 3)


def test_the_last_working_day_before_a_rest_day_is_warned_of(collection: Collection) -> None:
    from gongkai.law.workdays import Calendar

    by_organs, own = deadlines(collection, Calendar.official())
    assert by_organs.warn_for == date(2021, 1, 29)  # the 31st is a Sunday
    assert "请在2021年1月29日前完成" in by_organs.sentence
    assert (own.day, own.warn_for) == (date(2021, 3, 31), date(2021, 3, 31))


def test_without_the_year_s_holiday_notice_the_day_is_provisional_and_no_error(
    collection: Collection,
) -> None:
    from gongkai.law.workdays import Calendar

    known = Calendar.official().through(2020)
    by_organs, _ = deadlines(collection, known)
    assert by_organs.warn_for == date(2021, 1, 29) and "暂定" in by_organs.sentence
    collection.due = date(2021, 1, 24)  # the district's own, earlier Sunday
    by_organs, _ = deadlines(collection, known)
    assert by_organs.warn_for == date(2021, 1, 22) and "暂定" in by_organs.sentence
    assert "法定期限2021年1月31日" in by_organs.sentence


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({"due": date(2021, 2, 1)}, "可以提前，不能推后"),
        ({"due": date(2020, 12, 31)}, "应在2021年1月1日到2021年1月31日之间"),
        ({"publish_by": date(2021, 4, 1)}, "本级年报公布期限填的是2021年4月1日"),
        ({"publish_by": date(2021, 1, 30)}, "不能早于各机关报送期限"),
    ],
)
def test_no_day_is_set_later_than_the_law_has_it(
    days: dict[str, date], sentence: str, town: Any, district: Any, collector: Any, january: datetime
) -> None:
    with pytest.raises(Refused, match=sentence):
        acts.open_year(organ=district, year=2020, by=collector, at=january, **days)
    assert not Collection.objects.exists()


@pytest.mark.parametrize(("month", "opens"), [(11, False), (12, True)])
def test_a_year_is_opened_from_its_last_month_on(
    month: int, opens: bool, town: Any, district: Any, collector: Any, moment: datetime
) -> None:
    at = moment.replace(year=2020, month=month, day=30)
    if opens:
        assert acts.open_year(organ=district, year=2020, by=collector, at=at).year == 2020
        return
    with pytest.raises(Refused, match="2020年还没有结束"):
        acts.open_year(organ=district, year=2020, by=collector, at=at)


def test_a_year_without_a_national_format_is_refused(
    town: Any, district: Any, collector: Any, january: datetime
) -> None:
    with pytest.raises(Refused, match="2019"):
        acts.open_year(organ=district, year=2018, by=collector, at=january)


def test_a_year_is_opened_once(collection: Collection, collector: Any, january: datetime) -> None:
    with pytest.raises(ValidationError, match="已经布置过"):
        acts.open_year(organ=collection.organ, year=2020, by=collector, at=january)
    assert Collection.objects.count() == 1


def test_a_town_cannot_collect_and_a_district_without_organs_has_nobody_to_call(
    town: Any, officer: Any, district: Any, collector: Any, january: datetime
) -> None:
    with pytest.raises(Refused, match="由区县的主管部门收集"):
        acts.open_year(organ=town, year=2020, by=officer, at=january)
    with pytest.raises(Refused, match="只有清水区的公开办"):
        acts.open_year(organ=district, year=2020, by=officer, at=january)
    town.abolished_on = date(2021, 1, 1)
    amend(organ=town, by=None, at=january)
    with pytest.raises(Refused, match="没有应报机关"):
        acts.open_year(organ=district, year=2020, by=collector, at=january)


def test_an_organ_set_up_since_is_called_too(
    collection: Collection, district: Any, collector: Any, january: datetime
) -> None:
    fresh = _organ("shuju-ju", "清水区数据局", "department", district)
    assert [one.organ for one in acts.call_more(collection=collection, by=collector, at=january)] == [fresh]
    assert Act.objects.get(verb="补列应报机关").detail == {"补列": ["清水区数据局"]}


def test_an_excused_organ_stays_on_the_board_with_the_reason_and_can_be_recalled(
    collection: Collection, call: Any, department: Any, collector: Any, january: datetime
) -> None:
    called = acts.excuse(called=call(department), reason="机构撤销。", by=collector, at=january)
    board = Board(collection, date(2021, 3, 5))
    row = next(row for row in board.rows if row.called.organ == department)
    assert (row.state, row.late, row.called.excused) == (State.EXCUSED, 0, "机构撤销。")
    assert len(board.owing) == 2
    with pytest.raises(Refused, match="已经免报"):
        acts.excuse(called=called, reason="再来一次", by=collector, at=january)
    assert acts.recall(called=called, by=collector, at=january).excused == ""
    with pytest.raises(Refused, match="本来就要报送"):
        acts.recall(called=called, by=collector, at=january)


def test_excusing_needs_a_reason_and_an_organ_that_has_not_reported(
    call: Any, department: Any, clerk: Any, collector: Any, january: datetime
) -> None:
    with pytest.raises(Refused, match="请写明免报的理由"):
        acts.excuse(called=call(department), reason="　 ", by=collector, at=january)
    acts.submit_file(called=call(department), file=a_file(a_report("清水区统计局")), by=clerk, at=january)
    with pytest.raises(Refused, match="已经报送，不能免报"):
        acts.excuse(called=call(department), reason="机构撤销", by=collector, at=january)


def test_no_organ_excuses_itself_or_closes_the_year(
    collection: Collection, call: Any, department: Any, clerk: Any, january: datetime
) -> None:
    for act in (
        lambda: acts.excuse(called=call(department), reason="没空", by=clerk, at=january),
        lambda: acts.close(collection=collection, by=clerk, at=january),
        lambda: acts.change_terms(collection=collection, due=collection.due, note="", by=clerk, at=january),
        lambda: acts.merge_year(collection=collection, with_own=False, by=clerk, at=january),
        lambda: acts.submit_many(collection=collection, files=[], by=clerk, at=january),
    ):
        with pytest.raises(Refused, match="只有清水区的公开办"):
            act()


def test_the_terms_change_with_a_record_of_what_they_were(
    collection: Collection, collector: Any, january: datetime
) -> None:
    changed = acts.change_terms(
        collection=collection, due=date(2021, 1, 25), note="附电子版。", by=collector, at=january
    )
    assert (changed.due, changed.note) == (date(2021, 1, 25), "附电子版。")
    assert Act.objects.get(verb="修改年报收集要求").detail["原来"]["报送期限"] == "2021-01-31"
    with pytest.raises(Refused, match="不能推后"):
        acts.change_terms(collection=collection, due=date(2021, 2, 28), note="", by=collector, at=january)


def test_a_year_with_a_report_unjudged_is_not_closed_and_a_closed_one_takes_nothing(
    collection: Collection, call: Any, department: Any, clerk: Any, collector: Any, january: datetime
) -> None:
    wrong = a_file(a_report("清水区统计局", wrong=True))
    submission = acts.submit_file(called=call(department), file=wrong, by=clerk, at=january)
    with pytest.raises(Refused, match="还有1份报送没有审核（统计局）"):
        acts.close(collection=collection, by=collector, at=january)
    acts.return_submission(submission=submission, note="总计不对。", by=collector, at=january)
    closed = acts.close(collection=collection, by=collector, at=january)
    right = a_file(a_report("清水区统计局"))
    for act in (
        lambda: acts.submit_file(called=call(department), file=right, by=clerk, at=january),
        lambda: acts.close(collection=closed, by=collector, at=january),
        lambda: acts.excuse(called=call(department), reason="机构撤销", by=collector, at=january),
        lambda: acts.return_submission(submission=submission, note="再改", by=collector, at=january),
    ):
        with pytest.raises(Refused, match=r"2020年度年报收集已经结束.*请清水区公开办先重新打开"):
            act()
    acts.reopen(collection=closed, by=collector, at=january)
    assert acts.submit_file(called=call(department), file=right, by=clerk, at=january).serial == 2
    with pytest.raises(Refused, match="没有结束，不用重新打开"):
        acts.reopen(collection=closed, by=collector, at=january)
