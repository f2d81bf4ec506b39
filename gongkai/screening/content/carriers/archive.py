"""Archives (zip 压缩包): every file in them, archives too, within bounds; and names and notes of the archive."""

from contextlib import suppress
from zipfile import ZipFile, ZipInfo

from gongkai.screening.content.carriers.bounds import ENTRIES
from gongkai.screening.content.carriers.contents import Contents, Unopened, shown
from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.package import DAMAGED
from gongkai.screening.packages import Damaged, entry_name, is_link, is_locked, opened, unpacked


def archive(data: bytes, contents: Contents) -> None:
    """Read all that lies in a zip file. Raises Unopened."""
    try:
        packed = opened(data)
    except Damaged as damage:
        raise Unopened(DAMAGED) from damage
    infos = [info for info in packed.infolist() if not info.is_dir()]
    contents.bounds.count(len(infos))
    _notes(packed, contents)
    if not infos:
        raise Unopened("压缩包里没有文件。请核对后重新压缩。")
    for info in infos:
        _entry(packed, info, contents)


def _notes(packed: ZipFile, contents: Contents) -> None:
    """What is written on the archive and on each thing in it, and the names of its folders, even empty ones."""
    note = Draft("压缩包的备注")
    for written in (packed.comment, *(info.comment for info in packed.infolist())):
        for encoding in ("utf-8", "gb18030"):
            with suppress(UnicodeDecodeError):
                note.quote(written.decode(encoding), "", 0, 0, False)
                break
        note.part()
    contents.add(note.reading())
    folders = Draft("文件夹的名称")
    for info in packed.infolist()[:ENTRIES]:
        if info.is_dir():
            for step in entry_name(info).replace("\\", "/").split("/"):
                folders.quote(step, "", 0, 0, False)
                folders.part()
    contents.add(folders.reading()._replace(leftover=True))


def _entry(packed: ZipFile, info: ZipInfo, contents: Contents) -> None:
    """One file. Raises Unopened when there is too much."""
    name = entry_name(info).replace("\\", "/")
    if is_link(info):
        contents.tell(f"“{shown(name)}”是链接，不是文件，没有检查。请换成真正的文件，重新压缩。")
    elif is_locked(info):
        contents.tell(
            f"“{shown(name)}”加了密码或用了特殊的压缩方法，没有检查。请去掉密码，重新压缩后再检查。"
        )
    else:
        contents.bounds.take(info.file_size, info.compress_size)
        try:
            contents.inside(name, unpacked(packed, info))
        except Damaged:
            contents.tell(f"“{shown(name)}”已损坏，解压不出来，没有检查。请重新压缩后再检查。")
