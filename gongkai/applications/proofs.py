"""身份材料 on the disk: small files about persons, each sealed in a file of its own under DATA/proofs; and how long.

The rule of keeping: while its case is open a file stays; from the day of the answer, or of the last decision about
it, it stays for the days of its kind. An applicant may have the answer reviewed for 60 days (《行政复议法》第二十条);
until then it may be asked who applied.
"""

import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings

from gongkai.applications.models import Proof
from gongkai.applications.personal import Unreadable, sealer_of_cases
from gongkai.screening.filekinds import FileKind
from gongkai.screening.files import FileRefused, examine
from gongkai.screening.signatures import in_container, kind_of
from gongkai.sealing import KeysUnusable, SealBroken
from gongkai.trail.acts import Refused

IDENTITY, SUPPLEMENT, ENVELOPE = "身份证明", "补正材料", "信封照片"
KEPT: Mapping[str, timedelta] = {  # after the answer
    IDENTITY: timedelta(days=60),
    SUPPLEMENT: timedelta(days=365),
    ENVELOPE: timedelta(days=365),
}
KINDS = (FileKind.JPG, FileKind.PNG, FileKind.PDF)
LIMIT, MOST = 5 * 1024 * 1024, 4  # bytes of one file; files at once
WANTED = "请上传 JPG、PNG 图片或者 PDF 文件"
_GONE = "这份材料的文件不在了，可能已经损坏，请从备份恢复。"


@dataclass(frozen=True)
class NewProof:
    """A file that may be kept: what it is about, its media type, its bytes (never shown, not even in a traceback)."""

    what: str
    media: str
    data: bytes = field(repr=False)


def accepted(data: bytes, what: str, *, which: str = "", size: int | None = None) -> NewProof:
    """The file, if it is what it may be: judged by its bytes, whatever its name. `which` says which file it was.

    `size` is given where a file was too large to be read. Raises Refused with a sentence saying what is wrong and what to do.
    """
    subject, size = f"{what}{which}", len(data) if size is None else size
    if size > LIMIT:
        said = f"{subject}有{size / 1024**2:.1f} MB，每个文件最多{LIMIT // 1024**2} MB"
        raise Refused(f"{said}。请压缩，或者拍小一些。")
    if not data:
        raise Refused(f"{subject}是空文件，没有内容。{WANTED}。")
    if in_container(data):  # never one of KINDS: not worth looking into what strangers send
        raise Refused(f"{subject}是办公文档或者压缩包，不能上传。{WANTED}。")
    kind = kind_of(data)
    if not isinstance(kind, FileKind) or kind not in KINDS:
        raise Refused(f"{subject}是{kind.label}，不能上传。{WANTED}。")
    try:
        examine(f"{what}.{kind.extensions[0]}", data, limit=LIMIT)
    except FileRefused as refusal:
        said = "".join(finding.message for finding in refusal.findings)
        raise Refused(f"{subject}不能用：{said}") from None
    return NewProof(what, kind.value.media_type, data)


def kept_until(what: str, today: date, closed_on: date | None) -> date:
    """The last day of a file: counted from the day its case was closed; of an open case, from today, and so ahead."""
    return (closed_on or today) + KEPT.get(what, max(KEPT.values()))


def put(data: bytes) -> str:
    """Seal bytes into a file of their own; gives back its name. The file is whole and on the disk when this returns."""
    name = secrets.token_hex(16)
    place = path_of(name)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = place.with_suffix(".half")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(sealer_of_cases().seal_bytes(data, _purpose(name)))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(place)
    return name


@contextmanager
def stored(proofs: Sequence[NewProof]) -> Iterator[list[tuple[NewProof, str]]]:
    """Files on the disk, with their names, for the act that records them; off it again when the act fails."""
    names: list[str] = []
    try:
        for proof in proofs:
            names.append(put(proof.data))
        yield list(zip(proofs, names, strict=True))
    except BaseException:
        for name in names:
            drop(name)
        raise


def opened(proof: Proof) -> bytes:
    """The bytes of a file that is kept. Raises Unreadable with what to do."""
    try:
        return sealer_of_cases().unseal_bytes(path_of(proof.name).read_bytes(), _purpose(proof.name))
    except OSError:
        raise Unreadable(_GONE) from None
    except (SealBroken, KeysUnusable) as fault:
        raise Unreadable(str(fault)) from fault


def drop(name: str) -> None:
    """Take a file off the disk; nothing happens when it is gone already."""
    path_of(name).unlink(missing_ok=True)


def path_of(name: str) -> Path:
    """Where the file of a name lies."""
    return _folder() / name[:2] / name


def ownerless(before: datetime) -> Iterator[Path]:
    """Files that no record keeps, older than `before`: left by an act, or a deletion, that failed in its middle."""
    files = [
        path for path in _folder().glob("*/*") if path.is_file() and path.stat().st_mtime < before.timestamp()
    ]
    kept = Proof.objects.filter(name__in=[path.stem for path in files], deleted_at=None)
    known = set(kept.values_list("name", flat=True))
    yield from (path for path in files if path.stem not in known or path.suffix)


def _folder() -> Path:
    return Path(settings.DATA) / "proofs"


def _purpose(name: str) -> str:
    """Bound to the name: files cannot be swapped."""
    return f"身份材料{name}"
