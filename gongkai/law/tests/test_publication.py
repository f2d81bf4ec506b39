"""An item is due twenty working days after it was formed or changed, and the due day explains itself."""

from datetime import date

import pytest

from gongkai.law.cite import Article
from gongkai.law.dated import NotInForce
from gongkai.law.noticecheck import load_notice
from gongkai.law.publication import Limit, LimitRefused, publication_due, withdrawal_due
from gongkai.law.tests.invented import NOTICE_2027
from gongkai.law.workdays import Calendar

CALENDAR = Calendar.official().through(2026)
LOCAL_LIMIT = Limit(7, "国办发〔2018〕118号")


def test_the_sentence_names_the_day_and_the_article() -> None:
    due = publication_due(date(2026, 9, 25), calendar=CALENDAR)
    assert due.day == due.not_before == date(2026, 10, 29)
    assert not due.provisional
    assert due.counted == 20
    assert due.basis == Article("政府信息公开条例", 26)
    assert due.sentence == (
        "自2026年9月25日形成，第20个工作日为2026年10月29日（《政府信息公开条例》第二十六条）。"
    )
    assert due.steps[0].why == "中秋节假期"
    assert due.steps[-1].day == due.day


def test_the_second_example_of_the_regulation() -> None:
    assert publication_due(date(2026, 4, 27), calendar=CALENDAR).day == date(2026, 5, 27)


def test_a_change_starts_the_count_anew() -> None:
    due = publication_due(date(2026, 4, 27), changed_on=date(2026, 9, 25), calendar=CALENDAR)
    assert due.day == date(2026, 10, 29)
    assert due.sentence.startswith("自2026年9月25日变更，")
    same_day = publication_due(date(2026, 9, 25), changed_on=date(2026, 9, 25), calendar=CALENDAR)
    assert same_day.day == date(2026, 10, 29)


def test_a_shorter_limit_is_counted_and_cited() -> None:
    due = publication_due(date(2026, 2, 9), limit=LOCAL_LIMIT, calendar=CALENDAR)
    assert (due.day, due.basis) == (date(2026, 2, 25), "国办发〔2018〕118号")
    assert due.sentence == "自2026年2月9日形成，第7个工作日为2026年2月25日（国办发〔2018〕118号）。"


def test_a_count_past_the_last_notice_is_provisional_and_says_so() -> None:
    due = publication_due(date(2026, 12, 10), calendar=CALENDAR)
    assert due.day is None
    assert due.provisional
    assert (due.not_before, due.counted) == (date(2026, 12, 31), 15)
    assert due.steps[-1].day == date(2026, 12, 31)
    assert due.sentence == (
        "自2026年12月10日形成，至2026年12月31日已数15个工作日，尚余5个。"
        "暂定：2027年放假安排公布后再定（《政府信息公开条例》第二十六条）。"
    )


def test_an_item_formed_in_a_year_without_a_notice_is_provisional_from_the_start() -> None:
    due = publication_due(date(2027, 2, 1), calendar=CALENDAR)
    assert (due.day, due.not_before, due.counted, due.steps) == (None, date(2027, 2, 1), 0, ())
    assert "2027年2月1日形成，尚余20个。暂定：2027年放假安排公布后再定" in due.sentence


def test_an_item_formed_on_the_last_known_day_waits_for_the_next_notice() -> None:
    due = publication_due(date(2026, 12, 31), calendar=CALENDAR)
    assert (due.day, due.not_before, due.counted) == (None, date(2026, 12, 31), 0)
    assert "2027年放假安排公布后再定" in due.sentence


def test_loading_the_notice_settles_a_provisional_day() -> None:
    loaded = CALENDAR.with_notice(load_notice(NOTICE_2027))
    due = publication_due(date(2026, 12, 10), calendar=loaded)
    assert (due.day, due.provisional) == (date(2027, 1, 8), False)


def test_a_longer_limit_needs_a_law() -> None:
    with pytest.raises(LimitRefused) as refusal:
        publication_due(date(2026, 4, 27), limit=Limit(21, "本镇制度"), calendar=CALENDAR)
    assert "21个工作日长于《政府信息公开条例》第二十六条规定的20个工作日" in str(refusal.value)
    law = Article("某法", 5)
    due = publication_due(date(2026, 4, 27), limit=Limit(21, law), calendar=CALENDAR)
    assert (due.day, due.basis) == (date(2026, 5, 28), law)


def test_a_limit_as_long_as_the_statutory_needs_none() -> None:
    due = publication_due(date(2026, 4, 27), limit=Limit(20, "本镇制度"), calendar=CALENDAR)
    assert due.day == date(2026, 5, 27)


@pytest.mark.parametrize(("days", "basis", "message"), [(0, "目录", "至少为1个工作日"), (7, " ", "写明依据")])
def test_a_limit_of_no_days_or_no_basis_is_refused(days: int, basis: str, message: str) -> None:
    with pytest.raises(LimitRefused, match=message):
        Limit(days, basis)


def test_a_change_before_the_forming_is_refused() -> None:
    with pytest.raises(LimitRefused, match="2026年4月1日早于形成之日2026年4月27日"):
        publication_due(date(2026, 4, 27), changed_on=date(2026, 4, 1), calendar=CALENDAR)


def test_an_item_older_than_the_regulation_has_no_due_day() -> None:
    with pytest.raises(NotInForce):
        publication_due(date(2008, 4, 30), calendar=CALENDAR)
    assert publication_due(date(2008, 5, 1), calendar=CALENDAR).basis == Article(
        "政府信息公开条例", 18, edition="国务院令第492号"
    )


def test_an_annulled_penalty_is_withdrawn_in_three_working_days() -> None:
    due = withdrawal_due(date(2026, 9, 30), calendar=CALENDAR)
    assert due.day == date(2026, 10, 10)
    assert due.sentence.endswith("第3个工作日为2026年10月10日（《行政处罚法》第四十八条第二款）。")
    with pytest.raises(NotInForce):
        withdrawal_due(date(2021, 7, 14), calendar=CALENDAR)
