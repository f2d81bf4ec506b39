"""Attachments (附件): what a file is by its bytes, against its name, and whether it may be published."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import SEEK_END
from typing import BinaryIO

from gongkai.screening.archives import archive_findings
from gongkai.screening.compound import has_macros
from gongkai.screening.filekinds import BY_EXTENSION, MEDIA_TYPES, RUNNABLE, FileKind, Foreign
from gongkai.screening.filenames import extension_of, name_problems
from gongkai.screening.findings import Finding, Severity
from gongkai.screening.packages import (
    Damaged,
    carries_zip,
    is_bomb,
    is_locked,
    macros_inside,
    opened,
    refuse_damage,
)
from gongkai.screening.pdfs import pdf_findings
from gongkai.screening.signatures import kind_of, text_encoding

SIZE_LIMIT = 30 * 1024 * 1024
_OFFICE = (FileKind.DOCX, FileKind.XLSX, FileKind.PPTX)
_OLD_OFFICE = (FileKind.DOC, FileKind.XLS, FileKind.PPT)
_CHECK = "请核对后重新选择文件。"
_MACRO = "带有宏（程序），不能上传。请另存为不带宏的格式（docx、xlsx、pptx）后再上传。"


@dataclass(frozen=True)
class FileFacts:
    """What an accepted file is: extension in lower case without dot, media type (with charset for text), and
    what its publisher should be told all the same."""

    kind: FileKind
    extension: str
    media_type: str
    warnings: tuple[Finding, ...] = ()


class FileRefused(Exception):
    """The file may not be attached; `findings` holds at least one error with a Chinese sentence."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("".join(finding.message for finding in findings))
        self.findings = findings


def examine(name: str, data: bytes | BinaryIO, *, limit: int = SIZE_LIMIT) -> FileFacts:
    """What the attachment is, if it may be published under its name; `limit` is in bytes.

    A stream is read from where it stands and put back there. Raises FileRefused, and nothing else, naming
    every reason found: name, size, emptiness, content other than the name says, macros, passwords, archives.
    """
    where = _shown(name)
    subject = f"附件“{where}”"
    findings = [_error(rule, where, subject + rest) for rule, rest in name_problems(name)]
    size, content = _taken(data, limit)
    if size > limit:
        sizes = f"{subject}的大小是 {_spoken(size)}，超过上限 {_spoken(limit)}"
        message = f"{sizes}，不能上传。请压缩或者拆分后再上传。"
        findings.append(_error("file-too-large", where, message))
    else:
        findings += _content_findings(subject, where, name, content)
    errors = tuple(finding for finding in findings if finding.severity is Severity.ERROR)
    if errors:
        raise FileRefused(tuple(findings))
    extension = extension_of(name)
    kind = BY_EXTENSION[extension]
    media_type = MEDIA_TYPES.get(extension, kind.value.media_type)
    if kind is FileKind.TEXT:
        media_type += f"; charset={text_encoding(content)}"
    return FileFacts(kind, extension, media_type, tuple(findings))


def _content_findings(
    subject: str, where: str, name: str, data: bytes, *, archived: bool = False
) -> Iterator[Finding]:
    """The findings on extension and content; `archived` for a file inside a zip."""
    extension = extension_of(name)
    expected = BY_EXTENSION.get(extension)
    if not data:
        yield _error("file-empty", where, f"{subject}是空的（0 字节），不能上传。{_CHECK}")
    elif archived and expected is FileKind.ZIP:
        yield _error(
            "zip-nested", where, f"{subject}又是压缩包，无法逐一检查，不能上传。请解压后放在一层里压缩。"
        )
    else:
        try:
            actual = kind_of(data)
            if expected is None:
                yield _error("file-kind", where, subject + _not_accepted(extension, actual))
            elif actual is expected:
                yield from _kind_findings(subject, where, expected, data)
            else:
                yield _error("file-content", where, subject + _mismatch(expected, actual))
        except Damaged:
            yield _error("file-damaged", where, f"{subject}已损坏，打不开，不能上传。{_CHECK}")


