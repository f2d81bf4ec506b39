"""A masked copy loses what is written into its pictures, and none is made where two parts have one name."""

import io
import warnings
import zipfile

import pytest
from PIL import Image

from gongkai.documents.tests.samples import docx_of
from gongkai.screening.content.finding import Severity
from gongkai.screening.content.masked import masked_copy
from gongkai.screening.content.screen import screen
from gongkai.screening.tests.content.planting import ID, changed, paragraph, run
from gongkai.screening.tests.content.test_carriers_other import png, tiff

_SAID = f"证号{ID}".encode()


def photograph(kind: str, exif: bytes = b"") -> bytes:
    """A picture with dots in it, and perhaps with what a camera writes."""
    stream = io.BytesIO()
    dots = Image.effect_noise((64, 64), 90).convert("RGB")
    dots.save(stream, kind, **({"exif": b"Exif\0\0" + exif} if exif else {}))
    return stream.getvalue()


def dots(data: bytes) -> bytes:
    """What a picture shows."""
    return Image.open(io.BytesIO(data)).tobytes()


@pytest.mark.parametrize(
    "picture",
    [
        photograph("JPEG", tiff((0x010E, 2, _SAID + b"\0"))),
        photograph("JPEG")[:-2] + b"\xff\xfe\0" + bytes([len(_SAID) + 2]) + _SAID + b"\xff\xd9",
        photograph("JPEG") + _SAID,
        photograph("JPEG", tiff(gps=True)),
        photograph("PNG", tiff((0x010E, 2, _SAID + b"\0"))),
        photograph("PNG") + _SAID,
        png(b"prIv", _SAID),
    ],
    ids=["jpeg", "behind dots", "behind end", "place", "png", "behind png", "private"],
)
def test_what_is_written_into_a_picture_is_not_in_the_copy_and_the_picture_is(picture: bytes) -> None:
    data = changed(docx_of(paragraph(run("公示"))), **{"word__media__image1.jpeg": picture})
    assert screen("公示.docx", data).findings
    copy = masked_copy("公示.docx", data)
    assert copy.data
    assert screen("公示.docx", copy.data).findings == ()
    assert [(one.where, one.label) for one in copy.done] == [("word/media/image1.jpeg", "图片里的说明")]
    with zipfile.ZipFile(io.BytesIO(copy.data)) as package:
        kept = package.read("word/media/image1.jpeg")
    assert _SAID not in kept
    assert dots(kept) == dots(picture)


def test_a_picture_without_anything_personal_stays_byte_for_byte() -> None:
    picture = photograph("JPEG", tiff((0x010F, 2, b"Phone\0")))
    text = paragraph(run(f"证号{ID}"))
    copy = masked_copy("公示.docx", changed(docx_of(text), **{"word__media__image1.jpeg": picture}))
    assert copy.data
    with zipfile.ZipFile(io.BytesIO(copy.data)) as package:
        assert package.read("word/media/image1.jpeg") == picture


def test_a_package_with_two_parts_of_one_name_is_not_masked_and_says_why() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = changed(docx_of(paragraph(run(f"证号{ID}"))), word__document_x=f"<a>{ID}</a>")
    copy = masked_copy("公示.docx", data)
    assert copy.data is None
    assert copy.left[0] == "文件里有重名的部件，不能自动遮盖。请用原来的软件打开，另存后再试。"
    assert {one.severity for one in screen("公示.docx", data).findings} == {Severity.BLOCK}
