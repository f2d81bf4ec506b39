"""The look: files that come with the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.portal.pages.page import Page

FOLDER = Path(__file__).resolve().parent.parent / "static" / "portal"


@dataclass(frozen=True)
class Asset(Page):
    def content(self) -> bytes | None:
        return (FOLDER / self.path.removeprefix("assets/")).read_bytes()


def assets() -> Iterator[Asset]:
    """Every style and script file of the public side."""
    for file in sorted(FOLDER.iterdir()):
        yield Asset(f"assets/{file.name}")
