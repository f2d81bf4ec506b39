"""Files are written whole or not at all, and never over another."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.annualreport.commands.outputs import CannotWrite, Names, write_file


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CannotWrite, match=r"写不了“.*”（No space left"):
        write_file(tmp_path / "年报.html", b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_file_made_meanwhile_by_somebody_else_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "年报.html"
    monkeypatch.setattr("os.fsync", lambda _: target.write_bytes(b"theirs"))
    with pytest.raises(CannotWrite, match="已经存在"):
        write_file(target, b"mine")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("年报.html", b"theirs")]


def test_a_file_system_without_links_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    write_file(tmp_path / "年报.html", b"mine")
    assert (tmp_path / "年报.html").read_bytes() == b"mine"
    with pytest.raises(CannotWrite, match="已经存在"):
        write_file(tmp_path / "年报.html", b"again")


@pytest.mark.parametrize(("name", "said"), [(".", "是文件夹"), ("没有/年报.html", "没有文件夹")])
def test_a_place_that_cannot_be_written_to_is_said(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(CannotWrite, match=said):
        write_file(tmp_path / name, b"x")


def test_names_fit_any_file_system_and_never_meet(tmp_path: Path) -> None:
    names = Names()
    given = ["年报.docx", "年报.txt", "年报-2.txt", "年" * 300 + ".txt", ".", "..", "年报"]
    made = [names.fresh(tmp_path, name, ".html").name for name in given]
    assert made[:3] == ["年报.html", "年报-2.html", "年报-2-2.html"]
    assert len(set(made)) == len(made)
    assert max(len(name.encode()) for name in made) < 255
