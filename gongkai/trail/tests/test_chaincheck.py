"""Whatever is done to the trail behind its back is found, and the place is named."""

from datetime import date, timedelta

import pytest
from django.db import connection

from gongkai.trail.acts import link_waiting, record
from gongkai.trail.chaincheck import check_chain, check_waiting
from gongkai.trail.checking import Anchor, Scope
from gongkai.trail.models import Act, Link, Unlinked
from gongkai.trail.tests.tampering import chain_again, digest_again, tamper

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(moment):
    """When the check is made: after everything."""
    return moment + timedelta(days=10)


@pytest.fixture
def trail(town, editor, moment):
    """Ten acts on ten days, linked after those of setting up; gives the number of the first."""
    link_waiting()
    before = Link.objects.count()
    for day in range(10):
        record(
            verb="试",
            subject=town,
            by=editor,
            at=moment + timedelta(days=day),
            organ_id=town.pk,
            detail={"第": day},
        )
    link_waiting()
    return before + 1


def found(scope):
    return [fault.sentence for check in (check_chain, check_waiting) for fault in check(scope)]


def act_of(number):
    return Link.objects.get(number=number).act_id


def test_an_untouched_trail_has_no_fault_and_its_end_is_told(trail, later):
    scope = Scope(now=later)
    assert found(scope) == []
    assert scope.end[:2] == Link.objects.values_list("number", "chain").latest("number")
    assert scope.counts["办理记录"] == Act.objects.count()
    assert found(Scope(now=later, anchors=[scope.end])) == []


CHANGES = {
    "at": "'2020-01-01 00:00:00+00:00'", "verb": "'改'", "actor_id": "99", "actor_name": "'别人'",
    "organ_id": "NULL", "subject_kind": "'x.y'", "subject_id": "99", "subject_label": "'别的'",
    "detail": "'{\"第\": 99}'", "digest": "'x'",
}  # fmt: skip


@pytest.mark.parametrize("column", CHANGES)
def test_any_changed_fact_of_an_act_is_found_and_the_act_is_named(trail, later, column):
    number = trail + 4
    tamper(f"UPDATE trail_act SET {column} = {CHANGES[column]} WHERE id = %s", act_of(number))
    faults = found(Scope(now=later))
    assert f"第{number}条办理记录（" in faults[0]
    assert all(f"第{number}条" in fault for fault in faults)
    assert "内容被改动" in faults[0]


def test_the_sentence_names_day_person_and_act(trail, later):
    tamper("UPDATE trail_act SET organ_id = 7 WHERE id = %s", act_of(trail))
    (fault,) = found(Scope(now=later))
    assert fault.startswith(f"第{trail}条办理记录（2021-03-05 09:30 甄编辑 试 白杨镇）：内容被改动")
    assert fault.endswith("恢复。")


def test_a_changed_act_with_a_new_digest_no_longer_fits_the_chain(trail, later):
    number = trail + 2
    tamper("UPDATE trail_act SET verb = '改' WHERE id = %s", act_of(number))
    digest_again(act_of(number))
    (fault,) = found(Scope(now=later))
    assert fault.startswith(f"第{number}条办理记录（") and "与前一条接不上" in fault


def test_a_chain_rewritten_to_its_end_is_caught_by_whoever_kept_its_end(trail, later):
    end = Link.objects.latest("number")
    number = trail + 2
    tamper("UPDATE trail_act SET verb = '改' WHERE id = %s", act_of(number))
    digest_again(act_of(number))
    chain_again(number)
    assert found(Scope(now=later)) == [], "没有另外保存的链尾，就看不出来"
    kept = Anchor(end.number, end.chain, "抄下的链尾")
    (fault,) = found(Scope(now=later, anchors=[kept]))
    assert "链值与抄下的链尾写的不同" in fault and f"第{end.number}条" in fault


def test_a_dropped_act_is_named(trail, later):
    number = trail + 3
    gone = act_of(number)
    tamper("DELETE FROM trail_act WHERE id = %s", gone)
    assert found(Scope(now=later)) == [
        f"第{number}条办理记录（编号{gone}）：被删去，只剩下它的封存。请查明是谁、何时改的，并用备份核对、恢复。"
    ]


def test_a_dropped_last_act_is_named(trail, later):
    end = Link.objects.latest("number")
    tamper("DELETE FROM trail_act WHERE id = %s", end.act_id)
    (fault,) = found(Scope(now=later))
    assert f"第{end.number}条办理记录（编号{end.act_id}）：被删去" in fault


def test_a_dropped_act_with_its_link_breaks_the_numbers(trail, later):
    number = trail + 3
    tamper("DELETE FROM trail_act WHERE id = %s", act_of(number))
    tamper("DELETE FROM trail_link WHERE number = %s", number)
    faults = found(Scope(now=later))
    assert faults[0].startswith(f"第{number}条办理记录：封存被删去，序号不连续")
    assert f"第{number + 1}条" in faults[1] and "接不上" in faults[1]


def test_a_dropped_link_leaves_an_act_that_is_not_sealed(trail, later):
    number = trail + 3
    act_id = act_of(number)
    tamper("DELETE FROM trail_link WHERE number = %s", number)
    faults = found(Scope(now=later + timedelta(days=20)))
    assert faults[0].startswith(f"第{number}条办理记录：封存被删去")
    assert faults[-1].startswith(f"编号{act_id}的办理记录（") and "没有封存" in faults[-1]


