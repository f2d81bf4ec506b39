"""Files that the commands write: whole or not at all, and never over another without being told to."""

from __future__ import annotations

import os
import secrets
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from gongkai.annualreport.formats import BEFORE_2019
from gongkai.annualreport.report import Report
from gongkai.annualreport.sources import shown

KINDS = ("html", "docx", "xlsx", "pdf", "json")
LONGEST_STEM = 200  # bytes; file systems hold names of 255


class CannotWrite(Exception):
    """A file could not be written, and why, in Chinese."""


def report_file(report: Report, kind: str) -> bytes:
    """The report as a file of this kind. Raises CannotWrite where the fonts of a PDF are missing, and for a
    report of before 2019, which has no official form to be printed in.
    """
    if report.format.name == BEFORE_2019 and kind != "json":
        raise CannotWrite(f"{report.year}年度的报告没有全国统一的格式，只能写成 json。")
    if kind == "html":
        from gongkai.annualreport.write.as_page import report_page

        return report_page(report).encode("utf-8", "replace")
    if kind == "docx":
        from gongkai.annualreport.write.as_docx import report_docx

        return report_docx(report)
    if kind == "xlsx":
        from gongkai.annualreport.write.as_xlsx import report_xlsx

        return report_xlsx(report)
    if kind == "json":
        from gongkai.annualreport.write.as_json import report_json_bytes

        return report_json_bytes(report)
    from gongkai.annualreport.write.as_pdf import report_pdf
    from gongkai.annualreport.write.fonts import FontMissing

    try:
        return report_pdf(report)
    except FontMissing as missing:
        raise CannotWrite(str(missing)) from missing


def kind_of(path: Path) -> str:
    """The kind a file's name asks for. Raises CannotWrite for any other."""
    kind = path.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise CannotWrite(f"不知道“{shown(path.name)}”要写成什么文件，请用这些后缀：{'、'.join(KINDS)}。")
    return kind


def refuse_existing(paths: Iterable[Path], *, force: bool) -> None:
    """Before any work is done: raises CannotWrite where a file could not be written in the end."""
    for path in paths:
        name = shown(str(path))
        if path.is_dir():
            raise CannotWrite(f"“{name}”是文件夹，不能写成文件。请换一个文件名。")
        if not path.parent.is_dir():
            raise CannotWrite(f"没有文件夹“{shown(str(path.parent))}”，请先建立。")
        if not force and os.path.lexists(path):
            raise CannotWrite(f"“{name}”已经存在，没有覆盖。要覆盖请加 --force，或者换一个文件名。")


def write_file(path: Path, content: bytes, *, force: bool = False) -> None:
    """The file is there whole, or not at all. Raises CannotWrite; an existing file is kept unless `force`."""
    refuse_existing([path], force=force)
    draft = path.with_name(f".gongkai-{secrets.token_hex(8)}.tmp")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if force:
            draft.replace(path)
        else:
            _take_its_name(draft, path)
    except FileExistsError as there:
        raise CannotWrite(f"“{shown(str(path))}”已经存在，没有覆盖。") from there
    except OSError as error:
        raise CannotWrite(
            f"写不了“{shown(str(path))}”（{error.strerror}）。请检查权限和磁盘空间。"
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink()


def _take_its_name(draft: Path, path: Path) -> None:
    """Where somebody made the file meanwhile, theirs is kept: a link never replaces."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(path):
            raise FileExistsError from None
        draft.rename(path)


def make_folder(folder: Path) -> None:
    """The folder for many files. Raises CannotWrite."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(
            f"建不了文件夹“{shown(str(folder))}”（{error.strerror}）。请检查路径和权限。"
        ) from error


class Names:
    """File names for one run, none given twice: 年报.html, 年报-2.html."""

    def __init__(self) -> None:
        self._given: set[Path] = set()
        self._times: Counter[Path] = Counter()

    def fresh(self, folder: Path, name: str, suffix: str) -> Path:
        """A name in the folder after `name`, whose own ending is left off."""
        stem = Path(name).stem.encode("utf-8", "replace")[:LONGEST_STEM].decode("utf-8", "ignore")
        plain = folder / ((stem.strip(" .") or "年报") + suffix)
        while True:
            self._times[plain] += 1
            number = self._times[plain]
            path = (
                plain.with_name(f"{plain.name.removesuffix(suffix)}-{number}{suffix}")
                if number > 1
                else plain
            )
            if path not in self._given:
                self._given.add(path)
                return path
