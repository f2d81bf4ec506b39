"""A tree of hashes as in RFC 6962 (默克尔树): a root for so many leaves, and short proofs that all can check.

A proof of inclusion shows that a leaf is in the tree of a root; a proof of consistency shows that a later tree
holds all of an earlier one. Only the standard library; hashes are 32 bytes.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

SIZE = 32  # bytes of a hash


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf; marked, so that no inner node can pass for one."""
    return sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return sha256(b"\1" + left + right).digest()


class Tree:
    """A growing tree. Keeps the hash of every full subtree, so each root and proof takes a few steps.

    `levels[n]` holds, one after the other, the full subtrees of 2**n leaves: 64 bytes a leaf in all.
    """

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.levels = [bytearray()]
        self.extend(leaves)

    def __len__(self) -> int:
        return len(self.levels[0]) // SIZE

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaves, each given by its hash."""
        for leaf in leaves:
            node, level = leaf, 0
            self.levels[0] += leaf
            while len(self.levels[level]) % (2 * SIZE) == 0:
                node = node_hash(bytes(self.levels[level][-2 * SIZE : -SIZE]), node)
                level += 1
                if level == len(self.levels):
                    self.levels.append(bytearray())
                self.levels[level] += node

    def root(self, size: int) -> bytes:
        """The root of the first `size` leaves. Raises ValueError when there are not so many."""
        if not 0 <= size <= len(self):
            raise ValueError(f"no tree of {size} leaves among {len(self)}")
        return self._hash(0, size) if size else sha256().digest()

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """The proof that leaf `index`, counted from 0, is in the tree of the first `size` leaves."""
        if not 0 <= index < size <= len(self):
            raise ValueError(f"no leaf {index} in a tree of {size} among {len(self)}")
        path, start, end = [], 0, size
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                path.append(self._hash(middle, end))
                end = middle
            else:
                path.append(self._hash(start, middle))
                start = middle
        return path[::-1]

    def consistency(self, old: int, new: int) -> list[bytes]:
        """The proof that the tree of the first `new` leaves holds that of the first `old`."""
        if not 0 < old <= new <= len(self):
            raise ValueError(f"no trees of {old} and {new} leaves among {len(self)}")
        path, start, end, whole = [], 0, new, True
        while old != end:
            middle = start + _split(end - start)
            if old <= middle:
                path.append(self._hash(middle, end))
                end = middle
            else:
                path.append(self._hash(start, middle))
                start, whole = middle, False
        if not whole:
            path.append(self._hash(start, end))
        return path[::-1]

    def _hash(self, start: int, end: int) -> bytes:
        """The hash over leaves from `start`, where a subtree begins, up to `end`."""
        size = end - start
        if size & (size - 1) == 0:
            level = size.bit_length() - 1
            place = (start >> level) * SIZE
            return bytes(self.levels[level][place : place + SIZE])
        middle = start + _split(size)
        return node_hash(self._hash(start, middle), self._hash(middle, end))


def _split(size: int) -> int:
    """How many leaves go to the left: the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether `path` proves that the leaf with this hash is number `index` of the tree of `root` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, place, last = leaf, index, size - 1
    for step in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            node = node_hash(step, node)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, step)
        place, last = place >> 1, last >> 1
    return last == 0 and node == root


def consistent(old: int, new: int, path: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether `path` proves that the tree of `new` leaves holds that of `old` (RFC 9162, 2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not path and old_root == new_root
    steps = list(path)
    if old & (old - 1) == 0:
        steps.insert(0, old_root)
    if not steps:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, step)
        place, last = place >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root
