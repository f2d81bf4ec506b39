"""The documents keep up with the code: settings and rows, links and files, locks and each other."""

import argparse
import re
from pathlib import Path

import pytest

from gongkai import cli

ROOT = Path(__file__).resolve().parent.parent
SETTING = re.compile(r"\bGONGKAI_[A-Z]+(?:_[A-Z]+)*\b")
DOCUMENTS = [path.name for path in ROOT.glob("*.md")] + [
    f"docs/{path.name}" for path in ROOT.glob("docs/*.md")
]


def settings_read() -> set[str]:
    """Names of the settings that the product, the suite and their scripts read."""
    scripts = [ROOT / "Makefile", ROOT / "conftest.py", ROOT / ".ci/prepare"]
    sources = [*ROOT.glob("gongkai/**/*.py"), *ROOT.glob("tests/*.py"), *scripts]
    return {name for path in sources for name in SETTING.findall(path.read_text())}


def rows() -> set[str]:
    """Names of the settings that have a row in the reference."""
    lines = (ROOT / "docs/reference.md").read_text().splitlines()
    return {name for line in lines if line.startswith("| `GONGKAI_") for name in SETTING.findall(line)[:1]}


def options(parser: argparse.ArgumentParser) -> dict[str, set[str]]:
    """Every command that can be run, with the options it takes."""
    nested = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not nested:
        return {parser.prog: {name for action in parser._actions for name in action.option_strings}}
    return {name: found for child in nested[0].choices.values() for name, found in options(child).items()}


def documented() -> dict[str, set[str]]:
    """The commands of the reference, with the options their rows name."""
    lines = (ROOT / "docs/reference.md").read_text().splitlines()
    found = {line: re.match(r"\| `(gongkai(?: [a-z]+)+)", line) for line in lines}
    return {
        match[1]: set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", line))
        for line, match in found.items()
        if match
    }


def test_the_reference_names_every_command_and_no_other() -> None:
    assert set(documented()) == set(options(cli.parser()))


def test_every_option_in_the_reference_exists_and_none_is_left_out() -> None:
    told = {name: words | {"-h", "--help"} for name, words in documented().items()}
    known = {name: words - {"--data", "--base-url"} for name, words in options(cli.parser()).items()}
    assert told == known


def test_every_setting_has_a_row_in_the_reference() -> None:
    assert settings_read() - rows() == set()


def test_every_row_in_the_reference_is_a_setting_that_something_reads() -> None:
    assert rows() - settings_read() == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_to_a_file(document: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / document).read_text())
    missing = [target for target in targets if not ((ROOT / document).parent / target).exists()]
    assert missing == []


def test_the_readme_names_only_make_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert named, "README 没有写 make 命令"
    assert named - targets == set()


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_the_locks_name_no_address_and_leave_nothing_without_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert "--index" not in text
    pinned = re.findall(r"^[a-z0-9][^\n]*==[^\n]*", text, re.MULTILINE)
    assert len(pinned) > 30
    assert [line for line in pinned if not line.endswith("\\")] == []


def test_both_locks_agree() -> None:
    runtime, suite = (
        dict(re.findall(r"^([a-z0-9-]+)(?:\[\w+\])?==(\S+)", (ROOT / lock).read_text(), re.MULTILINE))
        for lock in ("requirements.txt", "requirements-dev.txt")
    )
    assert {name: suite.get(name) for name in runtime} == runtime
