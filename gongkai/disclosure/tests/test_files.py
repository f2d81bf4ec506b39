"""Attachments: kept once by content, under their own name, and only if they are what they say."""

import hashlib
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import StoredFile
from gongkai.screening.tests.samples import EXE, PDF
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import everything, refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> Path:
    """An empty folder of uploads."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return Path(settings.MEDIA_ROOT)


def kept(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_file_is_kept_whole_under_its_fingerprint(
    town: Any, editor: Any, moment: datetime, uploads: Path
) -> None:
    stored = acts.store_file(organ=town, name="通知.PDF", data=PDF, by=editor, at=moment)
    digest = hashlib.sha256(PDF).hexdigest()
    assert kept(uploads) == [stored.path] == [uploads / digest[:2] / digest]
    assert stored.path.read_bytes() == PDF
    assert (stored.name, stored.extension, stored.media_type) == ("通知.pdf", "pdf", "application/pdf")
    assert (stored.size, stored.uploaded_at) == (len(PDF), moment)
    assert Act.objects.first().detail == {"指纹": digest}


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("通知.pdf", EXE, "附件“通知.pdf”的内容是"),
        ("通知.exe", EXE, "属于程序、脚本、网页或带宏的文件，不能上传。"),
        ("通知.pdf", b"", "附件“通知.pdf”是空的（0 字节），不能上传。"),
        ("通知.html", b"<script></script>", "属于程序、脚本、网页或带宏的文件，不能上传。"),
        ("通知", PDF, "没有扩展名"),
        ("", PDF, "没有文件名。"),
        ("../../etc/通知.pdf", PDF, "文件名里有路径符号"),
        ("/etc/通知.pdf", PDF, "文件名里有路径符号"),
        ("..\\通知.pdf", PDF, "文件名里有路径符号"),
        ("通知\u202efdp.exe.pdf", PDF, "看不见的字符"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused(
    town: Any, editor: Any, moment: datetime, uploads: Path, name: str, data: bytes, sentence: str
) -> None:
    with refused(sentence):
        acts.store_file(organ=town, name=name, data=data, by=editor, at=moment)
    assert kept(uploads) == []


def test_a_file_over_the_limit_is_refused(
    town: Any, editor: Any, moment: datetime, settings: Any, uploads: Path
) -> None:
    settings.ATTACHMENT_LIMIT = len(PDF) - 1
    with refused("超过上限"):
        acts.store_file(organ=town, name="通知.pdf", data=PDF, by=editor, at=moment)
    assert kept(uploads) == []


def test_only_an_editor_of_the_organ_keeps_files(
    town: Any, stranger: Any, nobody: Any, approver: Any, moment: datetime, uploads: Path
) -> None:
    for person in (stranger, nobody, approver):
        with refused("您没有白杨镇的信息员职责，不能上传附件。"):
            acts.store_file(organ=town, name="通知.pdf", data=PDF, by=person, at=moment)
    assert kept(uploads) == []


def test_the_same_file_twice_is_kept_once(
    town: Any, other_town: Any, editor: Any, stranger: Any, moment: datetime, uploads: Path
) -> None:
    first = acts.store_file(organ=town, name="通知.pdf", data=PDF, by=editor, at=moment)
    written = first.path.stat().st_ino
    before = everything()
    assert acts.store_file(organ=town, name="通知.pdf", data=PDF, by=editor, at=moment) == first
    assert everything() == before
    other_name = acts.store_file(organ=town, name="附件1.pdf", data=PDF, by=editor, at=moment)
    theirs = acts.store_file(organ=other_town, name="通知.pdf", data=PDF, by=stranger, at=moment)
    assert len({first.pk, other_name.pk, theirs.pk}) == 3
    assert kept(uploads) == [first.path]
    assert first.path.stat().st_ino == written


def test_a_file_lost_from_the_disk_is_put_back_when_it_comes_again(
    town: Any, editor: Any, moment: datetime
) -> None:
    stored = acts.store_file(organ=town, name="通知.pdf", data=PDF, by=editor, at=moment)
    stored.path.unlink()
    acts.store_file(organ=town, name="通知.pdf", data=PDF, by=editor, at=moment)
    assert stored.path.read_bytes() == PDF


def test_a_crash_before_the_record_leaves_no_record_and_the_file_can_come_again(
    town: Any, editor: Any, moment: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()
    with monkeypatch.context() as crashing:
        crashing.setattr(StoredFile, "save", lambda *_, **__: (_ for _ in ()).throw(RuntimeError("断电")))
        with pytest.raises(RuntimeError, match="断电"):
            acts.store_file(organ=town, name="通知.pdf", data=PDF, by=editor, at=moment)
    assert everything() == before
    stored = acts.store_file(organ=town, name="通知.pdf", data=PDF, by=editor, at=moment)
    assert stored.path.read_bytes() == PDF


def test_a_full_disk_leaves_neither_record_nor_half_a_file(
    town: Any, editor: Any, moment: datetime, monkeypatch: pytest.MonkeyPatch, uploads: Path
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    before = everything()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        acts.store_file(organ=town, name="通知.pdf", data=PDF, by=editor, at=moment)
    assert everything() == before
    assert kept(uploads) == []
