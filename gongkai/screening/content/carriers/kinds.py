"""Which carrier reads which kind of file: told by its bytes, never by its name."""

import re
from collections.abc import Callable

from gongkai.screening.content.carriers.archive import archive
from gongkai.screening.content.carriers.contents import Contents, Unopened
from gongkai.screening.content.carriers.docx import docx
from gongkai.screening.content.carriers.html import html
from gongkai.screening.content.carriers.leftover import sweep_bytes
from gongkai.screening.content.carriers.mail import is_mail, mail
from gongkai.screening.content.carriers.markups import markups
from gongkai.screening.content.carriers.ofd import ofd
from gongkai.screening.content.carriers.old import old, packages_in
from gongkai.screening.content.carriers.ooxml import read_rest
from gongkai.screening.content.carriers.package import DAMAGED, LOCKED, Package
from gongkai.screening.content.carriers.pdf import pdf
from gongkai.screening.content.carriers.pictures import is_picture, read_picture
from gongkai.screening.content.carriers.plain import is_text, plain
from gongkai.screening.content.carriers.pptx import pptx
from gongkai.screening.content.carriers.rtf import rtf
from gongkai.screening.content.carriers.xlsx import xlsx
from gongkai.screening.filekinds import FileKind, Foreign
from gongkai.screening.packages import Damaged, carries_zip
from gongkai.screening.signatures import in_container, kind_of

EMPTY = "文件是空的（0字节），没有可以检查的内容。请核对后重新选择文件。"
_OLD = (FileKind.DOC, FileKind.XLS, FileKind.PPT)
_SOUNDS = (FileKind.MP3, FileKind.MP4, Foreign.AUDIO, Foreign.VIDEO)
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini)\Z", re.IGNORECASE)
_TAG = re.compile(rb"\s*<(?:[A-Za-z][^<>]{0,500}>|!)")
_ENDS = 65_536  # of a film or sound: its title and maker stand at its beginning or end


def read(name: str, data: bytes, contents: Contents) -> None:
    """Read a file of any kind into its contents. Raises Unopened."""
    if _LITTER.search(name):
        sweep_bytes(data, contents, "系统自动生成的文件")
        return
    if not data:
        raise Unopened(EMPTY)
    try:
        kind = kind_of(data)
    except Damaged as damage:
        sweep_bytes(data, contents, "文件里残留的文字")
        raise Unopened(DAMAGED) from damage
    if carries_zip(data) and not in_container(data):
        _appended(data, contents)
    if kind in _CARRIERS:
        _CARRIERS[kind](data, contents)
    elif is_picture(data):
        read_picture(data, contents, "图片")
        contents.tell("是图片，图片里的内容没有检查，请人工查看。")
    elif is_mail(data):
        mail(data, contents)
    elif kind in (FileKind.TEXT, Foreign.UTF16_TEXT, Foreign.SCRIPT):
        _text(name, data, contents)
    elif isinstance(kind, FileKind) and kind in _OLD:
        old(kind, data, contents)
    else:
        _other(name, kind, data, contents)


def _text(name: str, data: bytes, contents: Contents) -> None:
    """A text, or a piece of a page without its head."""
    if _TAG.match(data):
        html(data, contents)
    else:
        plain(name, data, contents)


def _rest_only(data: bytes, contents: Contents) -> None:
    read_rest(Package(data, contents), contents, set())


def _binary_workbook(data: bytes, contents: Contents) -> None:
    _rest_only(data, contents)
    contents.tell("是二进制工作簿（xlsb），只检查了能认出来的文字。请另存为 xlsx 后再检查。")


_CARRIERS: dict[FileKind | Foreign, Callable[[bytes, Contents], object]] = {
    FileKind.DOCX: docx,
    FileKind.XLSX: xlsx,
    FileKind.PPTX: pptx,
    FileKind.OFD: ofd,
    FileKind.PDF: pdf,
    FileKind.ZIP: archive,
    Foreign.ODF: _rest_only,
    Foreign.XLSB: _binary_workbook,
    Foreign.WEB_PAGE: html,
    Foreign.SVG: html,
    Foreign.XML: markups,
    Foreign.RTF: rtf,
}


def _appended(data: bytes, contents: Contents) -> None:
    """An archive hung onto the end of something else."""
    contents.tell("文件末尾夹带了一个压缩包。请用原来的软件打开，另存后再检查。")
    for number, packed in enumerate(packages_in(data), 1):
        contents.inside(f"末尾夹带的第{number}个压缩包", packed)


def _other(name: str, kind: FileKind | Foreign, data: bytes, contents: Contents) -> None:
    """What no carrier reads: its bytes are looked through all the same. Raises Unopened, always."""
    if kind is Foreign.ENCRYPTED:
        raise Unopened(LOCKED)
    if kind in _SOUNDS:
        sweep_bytes(data[:_ENDS] + data[-_ENDS:], contents, "标题、作者等说明")
        raise Unopened("是音频或者视频，里面的内容没有检查，请人工听、看。")
    if kind is Foreign.UNKNOWN and is_text(data):
        plain(name, data, contents)
        return
    sweep_bytes(data, contents, "能认出来的文字")
    if kind is Foreign.OTHER_OFFICE:
        for number, inner in enumerate(packages_in(data), 1):
            contents.inside(f"里面的第{number}个文件", inner)
    remedy = kind.remedy if isinstance(kind, Foreign) else ""
    label = kind.label if kind is not Foreign.UNKNOWN else "不认识的文件种类"
    raise Unopened(
        f"是{label}，没有检查。{remedy.replace('上传', '检查') or '请另存为 PDF、docx 或 xlsx 后再检查。'}"
    )