def test_an_end_cut_off_with_its_links_is_caught_by_whoever_kept_it(trail, later):
    end = Link.objects.latest("number")
    tamper("DELETE FROM trail_act WHERE id = %s", end.act_id)
    tamper("DELETE FROM trail_link WHERE number = %s", end.number)
    (fault,) = found(Scope(now=later, anchors=[Anchor(end.number, end.chain, "抄下的链尾")]))
    assert fault.startswith(f"链尾第{end.number - 1}条") and f"已有{end.number}条，末尾的记录被删去" in fault


def test_two_acts_that_changed_places_are_both_named(trail, later):
    one, two = trail + 1, trail + 2
    first, second = act_of(one), act_of(two)
    tamper("UPDATE trail_link SET act_id = -1 WHERE number = %s", one)
    tamper("UPDATE trail_link SET act_id = %s WHERE number = %s", first, two)
    tamper("UPDATE trail_link SET act_id = %s WHERE number = %s", second, one)
    faults = found(Scope(now=later))
    assert [f"第{number}条" in fault for number, fault in zip((one, two), faults, strict=True)] == [
        True,
        True,
    ]


def test_a_changed_link_is_named(trail, later):
    number = trail + 5
    tamper("UPDATE trail_link SET chain = %s WHERE number = %s", "0" * 64, number)
    faults = found(Scope(now=later))
    assert f"第{number}条" in faults[0] and "接不上" in faults[0]


def test_an_act_written_past_the_system_is_not_sealed(trail, later, moment):
    with connection.cursor() as cursor:
        columns = "at, verb, actor_name, subject_kind, subject_id, subject_label, detail, digest"
        cursor.execute(
            f"INSERT INTO trail_act ({columns}) VALUES (%s, '发布', '甄编辑', 'x.y', 1, '假的', '{{}}', 'x')",
            [moment],
        )
    (fault,) = found(Scope(now=later))
    assert "甄编辑 发布 假的" in fault and "没有封存" in fault


def test_an_act_of_the_last_minutes_may_wait_and_an_older_one_may_not(trail, town, later):
    record(verb="刚办", subject=town, by=None, at=later - timedelta(minutes=4))
    scope = Scope(now=later)
    assert found(scope) == [] and scope.counts["等待封存"] == 1
    (fault,) = found(Scope(now=later + timedelta(minutes=2)))
    assert "刚办" in fault and "没有封存" in fault and "gongkai worker" in fault


def test_an_act_removed_while_it_waited_is_named(trail, town, later):
    gone = record(verb="刚办", subject=town, by=None, at=later)
    tamper("DELETE FROM trail_act WHERE id = %s", gone.pk)
    (fault,) = found(Scope(now=later))
    assert fault.startswith(f"编号{gone.pk}的办理记录：还没有封存就被删去")
    assert Unlinked.objects.filter(pk=gone.pk).exists()


def test_many_dropped_acts_are_named_up_to_a_hundred_and_then_counted(trail, town, moment, later):
    for _ in range(150):
        record(verb="多", subject=town, by=None, at=moment)
    link_waiting()
    tamper("DELETE FROM trail_act WHERE verb = '多'")
    faults = found(Scope(now=later))
    assert len(faults) == 101 and "另有50条被删去" in faults[-1]


def test_what_is_linked_while_the_check_runs_is_left_to_the_next(trail, town, later):
    tamper("UPDATE trail_act SET verb = '改' WHERE id = %s", act_of(trail + 1))
    checking = check_chain(Scope(now=later))
    assert "内容被改动" in next(checking).what
    record(verb="办理不停", subject=town, by=None, at=later)
    link_waiting()
    assert list(checking) == []


def test_a_lost_place_that_an_anchor_names_is_told_once(trail, later):
    kept = Link.objects.get(number=trail + 3)
    tamper("DELETE FROM trail_act WHERE id = %s", kept.act_id)
    (fault,) = found(Scope(now=later, anchors=[Anchor(kept.number, kept.chain, "抄下的链尾")]))
    assert "被删去，只剩下它的封存" in fault


def test_since_a_day_trusts_what_is_before_and_says_so(trail, later):
    tamper("UPDATE trail_act SET verb = '改' WHERE id = %s", act_of(trail + 1))
    scope = Scope(now=later, since=date(2021, 3, 10))
    assert found(scope) == []
    assert scope.remarks == [f"从第{trail + 5}条办理记录起核对；第{trail + 4}条的链值相信是对的，没有重算。"]
    assert scope.counts["办理记录"] == 5
    (fault,) = found(Scope(now=later, since=date(2021, 3, 6)))
    assert f"第{trail + 1}条" in fault


def test_since_a_day_finds_what_was_done_after_it(trail, later):
    tamper("UPDATE trail_act SET verb = '改' WHERE id = %s", act_of(trail + 7))
    (fault,) = found(Scope(now=later, since=date(2021, 3, 10)))
    assert f"第{trail + 7}条" in fault


def test_since_a_day_on_which_nothing_happened_checks_nothing_and_says_so(trail, later):
    scope = Scope(now=later, since=date(2030, 1, 1))
    assert found(scope) == [] and scope.counts["办理记录"] == 0
    assert "没有重算" in scope.remarks[0]
