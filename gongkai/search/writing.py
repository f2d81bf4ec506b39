"""Writing: a batch of changes to the current generation, and the building of the next one."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import tantivy

from gongkai.search.document import Document
from gongkai.search.errors import IndexDamaged, IndexNotWritten
from gongkai.search.folding import clean
from gongkai.search.generations import Generations
from gongkai.search.schema import MARKER, entry, marker, schema

# Memory for entries that are not yet on disk, in bytes: of a batch of changes, and of a rebuild.
BATCH_MEMORY = 32_000_000
REBUILD_MEMORY = 100_000_000
_PROGRESS_EVERY = 1000

Progress = Callable[[int], None]


@contextmanager
def telling_failure() -> Iterator[None]:
    """Turn what tantivy and the disk say into IndexNotWritten."""
    try:
        yield
    except OSError as failure:
        raise IndexNotWritten(f"检索库写入失败，请检查磁盘空间和目录权限后再试（{failure}）") from failure


@contextmanager
def _writer(folder: Path, memory: int) -> Iterator[tantivy.IndexWriter]:
    """The one writer of a tantivy index; what a killed process left behind, lock or half a commit, is no hindrance."""
    try:
        index = tantivy.Index.open(str(folder))
        writer = index.writer(memory, 1)
        # Files of a commit that was cut off bear the names that the next commit will want.
        writer.garbage_collect_files()
    except ValueError as failure:
        raise IndexDamaged(f"检索库无法写入，请重建检索库（{failure}）") from failure
    try:
        yield writer
    finally:
        # What was not committed is forgotten, and tantivy's own lock is let go now, not when memory is swept.
        with suppress(ValueError, RuntimeError):
            writer.rollback()
            writer.wait_merging_threads()


class Batch:
    """Changes that become visible together: the right to write is held from the first to the commit."""

    def __init__(self, generations: Generations) -> None:
        """Begin. Raises IndexBusy, IndexDamaged, IndexNotWritten."""
        with ExitStack() as stack, telling_failure():
            stack.enter_context(generations.writing())
            current = generations.current()
            if current is None:
                raise IndexDamaged("检索库缺少当前版本，请重建检索库")
            self._writer = stack.enter_context(_writer(current, BATCH_MEMORY))
            self._held = stack.pop_all()

    def replace(self, document: Document) -> None:
        """Enter a document in place of the one with its key."""
        made = entry(document)
        with _as_not_written():
            self._writer.delete_documents_by_term("key", clean(document.key))
            self._writer.add_document(made)

    def remove(self, key: str) -> None:
        """Take a document out."""
        with _as_not_written():
            self._writer.delete_documents_by_term("key", clean(key))

    def commit(self, position: int | None) -> None:
        """Make the changes last, and end."""
        with self._held, _as_not_written():
            _finish(self._writer, position)

    def discard(self) -> None:
        """Forget the changes, and end."""
        self._held.close()


@contextmanager
def _as_not_written() -> Iterator[None]:
    """tantivy reports a failed write as ValueError or RuntimeError."""
    with telling_failure():
        try:
            yield
        except (ValueError, RuntimeError) as failure:
            raise OSError(str(failure)) from failure


def _finish(writer: tantivy.IndexWriter, position: int | None) -> None:
    """Commit, with the position within the same commit, and let the merging of segments end."""
    if position is not None:
        writer.delete_documents_by_term("key", MARKER)
        writer.add_document(marker(position))
    writer.commit()
    writer.wait_merging_threads()


class _Seen:
    """Which keys came before, in fixed memory: every one that did is known, a few that did not are taken for one."""

    def __init__(self) -> None:
        self._bits = bytearray(1 << 22)

    def perhaps(self, key: str) -> bool:
        """Whether a key may have come before; from now on it has."""
        place, bit = divmod(hash(key) % (len(self._bits) * 8), 8)
        before = bool(self._bits[place] & 1 << bit)
        self._bits[place] |= 1 << bit
        return before


def begin(generations: Generations) -> None:
    """An empty first generation, unless someone was faster."""
    with telling_failure(), generations.writing(wait=True):
        if generations.current() is None:
            generation = generations.fresh()
            tantivy.Index(schema(), str(generation))
            generations.make_current(generation)


def build(folder: Path, documents: Iterable[Document], position: int | None, progress: Progress) -> int:
    """Fill a new generation; the number of documents. A key that comes twice counts once, the last one."""
    tantivy.Index(schema(), str(folder))
    done = 0
    seen = _Seen()
    with _writer(folder, REBUILD_MEMORY) as writer:
        for document in documents:
            made = entry(document)
            with _as_not_written():
                if seen.perhaps(document.key):
                    writer.delete_documents_by_term("key", clean(document.key))
                writer.add_document(made)
            done += 1
            if done % _PROGRESS_EVERY == 0:
                progress(done)
        with _as_not_written():
            _finish(writer, position)
    progress(done)
    return done
