"""Which reader reads which kind of file, by extension."""

from gongkai.documents.reading.ofd import ofd
from gongkai.documents.reading.office import docx, pptx
from gongkai.documents.reading.old import doc, ppt, xls
from gongkai.documents.reading.pdf import pdf
from gongkai.documents.reading.plain import listed, txt
from gongkai.documents.reading.reader import Reader
from gongkai.documents.reading.xlsx import xlsx

_READERS: dict[str, Reader] = {
    "pdf": pdf,
    "ofd": ofd,
    "docx": docx,
    "xlsx": xlsx,
    "pptx": pptx,
    "doc": doc,
    "wps": doc,
    "xls": xls,
    "et": xls,
    "ppt": ppt,
    "dps": ppt,
    "txt": txt,
    "csv": listed,
}


def reader_of(extension: str) -> Reader | None:
    """The reader for files with this extension (lower case, no dot); None for pictures and the like."""
    return _READERS.get(extension)
