"""What is not public leaves no trace: withdrawn items, drafts, edits that nobody has passed."""

import pytest

from gongkai.disclosure import acts
from gongkai.portal.publisher import drain, publish_all
from gongkai.portal.tests.folders import files_holding, folders, snapshot

pytestmark = pytest.mark.django_db
TOWN = "baiyang-zhen"
NEWEST = (
    "index.html",
    "index.json",
    "feed.atom",
    "pianduan.html",
    "qianru.html",
)  # what shows a list's newest


def _everywhere(site, text):
    """Where `text` stands after following the changes, and after writing everything anew."""
    drain()
    found = files_holding(site, text)
    publish_all()
    return found | files_holding(site, text)


def test_a_withdrawn_item_is_gone_from_every_file(published, approver, moment, site, attachment):
    published("留下的通知")
    drain()
    before, standing = snapshot(site), folders(site)
    item = published("错发的通知", body="<p>不该公开的内容。</p>", attachments=[attachment("不该公开的附件")])
    drain()
    lists = {f"{TOWN}/{column}/{name}" for column in ("qita-fading", "quanbu") for name in NEWEST}
    own = {f"{TOWN}/2021/2.html", f"{TOWN}/2021/2.json", f"{TOWN}/2021/1.html"}
    fronts = {f"{TOWN}/index.html", "index.html", "index.json", "feed.atom"}
    assert files_holding(site, "错发的通知") == own | lists | fronts
    assert files_holding(site, "2021/2.html") == lists | fronts - {"index.json"} | {
        f"{TOWN}/2021/1.html",
        f"{TOWN}/2021/2.html",
        f"{TOWN}/sitemap-2021-1.xml",
        "index.json",
    }
    assert len(files_holding(site, "不该公开的附件")) == 1
    acts.withdraw(item=item, by=approver, at=moment, reason="内容有误。")
    drain()
    assert snapshot(site) == before
    assert folders(site) == standing


def test_neither_a_draft_nor_a_submitted_nor_a_returned_one_is_in_any_file(
    draft, editor, approver, moment, site, attachment
):
    item = draft("机密的草稿", attachments=[attachment("机密的附件")])
    assert _everywhere(site, "机密的") == set()
    acts.submit(item=item, by=editor, at=moment)
    assert _everywhere(site, "机密的") == set()
    acts.return_to_author(item=item, by=approver, at=moment, reason="重写。")
    assert _everywhere(site, "机密的") == set()


def test_an_edit_that_nobody_has_passed_is_in_no_file(published, editor, moment, site, attachment):
    item = published("原来的题目")
    drain()
    before = snapshot(site)
    latest = item.get_latest_revision_as_object()
    latest.title, latest.body, latest.summary = "改后的题目", "<p>改后的正文</p>", "改后的概述"
    latest.change_note = "改后的说明"
    latest.attachments = [attachment("改后的附件")]
    acts.draft(item=latest, by=editor, at=moment)
    assert _everywhere(site, "改后的") == set()
    latest.refresh_from_db(fields=["latest_revision"])
    acts.submit(item=latest, by=editor, at=moment)
    assert _everywhere(site, "改后的") == set()
    assert snapshot(site) == before


def test_a_withdrawn_item_under_rework_stays_away_until_passed_again(
    published, edited, approver, editor, moment, site
):
    item = published("初稿")
    acts.withdraw(item=item, by=approver, at=moment, reason="内容有误。")
    item.title = "改稿"
    acts.draft(item=item, by=editor, at=moment)
    assert _everywhere(site, "初稿") | _everywhere(site, "改稿") == set()
    edited(item)
    drain()
    assert "baiyang-zhen/2021/1.html" in files_holding(site, "改稿"), "网址仍是原来的"


def test_a_replaced_title_is_nowhere_any_more(published, edited, site):
    item = published("旧题目")
    drain()
    edited(item, title="新题目")
    assert _everywhere(site, "旧题目") == set()


def test_who_wrote_and_who_passed_an_item_is_not_published(published, site):
    published()
    assert _everywhere(site, "甄编辑") | _everywhere(site, "沈核准") | _everywhere(site, "bianji") == set()


def test_whatever_strays_into_the_folder_is_swept_by_a_full_publishing(published, site):
    published()
    publish_all()
    before = snapshot(site)
    for stray in ("baiyang-zhen/2021/999.html", "留言.php", ".hidden", "quanbu/deep/er/x.html"):
        (site / stray).parent.mkdir(parents=True, exist_ok=True)
        (site / stray).write_text("挂马")
    publish_all()
    assert snapshot(site) == before
