"""What cannot be written is named, owed and tried again; it never holds up the rest."""

import logging
import os
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from gongkai.disclosure import acts
from gongkai.portal import publisher, worker
from gongkai.portal.pages.items import ItemPage
from gongkai.portal.publisher import drain, publish_all
from gongkai.portal.tests.folders import changed, published_anew, snapshot
from gongkai.trail.models import Outbox

pytestmark = pytest.mark.django_db


def _owed():
    return list(Outbox.objects.values_list("kind", "key"))


@pytest.fixture
def broken(published, attachment):
    """A public item whose attachment has been lost from the disk, and the way to bring it back."""
    item = published("丢了附件的通知", attachments=[attachment("附件正文", name="名单.txt")])
    stored = item.attachments.get().stored_file
    content = stored.path.read_bytes()
    stored.path.unlink()
    item.restore = lambda: stored.path.write_bytes(content)
    item.stored = stored
    return item


def test_a_lost_original_is_named_and_the_rest_is_published(broken, published, site, caplog):
    published("别的通知")
    done = drain()
    [line] = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert done.failed == [f"baiyang-zhen/2021/1/{broken.stored.sha256[:12]}.txt"]
    assert done.failed[0] in line and f"编号{broken.stored.pk}的附件" in line and "请从备份恢复" in line
    assert "名单" not in line, "文件名可能有个人信息，日志里只写编号"
    assert (site / "baiyang-zhen/2021/1.html").exists() and (site / "baiyang-zhen/2021/2.html").exists()
    assert _owed() == [("disclosure.item", broken.pk)]


def test_what_was_owed_is_written_once_it_can_be(broken, site, settings, tmp_path):
    drain()
    broken.restore()
    drain()
    assert _owed() == []
    assert changed(snapshot(site), snapshot(published_anew(settings, tmp_path / "anew"))) == set()


def test_an_original_changed_after_the_review_is_not_published(published, attachment, site, caplog):
    item = published(attachments=[attachment("审核过的附件")])
    drain()
    item.attachments.get().stored_file.path.write_text("换过的附件")
    before = snapshot(site)
    done = publish_all()
    assert len(done.failed) == 1 and "与审核时不一致" in caplog.text
    assert snapshot(site) == before, "已经公开的原样不动"
    assert _owed() == [("disclosure.item", item.pk)], "以后只重写这一条，不是全站"


def test_a_failed_full_publishing_still_sweeps_and_writes_the_rest(broken, published, site):
    published("别的通知")
    (site / "baiyang-zhen").mkdir(parents=True)
    (site / "baiyang-zhen/stray.html").write_text("旧页")
    publish_all()
    assert not (site / "baiyang-zhen/stray.html").exists()
    assert (site / "baiyang-zhen/2021/2.html").exists()
    assert _owed() == [("disclosure.item", broken.pk)]


def test_a_change_owed_twice_is_owed_once(broken, approver, moment):
    drain()
    acts.mark_validity(item=broken, by=approver, at=moment, validity="repealed", on=moment.date())
    drain()
    publish_all()
    assert _owed() == [("disclosure.item", broken.pk)]


def test_a_lost_database_is_no_fault_of_a_page(published, monkeypatch, site):
    published()
    before = _owed()

    def gone(self):
        raise OperationalError("连接已断开")

    monkeypatch.setattr(ItemPage, "content", gone)
    with pytest.raises(OperationalError):
        drain()
    assert set(_owed()) >= set(before), "一条也没有忘"
    monkeypatch.undo()


@pytest.fixture
def watch(monkeypatch):
    """The worker's loop on the test's own connection, which stays open."""
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    return worker.watch


class Looks:
    """Stands in for the stop event: after each look of the worker the next step happens, then it stops."""

    def __init__(self, *steps):
        self.steps, self.pauses = list(steps), []

    def is_set(self):
        return not self.steps and bool(self.pauses)

    def wait(self, pause):
        self.pauses.append(pause)
        if self.steps:
            self.steps.pop(0)()


def test_newer_changes_do_not_wait_with_one_that_is_owed(watch, broken, published, site, caplog):
    def errors():
        return len([record for record in caplog.records if record.levelno == logging.ERROR])

    seen = []
    looks = Looks(
        lambda: seen.append(errors()),
        lambda: (seen.append(errors()), published("后来的通知")),
        lambda: seen.append((site / "baiyang-zhen/2021/2.html").exists()),
    )
    watch(looks, [worker.Files()])
    assert seen == [1, 1, True], "第一次看时出错；第二次不重试；新的变化马上写出"
    assert set(looks.pauses) == {worker.PAUSE}


def test_what_an_act_of_this_process_changes_does_not_wait_for_the_pause(watch):
    """The bell rings while the worker rests, and while it works."""
    stop, woken, rounds = threading.Event(), threading.Event(), []
    far = 600.0

    def duty():
        rounds.append(woken.is_set())
        if len(rounds) == 2:
            woken.set()  # something is written while it works
        if len(rounds) == 3:
            stop.set()
            woken.set()

    worker = threading.Thread(target=watch, args=(stop, [duty], far, woken), daemon=True)
    worker.start()
    woken.set()
    worker.join(30)
    assert not worker.is_alive() and len(rounds) == 3
    assert rounds[-1] is False


def test_the_worker_tries_again_what_is_owed(watch, broken, site, monkeypatch):
    monkeypatch.setattr(worker, "AFTER_FAILURE", 0.0)
    watch(Looks(broken.restore, lambda: None), [worker.Files()])
    assert _owed() == []


def test_the_worker_outlives_a_failure_of_the_whole_run(watch, published, monkeypatch, site, caplog):
    published()
    trials = iter([OperationalError("连接已断开")])
    real = worker.drain

    def drain_or_fail():
        for fault in trials:
            raise fault
        return real()

    monkeypatch.setattr(worker, "drain", drain_or_fail)
    clock, rounds = [100.0], []
    monkeypatch.setattr(worker, "time", SimpleNamespace(monotonic=lambda: clock[0]))

    def later():
        assert len(_owed()) >= 1, "歇着的时候不重试"
        clock[0] += worker.AFTER_FAILURE

    watch(Looks(lambda: None, later, lambda: None), [worker.Files(), lambda: rounds.append(1)])
    assert "稍后再试" in caplog.text and len(rounds) == 3, "别的工作照常"
    assert _owed() == [] and (site / "baiyang-zhen/2021/1.html").exists()


@pytest.mark.parametrize("many", [False, True])
def test_what_is_on_the_disk_is_forgotten_only_then(many, published, approver, moment, site, monkeypatch):
    item = published()
    drain()
    acts.withdraw(item=item, by=approver, at=moment, reason="有误。")
    settled, waiting = set(), []

    def fsync(handle):
        settled.add(Path(f"/proc/self/fd/{handle}").readlink())
        waiting.append(Outbox.objects.count())

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "sync", lambda: waiting.append(Outbox.objects.count()))
    monkeypatch.setattr(publisher, "MANY", 0 if many else 200)
    drain()
    assert waiting and set(waiting) == {1} and _owed() == []
    if not many:
        lists = {site / f"baiyang-zhen/{column}/index.html" for column in ("qita-fading", "quanbu")}
        assert lists | {site / "baiyang-zhen"} <= settled, "删除的文件，所在文件夹也要落盘"
