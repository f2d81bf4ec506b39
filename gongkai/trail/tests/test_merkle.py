"""Roots and proofs against the definitions of RFC 6962, written out plainly; and no forged proof passes."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.trail.merkle import Tree, consistent, included, leaf_hash, node_hash

SIZES = st.integers(1, 70)


def leaves(count):
    return [leaf_hash(str(number).encode()) for number in range(count)]


def split(count):
    """The largest power of two smaller than `count`."""
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def root_of(hashes):
    """MTH of RFC 6962, 2.1."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = split(len(hashes))
    return node_hash(root_of(hashes[:k]), root_of(hashes[k:]))


def path_of(m, hashes):
    """PATH of RFC 6962, 2.1.1."""
    if len(hashes) == 1:
        return []
    k = split(len(hashes))
    if m < k:
        return [*path_of(m, hashes[:k]), root_of(hashes[k:])]
    return [*path_of(m - k, hashes[k:]), root_of(hashes[:k])]


def proof_of(m, hashes, whole=True):
    """SUBPROOF of RFC 6962, 2.1.2."""
    if m == len(hashes):
        return [] if whole else [root_of(hashes)]
    k = split(len(hashes))
    if m <= k:
        return [*proof_of(m, hashes[:k], whole), root_of(hashes[k:])]
    return [*proof_of(m - k, hashes[k:], False), root_of(hashes[:k])]


@given(SIZES, st.data())
@settings(max_examples=50, deadline=None)
def test_roots_and_proofs_are_those_of_the_definition(count, data):
    hashes, tree = leaves(count), Tree(leaves(count))
    size = data.draw(st.integers(1, count))
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    assert tree.root(size) == root_of(hashes[:size])
    assert tree.inclusion(index, size) == path_of(index, hashes[:size])
    assert tree.consistency(old, size) == proof_of(old, hashes[:size])


@given(SIZES, st.data())
@settings(max_examples=50, deadline=None)
def test_every_true_proof_passes_and_every_false_one_fails(count, data):
    tree = Tree(leaves(count))
    index, other = data.draw(st.integers(0, count - 1)), data.draw(st.integers(0, count - 1))
    path, root = tree.inclusion(index, count), tree.root(count)
    leaf = leaves(count)[index]
    assert included(leaf, index, count, path, root)
    assert included(leaf, other, count, path, root) == (other == index)
    assert not included(leaf_hash(b"forged"), index, count, path, root)
    assert not included(leaf, index, count, path, leaf_hash(b"forged"))
    assert not included(leaf, index, count, [*path, root], root)
    assert not included(leaf, index, count, path[:-1], root) or not path
    assert not included(leaf, count, count, path, root) and not included(leaf, -1, count, path, root)


@given(SIZES, st.data())
@settings(max_examples=50, deadline=None)
def test_a_later_tree_is_consistent_with_an_earlier_one_only_if_it_holds_all_of_it(count, data):
    tree = Tree(leaves(count))
    old, changed = data.draw(st.integers(1, count)), data.draw(st.integers(0, count - 1))
    path = tree.consistency(old, count)
    assert consistent(old, count, path, tree.root(old), tree.root(count))
    forged = leaves(count)
    forged[changed] = leaf_hash(b"forged")
    later = Tree(forged)
    passes = consistent(old, count, later.consistency(old, count), tree.root(old), later.root(count))
    assert passes == (changed >= old)
    assert not consistent(old, count, [*path, tree.root(old)], tree.root(old), tree.root(count))


def test_a_tree_that_grew_is_the_tree_made_at_once():
    grown = Tree()
    for count, leaf in enumerate(leaves(130), start=1):
        grown.extend([leaf])
        assert grown.root(count) == Tree(leaves(count)).root(count)


def test_known_answers():
    """Of the reference implementation's test vectors (certificate-transparency): the empty tree and one empty leaf."""
    assert Tree().root(0).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    one = Tree([leaf_hash(b"")])
    assert one.root(1).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


@pytest.mark.parametrize(
    "ask",
    [
        lambda tree: tree.root(4),
        lambda tree: tree.inclusion(3, 3),
        lambda tree: tree.inclusion(0, 4),
        lambda tree: tree.consistency(0, 3),
        lambda tree: tree.consistency(3, 2),
    ],
)
def test_what_the_tree_does_not_hold_is_refused(ask):
    with pytest.raises(ValueError, match="no "):
        ask(Tree(leaves(3)))
