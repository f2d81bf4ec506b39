"""Where each piece of a text stands in the file it was read from, so that it can be masked in its place."""

from typing import NamedTuple

from gongkai.screening.content.passage import Passage


class Owner(NamedTuple):
    """What a piece belongs to. `unit` names the hidden thing (批注、隐藏工作表、修订中的删除…), "" if it can be
    seen; `column` and `cell`, in tables, the column and where the cell begins in its sheet's part."""

    unit: str = ""
    column: str = ""
    cell: int = -1


SEEN = Owner()


class Node(NamedTuple):
    """`text[start:end]` of a passage was read from `part[low:high]`, the decoded text of a part of the file.

    `part` is "" for a file of one part. `exact` if both are the same, character by character; else the piece
    can only be replaced as a whole.
    """

    start: int
    end: int
    part: str
    low: int
    high: int
    exact: bool = True
    owner: Owner = SEEN


class Reading(NamedTuple):
    """A passage with the places in the file that it was read from, in rising order of `start`.

    `leftover` if its text was read out of bytes of an unknown kind, and may say what was read elsewhere too.
    """

    passage: Passage
    nodes: tuple[Node, ...] = ()
    leftover: bool = False
