"""Files that come with old records: listed from zip or folder, every trick refused before anything is read."""

import stat
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.members import CannotList, attachments_in, attachments_under
from gongkai.documents.tests.samples import zipped


def refused(data: bytes) -> str:
    """The message of the refusal."""
    with pytest.raises(CannotList) as caught:
        attachments_in(data)
    assert caught.value.message.endswith("。")
    return caught.value.message


def test_files_are_listed_by_path_with_size_and_read_when_asked() -> None:
    got = attachments_in(zipped({"2019/名单.xls": b"12", "通知.pdf": b"345", "空/": b""}))
    assert {path: (one.name, one.size, one.read()) for path, one in got.items()} == {
        "2019/名单.xls": ("名单.xls", 2, b"12"),
        "通知.pdf": ("通知.pdf", 3, b"345"),
    }


def test_a_stream_is_read_as_well() -> None:
    assert list(attachments_in(BytesIO(zipped({"a.pdf": b"1"})))) == ["a.pdf"]


def test_names_packed_on_chinese_windows_are_read() -> None:
    data = (
        zipped({"AAAA/BB.pdf": b"1"})
        .replace(b"AAAA", "附件".encode("gbk"))
        .replace(b"BB", "表".encode("gbk"))
    )
    assert list(attachments_in(data)) == ["附件/表.pdf"]
    assert list(attachments_in(zipped({"附件\\表.pdf": b"1"}))) == ["附件/表.pdf"]


def test_what_systems_add_is_left_out() -> None:
    parts = {"__MACOSX/a.pdf": b"1", "x/.DS_Store": b"1", "Thumbs.db": b"1", "~$a.docx": b"1", "a.pdf": b"1"}
    assert list(attachments_in(zipped(parts))) == ["a.pdf"]


@pytest.mark.parametrize(
    "name", ["../a.pdf", "x/../../a.pdf", "/etc/a.pdf", "C:/a.pdf", "..\\a.pdf", "a\x01.pdf"]
)
def test_paths_that_lead_outside_are_refused(name: str) -> None:
    assert "路径不正常" in refused(zipped({name: b"1"}))


def test_links_and_locked_files_are_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("a.pdf")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert "是链接" in refused(stream.getvalue())
    locked = bytearray(zipped({"a.pdf": b"1"}))
    locked[locked.rfind(b"PK\x01\x02") + 8] |= 1
    assert "加了密码" in refused(bytes(locked))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert "压缩炸弹" in refused(zipped({"a.pdf": bytes(40 * 1024 * 1024)}))


def test_two_files_of_one_name_are_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("a.pdf", "1")
        archive.writestr("a.pdf", "2")
    assert "分不清" in refused(stream.getvalue())


def test_what_is_no_zip_is_refused() -> None:
    assert "不是 zip 压缩包" in refused(b"Rar!")


def test_damage_is_named_when_the_file_is_read() -> None:
    data = zipped({"a.pdf": b"12345678" * 100})
    at = data.index(b"a.pdf") + 8
    (member,) = attachments_in(data[:at] + b"\xff\xff" + data[at + 2 :]).values()
    with pytest.raises(CannotList, match="已损坏"):
        member.read()


def test_a_file_shorter_than_announced_is_refused() -> None:
    data = bytearray(zipped({"a.pdf": b"12345678" * 100}))
    data[data.rfind(b"PK\x01\x02") + 24] += 5
    (member,) = attachments_in(bytes(data)).values()
    with pytest.raises(CannotList, match="大小不符"):
        member.read()


def test_a_file_too_large_to_attach_is_not_read() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.pdf", bytes(31 * 1024 * 1024))
    (member,) = attachments_in(stream.getvalue()).values()
    with pytest.raises(CannotList, match="超过 30 MB"):
        member.read()


def test_a_folder_is_listed_without_following_links(tmp_path: Path) -> None:
    outside = tmp_path / "外"
    (tmp_path / "附件" / "2019").mkdir(parents=True)
    outside.mkdir()
    (outside / "秘.pdf").write_bytes(b"1")
    (tmp_path / "附件" / "2019" / "名单.xls").write_bytes(b"12")
    (tmp_path / "附件" / "链.pdf").symlink_to(outside / "秘.pdf")
    (tmp_path / "附件" / "夹").symlink_to(outside)
    got = attachments_under(tmp_path / "附件")
    assert {path: one.read() for path, one in got.items()} == {"2019/名单.xls": b"12"}
    (tmp_path / "附件" / "2019" / "名单.xls").unlink()
    with pytest.raises(CannotList, match="读不到"):
        got["2019/名单.xls"].read()
    with pytest.raises(CannotList, match="找不到附件文件夹"):
        attachments_under(tmp_path / "没有")


@given(data=st.binary(max_size=300), at=st.integers(0, 400))
def test_no_bytes_whatever_raise_anything_but_the_refusal(data: bytes, at: int) -> None:
    good = zipped({"附件/a.pdf": b"1", "b.pdf": b"2"})
    try:
        for member in attachments_in(good[:at] + data + good[at + len(data) :]).values():
            member.read()
    except CannotList as refusal:
        assert refusal.message.endswith("。")
