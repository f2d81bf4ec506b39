"""What the report counts, at the edges of the year and of each list."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from gongkai.disclosure import acts, queries
from gongkai.disclosure.models import (
    CatalogueNode,
    Charge,
    Decision,
    DocumentKind,
    Item,
    Matter,
    MatterKind,
    NormativeDocument,
    Procurement,
)
from gongkai.disclosure.tests.entries import bare
from gongkai.law.workdays import Calendar

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
NEW_YEARS_EVE, NEW_YEARS_DAY = date(2020, 12, 31), date(2021, 1, 1)


@pytest.mark.parametrize(
    ("published_at", "year"),
    [
        (datetime(2020, 12, 31, 23, 30, tzinfo=CHINA), 2020),
        (datetime(2021, 1, 1, 0, 10, tzinfo=CHINA), 2021),
        (datetime(2020, 12, 31, 16, 10, tzinfo=UTC), 2021),
        (datetime(2020, 1, 1, 0, 0, tzinfo=CHINA), 2020),
    ],
)
def test_an_item_counts_in_the_year_it_was_in_china(
    published: Any, town: Any, other_town: Any, published_at: datetime, year: int
) -> None:
    item = published(at=published_at)
    for other in (2019, 2020, 2021):
        expected = [item] if other == year else []
        assert list(queries.items_first_published(town, other)) == expected
        assert list(Item.objects.first_published_in(other)) == expected
        assert not queries.items_first_published(other_town, other).exists()


def test_an_item_counts_once_whatever_becomes_of_it_later(
    published: Any, republish: Any, approver: Any, town: Any, moment: datetime
) -> None:
    item = published(at=datetime(2020, 6, 1, tzinfo=CHINA))
    republish(item, at=moment, title="改过")
    acts.withdraw(item=item, by=approver, at=moment, reason="内容有误")
    assert list(queries.items_first_published(town, 2020)) == [item]
    assert not queries.items_first_published(town, 2021).exists()


def test_a_document_is_in_force_from_its_issue_until_the_day_before_its_end(town: Any) -> None:
    day = date(2021, 6, 30)
    document = bare(NormativeDocument, town, kind="normative", issued_on=day, repealed_on=day + timedelta(2))
    document.save()
    for offset, in_force in ((-1, False), (0, True), (1, True), (2, False)):
        found = queries.documents_in_force(town, DocumentKind.NORMATIVE, day + timedelta(offset))
        assert list(found) == ([document] if in_force else [])
    assert not queries.documents_in_force(town, DocumentKind.RULE, day).exists()


def test_a_matter_is_on_the_list_from_its_entry_until_the_day_before_its_end(town: Any) -> None:
    matter = bare(Matter, town, kind="permit", since=NEW_YEARS_DAY, until=date(2021, 12, 31))
    matter.save()
    for day, listed in (
        (NEW_YEARS_EVE, False),
        (NEW_YEARS_DAY, True),
        (date(2021, 12, 30), True),
        (date(2021, 12, 31), False),
    ):
        assert list(queries.matters_on(town, MatterKind.PERMIT, day)) == ([matter] if listed else [])


@pytest.mark.parametrize(("day", "year"), [(NEW_YEARS_EVE, 2020), (NEW_YEARS_DAY, 2021)])
def test_registers_count_in_the_year_of_their_day(town: Any, other_town: Any, day: date, year: int) -> None:
    bare(Decision, town, kind="penalty", decided_on=day).save()
    bare(Charge, town, collected_on=day).save()
    bare(Procurement, town, contracted_on=day).save()
    for organ, other in ((town, year - 1), (town, year), (town, year + 1), (other_town, year)):
        expected = int(organ == town and other == year)
        assert queries.decisions(organ, MatterKind.PENALTY, other).count() == expected
        assert queries.charges(organ, other).count() == expected
        assert queries.procurements(organ, other).count() == expected
    assert not queries.decisions(town, MatterKind.PERMIT, year).exists()


def test_the_publication_day_counts_by_the_column_when_that_is_shorter(draft: Any, town: Any) -> None:
    item = draft(formed_on=date(2021, 3, 1), code="20-15")
    calendar = Calendar.official()
    assert queries.publication_deadline(item, calendar).day == date(2021, 3, 29)
    CatalogueNode.objects.filter(pk=item.node_id).update(limit_days=5)
    item = Item.objects.get(pk=item.pk)
    due = queries.publication_deadline(item, calendar)
    assert due.day == date(2021, 3, 8)
    assert f"本机关目录“{item.node}”的公开时限" in due.sentence
    item.changed_on = date(2021, 3, 10)
    assert queries.publication_deadline(item, calendar).day == date(2021, 3, 17)


def test_what_was_formed_before_the_regulation_has_no_limit(draft: Any) -> None:
    assert queries.publication_deadline(draft(formed_on=date(2008, 4, 30)), Calendar.official()) is None
    assert queries.past_due([draft(formed_on=date(2008, 4, 30))], date(2021, 3, 5)) == []


def test_drafts_past_their_day_are_those_of_the_organ_that_never_were_public(
    draft: Any, published: Any, edit: Any, town: Any, other_town: Any, editor: Any, moment: datetime
) -> None:
    late, waiting = draft("迟了"), draft("在等")
    draft("还早", formed_on=date(2021, 3, 20))
    acts.submit(item=waiting, by=editor, at=moment)
    edit(published("公开过的"), title="改过")
    drafts = queries.drafts_of([town.pk])
    assert {item.title for item in drafts} == {"迟了", "还早"}
    assert queries.past_due(drafts, date(2021, 3, 29)) == []
    assert queries.past_due(drafts, date(2021, 3, 30)) == [late]
    assert queries.drafts_of([other_town.pk]) == []


def test_a_day_that_must_wait_for_a_notice_is_not_past(draft: Any, town: Any) -> None:
    draft(formed_on=date(Calendar.official().last_year, 12, 28))
    assert queries.past_due(queries.drafts_of([town.pk]), date(2099, 1, 1)) == []


def test_what_another_site_published_before_is_not_counted_as_ours_and_never_late(
    published: Any, draft: Any, town: Any
) -> None:
    own = published("本站首发")
    moved = published("迁移来的", formed_on=date(2019, 3, 1), published_elsewhere_on=date(2019, 3, 8))
    assert moved.address_year == 2021
    assert list(queries.items_first_published(town, 2021)) == [own]
    assert not queries.items_first_published(town, 2019).exists()
    assert queries.publication_deadline(moved, Calendar.official()) is None
    waiting = draft("还没公开", formed_on=date(2019, 3, 1), published_elsewhere_on=date(2019, 3, 8))
    late = draft("迟了", formed_on=date(2019, 3, 1))
    assert {item.title for item in queries.drafts_of([town.pk])} == {waiting.title, late.title}
    assert queries.past_due(queries.drafts_of([town.pk]), date(2021, 3, 30)) == [late]
