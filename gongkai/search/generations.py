"""The index's folder: generations side by side, one of them current.

    index/current            the name of the generation that serves
    index/v1-000003/         a tantivy index
    index/writing.lock       held while a batch of changes is written, and for the moment of a change-over
    index/rebuilding.lock    held while the next generation is built

Locks belong to the process and vanish with it, however it ends; the next generation becomes current by one
atomic rename, so a reader sees either the old one or the new one, whole.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai.search.errors import IndexBusy
from gongkai.search.schema import VERSION

_PREFIX = f"v{VERSION}-"


class Generations:
    """The folder that holds the generations of one index."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, making it if need be."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def current(self) -> Path | None:
        """The generation that serves; None when there is none that this version can read."""
        try:
            name = (self.folder / "current").read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        generation = self.folder / name
        return generation if name.startswith(_PREFIX) and generation.is_dir() else None

    def stamp(self) -> tuple[int, int] | None:
        """Changes whenever another generation becomes current."""
        try:
            status = (self.folder / "current").stat()
        except FileNotFoundError:
            return None
        return status.st_ino, status.st_mtime_ns

    def fresh(self) -> Path:
        """A new empty folder for the next generation."""
        taken = [int(path.name[-6:]) for path in self.folder.glob("v*-??????") if path.name[-6:].isdigit()]
        generation = self.folder / f"{_PREFIX}{max(taken, default=0) + 1:06d}"
        generation.mkdir()
        return generation

    def make_current(self, generation: Path) -> None:
        """Let a finished generation serve from now on."""
        waiting = self.folder / "current.new"
        with waiting.open("w", encoding="ascii") as file:
            file.write(generation.name)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(self.folder / "current")
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def sweep(self) -> None:
        """Remove every generation but the current one: the one before, and what a killed build left."""
        current = self.current()
        for path in self.folder.glob("v*-*"):
            if path != current:
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def writing(self, *, wait: bool = False) -> Iterator[None]:
        """Hold the right to write. Raises IndexBusy when someone else has it and we do not wait."""
        with self._lock("writing.lock", wait, "检索库正由另一个程序更新，请稍后再试"):
            yield

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Hold the right to rebuild. Raises IndexBusy when someone else is rebuilding."""
        with self._lock("rebuilding.lock", False, "检索库正在重建，请等它完成后再试"):
            yield

    @contextmanager
    def _lock(self, name: str, wait: bool, message: str) -> Iterator[None]:
        with (self.folder / name).open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError as busy:
                raise IndexBusy(message) from busy
            yield
