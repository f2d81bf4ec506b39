"""Keeping an uploaded file."""

import contextlib
import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from gongkai.disclosure.models import StoredFile
from gongkai.organs.models import Organ, Person
from gongkai.organs.permissions import EDITING, may
from gongkai.screening.filenames import safe_name
from gongkai.screening.files import FileRefused, examine
from gongkai.trail.acts import Refused, record


@transaction.atomic
def store_file(*, organ: Organ, name: str, data: bytes, by: Person | None, at: datetime) -> StoredFile:
    """Keep `data` under its fingerprint. Refused, in Chinese, when it is not what its name says."""
    if by is not None and not may(by, EDITING, organ.pk):
        raise Refused(f"您没有{organ}的信息员职责，不能上传附件。")
    try:
        facts = examine(name, data, limit=settings.ATTACHMENT_LIMIT)
    except FileRefused as refusal:
        raise Refused("；".join(finding.message for finding in refusal.findings)) from None
    kept_name = safe_name(name)
    digest = digest_of(data)
    named = {"organ": organ, "sha256": digest, "name": kept_name}
    write_once(StoredFile(**named).path, data)
    stored, fresh = StoredFile.objects.get_or_create(
        **named,
        defaults={
            "extension": facts.extension,
            "media_type": facts.media_type,
            "size": len(data),
            "uploaded_at": at,
        },
    )
    if fresh:
        record(verb="上传附件", subject=stored, by=by, at=at, organ_id=organ.pk, detail={"指纹": digest})
    return stored


def lay_down(data: bytes) -> str:
    """Put bytes where `store_file` will find them, so that a record of them can follow later; gives their SHA-256."""
    digest = digest_of(data)
    write_once(StoredFile(sha256=digest).path, data)
    return digest


def digest_of(data: bytes) -> str:
    """The SHA-256 under which bytes are kept."""
    return hashlib.sha256(data).hexdigest()


def write_once(path: Path, data: bytes) -> None:
    """The file is on disk, whole, before the record that names it exists."""
    if path.exists():
        os.utime(path)  # it is wanted again: nobody may sweep it as left over meanwhile
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(temporary).unlink()
        raise
