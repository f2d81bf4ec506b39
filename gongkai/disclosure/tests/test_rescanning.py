"""The archive looked through anew: each leak once, cut off anywhere, what was let through or settled left alone."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosure import acts
from gongkai.disclosure.acts import rescanning
from gongkai.disclosure.models import Item, PublishedFinding, Rescan
from gongkai.disclosure.reviewing import screening
from gongkai.disclosure.rounds import Rescanning
from gongkai.disclosure.tests.unguarded import unguarded
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
LEAK = "<p>联系人手机：13800138000。</p>"


@pytest.fixture
def leaking(published: Any) -> list[Item]:
    """Three public items, two of which were published before anybody screened them."""
    items = [published(f"第{number}条") for number in range(3)]
    with unguarded():
        for item in items[:2]:
            Item.objects.filter(pk=item.pk).update(body=LEAK)
    return items


def look(moment: datetime, lot: int = 1) -> Rescan:
    rescan = acts.begin_rescan(at=moment)
    while acts.rescan_lot(rescan=rescan, at=moment, lot=lot):
        pass
    return Rescan.objects.get(pk=rescan.pk)


def test_each_leak_in_what_is_public_becomes_one_task_however_often_one_looks(
    leaking: Any, moment: datetime
) -> None:
    first = look(moment)
    assert (first.items, first.found) == (3, 2)
    assert {task.item for task in PublishedFinding.objects.filter(severity="block")} == set(leaking[:2])
    assert "13800138000" not in "".join(PublishedFinding.objects.values_list("excerpt", flat=True))
    again = look(moment)
    assert (again.pk != first.pk, again.items, again.found) == (True, 3, 0)


def test_a_look_that_was_cut_off_goes_on_where_it_was(leaking: Any, moment: datetime) -> None:
    begun = acts.begin_rescan(at=moment)
    acts.rescan_lot(rescan=begun, at=moment, lot=1)
    assert acts.begin_rescan(at=moment) == begun
    assert (look(moment).items, Rescan.objects.count()) == (3, 1)


def test_the_database_is_asked_as_often_for_many_items_as_for_one(
    leaking: Any, moment: datetime, django_assert_max_num_queries: Any
) -> None:
    rescan = acts.begin_rescan(at=moment)
    with CaptureQueriesContext(connection) as for_one:
        assert acts.rescan_lot(rescan=rescan, at=moment, lot=1) == 1
    Rescan.objects.update(last_item=0)
    with django_assert_max_num_queries(len(for_one)):
        assert acts.rescan_lot(rescan=rescan, at=moment, lot=100) == 3


def test_where_two_look_at_the_same_time_each_item_counts_once(
    leaking: Any, moment: datetime, monkeypatch: Any
) -> None:
    rescan = acts.begin_rescan(at=moment)
    read = rescanning.screened

    def overtaken(*given: Any) -> Any:
        monkeypatch.setattr(rescanning, "screened", read)
        acts.rescan_lot(rescan=Rescan.objects.get(), at=moment, lot=2)
        return read(*given)

    monkeypatch.setattr(rescanning, "screened", overtaken)
    acts.rescan_lot(rescan=rescan, at=moment, lot=3)
    assert Rescan.objects.get().items == 2
    assert (look(moment).items, look(moment).found) == (3, 0)
    assert PublishedFinding.objects.filter(severity="block").count() == 2


def test_nothing_is_locked_while_the_archive_is_read(
    leaking: Any, moment: datetime, monkeypatch: Any
) -> None:
    read, depths = rescanning.screened, []

    def watched(*given: Any) -> Any:
        depths.append(len(connection.savepoint_ids))
        return read(*given)

    monkeypatch.setattr(rescanning, "screened", watched)
    outside = len(connection.savepoint_ids)
    look(moment)
    assert depths == [outside] * 3


def test_new_rules_look_at_everything_again(leaking: Any, moment: datetime, monkeypatch: Any) -> None:
    begun = acts.begin_rescan(at=moment)
    acts.rescan_lot(rescan=begun, at=moment, lot=2)
    monkeypatch.setattr(rescanning, "RULES", "另一版")
    assert acts.begin_rescan(at=moment) != begun
    assert screening.RULES != "另一版"


def test_a_task_is_settled_once_with_words_by_a_reviewer_of_the_organ(
    leaking: Any, editor: Any, approver: Any, stranger: Any, moment: datetime
) -> None:
    look(moment)
    task = PublishedFinding.objects.first()
    for who in (editor, stranger):
        with refused("您没有白杨镇的审核人职责"):
            acts.settle_finding(finding=task, by=who, at=moment, outcome="已撤下")
    with refused("请写明怎样处理的"):
        acts.settle_finding(finding=task, by=approver, at=moment, outcome=" ")
    acts.settle_finding(finding=task, by=approver, at=moment, outcome="核对过，是公开的办公电话")
    with refused("这一处已经处理过。"):
        acts.settle_finding(finding=task, by=approver, at=moment, outcome="再来")
    assert look(moment).found == 0


def test_what_a_reviewer_let_through_is_no_news(
    draft: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    from gongkai.disclosure.reviewing.chain import under_way
    from gongkai.disclosure.tests.passing import publish

    item = acts.submit(item=draft(body=LEAK), by=editor, at=moment)
    blocked = list(under_way(item).findings.filter(severity="block").values_list("pk", flat=True))
    with refused("处必须处理"):
        publish(item=item, by=approver, at=moment)
    acts.override(
        item=item,
        findings=blocked,
        by=approver,
        at=moment,
        reason="公开的值班手机",
        impact="是单位的值班电话。",
    )
    publish(item=item, by=approver, at=moment)
    look(moment)
    assert not PublishedFinding.objects.filter(severity="block").exists()
    with unguarded():
        Item.objects.filter(pk=item.pk).update(body=LEAK.replace("联系人手机", "值班的人的手机"))
    look(moment)
    assert not PublishedFinding.objects.filter(severity="block").exists()
    with unguarded():
        Item.objects.filter(pk=item.pk).update(body=LEAK.replace("13800138000", "13900139000"))
    assert look(moment).found == 1
    assert "139****9000" in PublishedFinding.objects.get(severity="block").excerpt


@pytest.fixture
def night(monkeypatch: Any, moment: datetime) -> Any:
    """The worker's duty, at an hour in China."""
    from gongkai.disclosure import rounds

    def at(hour: int) -> Rescanning:
        monkeypatch.setattr(rounds, "now", lambda: moment.replace(hour=hour))
        return Rescanning()

    return at


