"""Reading: a searcher of the newest commit of the current generation, whoever wrote it."""

import threading
from pathlib import Path

import tantivy

from gongkai.search.errors import IndexDamaged
from gongkai.search.generations import Generations

_ATTEMPTS = 5


class Reader:
    """Follows commits and changes of generation by two looks at the folder per search; no watching thread."""

    def __init__(self, generations: Generations) -> None:
        """Read the generations of a folder; nothing is opened yet."""
        self._generations = generations
        self._lock = threading.Lock()
        self._generation_seen: tuple[int, int] | None = None
        self._commit_seen: tuple[int, int] | None = None
        self._folder = Path()
        self._index: tantivy.Index | None = None

    def searcher(self) -> tantivy.Searcher:
        """A searcher of what was last committed. Raises IndexDamaged."""
        with self._lock:
            for attempt in range(_ATTEMPTS):
                try:
                    return self._newest()
                except (OSError, ValueError) as failure:
                    # A change-over may have swept the generation away between our two looks.
                    self._index = None
                    if attempt == _ATTEMPTS - 1:
                        raise IndexDamaged(f"检索库无法读取，请重建检索库（{failure}）") from failure
        raise AssertionError

    def _newest(self) -> tantivy.Searcher:
        generation = self._generations.stamp()
        if self._index is None or generation != self._generation_seen:
            current = self._generations.current()
            if current is None:
                raise FileNotFoundError(self._generations.folder)
            self._folder, self._commit_seen = current, None
            self._index = tantivy.Index.open(str(current))
            self._index.config_reader("manual")
            self._generation_seen = generation
        status = (self._folder / "meta.json").stat()
        commit = (status.st_ino, status.st_mtime_ns)
        if commit != self._commit_seen:
            self._index.reload()
            self._commit_seen = commit
        return self._index.searcher()
