"""主题分类: the State Council's subject classes of government information, two levels."""

import json
from functools import cache
from pathlib import Path


@cache
def subject_classes() -> dict[str, tuple[str, ...]]:
    """First-level class → its second-level classes, in the official order."""
    data = json.loads(Path(__file__).with_name("subject-classes.json").read_text(encoding="utf-8"))
    return {entry["name"]: tuple(entry.get("children", ())) for entry in data["classes"]}


def subject_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped choices; a value reads 综合政务\\政务公开 as government sites print it."""
    return [
        (name, [(f"{name}\\{child}", child) for child in children] or [(name, name)])
        for name, children in subject_classes().items()
    ]
