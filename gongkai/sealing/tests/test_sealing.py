"""加密保存: what is sealed opens for its purpose and with its keys, and for nothing else."""

import stat
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.sealing import KeysUnusable, SealBroken, Sealer, sealer
from gongkai.sealing.keys import MOST, read_keys
from gongkai.sealing.seal import HEAD, NONCE, TAG

PHONE = "13900000000"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "sealing"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Sealer:
    return Sealer(tmp_path_factory.mktemp("keys") / "sealing")


texts = st.text(max_size=300)
purposes = st.text(min_size=1, max_size=20)


@given(text=texts, purpose=purposes)
def test_what_was_sealed_opens_again(shared: Sealer, text: str, purpose: str) -> None:
    sealed = shared.seal(text, purpose)
    assert shared.unseal(sealed, purpose) == text
    assert shared.unseal(memoryview(sealed), purpose) == text
    assert len(sealed) == HEAD + NONCE + len(text.encode()) + TAG


@given(text=st.text(min_size=8, max_size=50), purpose=purposes)
def test_a_seal_hides_its_text_and_is_another_every_time(shared: Sealer, text: str, purpose: str) -> None:
    one, other = shared.seal(text, purpose), shared.seal(text, purpose)
    assert text.encode() not in one
    assert one != other and one[HEAD:][:NONCE] != other[HEAD:][:NONCE]


@given(text=texts, place=st.integers(0, 400), flip=st.integers(1, 255))
def test_a_seal_with_one_byte_changed_does_not_open(shared: Sealer, text: str, place: int, flip: int) -> None:
    sealed = bytearray(shared.seal(text, "电话"))
    sealed[place % len(sealed)] ^= flip
    with pytest.raises(SealBroken, match="请从备份恢复"):
        shared.unseal(bytes(sealed), "电话")


@given(garbage=st.binary(max_size=60))
def test_any_bytes_either_open_or_are_named_broken(shared: Sealer, garbage: bytes) -> None:
    shared.seal("先有密钥", "电话")
    with pytest.raises(SealBroken):
        shared.unseal(garbage, "电话")


@given(one=purposes, other=purposes)
def test_a_seal_opens_for_its_own_purpose_only(shared: Sealer, one: str, other: str) -> None:
    sealed = shared.seal(PHONE, one)
    if one == other:
        assert shared.unseal(sealed, other) == PHONE
        return
    with pytest.raises(SealBroken) as broken:
        shared.unseal(sealed, other)
    assert PHONE not in str(broken.value)


