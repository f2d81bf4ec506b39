"""检索统计: what was sought is counted, by whom is not, and nothing personal is kept."""

import threading
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from gongkai.organs import acts as organs
from gongkai.organs.models import Role
from gongkai.organs.permissions import today
from gongkai.portal.doors import sought
from gongkai.portal.doors.sought import COVER, LONGEST, Tally, shareable, write
from gongkai.portal.models import Sought

KEPT = {
    "低保": "低保",
    "  ＬＯＷ　保 ": "low 保",
    "崆政发〔2020〕12号": "崆政发〔2020〕12号",
    "崆镇发（2021）14号": "崆镇发(2021)14号",
    "11620802013958265K/2020-00012": "11620802013958265k/2020-00012",
    "013958265/2019-00177": "013958265/2019-00177",
    "2019-2020年冬春救助": "2019-2020年冬春救助",
    "2019 2020 2021 总结": "2019 2020 2021 总结",
    "2021-03-05 会议": "2021-03-05 会议",
    "二〇二一年": "二〇二一年",
    "第12345号": "第12345号",
}


@pytest.mark.parametrize("words", KEPT)
def test_what_is_no_person_s_stays(words):
    assert shareable(words) == KEPT[words]


PERSONAL = [
    "13800001111",
    "138 0000 1111",
    "138-0000-1111",
    "+86 138.0000.1111",
    "０９３３－８０００５０１",
    "0933-8000501",
    "(0933)8000501",
    "620802199001011234",
    "62080219900101123X",
    "6208 0219 9001 0112 34",
    "620802900101123",
    "620802199001011234/2020-00012",
    "wangwu@example.com",
    "王五@例子.公司",
    "6222021234567890123",
    "一三八零零零零一一一一",
    "123456",
]


@pytest.mark.parametrize("number", PERSONAL)
@pytest.mark.parametrize("around", ["{}", "王五 {}", "低保{}怎么办", "崆政发〔2020〕12号 {}", "{}2020年"])
def test_what_may_be_a_person_s_is_covered(number, around):
    kept = shareable(around.format(number))
    assert COVER in kept
    assert longest_run(kept.replace("〔2020〕12号", "")) < 6
    assert "@" not in kept and "一三八" not in kept


def longest_run(text):
    """The most digits one after another, whatever joins them."""
    best = run = 0
    for character in text:
        if character.isdigit():
            run += 1
            best = max(best, run)
        elif character not in " -.()/+":
            run = 0
    return best


@given(st.text(max_size=400))
def test_whatever_was_typed_is_kept_short_and_clean(words):
    kept = shareable(words)
    assert len(kept) <= LONGEST and kept == kept.strip()
    kept.encode()
    assert "\0" not in kept


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text("低保申请 ,，:：", max_size=8))
def test_no_mobile_number_is_ever_kept(number, words):
    assert number not in shareable(words + number) and number[-6:] not in shareable(number + words)


@pytest.fixture
def tally(monkeypatch):
    """A tally whose own thread stays away."""
    monkeypatch.setattr(threading.Thread, "start", lambda self: None)
    return Tally()


def kept():
    return {(one.words, one.times, one.found) for one in Sought.objects.all()}


@pytest.mark.django_db
def test_counts_add_up_over_several_writings(tally):
    for found in (3, 4):
        tally.note("低保", found)
    tally.note("星际救助", 0)
    assert kept() == set()
    tally.flush()
    tally.note(" 低保　", 5)
    tally.flush()
    tally.flush()
    assert kept() == {("低保", 3, 5), ("星际救助", 1, 0)}


@pytest.mark.django_db
def test_nothing_is_counted_for_an_empty_question(tally):
    tally.note("  \0 ", 7)
    tally.flush()
    assert kept() == set()


@pytest.mark.django_db
def test_ten_thousand_different_questions_take_bounded_room(tally, monkeypatch):
    monkeypatch.setattr(sought, "MOST", 50)
    monkeypatch.setattr(sought, "MOST_A_DAY", 60)
    for round_ in range(4):
        for number in range(200):
            tally.note(f"词{round_}个{number}", 1)
            tally.note("低保", 1)
        assert len(tally._counts) <= 50
        tally.flush()
    assert Sought.objects.count() <= 60
    assert Sought.objects.get(words="低保").times > 200


@pytest.mark.django_db
def test_the_most_sought_comes_first_when_a_day_is_full(monkeypatch):
    monkeypatch.setattr(sought, "MOST_A_DAY", 1)
    write({(today(), "少"): [1, 1], (today(), "多"): [9, 1]})
    assert kept() == {("多", 9, 1)}


@pytest.mark.django_db
def test_old_counts_go():
    Sought.objects.create(day=date(2019, 1, 1), words="旧", times=1)
    write({(today(), "新"): [1, 1]})
    assert kept() == {("新", 1, 1)}


@pytest.mark.django_db
def test_a_reader_never_waits_for_the_writing(tally, django_assert_num_queries):
    with django_assert_num_queries(0):
        for _ in range(3):
            tally.note("低保", 1)


@pytest.fixture
def officer_of(district, moment):
    def make(organ, role):
        person = organs.enrol(username=f"ren-{role}", name="任某", password="x-2021-口令", by=None, at=moment)
        organs.appoint(
            person=person, organ=organ, role=Role(role), since=date(2019, 1, 1), by=None, at=moment
        )
        client = Client()
        client.force_login(person)
        return client

    return make


@pytest.mark.django_db
def test_the_district_s_officers_see_what_was_sought_and_not_found(officer_of, district):
    for days, words, times, found in (
        (0, "低保", 5, 60),
        (3, "公交线路", 4, 0),
        (1, "低保", 2, 61),
        (60, "旧事", 9, 0),
    ):
        Sought.objects.create(day=today() - timedelta(days=days), words=words, times=times, found=found)
    for role in ("officer", "admin"):
        answer = officer_of(district, role).get(reverse("sought"))
        text = " ".join(answer.content.decode().split())
        assert "共检索 11 次" in text and "旧事" not in text
        most, _, missed = text.partition("检索了却没有找到的")
        assert "<td>低保</td><td>7</td><td>61</td>" in most and "公交线路" in missed and "低保" not in missed


@pytest.mark.django_db
def test_a_town_s_officer_and_a_district_s_editor_do_not(client, officer, officer_of, district):
    client.force_login(officer)
    for visitor in (client, officer_of(district, "editor")):
        assert visitor.get(reverse("sought")).status_code in (302, 403)
    assert "检索统计" not in client.get(reverse("wagtailadmin_home")).content.decode()
