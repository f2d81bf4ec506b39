"""During a long run of the publisher life goes on: what is decided meanwhile goes first, and nothing is lost."""

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import CatalogueNode
from gongkai.portal import publisher
from gongkai.portal.publisher import publish_all
from gongkai.portal.tests.archive import fill
from gongkai.portal.tests.folders import changed, files_holding, published_anew, snapshot
from gongkai.trail.models import Outbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_run(town, moment, monkeypatch):
    """A full publishing of some sixty pages in which `deed` happens at the tenth; gives what `look` saw soon after."""
    monkeypatch.setattr(publisher, "LOOK", -1.0)  # looks after every page
    fill(town, CatalogueNode.objects.get(organ=town, code="20-15"), 30, moment)

    def run(deed, look):
        seen, calls = [], []

        def progress(done):
            calls.append(done)
            if len(calls) == 10:
                deed()
            if len(calls) == 40:
                seen.append(look())

        publish_all(progress)
        assert len(calls) > 60
        return seen[0]

    return run


def test_a_withdrawal_does_not_wait_for_the_end(long_run, published, approver, moment, site):
    item = published("错发的通知")
    publish_all()

    def withdraw():
        acts.withdraw(item=item, by=approver, at=moment, reason="有误。")

    assert files_holding(site, "错发的通知")
    assert long_run(withdraw, lambda: files_holding(site, "错发的通知")) == set()
    assert files_holding(site, "错发的通知") == set()
    assert not Outbox.objects.exists()


def test_what_is_published_meanwhile_is_not_swept_away(long_run, published, site, settings, tmp_path):
    assert long_run(lambda: published("刚发的通知"), lambda: files_holding(site, "刚发的通知"))
    assert (site / "baiyang-zhen/2021/31.html").exists()
    assert changed(snapshot(site), snapshot(published_anew(settings, tmp_path / "anew"))) == set()


def test_a_second_full_publishing_asked_for_meanwhile_follows_the_first(long_run, site):
    done = []

    def look():
        done.append(Outbox.objects.filter(kind=publisher.ALL).count())

    long_run(publisher.rewrite_everything, look)
    assert done == [2] and not Outbox.objects.exists()


def test_an_emptied_folder_is_filled_by_the_next_change(published, site, settings, tmp_path):
    publish_all()
    for place in sorted(site.rglob("*"), reverse=True):
        place.unlink() if place.is_file() else place.rmdir()
    published()
    publisher.drain()
    assert changed(snapshot(site), snapshot(published_anew(settings, tmp_path / "anew"))) == set()
