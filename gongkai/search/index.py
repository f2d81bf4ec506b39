"""The index (检索库): a folder that follows the documents and answers queries.

One process writes at a time; any number read, and each sees a commit at its next search. All of it is
derived: `rebuild` makes it anew from the documents while the old one serves.
"""

import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

from gongkai.search import matching, searching
from gongkai.search.document import Document
from gongkai.search.errors import IndexBusy
from gongkai.search.generations import Generations
from gongkai.search.query import Hits, Query
from gongkai.search.reading import Reader
from gongkai.search.schema import MARKER
from gongkai.search.writing import Batch, Progress, begin, build, telling_failure


def _ignore(_: int) -> None:
    """Nobody wants to know."""


class Index:
    """The documents as they can be searched. May be shared between threads."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder. Where there is none, or one of an older make, an empty one begins.

        An empty one has no `position`: that is how a follower knows that it must rebuild.
        Raises IndexNotWritten.
        """
        with telling_failure():
            self._generations = Generations(folder)
        if self._generations.current() is None:
            begin(self._generations)
        self._reader = Reader(self._generations)
        self._writing = threading.RLock()
        self._batch: Batch | None = None

    def search(self, query: Query) -> Hits:
        """The answer to a query; any text is a fair question. Raises only IndexDamaged."""
        return searching.search(self._reader.searcher(), query)

    def keys(self, query: Query, most: int) -> list[str]:
        """The keys of the first `most` documents that answer a query, best first. Raises only IndexDamaged."""
        return searching.keys(self._reader.searcher(), query, most)

    def facets(self) -> Mapping[str, Mapping[str, int]]:
        """How many documents there are per organ, column, kind, year and validity. Raises only IndexDamaged."""
        return searching.facets(self._reader.searcher(), matching.everything())

    @property
    def count(self) -> int:
        """How many documents there are. Raises IndexDamaged."""
        return matching.count(self._reader.searcher().search(matching.everything(), limit=1))

    @property
    def position(self) -> int | None:
        """How far the index has followed its source: the number last committed. Raises IndexDamaged."""
        searcher = self._reader.searcher()
        found = searcher.search(matching.term("key", MARKER), limit=1).hits
        return int(searcher.doc(found[0][1]).get_first("card") or b"0") if found else None

    def replace(self, documents: Iterable[Document]) -> None:
        """Enter documents, each in place of the one with its key; seen after `commit`.

        If it fails, all changes since the last commit are forgotten.
        Raises IndexBusy, IndexDamaged, IndexNotWritten, and whatever `documents` raises.
        """
        with self._writing:
            batch = self._begun()
            try:
                for document in documents:
                    batch.replace(document)
            except BaseException:
                self.discard()
                raise

    def remove(self, keys: Iterable[str]) -> None:
        """Take documents out by key, unknown keys being no fault; seen after `commit`. Fails as `replace`."""
        with self._writing:
            batch = self._begun()
            try:
                for key in keys:
                    batch.remove(key)
            except BaseException:
                self.discard()
                raise

    def commit(self, position: int | None = None) -> None:
        """Make the changes since the last commit last, all of them or none, with the position reached.

        Raises IndexBusy, IndexDamaged, IndexNotWritten.
        """
        with self._writing:
            if self._batch is None and position is None:
                return
            batch, self._batch = self._begun(), None
            batch.commit(position)

    def discard(self) -> None:
        """Forget the changes since the last commit."""
        with self._writing:
            batch, self._batch = self._batch, None
            if batch is not None:
                batch.discard()

    def rebuild(
        self, documents: Iterable[Document], *, position: int | None = None, progress: Progress = _ignore
    ) -> int:
        """Build the index anew while the old one serves, then change over at once; the number of documents.

        `position` is the source's position taken before the first document was read: what happened since
        is to be followed again. `progress` is told the number done. If it fails, the old index stays.
        Raises IndexBusy, IndexNotWritten, and whatever `documents` raises.
        """
        if self._batch is not None:
            raise IndexBusy("检索库还有未提交的改动，请先提交再重建")
        with self._generations.rebuilding():
            with telling_failure():
                generation = self._generations.fresh()
            try:
                done = build(generation, documents, position, progress)
                with telling_failure(), self._generations.writing(wait=True):
                    self._generations.make_current(generation)
            finally:
                self._generations.sweep()
        return done

    def _begun(self) -> Batch:
        """The batch under way, begun if need be."""
        if self._batch is None:
            self._batch = Batch(self._generations)
        return self._batch
