"""The indexes follow the records: what is public is found, what is not is not, and nothing is lost."""

import shutil
from datetime import date

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.finding import desk_index, found_items
from gongkai.organs import acts as organs
from gongkai.portal.indexing import (
    Follower,
    applying,
    attached,
    built,
    follow,
    following,
    indexes,
    public_index,
    rebuild,
    rebuilding,
)
from gongkai.portal.tests.indexed import both, rebuilt, titles
from gongkai.reporting import acts as reporting
from gongkai.search.errors import IndexBusy
from gongkai.search.query import Query
from gongkai.trail.models import Reindexing

pytestmark = pytest.mark.django_db
TITLE = "关于春季植树的通知"


def found(words="", **facts):
    return titles(public_index(), words, **facts)


def inside(words=""):
    return titles(desk_index(), words)


def test_what_is_published_is_found_and_its_rows_are_gone(published):
    published(document_number="白镇发〔2021〕3号", former_index_number="0900-2009-0077")
    follow()
    [hit] = public_index().search(Query("植树")).hits
    assert (hit.title, hit.address, hit.organ_name) == (TITLE, "baiyang-zhen/2021/1.html", "清水区白杨镇")
    for words in ("白镇發(2021)3號", "三月底前", "0900-2009-0077", hit.index_number, "植树 通知"):
        assert found(words) == {TITLE}, words
    assert not Reindexing.objects.exists()
    assert found(organ="baiyang-zhen", column="fdzdgk", kind="通知", year=2021) == {TITLE}
    assert found(column="quanbu") == set(), "根栏目什么都包括，不是筛选条件"


def test_a_draft_is_found_inside_and_never_outside(draft, published, edited, editor, moment):
    draft("关于撤并村组的征求意见稿")
    item = published()
    latest = item.get_latest_revision_as_object()
    latest.title, latest.body = "改过还没审的题目", "<p>密不外传。</p>"
    acts.draft(item=latest, by=editor, at=moment)
    follow()
    assert found() == {TITLE} and found("撤并") == found("密不外传") == set()
    assert inside() == {"关于撤并村组的征求意见稿", "改过还没审的题目"}
    assert inside("密不外传") == {"改过还没审的题目"}
    rebuild()
    assert found() == {TITLE} and found("撤并") == found("密不外传") == set()


def test_what_is_withdrawn_goes_and_what_comes_back_is_there_again(published, approver, edited, moment):
    item = published()
    follow()
    acts.withdraw(item=item, by=approver, at=moment, reason="有误。")
    follow()
    assert found() == set() and inside() == {TITLE}
    edited(item, title="改正后的通知")
    follow()
    assert found() == inside() == {"改正后的通知"}


def test_a_withdrawal_does_not_wait_behind_other_work(published, approver, moment, monkeypatch):
    item = published()
    follow()
    for number in range(5):
        published(f"后来的通知{number}")
    acts.withdraw(item=item, by=approver, at=moment, reason="有误。")
    monkeypatch.setattr(following, "SECONDS", 0.0)
    monkeypatch.setattr(following, "LOT", 1)
    Follower()()
    assert TITLE not in found() and len(found()) == 1, "别的还没轮到，撤下的已经没有了"


def test_attachments_are_found_by_their_text_and_title(published, attachment):
    published(attachments=[attachment("新集村 王家湾社", title="受益名单", name="张三初稿.txt")])
    follow()
    for words in ("王家湾社", "受益名单"):
        assert found(words) == inside(words) == {TITLE}
    assert inside("张三初稿") == {TITLE} and found("张三初稿") == set(), "上传时的文件名是内部的"
    [hit] = public_index().search(Query("王家湾社")).hits
    assert hit.in_attachment and "<mark>王家湾社</mark>" in hit.snippet_html


def test_a_picture_in_the_text_is_no_attachment_to_search(published, attachment):
    picture = attachment("x", name="DSC0001.txt")
    picture.inline = True
    published(attachments=[picture])
    follow()
    assert found("DSC0001") == set()


def test_the_text_of_a_file_is_read_once(published, attachment, edited, monkeypatch):
    reads = []
    real = attached.text_of
    monkeypatch.setattr(attached, "text_of", lambda *args: reads.append(args) or real(*args))
    item = published(attachments=[attachment("春灌用水安排")])
    follow()
    edited(item, title="改题")
    follow()
    rebuild()
    assert len(reads) == 1 and found("春灌") == {"改题"}


def test_a_lost_original_is_still_found_by_its_title(published, attachment, caplog):
    one = attachment("春灌用水", title="安排表")
    published(attachments=[one])
    one.stored_file.path.unlink()
    follow()
    assert found("安排表") == {TITLE} and "原件读不到" in caplog.text


def test_slow_attachments_come_later_and_hold_up_nothing(published, attachment, monkeypatch):
    follow()
    texts = ["春灌", "秋粮", "供暖"]
    published(attachments=[attachment(text, name=f"{number}.txt") for number, text in enumerate(texts)])
    monkeypatch.setattr(following, "SECONDS", 0.0)
    follower = Follower()
    follower()
    assert found("植树") == {TITLE}
    assert [bool(found(text)) for text in texts] == [True, False, False]
    assert Reindexing.objects.exists()
    for _ in range(20):
        follower()
    assert all(found(text) for text in texts)
    assert not Reindexing.objects.exists()


def test_cells_and_paragraphs_are_kept_apart_and_words_whole(published):
    published(body="<table><tr><td>张庄</td><td>李庄</td></tr></table><p>防<b>汛</b>抗旱</p><p>完</p>")
    follow()
    assert found("防汛抗旱") and found("张庄") and not found("庄李") and not found("旱完")


