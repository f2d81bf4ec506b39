"""The static publisher: drains the outbox into the site folder, file by file, each replaced atomically.

A crash leaves outbox rows behind, and the work is done again on the next start; nothing is half-written,
because a file is written beside its place and renamed onto it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from gongkai.portal.pages.page import Page
from gongkai.portal.plan import TOUCHED, everything
from gongkai.trail.models import Outbox

ALL = "portal.site"
Progress = Callable[[int], None]


@dataclass
class Published:
    """What one run did: paths written, paths removed, and how many files were already right."""

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0


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


def drain(progress: Progress = lambda done: None) -> Published:
    """Bring the site folder up to every change in the outbox, then forget those changes."""
    root = Path(settings.SITE_ROOT)
    with _sole_publisher(root):
        rows = list(Outbox.objects.order_by("id"))
        if any(row.kind == ALL for row in rows):
            done = _rewrite(root, progress)
        else:
            changes = dict.fromkeys((row.kind, row.key) for row in rows)
            pages = dict.fromkeys(
                page for kind, key in changes for page in TOUCHED.get(kind, lambda _: ())(key)
            )
            done = _write(root, pages, progress)
            _clear_left_attachments(root, pages, done)
            _sync(root, done)
        _forget(rows)
    return done


def publish_all(progress: Progress = lambda done: None) -> Published:
    """Write every public file and remove every other; an interrupted run is taken up by the next drain."""
    rewrite_everything()
    return drain(progress)


def rewrite_everything() -> None:
    """Have the next drain write every public file anew (a new version, a new address)."""
    Outbox.objects.create(kind=ALL, key=1, at=timezone.now())


def _forget(rows: list[Outbox]) -> None:
    for start in range(0, len(rows), 500):
        Outbox.objects.filter(pk__in=[row.pk for row in rows[start : start + 500]]).delete()


def _rewrite(root: Path, progress: Progress) -> Published:
    wanted: set[str] = set()

    def noting(pages: Iterable[Page]) -> Iterator[Page]:
        for page in pages:
            if page.path not in wanted:
                wanted.add(page.path)
                yield page

    done = _write(root, noting(everything()), progress)
    for file in sorted(path for path in root.rglob("*") if path.is_file()):
        relative = file.relative_to(root).as_posix()
        if relative not in wanted:
            _remove(root, relative, done)
    _sync(root, done)
    return done


def _write(root: Path, pages: Iterable[Page], progress: Progress) -> Published:
    done = Published()
    for number, page in enumerate(pages, start=1):
        content = page.content()
        if content is None:
            _remove(root, page.path, done)
        else:
            _put(root, page.path, content, done)
        progress(number)
    return done


def _put(root: Path, relative: str, content: bytes, done: Published) -> None:
    place = root / relative
    with contextlib.suppress(FileNotFoundError):
        if place.stat().st_size == len(content) and place.read_bytes() == content:
            done.unchanged += 1
            return
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = _beside(root) / "file"
    fresh.write_bytes(content)
    fresh.replace(place)
    done.written.append(relative)


def _remove(root: Path, relative: str, done: Published) -> None:
    place = root / relative
    with contextlib.suppress(FileNotFoundError):
        place.unlink()
        done.removed.append(relative)
    with contextlib.suppress(OSError):  # a folder still in use stays
        place.parent.rmdir()


def _clear_left_attachments(root: Path, pages: Iterable[Page], done: Published) -> None:
    """Attachments that an item no longer carries, or all of them once it is withdrawn, leave no trace."""
    from gongkai.portal.pages.items import AttachmentFile, ItemPage

    pages = list(pages)
    kept = {page.path for page in pages if isinstance(page, AttachmentFile)}
    for page in pages:
        if isinstance(page, ItemPage):
            folder = root / page.path.removesuffix(".html")
            for file in sorted(folder.glob("*")) if folder.is_dir() else []:
                relative = file.relative_to(root).as_posix()
                if relative not in kept:
                    _remove(root, relative, done)


def _sync(root: Path, done: Published) -> None:
    """On the disk before the outbox forgets: a power cut must not lose what was called published."""
    if len(done.written) > 200:
        os.sync()
        return
    for relative in done.written:
        handle = os.open(root / relative, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
