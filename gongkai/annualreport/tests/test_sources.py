"""What is found in files, folders and archives, and what is said of the rest."""

from __future__ import annotations

import io
import os
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gongkai.annualreport import archives
from gongkai.annualreport.read import CannotRead, kinds, read_bytes
from gongkai.annualreport.sources import Source, is_one_file, shown, sources
from gongkai.annualreport.tests.test_read_text import as_lines, sample
from gongkai.annualreport.write.as_docx import report_docx

REPORT = as_lines(sample()).encode()
NOBODY = 65534  # the account without rights of its own
BOMB = 21 * 1024 * 1024  # bytes of nothing but 0, which pack into 20 KB


def laid(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(REPORT)


def packed(path: Path, members: dict[str, bytes], **facts: int) -> Path:
    """A zip file; `facts` are set on every member, as other programs set them."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for fact, value in facts.items():
                setattr(info, fact, value)
            archive.writestr(info, content)
    return path


def names(*paths: Path) -> list[str]:
    """What is found, by names within the folder or archive given."""
    return [source.name.removeprefix(f"{paths[0]}/") for source in sources(paths)]


def why(source: Source) -> str:
    with pytest.raises(CannotRead) as refused:
        source.read()
    return str(refused.value)


def test_a_folder_is_read_in_the_order_of_names_with_the_folders_in_it(tmp_path: Path) -> None:
    laid(tmp_path, "b.txt", "a.txt", "乡镇/c.txt", "乡镇/旧/d.txt", "部门/e.txt")
    assert names(tmp_path) == ["a.txt", "b.txt", "乡镇/c.txt", "乡镇/旧/d.txt", "部门/e.txt"]
    assert [source.read().year for source in sources([tmp_path])] == [2021] * 5


def test_several_folders_and_files_come_as_they_were_named(tmp_path: Path) -> None:
    laid(tmp_path, "2/a.txt", "1/b.txt", "c.txt")
    paths = [tmp_path / "2", tmp_path / "c.txt", tmp_path / "1"]
    assert [source.file_name for source in sources(paths)] == ["a.txt", "c.txt", "b.txt"]


def test_what_systems_and_programs_leave_behind_is_left_out(tmp_path: Path) -> None:
    litter = (
        ".DS_Store",
        "~$年报.docx",
        ".~年报.docx",
        "Thumbs.db",
        "DESKTOP.INI",
        "__MACOSX/._年报.txt",
        ".git/x",
    )
    laid(tmp_path, "年报.txt", *litter)
    assert names(tmp_path) == ["年报.txt"]
    assert names(packed(tmp_path / "包.zip", dict.fromkeys(("年报.txt", *litter), REPORT))) == ["年报.txt"]


def test_what_a_browser_saves_beside_a_page_is_left_out_but_no_other_folder_is(tmp_path: Path) -> None:
    laid(tmp_path, "年报.html", "年报_files/a.css", "年报.files/b.js", "补充_files/c.txt")
    assert names(tmp_path) == ["年报.html", "补充_files/c.txt"]


def test_nothing_is_left_out_by_its_ending(tmp_path: Path) -> None:
    laid(tmp_path, "年报", "年报.dat")
    (tmp_path / "图.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF")
    found = sources([tmp_path])
    assert [source.file_name for source in found] == ["图.jpg", "年报", "年报.dat"]
    assert "二进制文件" in why(found[0])


def test_an_empty_folder_and_a_missing_file_say_so(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    empty, missing = sources([tmp_path / "空", tmp_path / "没有.txt"])
    assert "里没有文件" in why(empty)
    assert "找不到文件" in why(missing)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account may enter, which the suite's own is not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def as_nobody_special() -> Iterator[None]:
    """Root may open everything: for as long as this lasts it is another account."""
    me = os.geteuid()
    if me == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(me)


def test_what_may_not_be_opened_is_named_and_the_rest_is_read(open_folder: Path) -> None:
    laid(open_folder, "a.txt", "锁/b.txt", "c.txt")
    read_bytes(REPORT)  # loads what reading needs, where the other account may not go
    (open_folder / "锁").chmod(0)
    (open_folder / "c.txt").chmod(0)
    try:
        with as_nobody_special():
            good, closed, locked = sources([open_folder])
            assert good.read().year == 2021
            assert "打不开文件" in why(closed)
            assert "打不开文件夹" in why(locked)
    finally:
        (open_folder / "锁").chmod(stat.S_IRWXU)


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid(tmp_path, "a.txt", "锁/b.txt")
    real = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "锁":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    good, locked = sources([tmp_path])
    assert good.file_name == "a.txt"
    assert "打不开文件夹" in why(locked)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道")
    (found,) = sources([tmp_path])
    assert "不是文件" in why(found)


def test_a_link_in_a_circle_is_followed_once_at_most(tmp_path: Path) -> None:
    laid(tmp_path, "a.txt")
    (tmp_path / "圈").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == ["a.txt"]


def test_the_members_of_an_archive_are_read(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "2021.zip", {"乡镇/清河镇.txt": REPORT, "空目录/": b"", "b.docx": report_docx(sample())}
    )
    found = sources([path])
    assert [source.name for source in found] == [f"{path}/乡镇/清河镇.txt", f"{path}/b.docx"]
    assert [source.read().organ for source in found] == ["某某县清河镇人民政府"] * 2


def test_an_archive_in_a_folder_is_opened(tmp_path: Path) -> None:
    packed(tmp_path / "包.zip", {"a.txt": REPORT})
    assert names(tmp_path) == ["包.zip/a.txt"]


def test_a_word_file_is_one_file_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "年报.zip"
    path.write_bytes(report_docx(sample()))
    (found,) = sources([path])
    assert not found.member
    assert found.read().year == 2021


def test_names_packed_on_a_chinese_windows_are_read_as_chinese(tmp_path: Path) -> None:
    gbk = "清河镇年报.txt".encode("gbk")
    stand_in = "x" * len(gbk)  # Python itself writes no GBK names
    path = packed(tmp_path / "包.zip", {f"{stand_in}": REPORT})
    path.write_bytes(path.read_bytes().replace(stand_in.encode(), gbk))
    (found,) = sources([path])
    assert found.member == "清河镇年报.txt"
    assert found.read().year == 2021


def test_two_members_of_one_name_are_both_read(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    with zipfile.ZipFile(path, "w") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("年报.txt", REPORT)
        archive.writestr("年报.txt", as_lines(sample(2020)).encode())
    assert [source.read().year for source in sources([path])] == [2021, 2020]


def test_an_archive_in_an_archive_is_named_and_not_opened(tmp_path: Path) -> None:
    inner = packed(tmp_path / "内.zip", {"a.txt": REPORT}).read_bytes()
    outer = packed(tmp_path / "外.zip", {"内.zip": inner, "b.txt": REPORT})
    first, second = sources([outer])
    assert "又是一个压缩包" in why(first)
    assert "先解压" in why(first)
    assert second.read().year == 2021


@pytest.mark.parametrize("name", ["../../etc/年报.txt", "/etc/年报.txt", "C:\\年报.txt", "a/../../年报.txt"])
def test_a_name_that_leads_outside_is_only_a_name(tmp_path: Path, name: str) -> None:
    (found,) = sources([packed(tmp_path / "包.zip", {name: REPORT})])
    assert found.read().year == 2021
    assert found.file_name == "年报.txt"
    assert [path.name for path in tmp_path.iterdir()] == ["包.zip"]


def test_names_cannot_steer_a_terminal(tmp_path: Path) -> None:
    (found,) = sources([packed(tmp_path / "包.zip", {"\x1b[2J年报\u202e.txt": REPORT})])
    assert found.name.isprintable()
    assert "年报" in found.name


def test_a_file_name_in_gbk_is_shown_as_chinese(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "清河镇.txt".encode("gbk")
    Path(os.fsdecode(raw)).write_bytes(b" ")
    (found,) = sources([tmp_path])
    assert found.name == f"{tmp_path}/清河镇.txt"
    assert why(found) == "“清河镇.txt”是空文件。"


def test_utf8_names_are_shown_as_they_are() -> None:
    assert shown("年报/清河镇（一）.txt") == "年报/清河镇（一）.txt"


def test_a_member_larger_than_any_report_is_refused_unread(tmp_path: Path) -> None:
    (found,) = sources([packed(tmp_path / "包.zip", {"大.txt": b"0" * BOMB})])
    assert "超过20MB" in why(found)


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_announced(tmp_path: Path) -> None:
    path = packed(tmp_path / "包.zip", {"小.txt": b"0" * BOMB})
    size = (BOMB).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (1000).to_bytes(4, "little")))
    (found,) = sources([path])
    assert "已损坏" in why(found)


@pytest.mark.parametrize(
    ("most", "limit"), [("MOST_MEMBERS", 2), ("MOST_UNPACKED", 3_000), ("LARGEST_DIRECTORY", 100)]
)
def test_an_archive_of_too_much_is_refused_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: str, limit: int
) -> None:
    path = packed(tmp_path / "包.zip", dict.fromkeys(("a.txt", "b.txt", "c.txt"), REPORT))
    assert len(sources([path])) == 3
    monkeypatch.setattr(archives, most, limit)
    archives._directory.cache_clear()
    (found,) = sources([path])
    assert "太多或者太大" in why(found)


def test_a_locked_member_says_so(tmp_path: Path) -> None:
    path = packed(tmp_path / "包.zip", {"a.txt": REPORT})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the bit for “encrypted” in the directory
    path.write_bytes(content)
    (found,) = sources([path])
    assert "加了密码" in why(found)


def test_a_member_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    link = packed(
        tmp_path / "包.zip", {"a.txt": b"/etc/hostname"}, create_system=3, external_attr=0o120777 << 16
    )
    (found,) = sources([link])
    assert "链接" in why(found)


def test_a_damaged_archive_is_said_to_be_damaged(tmp_path: Path) -> None:
    whole = packed(tmp_path / "包.zip", {"a.txt": REPORT}).read_bytes()
    (tmp_path / "包.zip").write_bytes(whole[: len(whole) // 2])
    (found,) = sources([tmp_path / "包.zip"])
    assert "损坏" in why(found)


def test_a_damaged_member_is_said_to_be_damaged_and_the_rest_is_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "包.zip", {"a.txt": REPORT, "b.txt": REPORT})
    content = bytearray(path.read_bytes())
    content[60:80] = b"\0" * 20
    path.write_bytes(content)
    first, second = sources([path])
    assert "已损坏" in why(first)
    assert second.read().year == 2021


def test_an_archive_with_nothing_in_it_says_so(tmp_path: Path) -> None:
    for path in (packed(tmp_path / "空.zip", {}), packed(tmp_path / "壳.zip", {"目录/": b""})):
        (found,) = sources([path])
        assert "里没有文件" in why(found)


def test_an_archive_written_anew_is_read_anew(tmp_path: Path) -> None:
    path = packed(tmp_path / "包.zip", {"a.txt": REPORT})
    assert [source.read().year for source in sources([path])] == [2021]
    packed(path, {"其他/b.txt": as_lines(sample(2020)).encode()})
    assert [source.read().year for source in sources([path])] == [2020]


def test_a_member_that_went_meanwhile_is_no_traceback(tmp_path: Path) -> None:
    path = packed(tmp_path / "包.zip", {"a.txt": REPORT, "b.txt": REPORT})
    last = sources([path])[1]
    packed(path, {"c.txt": REPORT})
    assert "已损坏" in why(last)
    path.unlink()
    assert "已损坏" in why(last)


def test_an_empty_member_says_so(tmp_path: Path) -> None:
    (found,) = sources([packed(tmp_path / "包.zip", {"a.txt": b" \n"})])
    assert "“a.txt”是空文件" in why(found)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"Rar!\x1a\x07\x01\x00", "RAR"), (b"7z\xbc\xaf\x27\x1c\x00", "7z"), (b"\x1f\x8b\x08", "gz")],
)
def test_archives_of_other_programs_are_named_with_the_remedy(
    tmp_path: Path, content: bytes, kind: str
) -> None:
    (tmp_path / "年报.zip").write_bytes(content + b"rest")
    (found,) = sources([tmp_path / "年报.zip"])
    assert kind in why(found)
    assert "请解压" in why(found)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "LARGEST", 10)
    laid(tmp_path, "大.txt")
    (found,) = sources([tmp_path / "大.txt"])
    assert "超过" in why(found)


def test_one_file_is_told_from_a_folder_or_archive_with_one(tmp_path: Path) -> None:
    laid(tmp_path, "夹/a.txt", "b.txt")
    archive = packed(tmp_path / "包.zip", {"a.txt": REPORT})
    cases = {tmp_path / "b.txt": True, tmp_path / "夹": False, archive: False, tmp_path / "没有": True}
    assert {path: is_one_file([path], sources([path])) for path in cases} == cases


def test_the_content_of_a_source_can_be_kept(tmp_path: Path) -> None:
    (found,) = sources([packed(tmp_path / "包.zip", {"a.txt": REPORT})])
    assert io.BytesIO(found.content()).read() == REPORT
