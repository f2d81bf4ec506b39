"""The face of the package: its examples run, its names are what they say, and nothing is loaded before its time."""

from __future__ import annotations

import doctest
import importlib
import inspect
import subprocess
import sys
import typing
from pathlib import Path

import pytest

import gongkai.annualreport as face
from gongkai.annualreport.tests.test_read_text import as_lines, sample

MODULES = ("", ".check", ".compare", ".convert", ".merge", ".organnames", ".read")


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_are_true(module: str) -> None:
    found = doctest.testmod(importlib.import_module(f"gongkai.annualreport{module}"))
    assert found.failed == 0
    assert found.attempted or module in (".check", ".read")


def test_the_examples_of_the_face_leave_nothing_out() -> None:
    assert "SKIP" not in (face.__doc__ or "") + (face.read.__doc__ or "")


@pytest.mark.parametrize("name", face.__all__)
def test_every_name_is_explained_and_typed(name: str) -> None:
    value = getattr(face, name)
    assert inspect.getdoc(value)
    if inspect.isfunction(value):
        hints = typing.get_type_hints(value)
        assert {*inspect.signature(value).parameters, "return"} == set(hints)


FIRST = """
import {first}
from gongkai.annualreport import check, compare, convert, merge, read
assert all(map(callable, (check, compare, convert, merge, read)))
import sys
heavy = {{"django", "wagtail", "docx", "xlsxwriter", "typst", "pypdfium2", "lxml", "rich"}} & set(sys.modules)
assert not heavy, heavy
"""


@pytest.mark.parametrize("first", ["gongkai.annualreport.convert", "gongkai.annualreport.check.sums"])
def test_the_names_are_functions_whichever_module_comes_first_and_load_no_library(first: str) -> None:
    done = subprocess.run([sys.executable, "-c", FIRST.format(first=first)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_report_is_read_from_a_path_a_name_and_bytes(tmp_path: Path) -> None:
    path = tmp_path / "年报.txt"
    path.write_text(as_lines(sample()), encoding="utf-8")
    assert face.read(path) == face.read(str(path)) == face.read(path.read_bytes())


def test_what_is_no_report_is_refused_by_its_name() -> None:
    with pytest.raises(face.CannotRead, match=r"“年报\.doc”是旧版Word"):
        face.read(b"\xd0\xcf\x11\xe0old", "年报.doc")
