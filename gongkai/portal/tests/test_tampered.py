"""Somebody with the database's password changes a record behind every act and guard: `gongkai verify` finds each case."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from gongkai.disclosure import acts
from gongkai.disclosure.acts.takedown import place_of
from gongkai.disclosure.checks import CHECKS as PUBLIC
from gongkai.disclosure.models import Item, Review, ReviewStep, SecrecySheet, StepKind, TakeDown
from gongkai.disclosure.reviewing.chain import Planned
from gongkai.disclosure.tests.passing import clear, clear_of, publish
from gongkai.organs import acts as organ_acts
from gongkai.organs.models import Person, Role
from gongkai.portal.checks import CHECKS as SITE
from gongkai.portal.checks import check_outbox
from gongkai.portal.publisher import drain
from gongkai.portal.tests.test_checks import standing
from gongkai.reporting import acts as report_acts
from gongkai.reporting.checks import CHECKS as REPORTS
from gongkai.reporting.models import AnnualReport
from gongkai.trail.acts import link_waiting
from gongkai.trail.checking import Scope
from gongkai.trail.checks import CHECKS as TRAIL
from gongkai.trail.digests import act_digest
from gongkai.trail.guardcheck import GUARDS, check_guards, standing_guards
from gongkai.trail.models import Act, Link, Outbox, Unlinked
from gongkai.trail.tests.tampering import tamper, without_guards

__all__ = ["standing"]

pytestmark = pytest.mark.django_db
# Without the guards, which every tampering of a test puts aside.
RECORDS = [check for check in (*TRAIL, *PUBLIC, *REPORTS, *SITE) if check.run is not check_guards]
ONE = "WHERE address_serial = 1"


@pytest.fixture
def verify(standing: Any, moment: Any) -> Callable[..., list[str]]:
    """What all checks say, some days later; nothing before anything was done."""

    def run(**scope: Any) -> list[str]:
        link_waiting()
        asked = Scope(now=moment + timedelta(days=3), **scope)
        return [fault.sentence for check in RECORDS for fault in check.run(asked)]

    link_waiting()
    drain()
    assert run() == []
    return run


def first() -> Item:
    return Item.objects.get(address_serial=1)


def test_a_first_publication_dated_back_is_found(verify: Any) -> None:
    tamper(f"UPDATE disclosure_item SET first_published_at = '2020-01-01 00:00:00+00:00' {ONE}")
    assert "首次发布时间与公开存证" in "".join(verify())


def test_a_first_publication_dated_back_before_it_is_in_the_log_is_found(
    verify: Any, published: Any, moment: Any
) -> None:
    fresh = published("还没有存证的", at=moment + timedelta(days=2))
    drain()
    assert verify() == []
    tamper(
        "UPDATE disclosure_item SET first_published_at = '2020-01-01 00:00:00+00:00' WHERE id = %s", fresh.pk
    )
    assert "首次发布时间" in "".join(verify())


@pytest.mark.parametrize(
    ("change", "what"),
    [("index_number = 'FAKE/1'", "索引号"), ("address_serial = 77", "网址"), ("address_year = 2019", "网址")],
)
def test_another_number_or_address_is_found(verify: Any, change: str, what: str) -> None:
    tamper(f"UPDATE disclosure_item SET {change} {ONE}")
    assert f"{what}与公开存证" in "".join(verify())


def test_what_is_given_once_stays_checked_after_a_take_down(verify: Any, approver: Any, moment: Any) -> None:
    acts.withdraw(item=first(), by=approver, at=moment, reason="内容有误")
    drain()
    assert verify() == []
    tamper(f"UPDATE disclosure_item SET first_published_at = '2020-01-01 00:00:00+00:00' {ONE}")
    assert "首次发布时间" in "".join(verify())


def test_an_item_that_silently_is_no_longer_public_is_found(verify: Any, standing: Any) -> None:
    tamper(f"UPDATE disclosure_item SET live = %s {ONE}", False)
    for ending in ("html", "json", "proof.json"):
        (standing / f"baiyang-zhen/2021/1.{ending}").unlink()
    assert "没有撤下的办理记录" in "".join(verify())


def test_an_item_that_was_taken_down_and_is_public_again_is_found(
    verify: Any, approver: Any, moment: Any
) -> None:
    acts.withdraw(item=first(), by=approver, at=moment, reason="内容有误")
    tamper(f"UPDATE disclosure_item SET live = %s {ONE}", True)
    drain()
    assert "已经撤下，现在却公开着" in "".join(verify())


def test_an_item_that_was_deleted_is_found(verify: Any) -> None:
    item = first()
    tamper("UPDATE disclosure_review SET item_id = NULL WHERE item_id = %s", item.pk)
    for table in ("placement", "attachment"):
        tamper(f"DELETE FROM disclosure_{table} WHERE item_id = %s", item.pk)
    tamper("DELETE FROM disclosure_item WHERE id = %s", item.pk)
    assert f"编号{item.pk}的信息" in "".join(verify())


def test_another_reviewer_another_day_and_another_remark_are_found(verify: Any, editor: Any) -> None:
    key = ReviewStep.objects.order_by("pk").first().pk  # type: ignore[union-attr]
    for change, value in (
        ("decided_by_id", editor.pk), ("decided_at", "2020-01-01 00:00:00+00:00"), ("remark", "后来写的")
    ):  # fmt: skip
        before = ReviewStep.objects.values_list(change, flat=True).get(pk=key)
        tamper(f"UPDATE disclosure_reviewstep SET {change} = %s WHERE id = %s", value, key)
        assert "与办理时的摘要不符" in "".join(verify()), change
        ReviewStep.objects.filter(pk=key).update(**{change: before})
        assert verify() == []


def test_another_answer_on_the_sheet_is_found(verify: Any) -> None:
    tamper("UPDATE disclosure_secrecysheet SET privacy = 'handled', basis = '后来写的'")
    assert len(verify()) == 3


def test_a_sheet_put_in_afterwards_is_found(verify: Any, approver: Any, moment: Any) -> None:
    review = Review.objects.order_by("pk").first()
    assert review is not None
    SecrecySheet.objects.create(
        **_answers(), review=review, by=approver, at=moment, title="题", attribute="proactive"
    )
    assert "办结以后多出1项保密审查登记表" in "".join(verify())


def _answers() -> dict[str, Any]:
    sheet = clear()
    return {
        name: getattr(sheet, name)
        for name in (*SecrecySheet.QUESTIONS, "carrier", "third_party", "co_issuer", "opinion")
    }


def test_a_finding_let_through_for_another_reason_is_found(
    verify: Any, draft: Any, editor: Any, approver: Any, moment: Any
) -> None:
    item = acts.submit(item=draft(body="<p>手机13800138000</p>"), by=editor, at=moment)
    found = [one.pk for one in item.reviews.get().findings.filter(severity="block")]
    acts.override(item=item, findings=found, by=approver, at=moment, reason="值班电话", impact="单位的电话")
    assert verify() == []
    publish(item=item, by=approver, at=moment)
    drain()
    assert verify() == []
    tamper("UPDATE disclosure_reviewfinding SET reason = '另一个理由' WHERE id = %s", found[0])
    assert "放行理由被改动" in "".join(verify())


def test_reviews_that_were_deleted_are_found(verify: Any) -> None:
    for table in ("reviewstep", "secrecysheet", "review"):
        tamper(f"DELETE FROM disclosure_{table}")
    said = "".join(verify())
    assert "审查记录被删去" in said and "审查不在了" in said


def test_a_review_that_was_never_passed_is_found(verify: Any) -> None:
    tamper("UPDATE disclosure_review SET state = 'returned'")
    assert sum("审查却没有通过" in one for one in verify()) == 3


def test_an_emergency_has_a_day_for_its_review(
    verify: Any, draft: Any, town: Any, editor: Any, approver: Any, moment: Any
) -> None:
    issuer = organ_acts.enrol(
        username="qianfa", name="签领导", password="qianfa-2021-密码", by=None, at=moment
    )
    organ_acts.appoint(
        person=issuer, organ=town, role=Role.ISSUER, since=date(2019, 1, 1), by=None, at=moment
    )
    steps = [Planned(StepKind.SECRECY, approver, 1), Planned(StepKind.ISSUE, issuer, 1)]
    acts.set_chain(organ=town, genre="", steps=steps, by=None, at=moment)
    at = moment + timedelta(days=2, hours=12)
    item = acts.submit(item=draft("洪水警报"), by=editor, at=at)
    acts.propose_urgent(item=item, by=editor, at=at, reason="洪水")
    acts.publish_urgently(item=item, by=approver, at=at, sheet=clear_of(item))
    drain()
    assert verify() == []
    late = Scope(now=at + timedelta(days=1, minutes=1))
    (said,) = [fault.sentence for check in PUBLIC for fault in check.run(late)]
    assert said.endswith("应急发布已经超过一天，还没有补办审查。请马上补办审查；不该公开的，请撤下。")
    acts.pass_step(item=item, by=Person.objects.get(pk=issuer.pk), at=at)
    assert [fault for check in PUBLIC for fault in check.run(late)] == []


def test_what_was_published_before_there_were_reviews_is_no_fault(verify: Any) -> None:
    for act in Act.objects.filter(verb="发布"):
        detail = {name: act.detail[name] for name in ("索引号", "指纹")}
        tamper("UPDATE trail_act SET detail = %s WHERE id = %s", json.dumps(detail), act.pk)
    for table in ("reviewstep", "secrecysheet", "review"):
        tamper(f"DELETE FROM disclosure_{table}")
    asked = Scope(now=Item.objects.latest("pk").last_published_at)
    assert [fault for check in PUBLIC for fault in check.run(asked)] == []


@pytest.mark.parametrize("damage", ["没有了", "改动"])
def test_sealed_evidence_that_is_gone_or_altered_is_found(
    verify: Any, approver: Any, moment: Any, damage: str
) -> None:
    acts.withdraw(item=first(), by=approver, at=moment, reason="内容有误")
    drain()
    assert verify() == []
    place = place_of(TakeDown.objects.get().evidence)
    place.unlink() if damage == "没有了" else place.write_bytes(b"x")
    (said,) = verify()
    assert ("证据不在了" if damage == "没有了" else "证据被改动") in said and place.name in said


def test_a_take_down_without_its_act_or_without_its_row_is_found(
    verify: Any, approver: Any, moment: Any
) -> None:
    acts.withdraw(item=first(), by=approver, at=moment, reason="内容有误")
    drain()
    tamper("UPDATE disclosure_takedown SET evidence = %s", "0" * 64)
    assert "没有撤下的办理记录" in "".join(verify())
    tamper("DELETE FROM disclosure_takedown")
    assert "撤下记录被删去" in "".join(verify())


def test_the_end_of_the_trail_cut_off_with_its_links_is_found(
    verify: Any, draft: Any, published: Any, editor: Any, approver: Any, town: Any, moment: Any
) -> None:
    last, at = Act.objects.latest("pk").pk, moment + timedelta(days=2)
    fresh = published("后来发布的", at=at)
    acts.withdraw(item=fresh, by=approver, at=at, reason="内容有误")
    returned = acts.submit(item=draft("退回的"), by=editor, at=at)
    acts.return_to_author(item=returned, by=approver, at=at, reason="请改正")
    acts.store_file(organ=town, name="后来的.txt", data=b"a", by=editor, at=at)
    drain()
    assert verify() == []
    without_guards()
    for rows in (
        Unlinked.objects.all(),
        Link.objects.filter(act_id__gt=last),
        Act.objects.filter(pk__gt=last),
    ):
        rows._raw_delete(rows.db)
    said = "".join(verify())
    for what in (
        "没有发布它的办理记录", "没有撤下的办理记录", "“退回的”）：有人办过，却没有办理记录", "没有上传它的办理记录"
    ):  # fmt: skip
        assert what in said


def forged(item: Item, approver: Any, at: Any) -> None:
    """An act put into the trail with the digest that belongs to it."""
    facts = {
        "at": at, "verb": "保密审查通过", "actor_id": approver.pk, "actor_name": approver.name, "organ_id": item.organ_id,
        "subject_kind": "disclosure.item", "subject_id": item.pk, "subject_label": item.title, "detail": {"意见": "伪造的"},
    }  # fmt: skip
    Unlinked.objects.create(act=Act.objects.create(digest=act_digest(**facts), **facts))


def test_an_act_dated_back_behind_a_root_is_found(verify: Any, approver: Any, moment: Any) -> None:
    forged(first(), approver, moment - timedelta(days=200))
    (said,) = verify()
    assert "写着的时间比封存它以前公布的每日存证还早" in said


def test_an_act_dated_ahead_is_found_linked_or_not(verify: Any, approver: Any, moment: Any) -> None:
    forged(first(), approver, moment + timedelta(days=400))
    asked = Scope(now=moment + timedelta(days=3))
    assert any("还没有到" in fault.what for check in TRAIL for fault in check.run(asked))
    (said,) = verify()
    assert "写着的时间还没有到" in said


def test_a_guard_that_was_dropped_is_named(verify: Any, moment: Any) -> None:
    assert list(check_guards(Scope(now=moment))) == []
    without_guards()
    said = "".join(fault.sentence for fault in check_guards(Scope(now=moment)))
    assert "trail_act" in said and "disclosure_item_reviewed" in said


def test_the_guards_looked_for_are_those_of_a_fresh_database() -> None:
    ours = {name for name in standing_guards() if "wagtailsearch" not in name}
    assert ours == GUARDS[connection.vendor]


def test_what_waits_for_its_page_does_not_hide_the_roots(verify: Any, standing: Any, moment: Any) -> None:
    place = standing / "cunzheng/roots.json"
    told = json.loads(place.read_text())
    told["每日存证"][0]["根"] = "00"
    place.write_text(json.dumps(told))
    Outbox.objects.create(kind="disclosure.item", key=first().pk, at=moment + timedelta(days=3))
    (standing / "baiyang-zhen/2021/2.html").unlink()
    said = "".join(verify())
    assert "的每日存证：与网站的 cunzheng/roots.json里的不同" in said and "baiyang-zhen/2021/2.html" in said


def test_roots_that_the_site_no_longer_shows_are_found(verify: Any, standing: Any) -> None:
    place = standing / "cunzheng/roots.json"
    content = place.read_text()
    place.write_text(json.dumps(json.loads(content) | {"每日存证": []}))
    assert "的每日存证不在里面" in "".join(verify())
    place.unlink()
    assert "不见了" in "".join(verify())


@pytest.mark.parametrize("minutes", [16, -16])
def test_what_waits_too_long_is_a_fault_itself(verify: Any, moment: Any, minutes: int) -> None:
    now = moment + timedelta(days=3)
    Outbox.objects.create(kind="portal.site", key=0, at=now - timedelta(minutes=minutes))
    (said,) = check_outbox(Scope(now=now))
    assert "等了超过15分钟" in said.what
    Outbox.objects.update(at=now - timedelta(minutes=minutes // 16 * 14))
    assert list(check_outbox(Scope(now=now))) == []


@pytest.fixture
def report(verify: Any, town: Any, officer: Any, approver: Any, moment: Any) -> AnnualReport:
    """A signed and published report."""
    made = report_acts.prepare(organ=town, year=2020, by=officer, at=moment)
    made.situation, made.problems = "全年情况。", "有不足。"
    report_acts.edit(report=made, by=officer, at=moment)
    made = report_acts.sign(report=made, by=approver, at=moment, reviewed_by="鲍密")
    assert verify() == []
    made = report_acts.publish(report=made, by=officer, at=moment)
    drain()
    assert verify() == []
    return made


@pytest.mark.parametrize("old", [False, True])
def test_a_signed_report_that_was_changed_is_found(verify: Any, report: AnnualReport, old: bool) -> None:
    """Its words by the digest of the whole; by the figures alone where the acts are of an earlier version."""
    snapshot = report.snapshot
    assert snapshot is not None
    if old:
        snapshot["cells"][next(iter(snapshot["cells"]))] = "987"
    else:
        snapshot["problems"] = "没有不足。"
    changed = json.dumps(snapshot, ensure_ascii=False)
    tamper("UPDATE reporting_annualreport SET snapshot = %s WHERE id = %s", changed, report.pk)
    drain()
    assert "2020年度报告：现在的内容与“签发年度报告”时的" in "".join(verify())


def test_a_report_withdrawn_or_deleted_behind_the_acts_is_found(verify: Any, report: AnnualReport) -> None:
    tamper("UPDATE reporting_annualreport SET published_at = NULL")
    assert "有“公开年度报告”的办理记录" in "".join(verify())
    tamper("DELETE FROM reporting_annualreport")
    assert "现在不在了" in "".join(verify())