def test_a_migrated_item_counts_by_its_original_day(published):
    published(published_elsewhere_on=date(2012, 6, 1))
    published("本年的通知")
    follow()
    assert found(year=2012) == {TITLE}
    assert [hit.title for hit in public_index().search(Query(sort="date")).hits] == ["本年的通知", TITLE]


def test_a_new_name_of_an_organ_reaches_everything_of_it(town, published, draft, signed, officer, moment):
    published()
    draft("草稿")
    reporting.publish(report=signed(2020), by=officer, at=moment)
    follow()
    town.name = "清水区白杨街道"
    organs.amend(organ=town, by=None, at=moment)
    follow()
    for index, count in ((public_index(), 2), (desk_index(), 2)):
        assert [hit.organ_name for hit in index.search(Query()).hits] == ["清水区白杨街道"] * count


def test_a_published_report_is_found_and_an_unpublished_one_is_not(signed, officer, moment):
    report = signed(2020)
    follow()
    assert found() == set()
    reporting.publish(report=report, by=officer, at=moment)
    follow()
    [hit] = public_index().search(Query("年度报告 2020", kind="年度报告")).hits
    assert hit.address == "baiyang-zhen/nianbao/2020/" and hit.year == 2020
    assert found("行政复议", column="nianbao") == {hit.title}, "表里的字也能找到"


def test_following_twice_changes_nothing(published, signed, officer, moment):
    published()
    reporting.publish(report=signed(2020), by=officer, at=moment)
    rows = [Reindexing(kind=row.kind, key=row.key) for row in Reindexing.objects.all()]
    follow()
    before = both()
    Reindexing.objects.bulk_create([*rows, Reindexing(kind="disclosure.item", key=987654)])
    follow()
    assert both() == before


@pytest.mark.parametrize("anew", [False, True])
def test_a_record_that_cannot_be_read_is_named_and_holds_up_no_other(anew, published, monkeypatch, caplog):
    if not anew:
        follow()
    bad = published("读不出的通知")
    real = applying.public_document

    def public_document(item, texts):
        if item.pk == bad.pk:
            raise ValueError("坏了")
        return real(item, texts)

    for place in (applying, rebuilding):
        monkeypatch.setattr(place, "public_document", public_document)
    published()
    follower = Follower()
    follower()
    seen = len(caplog.records)
    follower()
    assert found() == {TITLE}
    assert str(bad.pk) in caplog.text and len(caplog.records) == seen, "歇一会儿再试"
    assert {(row.kind, row.key) for row in Reindexing.objects.all()} == {("disclosure.item", bad.pk)}
    monkeypatch.undo()
    follow()
    assert found() == {TITLE, "读不出的通知"} and not Reindexing.objects.exists()


def test_what_happens_during_a_rebuilding_is_not_lost(published, approver, draft, moment, settings):
    items = [published(f"原有的通知{number}") for number in range(3)]
    follow()
    late = []

    def meanwhile(what, done, total):
        if what == "公开检索库" and done == 2 and not late:
            late.append(published("重建中发布的通知"))
            acts.withdraw(item=items[0], by=approver, at=moment, reason="有误。")
            draft("重建中起草的通知")
            Follower()()
            assert "重建中发布的通知" in found() and "原有的通知0" not in found(), "旧库照常跟上"
            assert Reindexing.objects.exists()

    rebuild(meanwhile)
    assert late and "原有的通知0" not in found(), "一换上来就没有撤下的"
    follow()
    assert not Reindexing.objects.exists()
    assert both() == rebuilt(settings)
    assert found() == {"原有的通知1", "原有的通知2", "重建中发布的通知"}


def test_a_rebuilding_that_fails_leaves_the_old_indexes_and_every_row(published):
    published()
    follow()
    published("后来的通知")
    rows = set(Reindexing.objects.values_list("pk", flat=True))

    def fail(what, done, total):
        if what == "内部检索库":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(fail)
    assert set(Reindexing.objects.values_list("pk", flat=True)) == rows and inside() == {TITLE}
    follow()
    assert inside() == found() == {TITLE, "后来的通知"}


def test_only_one_rebuilds_at_a_time(published, monkeypatch):
    published()
    monkeypatch.setattr(indexes, "PATIENCE", 0.0)

    def second(what, done, total):
        with pytest.raises(IndexBusy, match="正在由另一个程序重建"):
            rebuild()

    rebuild(second)
    assert found() == {TITLE}


def test_a_lost_or_damaged_folder_is_made_anew_by_the_next_round(published, settings):
    published()
    follow()
    shutil.rmtree(settings.INDEX_ROOT / "public")
    follow()
    assert found("植树") == {TITLE}
    for file in (settings.INDEX_ROOT / "desk").rglob("meta.json"):
        file.write_text("{")
    follow()
    assert inside("植树") == {TITLE}


def test_a_new_folder_is_not_taken_for_a_built_one(published):
    published()
    assert not built(public_index())
    assert found_items("植树", {1}) is None, "还没有建成时，后台用普通查找"
    follow()
    assert built(public_index())


def test_many_items_are_built_beside_the_rounds(published, monkeypatch):
    """A thread of its own has its own view of the records, so here it only has to be asked."""
    asked = []
    monkeypatch.setattr(following, "SMALL", 0)
    monkeypatch.setattr(following, "_build_beside", lambda: asked.append(1))
    published()
    follower = Follower()
    follower()
    follower.building.join()
    assert asked == [1]


def test_rows_are_followed_however_many_there_are(published, monkeypatch):
    monkeypatch.setattr(following, "LOT", 3)
    for number in range(8):
        published(f"通知第{number}号")
    follow()
    assert len(found()) == 8 and not Reindexing.objects.exists()
