"""Old Office files (.doc .xls .ppt, WPS's own): what their readers say, worded for whoever searches."""

from collections.abc import Callable, Iterator

from gongkai.documents.reading.reader import DAMAGED, LOCKED, Reader, Tell, Unreadable
from gongkai.oldoffice import Ancient, Fault, Locked
from gongkai.oldoffice import doc as read_doc
from gongkai.oldoffice import ppt as read_ppt
from gongkai.oldoffice import xls as read_xls


def _reader(text: Callable[[bytes], Iterator[str]], program: str) -> Reader:
    """A reader of one kind; `program` is what Chinese offices open it with beside WPS."""

    def read(data: bytes, tell: Tell) -> Iterator[str]:
        try:
            yield from text(data)
        except Ancient as fault:
            remedy = f"请用 WPS 或 {program} 另存为 {fault.target} 后重新上传。"
            raise Unreadable(f"是 {fault.what}，里面的文字不能检索。{remedy}") from fault
        except Fault as fault:
            raise Unreadable(LOCKED if isinstance(fault, Locked) else DAMAGED) from fault

    return read


doc = _reader(read_doc, "Word")
xls = _reader(read_xls, "Excel")
ppt = _reader(read_ppt, "PowerPoint")
