"""Typing errors: what one slip is, and how it is searched for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.search.suggest import one_slip_apart, slips

WORD = st.text("防汛预案通知", min_size=3, max_size=8)


@pytest.mark.parametrize(
    "word, right, expected",
    [
        ("防讯预案", "防汛预案", True),
        ("防汛案", "防汛预案", True),
        ("防预汛案", "防汛预案", True),
        ("防汛预案", "防汛预案", False),
        ("防讯预安", "防汛预案", False),
        ("汛防案预", "防汛预案", False),
    ],
)
def test_one_slip_is_one_wrong_missing_or_two_swapped(word: str, right: str, expected: bool) -> None:
    assert one_slip_apart(word, right) is expected


def fits(window: str, pieces: list[tuple[int, str]]) -> bool:
    first = pieces[0][0]
    return any(
        all(
            0 <= at + place - first < len(window) and window[at + place - first] == character
            for place, character in pieces
        )
        for at in range(len(window))
    )


@given(WORD, st.data())
def test_each_slip_is_searched_for(right: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(right) - 1))
    kind = data.draw(st.sampled_from(["wrong", "missing", "swapped", "doubled"]))
    if kind == "wrong":
        word = right[:place] + "错" + right[place + 1 :]
    elif kind == "missing":
        word = right[:place] + right[place + 1 :]
    elif kind == "swapped":
        place = min(place, len(right) - 2)
        word = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    else:
        word = right[: place + 1] + right[place:]
    if len(word) > 2:
        assert any(fits(right, pieces) for pieces in slips(word))
        # Knowing what no document has spares trials, never the right one.
        absent = [
            (start, start + length - 1)
            for length in (2, 3)
            for start in range(len(word) - length + 1)
            if word[start : start + length] not in right
        ]
        assert any(fits(right, pieces) for pieces in slips(word, absent))
