"""From the case and what was filled in to the words of a letter; a place that nothing fills asks to be filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.applications.letters.facts import label_of
from gongkai.applications.letters.gathering import Case, addressee_of, derived, followed
from gongkai.applications.letters.kinds import REMEDIES, LetterKind
from gongkai.applications.letters.words import Words
from gongkai.law.remedies import remedies_text

OPEN_PLACE = re.compile(r"【请填写：([^】]*)】")


def open_place(label: str) -> str:
    """A place to be filled in; no letter goes out with one."""
    return f"【请填写：{label}】"


class _Places(dict[str, str]):
    """The facts; a name that has none gives its open place."""

    def __missing__(self, name: str) -> str:
        return open_place(label_of(name))


def composed(kind: LetterKind, case: Case, told: Mapping[str, str], *, replaced: str = "") -> Words:
    """The words of a letter. `replaced` names an earlier letter that this one takes the place of.

    Raises Unreadable where who asked cannot be opened.
    """
    facts = _Places(derived(kind, case, told))
    if replaced:
        facts["replaced"] = replaced
    blocks = []
    for block in kind.blocks:
        if block.key == REMEDIES:
            text = remedies(kind, told, case.day)
        elif block.when and not facts.get(block.when):
            text = ""
        else:
            text = block.text.format_map(facts)
        blocks.append((block.key, text))
    return Words(
        title=kind.title,
        addressee=addressee_of(kind, case, told),
        issuer=case.application.organ.name,
        blocks=tuple(blocks),
        facts={name: value for name, value in told.items() if value},
        seen=followed(kind, case, told),
    )


def remedies(kind: LetterKind, told: Mapping[str, Any], served_on: date) -> str:
    """The sentence on remedies of a letter served on that day, by the law of that day; empty where it names none."""
    if not kind.told:
        return ""
    organs = {
        name: str(told.get(name, "")).strip() or open_place(label_of(name))
        for name in ("review_organ", "court")
    }
    said = remedies_text(kind.told, served_on, **organs)
    return said if kind.answer else said.replace("本答复", "本决定")
