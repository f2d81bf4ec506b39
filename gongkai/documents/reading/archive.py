"""Archives (zip): the names of the files inside and their text, one level deep."""

from collections.abc import Iterator

from gongkai.documents.packages import package
from gongkai.documents.reading.kinds import reader_of
from gongkai.documents.reading.reader import EMPTY, Tell
from gongkai.screening.filenames import extension_of
from gongkai.screening.packages import entry_name, is_link, unpacked

MOST_NAMED = 10


def members(data: bytes, tell: Tell) -> Iterator[str]:
    """The text of every file in the archive; what cannot be read is named."""
    silent = list[str]()
    files = 0
    with package(data) as archive:
        for info in archive.infolist():
            name = entry_name(info)
            if name.endswith("/") or is_link(info):
                continue
            files += 1
            yield name.replace("\\", "/").rpartition("/")[2] + "\n"
            reader = reader_of(extension_of(name))
            remarks = list[str]() if reader else [""]
            try:
                if reader is not None:
                    yield from reader(unpacked(archive, info), remarks.append)
                    yield "\n"
            except Exception:  # whatever one file makes a library say, the others are still read
                remarks.append("")
            if remarks:
                silent.append(name)
    if silent:
        listed = "、".join(f"“{name}”" for name in silent[:MOST_NAMED])
        more = f"等 {len(silent)} 个文件" if len(silent) > MOST_NAMED else ""
        tell(f"压缩包里的{listed}{more}没有取到或者没有取全文字，只能按文件名检索。")
    if not files:
        tell(EMPTY)
