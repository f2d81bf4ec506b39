"""What is inside a zip attachment (压缩包): each file in it is held to the rules for a single attachment."""

import re
from collections.abc import Callable, Iterator
from zipfile import ZipFile, ZipInfo

from gongkai.screening.findings import Finding, Severity
from gongkai.screening.packages import Damaged, entry_name, is_link, is_locked, unpacked

MOST_FINDINGS = 20
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.I)
_OUTSIDE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:")

# Examines one file: (how messages name it, place, file name, bytes) → findings.
Examine = Callable[[str, str, str, bytes], Iterator[Finding]]


def archive_findings(archive: ZipFile, subject: str, where: str, examine: Examine) -> Iterator[Finding]:
    """The findings on all entries, at most twenty errors and then a last one that says there are more."""
    errors, files = 0, 0
    for info in archive.infolist():
        name = entry_name(info)
        if name.endswith("/"):
            continue
        files += 1
        for finding in _entry_findings(archive, info, name, subject, where, examine):
            errors += finding.severity is Severity.ERROR
            if errors > MOST_FINDINGS:
                message = f"{subject}里的问题不止 {MOST_FINDINGS} 处，其余没有列出。请解压整理后重新压缩。"
                yield Finding("zip-more", Severity.ERROR, where, message)
                return
            yield finding
    if not files:
        yield Finding("zip-empty", Severity.ERROR, where, f"{subject}里没有文件。请核对后重新选择文件。")


def _entry_findings(
    archive: ZipFile, info: ZipInfo, name: str, subject: str, where: str, examine: Examine
) -> Iterator[Finding]:
    """The findings on one entry."""
    inner, place = f"{subject}里的“{name}”", f"{where}/{name}"
    leaf = re.split(r"[/\\]", name)[-1]

    def error(rule: str, rest: str) -> Finding:
        return Finding(rule, Severity.ERROR, place, inner + rest)

    if _OUTSIDE.search(name):
        yield error("zip-path", "的路径指到压缩包之外，解压时会覆盖别的文件，不能上传。请重新压缩。")
    elif is_link(info):
        yield error("zip-link", "是链接，不是文件，不能上传。请换成真正的文件，重新压缩。")
    elif is_locked(info):
        yield error(
            "zip-encrypted", "加了密码或用了特殊的压缩方法，群众打不开，不能上传。请去掉密码，重新压缩。"
        )
    elif _LITTER.search(name):
        message = f"{inner}是系统自动生成的文件，建议从压缩包里删去。"
        yield Finding("zip-litter", Severity.WARNING, place, message)
    else:
        try:
            data = unpacked(archive, info)
        except Damaged:
            yield error("zip-damaged", "已损坏，解压不出来。请重新压缩。")
            return
        yield from examine(inner, place, leaf, data)