def _kind_findings(subject: str, where: str, kind: FileKind, data: bytes) -> Iterator[Finding]:
    """The findings on a file that is what its name says."""
    if kind in _OLD_OFFICE and has_macros(data):
        yield _error("file-macro", where, subject + _MACRO)
    elif kind is FileKind.PDF:
        yield from pdf_findings(subject, where, data)
    if kind in (*_OFFICE, FileKind.OFD, FileKind.ZIP):
        yield from _package_findings(subject, where, kind, data)
    elif carries_zip(data):
        message = f"{subject}的末尾夹带了一个压缩包，不能上传。请用原来的软件打开，另存后再上传。"
        yield _error("file-carries-zip", where, message)


def _package_findings(subject: str, where: str, kind: FileKind, data: bytes) -> Iterator[Finding]:
    """The findings on a zip file or a document that is one inside. Raises Damaged."""
    with opened(data) as archive:
        if is_bomb(archive, len(data)):
            message = f"{subject}解压后过大或文件过多（压缩炸弹），不能上传。请拆分后再上传。"
            yield _error("zip-bomb", where, message)
        elif kind is FileKind.ZIP:
            yield from archive_findings(archive, subject, where, _archived)
        elif any(is_locked(info) for info in archive.infolist()):
            yield _error(
                "file-encrypted", where, f"{subject}加了密码，群众打不开，不能上传。请去掉密码另存后再上传。"
            )
        elif macros_inside(archive):
            yield _error("file-macro", where, subject + _MACRO)
        else:
            refuse_damage(archive)


def _archived(subject: str, where: str, name: str, data: bytes) -> Iterator[Finding]:
    """The findings on a file inside a zip: name and content, with no further zip inside."""
    for rule, rest in name_problems(name):
        yield _error(rule, where, subject + rest)
    yield from _content_findings(subject, where, name, data, archived=True)


def _not_accepted(extension: str, actual: FileKind | Foreign) -> str:
    """The rest of the sentence about an extension that is not on the list."""
    if extension in RUNNABLE:
        return f"的扩展名是 .{extension}，属于程序、脚本、网页或带宏的文件，不能上传。{_CHECK}"
    usual = "、".join(BY_EXTENSION)
    what = f"的扩展名是 .{_shown(extension)}" if extension else "没有扩展名"
    return f"{what}，不在可以上传的类型之内（{usual}）。{_advice(actual)}"


def _advice(actual: FileKind | Foreign) -> str:
    """What to do with a file whose extension is not on the list, by its content."""
    if isinstance(actual, FileKind):
        what = f"内容看来是{_spaced(actual.label)}，如果无误"
        return f"{what}，请把扩展名改为 .{actual.extensions[0]} 后重新上传。"
    return actual.remedy or "请另存为其中一种后再上传。"


def _mismatch(expected: FileKind, actual: FileKind | Foreign) -> str:
    """The rest of the sentence about content that is not what the name says."""
    if isinstance(actual, FileKind):
        remedy = f"如果内容无误，请把扩展名改为 .{actual.extensions[0]} 后重新上传。"
    elif actual is Foreign.UNKNOWN:
        reason = "（应为 UTF-8 或 GB18030 编码）" if expected is FileKind.TEXT else "，可能已经损坏"
        return f"的内容不是{_spaced(expected.label)}{reason}，不能上传。{_CHECK}"
    else:
        remedy = actual.remedy or _CHECK
    return f"的内容是{_spaced(actual.label)}，不是{_spaced(expected.label)}，不能上传。{remedy}"


def _taken(data: bytes | BinaryIO, limit: int) -> tuple[int, bytes]:
    """Size and bytes; of a stream over the limit only the size is taken."""
    if isinstance(data, bytes):
        return len(data), data
    start = data.tell()
    size = data.seek(0, SEEK_END) - start
    data.seek(start)
    content = data.read() if size <= limit else b""
    data.seek(start)
    return size, content


def _error(rule: str, where: str, message: str) -> Finding:
    """An error."""
    return Finding(rule, Severity.ERROR, where, message)


def _shown(name: str) -> str:
    """A name as quoted in a message: nothing invisible, not endless."""
    plain = "".join(letter if letter.isprintable() else "�" for letter in name)
    return plain if len(plain) <= 60 else plain[:40] + "…" + plain[-15:]


def _spaced(label: str) -> str:
    """A blank before a label that begins with Latin letters, as Chinese typesetting does."""
    return f" {label}" if label[0].isascii() else label


def _spoken(size: int) -> str:
    """A size as people read it."""
    if size < 1024:
        return f"{size} 字节"
    return f"{size / 1024:.1f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
