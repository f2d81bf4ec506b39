"""The public folder against the records and the log: a file that was changed, lost or slipped in is named."""

import json
from datetime import timedelta

import pytest

from gongkai.disclosure import acts
from gongkai.portal import evidence
from gongkai.portal.checks import anchors_in, check_pages, check_roots_file, check_site, roots_against
from gongkai.portal.evidence import Evidence
from gongkai.portal.publisher import drain
from gongkai.trail.checking import Scope
from gongkai.trail.models import DailyRoot, Outbox
from gongkai.trail.tests.tampering import tamper

pytestmark = pytest.mark.django_db
STEM = "baiyang-zhen/2021/1"
ROOTS = "cunzheng/roots.json"


@pytest.fixture
def standing(published, attachment, moment, monkeypatch, site):
    """A site with three items, one with an attachment, after their first night."""
    for number in range(1, 4):
        published(f"第{number}号", attachments=[attachment()] if number == 1 else [])
    monkeypatch.setattr(evidence, "now", lambda: moment + timedelta(days=1))
    drain()
    Evidence()()
    drain()
    return site


@pytest.fixture
def faults(moment):
    def run(*checks):
        return [fault.sentence for check in checks for fault in check(Scope(now=moment))]

    return run


def test_a_site_as_it_was_published_has_no_fault(standing, faults, moment):
    assert faults(check_roots_file, check_site, check_pages) == []
    scope = Scope(now=moment)
    assert list(check_site(scope)) == [] and scope.counts == {"网站文件": 3} and scope.remarks == []


def test_a_proof_that_was_changed_is_named(standing, faults):
    place = standing / f"{STEM}.proof.json"
    place.write_text(place.read_text().replace("2021-03-05T09:30", "2020-03-05T09:30"))
    assert faults(check_site) == [
        f"网站的 {STEM}.proof.json：存证文件与公开存证不符，被改动、删去或者多出。"
        "请查明原因；确认记录无误后，用 gongkai publish --all 重写网站。"
    ]


@pytest.mark.pages
def test_files_that_are_gone_are_named(standing, faults):
    for ending in ("html", "json", "proof.json"):
        (standing / f"{STEM}.{ending}").unlink()
    said = faults(check_site)
    assert [one.partition("：")[0] for one in said] == [
        f"网站的 {STEM}.{ending}" for ending in ("html", "json", "proof.json")
    ]


@pytest.mark.pages
def test_a_byte_of_an_attachment_on_the_site_is_noticed(standing, faults):
    (place,) = (standing / STEM).iterdir()
    place.write_bytes(b"x" + place.read_bytes()[1:])
    (said,) = faults(check_site)
    assert place.name in said and "与审查时的原件不符" in said


def test_a_withdrawn_page_that_is_still_there_is_named(standing, faults, published, approver, moment):
    page = (standing / f"{STEM}.html").read_bytes()
    from gongkai.disclosure.models import Item

    acts.withdraw(item=Item.objects.get(address_serial=1), by=approver, at=moment, reason="有误。")
    drain()
    assert faults(check_site) == []
    (standing / f"{STEM}.html").write_bytes(page)
    (said,) = faults(check_site)
    assert "信息已经撤下，网页还在" in said


@pytest.mark.pages
@pytest.mark.parametrize("name", ["根", "总数", "链尾", "办理记录数"])
def test_a_changed_list_of_roots_is_named_by_its_day(standing, faults, name):
    told = json.loads((standing / ROOTS).read_text())
    told["每日存证"][0][name] = 7 if isinstance(told["每日存证"][0][name], int) else "00"
    (standing / ROOTS).write_text(json.dumps(told))
    (said,) = faults(check_roots_file)
    assert said.startswith("2021-03-05的每日存证：与网站的 cunzheng/roots.json里的不同")


def test_a_root_lost_from_the_records_is_missed_by_the_site(standing, faults):
    tamper("DELETE FROM trail_dailyroot")
    (said,) = faults(check_roots_file)
    assert "2021-03-05的每日存证" in said and "记录被删去" in said


@pytest.mark.pages
@pytest.mark.parametrize("content", [b"", b"[]", b'{"a": 1}', b"\xff", b'{"\xe6\xaf\x8f\xe6\x97\xa5": 1}'])
def test_a_list_of_roots_that_is_none_is_said(standing, faults, content):
    (standing / ROOTS).write_bytes(content)
    (said,) = faults(check_roots_file)
    assert "读不出" in said
    with pytest.raises(ValueError, match=r"roots\.json"):
        anchors_in(content, "old.json")


def test_what_somebody_downloaded_earlier_tells_where_the_chain_ended(standing):
    anchors, days = anchors_in((standing / ROOTS).read_bytes(), "old.json")
    root = DailyRoot.objects.get()
    assert anchors == [(root.link_number, root.chain, "old.json里2021-03-05的一行")]
    assert list(roots_against(days, "old.json")) == []


def test_every_changed_slipped_in_or_lost_file_is_found_when_all_pages_are_compared(standing, faults):
    (standing / "index.html").write_bytes(b"hacked")
    (standing / "baiyang-zhen/index.html").unlink()
    (standing / "shell.php").write_bytes(b"x")
    said = faults(check_pages)
    assert [one.partition("：")[0] for one in said] == [
        "网站的 baiyang-zhen/index.html",
        "网站的 index.html",
        "网站的 shell.php",
    ]


def test_a_site_that_is_not_yet_written_is_no_fault_but_said(standing, moment, published):
    published("第四号")
    assert Outbox.objects.exists()
    scope = Scope(now=moment)
    assert [*check_site(scope), *check_roots_file(scope)] == []
    assert scope.remarks == ["核对时正在更新“第四号”的网页，没有核对。"]
