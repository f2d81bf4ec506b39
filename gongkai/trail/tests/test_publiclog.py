"""The public log grows by first publications only, and each day's root holds all of the one before."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.trail.acts import LogBroken, Publication, link_waiting, log_publications, make_daily_root, record
from gongkai.trail.checking import Scope
from gongkai.trail.firsts import ITEM
from gongkai.trail.leaves import leaf_hash_of, leaf_text
from gongkai.trail.logcheck import check_log, check_roots
from gongkai.trail.merkle import Tree, consistent, included
from gongkai.trail.models import Act, DailyRoot, Link, Outbox, PublicLogEntry
from gongkai.trail.publictree import tree_of
from gongkai.trail.queries import entry_and_root, first_held_by
from gongkai.trail.tests.tampering import tamper

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 11, 3, 9, 30, tzinfo=CHINA)


def publication(item_id, at=MORNING, town=None):
    """A first publication with its act in the trail; the item itself is of no matter to the log."""
    print_ = f"{item_id:064x}"
    detail = {"索引号": f"某/2026-{item_id:05d}", "指纹": print_}
    act = record(verb="发布", subject=town, by=None, at=at, detail=detail)
    tamper(
        "UPDATE trail_act SET subject_kind = 'disclosure.item', subject_id = %s WHERE id = %s",
        item_id,
        act.pk,
    )
    link_waiting()
    link = Link.objects.get(act=act).number
    return Publication(link, 1, ITEM, item_id, detail["索引号"], f"zhen/2026/{item_id}.html", at, print_)


@pytest.fixture
def published(town):
    """Publishes items with these numbers, one after the other, and logs them."""

    def make(*numbers, at=MORNING):
        return log_publications([publication(number, at, town) for number in numbers])

    return make


def day_after(days=1):
    return date(2026, 11, 2) + timedelta(days=days)


def rooted(days=1):
    return make_daily_root(day=day_after(days), at=MORNING + timedelta(days=days))


def faults(check):
    return [fault.sentence for fault in check(Scope(now=MORNING))]


def test_a_publication_is_entered_once_and_in_order(published):
    assert published(5, 3) == 2
    assert published(3, 9) == 1
    assert list(PublicLogEntry.objects.values_list("number", "subject_id")) == [(1, 5), (2, 3), (3, 9)]
    assert faults(check_log) == []


def test_the_leaf_holds_no_title_and_every_fact_of_the_entry(published):
    published(5)
    entry = PublicLogEntry.objects.get()
    assert leaf_text(entry) == (
        '{"序号": 1, "索引号": "某/2026-00005", "网址": "zhen/2026/5.html",'
        f' "首次公开时间": "2026-11-03T09:30:00+08:00", "内容指纹": "{5:064x}"}}'
    )
    assert entry.leaf == leaf_hash_of(entry)


def test_a_root_covers_what_was_public_by_the_end_of_its_day(published):
    published(1, 2)
    published(3, at=MORNING + timedelta(days=1))
    root = rooted(1)
    assert root.size == 2
    assert (
        root.root == Tree([bytes.fromhex(one.leaf) for one in PublicLogEntry.objects.all()[:2]]).root(2).hex()
    )
    assert rooted(2).size == 3


def test_the_last_second_of_a_day_belongs_to_it_and_the_first_of_the_next_does_not(published):
    midnight = datetime(2026, 11, 4, tzinfo=CHINA)
    published(1, at=midnight - timedelta(microseconds=1))
    published(2, at=midnight)
    assert rooted(1).size == 1


def test_what_is_entered_late_is_held_by_the_next_root_so_that_each_holds_the_one_before(published):
    published(1)
    published(2, at=MORNING + timedelta(days=1))
    published(3, at=MORNING)  # committed after midnight, say
    assert rooted(1).size == 1
    assert rooted(2).size == 3
    assert faults(check_roots) == []


def test_a_day_has_one_root_an_earlier_day_none_any_more_and_nothing_has_none(published):
    assert rooted(1) is None
    published(1)
    assert rooted(2) is not None
    assert rooted(2) is None and rooted(1) is None


def test_a_root_is_an_act_and_has_its_page_written(published):
    published(1)
    Outbox.objects.all().delete()
    root = rooted(1)
    act = Act.objects.get(verb="每日存证")
    assert act.detail == {
        "日期": "2026-11-03", "总数": 1, "根": root.root, "办理记录数": root.link_number, "链尾": root.chain,
    }  # fmt: skip
    assert str(Outbox.objects.get()) == f"trail.dailyroot:{root.pk}"
    assert root.chain == Link.objects.get(number=root.link_number).chain


def test_every_item_has_a_proof_under_its_first_root_and_each_root_holds_the_one_before(published):
    sizes = []
    for days in range(1, 8):
        published(*range(days * 10, days * 10 + days), at=MORNING + timedelta(days=days - 1))
        sizes.append(rooted(days).size)
    for entry in PublicLogEntry.objects.all():
        found, root = entry_and_root(ITEM, entry.subject_id)
        assert root.size == next(size for size in sizes if size >= found.number)
        path = tree_of(root).inclusion(found.number - 1, root.size)
        assert included(
            bytes.fromhex(found.leaf), found.number - 1, root.size, path, bytes.fromhex(root.root)
        )
    roots = list(DailyRoot.objects.all())
    for old, new in pairwise(roots):
        path = tree_of(new).consistency(old.size, new.size)
        assert consistent(old.size, new.size, path, bytes.fromhex(old.root), bytes.fromhex(new.root))
    assert [len(first_held_by(root.pk, ITEM)) for root in roots] == list(range(1, 8))


def test_a_tree_held_from_other_records_is_read_anew(published):
    published(1, 2, 3)
    tree_of(rooted(1))
    tamper("DELETE FROM trail_dailyroot")
    tamper("DELETE FROM trail_publiclogentry")
    tamper("UPDATE trail_act SET verb = '别的' WHERE verb = '每日存证'")
    published(4, 5, 6)
    root = rooted(1)
    assert tree_of(root).root(3).hex() == root.root


# Tampering

ENTRY_CHANGES = {
    "subject_id": "99", "subject_kind": "'reporting.annualreport'", "index_number": "'改'", "address": "'zhen/2026/9.html'",
    "first_published_at": "'2020-01-01 00:00:00+00:00'", "fingerprint": "'x'", "leaf": "'x'", "link_number": "1",
}  # fmt: skip


@pytest.mark.parametrize("column", ENTRY_CHANGES)
def test_any_changed_fact_of_an_entry_is_found_and_named(published, column):
    published(1, 2, 3)
    rooted(1)
    tamper(f"UPDATE trail_publiclogentry SET {column} = {ENTRY_CHANGES[column]} WHERE number = 2")
    assert any(said.startswith("公开存证第2项（索引号 ") for said in faults(check_log))


def test_an_entry_changed_with_its_leaf_agrees_neither_with_the_trail_nor_with_the_root(published):
    published(1, 2, 3)
    rooted(1)
    tamper(
        "UPDATE trail_publiclogentry SET first_published_at = '2020-01-01 00:00:00+00:00' WHERE number = 2"
    )
    leaf = leaf_hash_of(PublicLogEntry.objects.get(number=2))
    tamper("UPDATE trail_publiclogentry SET leaf = %s WHERE number = 2", leaf)
    assert ["首次发布不符" in said for said in faults(check_log)] == [True]
    assert ["2026-11-03的每日存证" in said for said in faults(check_roots)] == [True]
    with pytest.raises(LogBroken, match="2026-11-03"):
        rooted(2)
    with pytest.raises(LogBroken, match="gongkai verify"):
        tree_of(DailyRoot.objects.get())


def test_a_dropped_entry_is_named_by_its_number_and_its_act(published):
    published(1, 2, 3)
    rooted(1)
    tamper("DELETE FROM trail_publiclogentry WHERE number = 2")
    said = faults(check_log)
    assert said[0].startswith("公开存证第2项到第2项：被删去")
    assert "没有公开存证，它的存证被删去" in said[1] and "某/2026-00002" in said[1]
    assert "只剩2项" in faults(check_roots)[0]


def test_a_dropped_last_entry_is_found_by_the_root(published):
    published(1, 2, 3)
    rooted(1)
    tamper("DELETE FROM trail_publiclogentry WHERE number = 3")
    assert "2026-11-03的每日存证：共有3项，现在只剩2项" in faults(check_roots)[0]


def test_two_entries_that_changed_places_are_found(published):
    published(1, 2, 3)
    rooted(1)
    tamper("UPDATE trail_publiclogentry SET number = 9 WHERE number = 1")
    tamper("UPDATE trail_publiclogentry SET number = 1 WHERE number = 2")
    tamper("UPDATE trail_publiclogentry SET number = 2 WHERE number = 9")
    assert [said[:7] for said in faults(check_log)] == ["公开存证第1项", "公开存证第2项"]


@pytest.mark.parametrize(
    "change", ["root = '00'", "size = 2", "link_number = 1", "chain = '00'", "day = '2026-11-01'"]
)
def test_a_changed_root_is_named(published, change):
    published(1, 2, 3)
    rooted(1)
    tamper(f"UPDATE trail_dailyroot SET {change}")
    assert "每日存证：与办理记录写的不符" in faults(check_roots)[0]


def test_a_dropped_root_is_named(published):
    published(1)
    rooted(1)
    tamper("DELETE FROM trail_dailyroot")
    assert faults(check_roots)[0].startswith("2026-11-03的每日存证：被删去，只剩下办理记录")


def test_a_publication_not_yet_entered_is_no_fault_but_said(published, town):
    published(1)
    publication(2, town=town)
    scope = Scope(now=MORNING)
    assert list(check_log(scope)) == []
    assert "有1条信息的首次公开还没有记入公开存证" in scope.remarks[0]


@pytest.mark.parametrize("table", ["trail_publiclogentry", "trail_dailyroot"])
@pytest.mark.parametrize("deed", ["DELETE FROM {}", "UPDATE {} SET link_number = 0"])
def test_raw_sql_can_neither_change_nor_delete_the_log(town, table, deed):
    at = MORNING
    log_publications([Publication(1, 1, ITEM, 1, "某", "z/1.html", at, "0" * 64)])
    make_daily_root(day=day_after(), at=at)
    with (
        pytest.raises(DatabaseError, match="只能增加"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed.format(table))
