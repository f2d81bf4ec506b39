"""Screening a file from the disk, as a task that a process of its own can be given."""

from pathlib import Path

from gongkai.screening.content.facts import Facts
from gongkai.screening.content.finding import Screened
from gongkai.screening.content.screen import screen


def screen_file(task: tuple[Path, str, Facts]) -> Screened:
    """Screen the file at a path under the name it was given. Raises OSError when it cannot be read."""
    path, name, facts = task
    return screen(name, path.read_bytes(), facts=facts)
