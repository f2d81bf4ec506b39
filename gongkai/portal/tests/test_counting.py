"""The counting door: whose look counts, and that nothing of anybody stays."""

import logging

import pytest
from django.conf import settings as product
from django.test import Client

from gongkai.disclosure import acts
from gongkai.portal.doors import counting, limits
from gongkai.portal.models import ViewCount
from gongkai.portal.readings import Readings, Recent
from gongkai.portal.tests.records import everything_stored
from gongkai.portal.tests.test_robots import CHROME

READER = "198.51.100.77"


@pytest.fixture(autouse=True)
def fresh(monkeypatch) -> Readings:
    """As after a start: nothing gathered, nobody seen, nobody limited."""
    limits.forget_everyone()
    mine = Readings()
    monkeypatch.setattr(counting, "readings", mine)
    monkeypatch.setattr(counting, "recent", Recent())
    return mine


def look(key: object, *, address: str = READER, agent: str = CHROME, method: str = "get", **headers: str):
    client = Client(REMOTE_ADDR=address, headers={"user-agent": agent} | headers)
    return getattr(client, method)(f"{product.PUBLIC_PATH}fuwu/liulan/{key}/")


def count(key: object, **how: str) -> int:
    answer = look(key, **how)
    assert answer.status_code == 200
    return answer.json()["count"]


def test_a_reader_is_counted_once_in_half_an_hour(published) -> None:
    item = published()
    assert [count(item.pk) for _ in range(3)] == [1, 1, 1]
    assert count(item.pk, address="198.51.100.78") == 2
    assert count(item.pk, agent=CHROME.replace("126", "127")) == 3


def test_items_are_counted_apart(published) -> None:
    one, other = published("甲"), published("乙")
    assert (count(one.pk), count(other.pk)) == (1, 1)


def test_the_number_shown_is_what_is_stored_and_what_is_not_yet_written(published, fresh) -> None:
    item = published()
    ViewCount.objects.create(item=item, count=40)
    assert count(item.pk) == 41
    assert ViewCount.objects.get().count == 40
    fresh.write()
    assert ViewCount.objects.get().count == 41
    assert count(item.pk) == 41


@pytest.mark.parametrize("agent", ["", "curl/8.5.0", "Mozilla/5.0 (compatible; Baiduspider/2.0)"])
def test_a_robot_sees_the_number_and_is_not_counted(published, agent: str) -> None:
    item = published()
    assert count(item.pk) == 1
    assert count(item.pk, address="198.51.100.78", agent=agent) == 1


def test_no_agent_at_all_is_not_counted(published) -> None:
    answer = Client().get(f"{product.PUBLIC_PATH}fuwu/liulan/{published().pk}/")
    assert answer.json() == {"count": 0}


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-purpose": "prefetch"},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"x-purpose": "preview"},
        {"x-moz": "prefetch"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ],
)
def test_what_nobody_looks_at_from_a_page_of_ours_is_not_counted(published, headers) -> None:
    item = published()
    assert count(item.pk, **headers) == 0
    assert count(item.pk, **{"sec-fetch-site": "same-origin"}) == 1, "没算的那次不应挡住真正的阅读"


def test_only_get_counts_and_only_get_is_answered(published) -> None:
    item = published()
    assert [look(item.pk, method=method).status_code for method in ("post", "head", "put", "delete")] == [
        405
    ] * 4
    assert count(item.pk) == 1


def test_a_draft_a_withdrawn_item_and_no_item_are_all_not_found(
    draft, published, approver, moment, fresh
) -> None:
    hidden, gone = draft(), published()
    acts.withdraw(item=gone, by=approver, at=moment, reason="内容有误")
    for key in (hidden.pk, gone.pk, 10**9, 2**63, 10**40):
        answer = look(key)
        assert answer.status_code == 404
        assert answer.json() == {"error": "没有这条信息"}
        assert "植树" not in answer.content.decode()
        assert key > 2**62 or fresh.pending(key) == 0
    fresh.write()
    assert ViewCount.objects.count() == 0


@pytest.mark.parametrize("key", ["abc", "-1", "1.5", "1/2", "%00", "１ "])
def test_what_is_no_number_is_not_found(db, key: str) -> None:
    assert look(key).status_code == 404


def test_the_answer_sets_no_cookie_and_is_kept_by_nobody(published) -> None:
    answer = look(published().pk)
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store" and "noindex" in answer["X-Robots-Tag"]
    assert "Cookie" not in answer.get("Vary", "")
    assert answer["Content-Type"] == "application/json"


def test_one_reader_who_asks_without_end_is_told_to_wait(published) -> None:
    key = published().pk
    answers = [look(key).status_code for _ in range(140)]
    assert set(answers) == {200, 429} and answers[:120] == [200] * 120
    assert look(key, address="198.51.100.78").status_code == 200


def test_nothing_of_a_reader_reaches_the_records_or_the_log(published, fresh, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    item = published()
    agent = CHROME + " Dushu/7"
    assert count(item.pk, agent=agent) == 1
    look(10**9, agent=agent)
    fresh.write()
    kept = caplog.text + everything_stored()
    assert "portal_viewcount" in kept
    for trace in (READER, "Dushu", "198.51"):
        assert trace not in kept
