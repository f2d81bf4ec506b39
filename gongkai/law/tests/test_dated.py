"""A rule is asked by day, and answers with the article in force that day or says there is none."""

from datetime import date

import pytest

from gongkai.law.cite import Article
from gongkai.law.dated import Dated, NotInForce, Value, written_day
from gongkai.law.publication import PUBLICATION_DAYS
from gongkai.law.village import VILLAGE_DISCLOSURE

OLD = Value(15, Article("旧办法", 8), since=date(2008, 5, 1), until=date(2019, 5, 14))
NEW = Value(20, Article("新办法", 9), since=date(2019, 5, 15))


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2008, 5, 1), OLD),
        (date(2019, 5, 14), OLD),
        (date(2019, 5, 15), NEW),
        (date(2099, 1, 1), NEW),
    ],
)
def test_the_version_of_the_day_answers(day: date, value: Value[int]) -> None:
    assert Dated("期限", OLD, NEW).on(day) is value


def test_a_day_before_the_first_text_is_refused_by_name_and_day() -> None:
    with pytest.raises(NotInForce) as refusal:
        Dated("期限", OLD, NEW).on(date(2008, 4, 30))
    message = str(refusal.value)
    assert message.startswith("期限：2008年4月30日没有可适用的规定")
    assert "《旧办法》第八条自2008年5月1日起施行，至2019年5月15日失效" in message
    assert "《新办法》第九条自2019年5月15日起施行）" in message


def test_a_gap_between_versions_is_no_default() -> None:
    late = Value(20, Article("新办法", 9), since=date(2019, 6, 1))
    with pytest.raises(NotInForce):
        Dated("期限", OLD, late).on(date(2019, 5, 20))


def test_overlapping_or_unordered_versions_are_refused() -> None:
    with pytest.raises(ValueError, match="重叠"):
        Dated("期限", NEW, OLD)
    with pytest.raises(ValueError, match="重叠"):
        Dated("期限", OLD, Value(20, NEW.article, since=date(2019, 5, 14)))


def test_a_version_ending_before_it_begins_and_a_rule_without_versions_are_refused() -> None:
    with pytest.raises(ValueError, match="早于施行日"):
        Dated("期限", Value(1, OLD.article, since=date(2020, 1, 2), until=date(2020, 1, 1)))
    with pytest.raises(ValueError, match="至少"):
        Dated("期限")


def test_publication_changes_its_article_with_the_2019_revision() -> None:
    before, after = PUBLICATION_DAYS.on(date(2019, 5, 14)), PUBLICATION_DAYS.on(date(2019, 5, 15))
    assert (before.value, str(before.article)) == (20, "《政府信息公开条例》（国务院令第492号）第十八条")
    assert (after.value, str(after.article)) == (20, "《政府信息公开条例》第二十六条")


def test_a_village_notice_of_2025_cites_article_30_and_one_of_2026_does_not() -> None:
    assert str(VILLAGE_DISCLOSURE.on(date(2025, 12, 31)).article) == "《村民委员会组织法》第三十条"
    with pytest.raises(NotInForce, match="待核实"):
        VILLAGE_DISCLOSURE.on(date(2026, 1, 1))


def test_a_day_is_written_without_leading_zeros() -> None:
    assert written_day(date(2026, 9, 5)) == "2026年9月5日"