def test_by_night_the_worker_looks_through_what_is_public_whenever_the_rules_are_new(
    leaking: Any, night: Any, moment: datetime, monkeypatch: Any
) -> None:
    from gongkai.disclosure import rounds

    monkeypatch.setattr(rounds, "LOT", 2)
    night(12)()
    assert not Rescan.objects.exists()
    duty = night(2)
    duty()
    assert (Rescan.objects.get().items, Rescan.objects.get().ended_at) == (2, None)
    for _ in range(5):
        duty()
    assert (Rescan.objects.get().items, PublishedFinding.objects.filter(severity="block").count()) == (3, 2)
    assert Rescan.objects.get().ended_at
    night(2)()
    assert Rescan.objects.count() == 1
    Rescan.objects.update(rules="旧规则")
    night(2)()
    assert Rescan.objects.count() == 2


def test_where_nothing_is_public_no_look_begins(draft: Any, night: Any) -> None:
    draft()
    night(2)()
    assert not Rescan.objects.exists()


def test_the_worker_looks_in_a_lane_of_its_own() -> None:
    from gongkai.portal.worker import lanes

    assert [[type(duty) for duty in lane.work] for lane in lanes()].count([Rescanning]) == 1


def in_menu(label: str) -> str:
    """As the page hands it to the menu."""
    return json.dumps(label)[1:-1]


def test_the_menu_counts_what_is_open_and_the_page_asks_nobody_for_a_command(
    leaking: Any, approver: Any, editor: Any, client: Any, moment: datetime
) -> None:
    client.force_login(approver)
    page = client.get("/admin/disclosure/rescanned/").content.decode()
    assert "gongkai screen" not in page and "请系统管理员" in page
    assert in_menu("公开后筛查") in page and in_menu("公开后筛查（") not in page
    look(moment)
    count = PublishedFinding.objects.count()
    assert in_menu(f"公开后筛查（{count}）") in client.get("/admin/disclosure/rescanned/").content.decode()
    client.force_login(editor)
    assert in_menu("公开后筛查") not in client.get("/admin/").content.decode()
