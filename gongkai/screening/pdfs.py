"""What to tell whoever publishes a PDF: passwords, active content, a missing end. Bytes only."""

import re
from collections.abc import Iterator

from gongkai.screening.findings import Finding, Severity

_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia)\b")
_TAIL = 4_096


def pdf_findings(subject: str, where: str, data: bytes) -> Iterator[Finding]:
    """Warnings only: each can be innocent, and compressed parts are not looked into."""
    if b"%%EOF" not in data[-_TAIL:]:
        message = f"{subject}没有结尾标记，可能没有传完整。请打开核对最后一页。"
        yield Finding("pdf-truncated", Severity.WARNING, where, message)
    if re.search(rb"/Encrypt\s+\d+\s+\d+\s+R", data):
        message = f"{subject}加了密码或使用限制，群众可能打不开或不能复制文字。请核对。"
        yield Finding("pdf-encrypted", Severity.WARNING, where, message)
    if _ACTIVE.search(data):
        message = f"{subject}里有脚本、多媒体或夹带的附件。请核对，建议重新“打印为 PDF”后再上传。"
        yield Finding("pdf-active", Severity.WARNING, where, message)
