"""One more item rewrites a small bounded number of files, however large the archive (增量发布)."""

import re

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import Attachment, CatalogueNode
from gongkai.portal.publisher import drain, publish_all
from gongkai.portal.tests.archive import fill
from gongkai.portal.tests.folders import changed, snapshot

pytestmark = pytest.mark.django_db

BOUND = 15  # files
ARCHIVE_PAGE = re.compile(r"/[a-z][a-z0-9-]*/\d+\.html$")


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


def test_one_more_item_beside_two_thousand_changes_few_files(archive, published, site, attachment):
    archive(2000)
    opening = _after(
        site, lambda: published("第二千零一号", attachments=[attachment("甲"), attachment("乙")])
    )
    assert len(opening) <= BOUND, "第2001条另起一页，是最多的一种情形"
    # A page is newly made in each of the three lists, and the page before it now links to it.
    made = {path for path in opening if ARCHIVE_PAGE.search(path) and "/2021/" not in path}
    assert {path.rpartition("/")[2] for path in made} == {"99.html", "98.html"} and len(made) == 6
    following = _after(site, lambda: published("第二千零二号"))
    assert following == {
        "baiyang-zhen/2021/2002.html",
        "baiyang-zhen/2021/2002.json",
        "baiyang-zhen/qita-fading/index.html",
        "baiyang-zhen/fdzdgk/index.html",
        "baiyang-zhen/quanbu/index.html",
        "baiyang-zhen/index.html",
        "index.html",
    }


def test_an_edit_a_mark_and_a_withdrawal_deep_in_the_archive_change_few_files(
    archive, approver, moment, site
):
    old = archive(120)[20]
    old.save_revision(clean=False)
    marked = _after(
        site,
        lambda: acts.mark_validity(item=old, by=approver, at=moment, validity="repealed", on=moment.date()),
    )
    withdrawn = _after(site, lambda: acts.withdraw(item=old, by=approver, at=moment, reason="有误。"))
    lists = {f"baiyang-zhen/{column}/2.html" for column in ("qita-fading", "fdzdgk", "quanbu")}
    own = {"baiyang-zhen/2021/21.html", "baiyang-zhen/2021/21.json"}
    assert marked == own | lists
    assert withdrawn == own | lists


def test_an_item_of_one_organ_touches_no_file_of_another(archive, other_town, site, published):
    archive(1)
    touched = _after(site, lambda: published())
    assert not [path for path in touched if path.startswith("liushu-zhen/")]


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
    assert len(touched) <= BOUND


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
