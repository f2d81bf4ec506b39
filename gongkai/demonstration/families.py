"""Families (文种) of documents, written in YAML: one text with its values, issued on many occasions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster where libyaml is there


@dataclass(frozen=True)
class Family:
    """How one kind of document reads. Texts hold {名} for the values of an occasion."""

    name: str
    duty: str
    genre: str
    subject: str  # 一级/二级
    title: str
    body: str
    summary: str
    keywords: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    table: Mapping[str, Any] | None = None
    numbered: bool = False  # carries a document number (文号)
    normative: bool = False  # also a row of the register of normative documents
    validity: Any = ""  # "", valid, superseded (by the next edition), {until, by} or {amended, by}
    attach: tuple[str, ...] = ()  # xlsx (the table), docx (a form), pdf (the text)


def read_yaml(path: Path) -> Any:
    """One of this room's own YAML files."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - either one is a safe loader


@cache
def families() -> Mapping[str, Family]:
    """Every family by name. Raises ValueError when two share one."""
    found: dict[str, Family] = {}
    for path in sorted((FOLDER / "families").glob("*.yaml")):
        for name, facts in read_yaml(path).items():
            if name in found:
                raise ValueError(f"family {name} is written twice, the second time in {path.name}")
            listed = {key: tuple(facts[key]) for key in ("keywords", "attach") if key in facts}
            found[name] = Family(name=name, **{**facts, **listed})
    return found
