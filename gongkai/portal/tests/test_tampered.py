"""Somebody with the database's password changes a record behind every act and guard: `gongkai verify` finds each case."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.acts.takedown import place_of
from gongkai.disclosure.checks import CHECKS as PUBLIC
from gongkai.disclosure.models import Item, Review, ReviewStep, SecrecySheet, TakeDown
from gongkai.disclosure.tests.passing import clear, publish
from gongkai.portal.checks import CHECKS as SITE
from gongkai.portal.publisher import drain
from gongkai.portal.tests.test_checks import standing
from gongkai.trail.acts import link_waiting
from gongkai.trail.checking import Scope
from gongkai.trail.checks import CHECKS as TRAIL
from gongkai.trail.models import Act
from gongkai.trail.tests.tampering import tamper

__all__ = ["standing"]

pytestmark = pytest.mark.django_db
ONE = "WHERE address_serial = 1"


@pytest.fixture
def verify(standing: Any, moment: Any) -> Callable[..., list[str]]:
    """What all checks say, some days later; nothing before anything was done."""

    def run(**scope: Any) -> list[str]:
        link_waiting()
        asked = Scope(now=moment + timedelta(days=3), **scope)
        return [fault.sentence for check in (*TRAIL, *PUBLIC, *SITE) for fault in check.run(asked)]

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
    verify: Any, draft: Any, editor: Any, approver: Any, moment: Any
) -> None:
    at = moment + timedelta(days=2, hours=12)
    item = acts.submit(item=draft("洪水警报"), by=editor, at=at)
    acts.propose_urgent(item=item, by=editor, at=at, reason="洪水")
    acts.publish_urgently(item=item, by=approver, at=at)
    drain()
    assert verify() == []
    late = Scope(now=at + timedelta(days=1, minutes=1))
    (said,) = [fault.sentence for check in PUBLIC for fault in check.run(late)]
    assert said.endswith("应急发布已经超过一天，还没有补办审查。请马上补办审查；不该公开的，请撤下。")
    publish(item=item, by=approver, at=at)
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
