"""Pictures (图片): what they show only a person can read; what is written into them beside it, and where they
were taken, can be read here."""

from collections.abc import Sequence

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.exif import camera_facts
from gongkai.screening.content.carriers.picture_blocks import behind, beside
from gongkai.screening.content.finding import Kind, Severity

_STARTS = (
    b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*",
    b"\xd7\xcd\xc6\x9a", b"\x01\x00\x00\x00",
)  # fmt: skip
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
_NAMED = 5


def is_picture(data: bytes) -> bool:
    """Whether the bytes are a picture of any kind, drawings of Windows (wmf, emf) too."""
    if data.startswith(b"\x01\x00\x00\x00"):
        return data[40:44] == b" EMF"
    return data.startswith(_STARTS) or data[8:12] == b"WEBP" or (data[4:8] == b"ftyp" and data[8:12] in _HEIC)


def tell_pictures(names: Sequence[str], contents: Contents) -> None:
    """Say once that nobody has looked at these pictures in a document."""
    if names:
        listed = "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
        contents.tell(f"文件里有{len(names)}张图片（{listed}），图片里的内容没有检查，请人工查看。")


def read_picture(data: bytes, contents: Contents, place: str) -> None:
    """Read what is written into a picture: 拍摄信息、说明、注释."""
    texts, taken_at = list[str](), False
    for block in (*beside(data), behind(data)):
        said, located = camera_facts(block)
        texts += said
        taken_at = taken_at or located
    draft = Draft(f"{place}的拍摄信息、说明等")
    for text in dict.fromkeys(texts):
        draft.part()
        draft.quote(text, "", 0, 0, False)
    contents.add(draft.reading()._replace(leftover=True))
    if taken_at:
        contents.find(Kind.ADDRESS, Severity.WARN, place, "照片带有拍摄位置（经纬度），请去掉后再公开。")
