"""Which indexes there are, and who may change them when."""

import contextlib
import fcntl
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from gongkai.disclosure.finding import desk_index, opened
from gongkai.search.errors import IndexBusy, IndexDamaged
from gongkai.search.index import Index

PATIENCE = 60.0  # seconds a rebuilding waits for the round under way
_built: set[Index] = set()


def public_index() -> Index:
    """The index behind the public search. Raises IndexNotWritten."""
    return opened(Path(settings.INDEX_ROOT) / "public")


def built(index: Index) -> bool:
    """Whether an index has ever been built; an empty, older or damaged one has not."""
    if index not in _built:
        try:
            if index.position is None:
                return False
        except IndexDamaged:
            return False
        _built.add(index)
    return True


def all_built() -> bool:
    """Whether both indexes are there; asked anew each time, for a folder may be lost under way."""
    _built.clear()
    return built(public_index()) and built(desk_index())


def _lock() -> Path:
    place = Path(settings.INDEX_ROOT) / "rebuild.lock"
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


@contextlib.contextmanager
def following() -> Iterator[bool]:
    """Held during a round: whether nobody rebuilds meanwhile, so that rows once followed may be forgotten."""
    with _lock().open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextlib.contextmanager
def rebuilding() -> Iterator[None]:
    """Held while the indexes are made anew. Raises IndexBusy when someone else is at it."""
    until = time.monotonic() + PATIENCE
    with _lock().open("a") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise IndexBusy("检索库正在由另一个程序重建，请等它完成后再试。") from None
                time.sleep(0.05)
        yield
