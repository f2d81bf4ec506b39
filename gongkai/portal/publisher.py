"""The static publisher: drains the outbox into the site folder, file by file, each replaced atomically.

A crash leaves outbox rows behind, and the work is done again on the next start; nothing is half-written,
because a file is written beside its place and renamed onto it.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import Error as DatabaseGone
from django.db import transaction
from django.utils import timezone

from gongkai.portal import typesetting
from gongkai.portal.pages.items import ItemFile, ItemPage
from gongkai.portal.pages.page import Page
from gongkai.portal.pages.remembering import remembering
from gongkai.portal.plan import TOUCHED, everything
from gongkai.trail.models import Outbox

ALL = "portal.site"
LOOK = 0.3  # seconds between two looks for newer changes during a long run: a withdrawal does not wait for its end
MANY = 200  # changed files: from here on the whole disk is told at once
Progress = Callable[[int], None]

logger = logging.getLogger(__name__)


@dataclass
class Published:
    """What one run did: paths written, paths removed, how many files were already right, and what failed."""

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    failed: list[str] = field(default_factory=list)  # paths
    owed: set[int] = field(default_factory=set)  # outbox rows kept for the failed files


def drain(progress: Progress = lambda done: None) -> Published:
    """Bring the site folder up to every change in the outbox, then forget those changes.

    A file that cannot be made is named in the log and stays owed in the outbox; the others are written.
    """
    root = Path(settings.SITE_ROOT)
    with _sole_publisher(root):
        if not any(root.iterdir()) and not Outbox.objects.filter(kind=ALL).exists():
            rewrite_everything()  # a new folder, or one somebody emptied
        turn = _Turn(root, progress)
        while rows := turn.newer():
            turn.follow(rows)
    return turn.done


def publish_all(progress: Progress = lambda done: None) -> Published:
    """Write every public file and remove every other; an interrupted run is taken up by the next drain."""
    rewrite_everything()
    return drain(progress)


def rewrite_everything() -> None:
    """Have the next drain write every public file anew (a new version, a new address)."""
    Outbox.objects.create(kind=ALL, key=1, at=timezone.now())


@contextlib.contextmanager
def _sole_publisher(root: Path) -> Iterator[None]:
    """One publisher per site folder; another waits its turn."""
    root.mkdir(parents=True, exist_ok=True)
    with (root.parent / f".{root.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        shutil.rmtree(_beside(root), ignore_errors=True)  # what a killed run had begun to write
        _beside(root).mkdir()
        yield


def _beside(root: Path) -> Path:
    """Where files are written before they are renamed into the site: the same disk, never served."""
    return root.parent / f".{root.name}.new"


class _Turn:
    """One publisher's turn at the site folder."""

    def __init__(self, root: Path, progress: Progress) -> None:
        self.root, self.progress = root, progress
        self.done = Published()
        self.taken: set[int] = set()  # outbox rows this turn has begun to follow
        self.planned: set[str] = set()  # paths that had their say: the sweep leaves them alone
        self.unsettled: list[str] = []  # paths changed and perhaps not yet on the disk
        self.looked = time.monotonic()

    def newer(self) -> list[Outbox]:
        """Outbox rows that this turn has not yet taken up."""
        self.looked = time.monotonic()
        return [row for row in Outbox.objects.order_by("id") if row.pk not in self.taken]

    def follow(self, rows: list[Outbox]) -> None:
        """Write what `rows` touched, see it onto the disk, and only then forget them."""
        self.taken |= {row.pk for row in rows}
        whole = any(row.kind == ALL for row in rows)
        written: set[str] = set()
        owed: set[tuple[str, int]] = set()
        items: list[ItemPage] = []
        with remembering():
            for page in everything() if whole else _touched(rows):
                if page.path in written:
                    continue
                written.add(page.path)
                self.planned.add(page.path)
                if not self._make(page):
                    owed.add(page.origin)
                if isinstance(page, ItemPage):
                    items.append(page)
                self._look()
        if whole:
            self._sweep()
        else:
            self._clear_left_attachments(items)
        self._settle()
        self._forget(rows, owed)

    def _look(self) -> None:
        """In the middle of a long run: whatever was decided meanwhile goes first."""
        if time.monotonic() - self.looked > LOOK:
            rows = [row for row in self.newer() if row.kind != ALL]
            if rows:
                self.follow(rows)

    def _make(self, page: Page) -> bool:
        """Bring one file up to the records; False when its content could not be made."""
        self.progress(len(self.planned))
        try:
            content = page.content()
        except DatabaseGone:
            raise  # no fault of this page: the whole run is tried again
        except Exception as fault:
            logger.error("网页 %s 没有写成：%s", page.path, fault, exc_info=not isinstance(fault, OSError))
            self.done.failed.append(page.path)
            return False
        if content is None:
            self._remove(page.path)
        else:
            self._put(page.path, content)
        return True

    def _put(self, relative: str, content: bytes) -> None:
        place = self.root / relative
        with contextlib.suppress(FileNotFoundError):
            if place.stat().st_size == len(content) and place.read_bytes() == content:
                self.done.unchanged += 1
                return
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = _beside(self.root) / "file"
        fresh.write_bytes(content)
        fresh.replace(place)
        self.done.written.append(relative)
        self.unsettled.append(relative)

    def _remove(self, relative: str) -> None:
        place = self.root / relative
        with contextlib.suppress(FileNotFoundError):
            place.unlink()
            self.done.removed.append(relative)
            self.unsettled.append(relative)
        with contextlib.suppress(OSError):  # a folder still in use stays
            place.parent.rmdir()

    def _sweep(self) -> None:
        """Nothing lies in the site folder, or is kept for it, that no record asks for."""
        for file in sorted(path for path in self.root.rglob("*") if path.is_file()):
            relative = file.relative_to(self.root).as_posix()
            if relative not in self.planned:
                self._remove(relative)
        typesetting.forget_others()

    def _clear_left_attachments(self, items: list[ItemPage]) -> None:
        """Attachments that an item no longer carries, or all of them once it is withdrawn, leave no trace."""
        for item in items:
            folder = self.root / item.path.removesuffix(".html")
            if not folder.is_dir():
                continue
            kept = item.attachments()
            for file in sorted(folder.glob("*")):
                relative = file.relative_to(self.root).as_posix()
                if relative not in kept:
                    self._remove(relative)

    def _settle(self) -> None:
        """On the disk before the outbox forgets: a power cut must not lose what was called published."""
        if len(self.unsettled) > MANY:
            os.sync()
        else:
            places = {self.root / relative for relative in self.unsettled}
            for place in {_standing(one) for one in places | {one.parent for one in places}}:
                handle = os.open(place, os.O_RDONLY)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)
        self.unsettled.clear()

    def _forget(self, rows: list[Outbox], owed: set[tuple[str, int]]) -> None:
        """Delete the rows that are done; for each record with a failed file one row stays, or is made."""
        held = {(row.kind, row.key): row.pk for row in rows if (row.kind, row.key) in owed}
        gone = [row.pk for row in rows if row.pk not in held.values()]
        with transaction.atomic():
            for start in range(0, len(gone), 500):
                Outbox.objects.filter(pk__in=gone[start : start + 500]).delete()
            made = Outbox.objects.bulk_create(
                Outbox(kind=kind, key=key, at=timezone.now()) for kind, key in sorted(owed - held.keys())
            )
        self.done.owed |= {*held.values(), *(row.pk for row in made)}
        self.taken |= self.done.owed


def _touched(rows: Iterable[Outbox]) -> list[Page]:
    """The files that changed records touch; items before the lists that link to them."""
    changes = dict.fromkeys((row.kind, row.key) for row in rows)
    pages = dict.fromkeys(page for kind, key in changes for page in TOUCHED.get(kind, lambda _: ())(key))
    return sorted(pages, key=lambda page: not isinstance(page, ItemFile))


def _standing(place: Path) -> Path:
    """`place`, or the nearest folder above it that is there."""
    while not place.exists():
        place = place.parent
    return place
