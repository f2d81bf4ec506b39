"""The command `gongkai import` as a real process: 5,000 rows, 40 faults, killed in the middle, and no row lost."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.console.naming import find_organ
from gongkai.disclosure.tests.oldsheets import row, sheet
from gongkai.disclosure.tests.test_concurrency import Rows, ask, own_env
from gongkai.documents.tests.samples import PNG
from gongkai.trail.acts import Refused
from tests.serving import environment
from tests.sheets import PDF

__all__ = ["ask", "own_env"]
pytestmark = pytest.mark.process
ORGAN = ["--organ", "jia", "--by", "editor"]
ROWS = int(
    os.environ.get("ROWS", "400")
)  # of the long import; ROWS=5000 tries as many as a town has in years


@pytest.fixture
def founded(own_env: dict[str, str], tmp_path: Path) -> dict[str, str]:
    return prepared(own_env, tmp_path)


def prepared(env: dict[str, str], folder: Path) -> dict[str, str]:
    """A data folder with two towns, and one 信息员 and one 审核人 who serve both."""
    command = [sys.executable, "-m", "gongkai.disclosure.tests.publishing_process", "prepare", str(folder)]
    subprocess.run(command, env=env, check=True, timeout=120)
    return env


def command(env: dict[str, str], *words: Any) -> "subprocess.Popen[str]":
    """`gongkai import` begun."""
    whole = [sys.executable, "-m", "gongkai.cli", "import", *map(str, words)]
    return subprocess.Popen(whole, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run(env: dict[str, str], *words: Any) -> tuple[int, str, str]:
    """Exit code, what was said on stdout, and on stderr, of `gongkai import`."""
    process = command(env, *words)
    out, err = process.communicate(timeout=400)
    assert "Traceback" not in out + err, err
    return process.returncode, out, err


def titles(ask: Callable[[str], Rows]) -> list[str]:
    return [title for (title,) in ask("SELECT title FROM disclosure_item ORDER BY title")]


def test_killed_in_the_middle_it_goes_on_and_no_row_comes_in_twice(
    founded: dict[str, str], ask: Callable[[str], Rows], tmp_path: Path
) -> None:
    path = tmp_path / "旧信息.xlsx"
    path.write_bytes(sheet(*(row(f"第{n:03d}件", attachments="图.png") for n in range(400)), row(None)))
    (tmp_path / "附件").mkdir()
    (tmp_path / "附件" / "图.png").write_bytes(PNG)
    words = [path, *ORGAN, "--attachments", tmp_path / "附件"]
    process = command(founded, *words)
    deadline = time.monotonic() + 120
    while not (_tables(ask) and titles(ask)) and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    process.stdout.close(), process.stderr.close()
    so_far = titles(ask)
    assert 0 < len(so_far) < 400
    code, out, err = run(founded, *words)
    assert (code, out.count("A402"), "接着导入" in err, "导入400行" in err) == (1, 1, True, True)
    assert titles(ask) == [f"第{n:03d}件" for n in range(400)]
    assert ask("SELECT count(*) FROM disclosure_intake") == [(1,)]
    assert ask("SELECT count(*) FROM trail_act WHERE verb = '起草'") == [(400,)]
    assert ask("SELECT count(*) FROM wagtailcore_revision") == [(400,)]
    assert ask("SELECT count(*) FROM disclosure_attachment") == [(400,)]
    code, _, err = run(founded, *words)
    assert (code, "没有新的行可以导入，有差错1行" in err) == (1, True)
    assert len(titles(ask)) == 400


def _tables(ask: Callable[[str], Rows]) -> bool:
    return ask("SELECT count(*) FROM disclosure_intake WHERE state = 'running'") == [(1,)]


def test_of_many_rows_the_good_go_in_and_the_forty_bad_are_named(tmp_path: Path) -> None:
    env = prepared(
        environment(DJANGO_SETTINGS_MODULE="gongkai.settings.base", GONGKAI_DATA=str(tmp_path)), tmp_path
    )
    rows = [
        row(
            f"关于第{n:04d}项工作的通知",
            index_number=f"620802/2019-{n:05d}",
            attachments=f"{n}.pdf" if n % 50 == 0 else None,
        )
        for n in range(2, ROWS + 2)
    ]
    spoil = [
        ("A", {"title": None}), ("D", {"formed_on": None}), ("P", {"attachments": "没有这个.pdf"}),
        ("P", {"attachments": "假的.png"}), ("P", {"attachments": "../../etc/passwd"}), ("L", {"validity": "失效"}),
        ("G", {"index_number": "620802/2019-00002"}), ("C", {"body": None, "attachments": None}),
        ("B", {"node": "别的镇的栏目"}), ("E", {"published_on": date(2999, 1, 1)}),
    ]  # fmt: skip
    planted = set()
    for place, number in enumerate(random.Random(7).sample(range(3, ROWS + 2), 40)):
        column, change = spoil[place % len(spoil)]
        rows[number - 2] |= change
        planted.add(f"{column}{number}")
    with zipfile.ZipFile(tmp_path / "附件.zip", "w") as archive:
        for n in range(2, ROWS + 2):
            if n % 50 == 0:
                archive.writestr(f"附件/{n}.pdf", PDF)
        archive.writestr("假的.png", PDF)
    (tmp_path / "许多.xlsx").write_bytes(sheet(*rows))
    code, out, err = run(env, tmp_path / "许多.xlsx", *ORGAN, "--attachments", tmp_path / "附件.zip")
    named = out.split("\n")[:-1]
    assert (code, len(named), f"导入{ROWS - 40}行，以前导入过0行，有差错40行" in err) == (1, 40, True), err
    assert {line.split("“")[0] for line in named} == planted
    good = {f"关于第{n:04d}项工作的通知" for n in range(2, ROWS + 2)} - {
        rows[int(cell[1:]) - 2]["title"] or f"关于第{int(cell[1:]):04d}项工作的通知" for cell in planted
    }
    with sqlite3.connect(tmp_path / "gongkai.sqlite3") as file:
        kept = [title for (title,) in file.execute("SELECT title FROM disclosure_item")]
    assert (len(good), sorted(kept)) == (ROWS - 40, sorted(good))


def test_a_dry_run_names_the_faults_and_records_nothing(
    founded: dict[str, str], ask: Callable[[str], Rows], tmp_path: Path
) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(sheet(row("甲", attachments="图.png"), row(None)))
    (tmp_path / "附件").mkdir()
    (tmp_path / "附件" / "图.png").write_bytes(PNG)
    code, out, err = run(founded, path, *ORGAN, "--attachments", tmp_path / "附件", "--dry-run")
    assert (code, out.startswith("A3"), "可以导入1行，有差错1行。没有导入。" in err) == (1, True, True)
    assert ask("SELECT count(*) FROM disclosure_intake") == [(0,)]
    assert not list((tmp_path / "uploads").rglob("*")) if (tmp_path / "uploads").exists() else True
    path.write_bytes(sheet(row("甲")))
    assert run(founded, path, *ORGAN, "--dry-run")[0] == 0
    code, out, err = run(founded, path, *ORGAN)
    assert (code, out, titles(ask)) == (0, "", ["甲"])


def test_what_cannot_be_read_is_said_in_a_sentence(founded: dict[str, str], ask: Any, tmp_path: Path) -> None:
    good, bad = tmp_path / "表.xlsx", tmp_path / "坏.xlsx"
    good.write_bytes(sheet(row("甲")))
    bad.write_bytes(b"PK nothing")
    (tmp_path / "坏.zip").write_bytes(b"PK nothing")
    for words, said in (
        ([bad, *ORGAN], "坏.xlsx"),
        ([tmp_path / "没有.xlsx", *ORGAN], "没有.xlsx"),
        ([good, "--organ", "jia", "--by", "approver"], "没有jia的信息员职责"),
        ([good, *ORGAN, "--attachments", tmp_path / "坏.zip"], "不是 zip 压缩包"),
    ):
        code, out, err = run(founded, *words)
        assert (code, out, said in err.replace("\n", "")) == (2, "", True), (words, err)
    assert titles(ask) == []


@pytest.mark.django_db
def test_an_organ_is_found_by_any_of_its_names(town: Any, other_town: Any) -> None:
    for name in ("清水区白杨镇", "白杨镇", "baiyang-zhen"):
        assert find_organ(name) == town
    with pytest.raises(Refused, match=r"没有找到机关“丙镇”。可以用：.*白杨镇.*柳树镇"):
        find_organ("丙镇")
    type(town).objects.update(short_name="某镇")
    with pytest.raises(Refused, match="有3个机关叫“某镇”，请用全称。"):
        find_organ("某镇")
