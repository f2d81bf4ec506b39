"""The comments (批注) on a sheet's cells, old ones and threads (批注对话)."""

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.markup import attribute, tokens
from gongkai.screening.content.carriers.node import Owner
from gongkai.screening.content.carriers.package import Package
from gongkai.screening.content.carriers.sweep import sweep

_KINDS = frozenset({"comments", "threadedComment"})
_ONE = frozenset({"comment", "threadedComment"})


def read_comments(package: Package, sheet: str, title: str, contents: Contents, done: set[str]) -> None:
    """Read the comments that belong to a sheet; each is a unit of its own."""
    for kind, part in package.targets(sheet).values():
        if kind in _KINDS and part in package.infos and part not in done:
            done.add(part)
            contents.add(_read(package.text(part), part, title).reading())


def _read(text: str, part: str, title: str) -> Draft:
    draft = Draft()
    last, cell, begin = 0, "", -1
    for token in tokens(text):
        if token.name in _ONE and token.kind == "start":
            draft.place = f"{title}（批注的作者等）"
            sweep(text, part, draft, low=last, high=token.begin)
            cell, begin = attribute(text, token.low, token.high, "ref"), token.begin
        elif token.name in _ONE and token.kind == "end" and begin >= 0:
            draft.place = f"{title}!{cell}（批注）"
            sweep(text, part, draft, owner=Owner(f"{part}#{begin}"), low=begin, high=token.after)
            last, begin = token.after, -1
    draft.place = f"{title}（批注的作者等）"
    sweep(text, part, draft, low=last)
    return draft
