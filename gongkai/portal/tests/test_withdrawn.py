"""What lies at the old address of a decision that was undone (行政处罚法第四十八条), and nowhere else."""

from datetime import date

import pytest

from gongkai.disclosure import acts
from gongkai.portal.checks import check_pages, check_site
from gongkai.portal.publisher import drain, publish_all
from gongkai.portal.tests.folders import files_holding, snapshot
from gongkai.trail.checking import Scope

pytestmark = pytest.mark.django_db
PAGE = "baiyang-zhen/2021/2.html"
NOTE = "这份处罚决定已被复议机关撤销。"


@pytest.fixture
def undone(published, approver, moment, attachment):
    """A public decision, taken down on a ground; gives what the site held before it was there."""

    def make(**facts):
        published("留下的通知")
        item = published(
            "某某的处罚决定", body="<p>罚款</p>", attachments=[attachment("处罚附件")], validity="valid"
        )
        drain()
        told = {"ground": "revoked", "decided_on": date(2021, 3, 3), "public_note": NOTE}
        acts.withdraw(item=item, by=approver, at=moment, reason="内部理由", **(told | facts))
        drain()
        return item

    return make


def test_the_old_address_tells_number_day_and_reason_and_nothing_of_the_content(undone, site):
    item = undone()
    page = (site / PAGE).read_text()
    assert item.index_number in page and "2021年3月5日" in page and NOTE in page
    assert '<meta name="robots" content="noindex">' in page
    for hidden in ("某某的处罚决定", "罚款", "处罚附件", "内部理由", ".json", "PubDate"):
        assert hidden not in page
    assert files_holding(site, NOTE) == {PAGE} == files_holding(site, "已撤回的信息")
    assert files_holding(site, "2021/2.html") <= {PAGE}
    assert files_holding(site, item.index_number) == {PAGE}
    assert not (site / "baiyang-zhen/2021/2.json").exists()


def test_writing_everything_anew_keeps_it_and_the_checks_accept_it(undone, site, moment):
    undone()
    before = snapshot(site)
    publish_all()
    assert snapshot(site) == before
    scope = Scope(now=moment)
    assert [*check_site(scope), *check_pages(scope)] == []
    (site / PAGE).unlink()
    assert [fault.what for fault in check_site(scope)] == ["说明撤回理由的网页不见了"]


@pytest.mark.parametrize("ground", ["personal", "secret", "wrong", "other"])
def test_on_every_other_ground_nothing_lies_there(undone, site, ground, moment):
    undone(ground=ground)
    publish_all()
    assert not (site / PAGE).exists()
    assert files_holding(site, NOTE) == set()
    (site / PAGE).write_text("旧网页")
    assert [fault.what for fault in check_site(Scope(now=moment))] == ["信息已经撤下，网页还在"]


def test_what_comes_back_and_goes_again_for_a_leak_tells_nothing_more(undone, edited, approver, moment, site):
    item = edited(undone(), title="改好的决定")
    drain()
    assert "改好的决定" in (site / PAGE).read_text() and NOTE not in (site / PAGE).read_text()
    acts.withdraw(item=item, by=approver, at=moment, reason="泄露", ground="personal")
    drain()
    assert not (site / PAGE).exists()
