"""Django on a data folder in a process of its own, its statements counted; results go out as one line of JSON."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def begin(data: Path) -> None:
    """Start Django on `data`; to be called before any of its models is imported."""
    os.environ["GONGKAI_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.settings.base"
    import django

    django.setup()


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL statements run inside the block."""
    from django.db import connection

    seen: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield seen


def hand_over(result: dict[str, Any]) -> None:
    """Give the measurements to the process that asked for them."""
    sys.stdout.write(json.dumps(result) + "\n")
