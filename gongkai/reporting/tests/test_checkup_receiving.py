"""Many files of one request: all laid down, bounded in number and bytes, named whatever they are called."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from gongkai.reporting import receiving
from gongkai.reporting.receiving import Laid, ManyFiles

BORDER = "----gongkai"


def request_of(body: bytes) -> HttpRequest:
    kind = f"multipart/form-data; boundary={BORDER}"
    return RequestFactory().generic("POST", "/", body, content_type=kind)


def part(name: str, content: bytes, file_name: str | None = None) -> bytes:
    told = f'; filename="{file_name}"' if file_name is not None else ""
    return (
        f'--{BORDER}\r\nContent-Disposition: form-data; name="{name}"{told}\r\n\r\n'.encode()
        + content
        + b"\r\n"
    )


@pytest.fixture
def taken() -> Callable[..., tuple[HttpRequest, ManyFiles]]:
    """The request after its body was read by the handler."""

    def take(*parts: bytes, ends: bool = True) -> tuple[HttpRequest, ManyFiles]:
        many = ManyFiles()
        request = request_of(b"".join(parts) + (f"--{BORDER}--\r\n".encode() if ends else b""))
        request.upload_handlers = [many]
        assert request.POST is not None
        return request, many

    return take


def contents(laid: list[Laid]) -> dict[str, bytes | None]:
    return {file.name: file.path.read_bytes() if file.path else None for file in laid}


def test_fields_and_files_of_every_field_are_there_and_nothing_stays(taken: Callable):
    request, many = taken(
        part("siblings", "是".encode()), part("files", b"1", "甲.html"), part("files", b"22", "乙.html"),
        part("previous", b"333", "去年.html"), part("folder", b"", ""),
    )  # fmt: skip
    assert request.POST["siblings"] == "是"
    assert contents(request.FILES.getlist("files")) == {"甲.html": b"1", "乙.html": b"22"}
    assert contents(request.FILES.getlist("previous")) == {"去年.html": b"333"}
    assert not request.FILES.getlist("folder")
    folder = Path(many.folder.name)
    many.clear()
    assert not folder.exists()
    request.close()


def test_more_than_a_hundred_files_are_taken_and_no_more_than_the_bound(
    taken: Callable, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(receiving, "MOST_FILES", 150)
    monkeypatch.setattr(receiving, "_NOTED", 2)
    request, many = taken(*(part("files", b"x", f"{n}.html") for n in range(155)))
    laid = request.FILES.getlist("files")
    assert [file.path is None for file in laid] == [False] * 150 + [True] * 2
    assert "请分几次" in laid[-1].problem and many.unnamed == 3
    assert len(list(Path(many.folder.name).iterdir())) == 150


def test_bytes_beyond_the_bound_are_not_kept(taken: Callable, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(receiving, "MOST_BYTES", 1000)
    request, many = taken(part("files", b"a" * 900, "小.html"), part("files", b"b" * 900, "大.html"))
    small, large = request.FILES.getlist("files")
    assert small.path is not None and large.path is None and "请分几次" in large.problem
    assert sum(path.stat().st_size for path in Path(many.folder.name).iterdir()) == 900


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("镇里/年报.html", "镇里/年报.html"),
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\桌面\\年报.docx", "C:/桌面/年报.docx"),
        ("a\x00b\u202e.html", "ab\ufffd.html"),
        ("..", "（没有文件名）"),
        ("长" * 300 + ".html", "长" * 195 + ".html"),
    ],
)
def test_a_name_is_only_a_name(taken: Callable, sent: str, name: str):
    request, many = taken(part("files", b"x", sent))
    (file,) = request.FILES.getlist("files")
    assert file.name == name and file.path.parent == Path(many.folder.name)


def test_a_request_cut_off_in_the_middle_ends_without_a_fault(taken: Callable):
    request, _ = taken(part("files", b"x" * 100, "甲.html")[:-40], ends=False)
    assert len(request.FILES.getlist("files")) <= 1


def test_long_and_many_fields_are_bounded(taken: Callable):
    request, _ = taken(part("a", b"x" * 100_000), *(part(f"f{n}", b"1") for n in range(300)))
    assert len(request.POST["a"]) == 10_000 and len(request.POST) == 100


def test_django_s_own_client_is_understood_too():
    many = ManyFiles()
    request = RequestFactory().post("/", {"files": [SimpleUploadedFile("甲.html", b"1")], "q": "值"})
    request.upload_handlers = [many]
    assert request.POST["q"] == "值" and contents(request.FILES.getlist("files")) == {"甲.html": b"1"}
