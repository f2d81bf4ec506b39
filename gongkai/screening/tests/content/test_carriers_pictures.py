"""What is written into pictures, wherever their kinds allow it, is read."""

import struct
import zlib

import pytest

from gongkai.documents.tests.samples import PNG
from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.screen import screen
from gongkai.screening.tests.content.planting import ID, ids
from gongkai.screening.tests.content.test_carriers_other import jpeg, png, tiff

_SAID = f"证号{ID}"
_SMALL = jpeg((0xFE, _SAID.encode()))


def exif(*entries: tuple[int, int, bytes]) -> bytes:
    """A photograph with these entries."""
    return jpeg((0xE1, b"Exif\0\0" + tiff(*entries)))


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    """A WebP picture of these chunks."""
    body = b"".join(
        kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for kind, data in chunks
    )
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def gif(*pieces: bytes) -> bytes:
    """A GIF with a comment in these pieces."""
    listed = b"".join(bytes([len(piece)]) + piece for piece in pieces)
    return b"GIF89a\1\0\1\0\0\0\0!\xfe" + listed + b"\0;"


PLACES = {
    "user's comment": lambda said: exif((0x9286, 7, b"ASCII\0\0\0" + said.encode())),
    "user's comment without code": lambda said: exif((0x9286, 7, b"\0" * 8 + said.encode())),
    "wide": lambda said: exif((0x9286, 7, b"UNICODE\0" + said.encode("utf-16-le"))),
    "wide, big end first": lambda said: exif((0x9286, 7, b"UNICODE\0" + said.encode("utf-16-be"))),
    "small picture": lambda said: jpeg(
        (0xE1, b"Exif\0\0" + tiff((0x010F, 2, b"Phone\0")) + jpeg((0xFE, said.encode())))
    ),
    "comment": lambda said: jpeg((0xFE, said.encode())),
    "comment behind the dots": lambda said: (
        jpeg()[:-2] + b"\x12\xff\0\xff\xd0" + jpeg((0xFE, said.encode()))[2:]
    ),
    "comment after fill bytes": lambda said: jpeg((0xFE, said.encode())).replace(
        b"\xff\xfe", b"\xff\xff\xff\xfe"
    ),
    "caption": lambda said: jpeg(
        (
            0xED,
            b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x40\x1c\x02\x78"
            + struct.pack(">H", len(said.encode()))
            + said.encode(),
        )
    ),
    "second picture": lambda said: jpeg() + jpeg((0xFE, said.encode())),
    "private chunk": lambda said: png(b"prIv", said.encode()),
    "text chunk": lambda said: png(b"iTXt", b"Comment\0\0\0\0\0" + said.encode()),
    "raw profile": lambda said: png(
        b"zTXt",
        b"Raw profile type exif\0\0" + zlib.compress(b"\nexif\n 10\n" + said.encode().hex().encode() + b"\n"),
    ),
    "raw profile unpacked": lambda said: png(
        b"tEXt", b"Raw profile type iptc\0\niptc\n 10\n" + said.encode().hex().encode()
    ),
    "cut comment": lambda said: gif(said.encode()[:4], said.encode()[4:]),
    "webp": lambda said: webp(
        (b"VP8 ", b"\0" * 250_001), (b"EXIF", tiff((0x010E, 2, said.encode() + b"\0")))
    ),
    "webp properties": lambda said: webp(
        (b"XMP ", f"<x:xmpmeta><a>{said}</a></x:xmpmeta>".encode())
    ),
    "tiff": lambda said: (
        b"II*\0" + struct.pack("<I", 300_000) + b"\0" * 299_992
        + struct.pack("<HHHII", 1, 0x010E, 2, len(said.encode()), 300_018) + b"\0" * 4 + said.encode()
    ),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_an_id_number_in_a_picture_is_read(place: str) -> None:
    found = ids(screen("照片", PLACES[place](_SAID)))
    assert [one.where for one in found] == ["图片的拍摄信息、说明等"]


@pytest.mark.parametrize("mark", ["绝密★10年", "机密", "内部资料，注意保存"])
@pytest.mark.parametrize("place", PLACES)
def test_a_mark_in_a_picture_is_read(place: str, mark: str) -> None:
    found = [one for one in screen("照片", PLACES[place](mark)).findings if one.severity is Severity.BLOCK]
    assert {one.kind for one in found} == {Kind.SECRECY_MARK}


def test_a_broken_picture_is_read_as_far_as_it_goes() -> None:
    for data in (
        png(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(b"\nexif\n 10\nZZ")),
        png(b"tEXt", b"Raw profile type exif\0"),
        webp((b"EXIF", b"II*\0"))[:-2],
        gif(b"abc")[:-2],
        _SMALL[:-9],
        exif((0x9286, 7, b"UNICODE\0\xd8")),
        PNG[:40],
    ):
        result = screen("照片", data)
        assert result.unread == ("是图片，图片里的内容没有检查，请人工查看。",)