@given(st.tuples(texts, purposes), st.tuples(texts, purposes))
def test_marks_are_equal_for_equal_texts_of_one_purpose_only(
    shared: Sealer, one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert (shared.mark(*one) == shared.mark(*other)) is (one == other)
    assert len(shared.mark(*one)) == 64


def test_a_purpose_and_a_text_do_not_run_into_each_other(shared: Sealer) -> None:
    assert shared.mark("b", "a") != shared.mark("", "ab")


def test_another_installation_neither_opens_nor_marks_alike(path: Path, shared: Sealer) -> None:
    elsewhere = Sealer(path)
    elsewhere.seal(PHONE, "电话")
    with pytest.raises(SealBroken):
        elsewhere.unseal(shared.seal(PHONE, "电话"), "电话")
    assert elsewhere.mark(PHONE, "电话") != shared.mark(PHONE, "电话")


def test_a_purpose_must_be_named(shared: Sealer) -> None:
    for deed in (shared.seal, shared.mark):
        with pytest.raises(ValueError):
            deed(PHONE, "")
    with pytest.raises(ValueError):
        shared.unseal(shared.seal(PHONE, "电话"), "")


def test_half_a_character_is_refused_and_never_stored_as_something_else(shared: Sealer) -> None:
    with pytest.raises(ValueError):
        shared.seal("\ud83d", "电话")


def test_the_key_file_is_made_on_first_use_for_its_owner_alone(path: Path) -> None:
    mine = Sealer(path)
    assert not path.exists()
    mine.seal(PHONE, "电话")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [other.name for other in path.parent.iterdir()] == ["sealing"]
    assert Sealer(path).mark(PHONE, "电话") == mine.mark(PHONE, "电话")


def test_opening_makes_no_keys(path: Path, shared: Sealer) -> None:
    with pytest.raises(KeysUnusable, match="请从备份恢复"):
        Sealer(path).unseal(shared.seal(PHONE, "电话"), "电话")
    assert not path.exists()


def _mark(path: Path) -> str:
    return Sealer(path).mark(PHONE, "电话")


def test_processes_and_threads_that_begin_together_get_the_same_keys(path: Path) -> None:
    with ProcessPoolExecutor(3) as processes, ThreadPoolExecutor(8) as threads:
        marks = [*processes.map(_mark, [path] * 6), *threads.map(_mark, [path] * 16)]
    assert len(set(marks)) == 1


def test_threads_that_begin_together_get_the_same_keys(path: Path) -> None:
    for round_ in range(20):
        own = path.with_name(f"sealing{round_}")
        with ThreadPoolExecutor(8) as threads:
            assert len(set(threads.map(_mark, [own] * 8))) == 1


def test_after_a_rotation_old_seals_open_new_ones_use_the_new_key_and_marks_stay(path: Path) -> None:
    mine, beside = Sealer(path), Sealer(path)
    old, mark = mine.seal(PHONE, "电话"), mine.mark(PHONE, "电话")
    assert beside.unseal(old, "电话") == PHONE
    assert mine.rotate() == 2
    new = mine.seal(PHONE, "电话")
    assert (old[1], new[1]) == (1, 2)
    for anyone in (mine, beside, Sealer(path)):  # `beside` learns of the new key when it meets it
        assert anyone.unseal(new, "电话") == anyone.unseal(old, "电话") == PHONE
        assert anyone.mark(PHONE, "电话") == mark
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_renewing_moves_a_seal_to_the_newest_key_and_leaves_a_new_one_alone(path: Path) -> None:
    mine = Sealer(path)
    old = mine.seal(PHONE, "电话")
    assert mine.renew(old, "电话") == old
    mine.rotate()
    new = mine.renew(old, "电话")
    assert new[1] == 2 and mine.unseal(new, "电话") == PHONE
    with pytest.raises(SealBroken):
        mine.renew(old, "地址")


def test_two_rotations_at_once_both_count(path: Path) -> None:
    Sealer(path).seal(PHONE, "电话")
    with ThreadPoolExecutor(4) as threads:
        numbers = list(threads.map(lambda _: Sealer(path).rotate(), range(8)))
    assert sorted(numbers) == list(range(2, 10))
    assert sorted(read_keys(path).sealing) == list(range(1, 10))


def test_the_last_number_is_refused_and_nothing_is_lost(path: Path) -> None:
    mine = Sealer(path)
    mine.seal(PHONE, "电话")
    path.write_text(path.read_text().replace("\n1 ", f"\n1 {'A' * 43}=\n{MOST} "))
    with pytest.raises(KeysUnusable, match="不能再添"):
        mine.rotate()
    assert sorted(read_keys(path).sealing) == [1, MOST]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: "", "不完整"),
        (lambda text: text.splitlines()[0] + "\n", "不完整"),
        (lambda text: text.splitlines()[1] + "\n", "不完整"),
        (lambda text: text + text, "第3行"),
        (lambda text: text.replace("\n1 ", "\n0 "), "第2行"),
        (lambda text: text.replace("\n1 ", "\n256 "), "第2行"),
        (lambda text: text.replace("\n1 ", "\n01 "), "第2行"),
        (lambda text: text.replace("mark ", "mork "), "第1行"),
        (lambda text: text[:-5], "第2行"),
        (lambda text: text[:-5] + "****\n", "第2行"),
        (lambda text: "密钥", "读不了"),
    ],
)
def test_a_spoilt_key_file_is_named_and_never_replaced(path: Path, spoil, said: str) -> None:
    sealed = Sealer(path).seal(PHONE, "电话")
    path.write_text(spoil(path.read_text()), encoding="utf-8")
    before = path.read_bytes()
    for deed in (
        lambda: Sealer(path).seal(PHONE, "电话"),
        lambda: Sealer(path).unseal(sealed, "电话"),
        lambda: Sealer(path).mark(PHONE, "电话"),
        lambda: Sealer(path).rotate(),
    ):
        with pytest.raises(KeysUnusable, match=said):
            deed()
    assert path.read_bytes() == before


def test_there_is_nothing_to_rotate_before_first_use(path: Path) -> None:
    with pytest.raises(KeysUnusable):
        Sealer(path).rotate()
    path.parent.mkdir()
    with pytest.raises(KeysUnusable):
        Sealer(path).rotate()
    assert list(path.parent.iterdir()) == []


def test_one_file_has_one_sealer_in_a_process(path: Path) -> None:
    assert sealer(path) is sealer(path)


@given(data=st.binary(max_size=300), purpose=purposes)
def test_sealed_bytes_open_again_and_are_renewed_like_texts(
    shared: Sealer, data: bytes, purpose: str
) -> None:
    sealed = shared.seal_bytes(data, purpose)
    assert shared.unseal_bytes(memoryview(sealed), purpose) == data
    assert shared.renew(sealed, purpose) == sealed
    with pytest.raises(SealBroken):
        shared.unseal_bytes(sealed, purpose + "甲")


def test_a_file_is_not_taken_for_a_text(shared: Sealer) -> None:
    with pytest.raises(SealBroken, match="不是文字"):
        shared.unseal(shared.seal_bytes(b"\x89PNG\xff", "照片"), "照片")


def test_a_file_is_carried_over_to_a_new_key(path: Path) -> None:
    own = Sealer(path)
    old = own.seal_bytes(b"\x89PNG\xff", "照片")
    own.rotate()
    renewed = own.renew(old, "照片")
    assert renewed != old and renewed[1] == 2
    assert own.unseal_bytes(renewed, "照片") == own.unseal_bytes(old, "照片") == b"\x89PNG\xff"
