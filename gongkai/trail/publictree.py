"""The tree over the public log, kept by the process that needs it: the worker, or a command."""

from gongkai.trail.merkle import Tree
from gongkai.trail.models import DailyRoot, PublicLogEntry

BROKEN = "公开存证的记录与{day}公布的根不一致，可能被改动。不再公布新的存证，请运行 gongkai verify 查明，并从备份恢复。"

_held = Tree()


class LogBroken(Exception):
    """The log is not the one of which a root was given out; a Chinese sentence."""


def tree_of(root: DailyRoot) -> Tree:
    """The tree that `root` is the root of, perhaps with more leaves. Raises LogBroken.

    What the process holds is extended by what is new, and read again when it does not lead to `root`: the records
    behind it may be other ones by now (a restored backup). Only then is the log itself at fault.
    """
    global _held
    if not (_extend(_held, root.size) and _leads_to(_held, root)):
        _held = fresh_tree(root, root.size)
    return _held


def fresh_tree(root: DailyRoot | None, size: int) -> Tree:
    """The tree of the first `size` leaves as the log has them now, which must lead to `root`. Raises LogBroken."""
    tree = Tree()
    if not _extend(tree, size) or (root is not None and not _leads_to(tree, root)):
        raise LogBroken(BROKEN.format(day=root.day if root else "以前"))
    return tree


def _extend(tree: Tree, size: int) -> bool:
    """Read what `tree` lacks; whether it then has `size` leaves."""
    if len(tree) < size:
        wanting = PublicLogEntry.objects.filter(number__gt=len(tree), number__lte=size).order_by("number")
        tree.extend(leaf_bytes(leaf) for leaf in wanting.values_list("leaf", flat=True).iterator())
    return len(tree) >= size


def _leads_to(tree: Tree, root: DailyRoot) -> bool:
    return len(tree) >= root.size and tree.root(root.size).hex() == root.root


def leaf_bytes(leaf: str) -> bytes:
    """A leaf as the tree takes it; nothing that was made of a leaf that is none can agree with a root."""
    try:
        return bytes.fromhex(leaf).rjust(32, b"\0")[:32]
    except ValueError:
        return bytes(32)
