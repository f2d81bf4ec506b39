"""One more item rewrites a small bounded number of files, however large the archive (增量发布)."""

import re

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import Attachment, CatalogueNode
from gongkai.portal.pages import sitemaps
from gongkai.portal.publisher import drain, publish_all
from gongkai.portal.tests.archive import fill
from gongkai.portal.tests.folders import changed, snapshot

pytestmark = pytest.mark.django_db

TOWN = "baiyang-zhen"
LISTS = ("qita-fading", "quanbu")  # an item's own column, and all of the organ
# What shows a list's newest.
NEWEST = ("index.html", "index.json", "feed.atom", "pianduan.html", "qianru.html")
# What one more item rewrites in any case: its page and data; the page before it, which now names it as 下一篇; the five
# files of each of its two lists; the organ's front page, the front page of all with data and feed; and the site map of
# its organ and year. A column two levels deeper stands in two lists more. Attachments come on top, one file each.
ORDINARY = 2 + 1 + len(LISTS) * len(NEWEST) + 1 + 3 + 1
# When it opens a page of its lists, each list gets an archive page, whose neighbour now links to it, both with their
# data, and the site map of the list's archive pages names it.
OPENING = ORDINARY + len(LISTS) * (2 + 2 + 1)
# Once in a list's life, with its first archive page, the index of the site map gets one file more (and no neighbour yet).
ARCHIVE_PAGE = re.compile(r"/[a-z][a-z0-9-]*/\d+\.html$")


def _in_any_case(number):
    """The files that the town's item `number` of 2021 rewrites when it opens no page."""
    return {
        f"{TOWN}/2021/{number}.html",
        f"{TOWN}/2021/{number}.json",
        f"{TOWN}/2021/{number - 1}.html",
        *(f"{TOWN}/{column}/{name}" for column in LISTS for name in NEWEST),
        f"{TOWN}/index.html",
        "index.html",
        "index.json",
        "feed.atom",
        f"{TOWN}/sitemap-2021-{-(-number // sitemaps.PART)}.xml",
    }


def _of_a_policy_document(number):
    """What a policy document (政策文件) has besides: its printable forms, and its place in 现行有效文件."""
    lists = (f"{TOWN}/xianxing/2021", f"{TOWN}/xianxing/index", "xianxing/index")
    printed = {f"{TOWN}/2021/{number}/gongwen.{form}" for form in ("docx", "pdf")}
    return printed | {f"{path}.{form}" for path in lists for form in ("html", "json")}


@pytest.fixture
def column(town):
    return CatalogueNode.objects.get(organ=town, code="20-15")


@pytest.fixture
def archive(town, column, moment):
    """Puts so many public items of one column on the site."""

    def make(count):
        items = fill(town, column, count, moment)
        publish_all()
        return items

    return make


def _after(site, act):
    """The files that `act` and the drain after it changed."""
    before = snapshot(site)
    act()
    drain()
    return changed(before, snapshot(site))


@pytest.mark.pages
def test_one_more_item_beside_a_thousand_changes_few_files(archive, published, site, attachment, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART", 1000)
    archive(1000)
    files = [attachment("甲"), attachment("乙")]
    opening = _after(site, lambda: published("第一千零一号", attachments=files))
    # The most there can be: it opens a page, and as the 1001st of its year a new part of the site map too.
    pages = [f"{page}.{form}" for page in (48, 49) for form in ("html", "json")]
    made = {f"{TOWN}/{column}/{page}" for column in LISTS for page in pages}
    maps = {f"{TOWN}/{column}/sitemap-1.xml" for column in LISTS} | {"sitemap.xml"}
    attached = {path for path in opening if path.startswith(f"{TOWN}/2021/1001/")}
    assert opening == _in_any_case(1001) | made | maps | attached
    assert len(attached) == 2 and len(opening - attached) == OPENING + 1 == 29
    following = _after(site, lambda: published("第一千零二号"))
    assert following == _in_any_case(1002)
    assert len(following) == ORDINARY == 18


def test_an_edit_a_mark_and_a_withdrawal_deep_in_the_archive_change_few_files(
    archive, edited, approver, moment, site
):
    old = archive(120)[20]
    old.save_revision(clean=False)
    marked = _after(
        site,
        lambda: acts.mark_validity(item=old, by=approver, at=moment, validity="repealed", on=moment.date()),
    )
    withdrawn = _after(site, lambda: acts.withdraw(item=old, by=approver, at=moment, reason="有误。"))
    lists = {f"{TOWN}/{column}/2.{form}" for column in LISTS for form in ("html", "json")}
    own = {f"{TOWN}/2021/21.html", f"{TOWN}/2021/21.json"}
    beside = {f"{TOWN}/2021/20.html", f"{TOWN}/2021/22.html"}
    assert marked == own | lists | _of_a_policy_document(21)
    assert withdrawn == marked | beside | {f"{TOWN}/sitemap-2021-1.xml"}


def test_an_item_that_moves_to_another_column_changes_those_beside_it_and_no_archive_page_twice(
    archive, edited, town, site
):
    old = archive(120)[20]
    old.save_revision(clean=False)
    there = CatalogueNode.objects.get(organ=town, code="20-1")
    moved = _after(site, lambda: edited(old, node=there))
    assert {f"{TOWN}/2021/{number}.html" for number in (20, 21, 22)} <= moved
    assert {path for path in moved if ARCHIVE_PAGE.search(path) and "/2021/" not in path} == {
        f"{TOWN}/qita-fading/2.html"
    }


def test_a_policy_document_changes_a_few_files_more(archive, published, site):
    archive(30)
    assert _after(site, lambda: published(validity="valid")) == _in_any_case(31) | _of_a_policy_document(31)


def test_an_item_of_one_organ_touches_no_file_of_another(archive, other_town, site, published):
    archive(1)
    touched = _after(site, lambda: published())
    assert not [path for path in touched if path.startswith("liushu-zhen/")]


@pytest.mark.pages
@pytest.mark.parametrize("count", [19, 20, 21, 39, 40, 41, 59, 60, 61, 79, 80, 81])
def test_a_page_boundary_changes_no_archive_page_but_the_new_one_and_its_neighbour(
    count, archive, published, site
):
    archive(count)
    touched = _after(site, published)
    newest = max(0, -(-(count + 1) // 20) - 2)  # the archive page that may have been made
    allowed = {f"{newest}.html", f"{newest - 1}.html"} if count % 20 == 0 else set()
    archived = {path for path in touched if ARCHIVE_PAGE.search(path) and "/2021/" not in path}
    assert {path.rpartition("/")[2] for path in archived} <= allowed
    first = newest == 1 and count % 20 == 0
    assert len(touched) == (
        OPENING - 2 * len(LISTS) + 1 if first else OPENING if newest and allowed else ORDINARY
    )


def test_every_attachment_is_one_more_file_and_an_unchanged_one_is_not_written_again(
    published, edited, attachment, site
):
    item = published(attachments=[attachment("甲"), attachment("乙")])
    drain()
    kept = [Attachment(title="甲", stored_file=one.stored_file) for one in item.attachments.all()[:1]]
    before = snapshot(site)
    edited(item, attachments=[*kept, attachment("丙")])
    done = drain()
    files = {path for path in changed(before, snapshot(site)) if "/1/" in path}
    assert len(files) == 2, "一个附件删除，一个新增"
    assert len([path for path in done.written if "/1/" in path]) == 1
