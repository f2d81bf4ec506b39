"""`gongkai verify` as a clerk runs it, on real files and databases; and the chain with several processes at work."""

import json
import lzma
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.processes import done, own_env, together
from tests.serving import environment, gongkai
from tests.test_landed import LANDED
from tests.verifying import ACTS

__all__ = ["own_env"]

MODULE = "tests.verifying"
pytestmark = pytest.mark.process


def verify(env: dict[str, str], *words: str | Path) -> tuple[int, dict[str, Any]]:
    """`gongkai verify --json` and its exit code."""
    ended = subprocess.run(
        [sys.executable, "-m", "gongkai", "verify", "--json", *map(str, words)],
        env=env,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended.returncode, json.loads(ended.stdout) if ended.stdout else {"said": ended.stderr}


def test_an_office_is_verified_and_every_kind_of_tampering_is_named(
    own_env: dict[str, str], tmp_path: Path
) -> None:
    done(own_env, MODULE, "prepare")
    code, told = verify(own_env, "--pages")
    assert (code, told["findings"], told["remarks"]) == (0, [], [])
    assert told["counts"]["公开存证"] == told["counts"]["公开的信息"] == told["counts"]["附件原件"] == 3
    site = tmp_path / "data" / "site"

    stored = next(path for path in (tmp_path / "data" / "uploads").rglob("*") if path.is_file())
    stored.write_bytes(b"x" + stored.read_bytes()[1:])
    proof = next(site.rglob("1.proof.json"))
    proof.write_text(proof.read_text().replace("白", "黑").replace("0", "1", 1))
    statements = (
        "UPDATE disclosure_item SET title = '改了' WHERE address_serial = 2",
        "UPDATE trail_act SET actor_name = '别人' WHERE verb = '设立机关'",
        "UPDATE trail_publiclogentry SET index_number = 'X' WHERE number = 3",
        "UPDATE trail_dailyroot SET root = '00'",
    )
    done(own_env, MODULE, "tamper", *statements)
    code, told = verify(own_env)
    said = "\n".join(f"{one['where']}：{one['what']}" for one in told["findings"])
    assert code == 1
    for place in (
        "第1条办理记录（",
        "公开存证第3项（索引号 X）：内容被改动",
        "每日存证：与办理记录写的不符",
        "每日存证：与网站的 cunzheng/roots.json里的不同",
        "信息“改了”",
        f"{stored}",
        "1.proof.json：存证文件与公开存证不符",
    ):
        assert place in said, place
    plain = subprocess.run(
        [sys.executable, "-m", "gongkai", "verify"], env=own_env, capture_output=True, text=True, timeout=180
    )
    assert plain.returncode == 1 and "内容被改动，与写入时的摘要不符。请查明" in plain.stdout
    assert f"发现{len(told['findings'])}处问题" in plain.stderr


def test_a_chain_that_was_rewritten_or_cut_is_caught_by_what_was_kept_outside(
    own_env: dict[str, str], tmp_path: Path
) -> None:
    done(own_env, MODULE, "prepare")
    end = verify(own_env)[1]["end"]
    anchor = f"{end['number']}:{end['chain']}"
    kept = tmp_path / "roots-old.json"
    kept.write_bytes((tmp_path / "data/site/cunzheng/roots.json").read_bytes())
    statements = (
        "DELETE FROM trail_act WHERE id = (SELECT max(act_id) FROM trail_link)",
        "DELETE FROM trail_link WHERE number = (SELECT max(number) FROM trail_link)",
        "UPDATE trail_dailyroot SET chain = '00'",
    )
    done(own_env, MODULE, "tamper", *statements)
    code, told = verify(own_env, "--anchor", anchor, "--anchor", kept)
    assert code == 1
    assert f"链尾第{end['number'] - 1}条办理记录" in [one["where"] for one in told["findings"]]
    assert any("roots-old.json里的不同" in one["what"] for one in told["findings"])


@pytest.mark.parametrize("words", [["--anchor", "没有.json"], ["--anchor", "12"], ["--since", "昨天"]])
def test_what_cannot_be_asked_is_said_in_chinese(tmp_path: Path, words: list[str]) -> None:
    ended = gongkai("verify", *words, "--data", str(tmp_path))
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr and ("写得不对" in ended.stderr)


def test_an_empty_folder_is_said_in_chinese(tmp_path: Path) -> None:
    ended = gongkai("verify", "--data", str(tmp_path))
    assert ended.returncode == 2 and "没有可用的数据库" in ended.stderr and "Traceback" not in ended.stderr


@pytest.mark.sqlite
@pytest.mark.parametrize("landed", LANDED, ids=lambda path: path.name.partition(".")[0])
def test_the_records_of_an_earlier_version_are_sealed_when_they_come_up(landed: Path, tmp_path: Path) -> None:
    """A new field of Item that is not in `disclosure.checks.SINCE_THEN` makes this fail: put it there."""
    (tmp_path / "gongkai.sqlite3").write_bytes(lzma.decompress(landed.read_bytes()))
    env = environment(GONGKAI_DATA=str(tmp_path), DJANGO_SETTINGS_MODULE="gongkai.settings.base")
    done(env, "gongkai.console.prepare")
    done(env, MODULE, "worker_round")
    told = verify(env)[1]
    assert {one["check"] for one in told["findings"]} == {"附件原件"}, "只有没有一起保存的附件"
    assert told["end"]["number"] == told["counts"]["办理记录"] > 4000
    items, reports = told["counts"]["公开的信息"], told["counts"]["年度报告"]
    assert 1000 < items <= told["counts"]["公开存证"] <= items + reports


def test_processes_that_act_at_once_make_one_chain_without_a_gap(
    own_env: dict[str, str], tmp_path: Path
) -> None:
    done(own_env, MODULE, "found")
    names = ("甲", "乙", "丙")
    said = together(own_env, MODULE, ["act"], tmp_path, names)
    assert said == [""] * 3, "没有一次封存失败"
    code, told = verify(own_env)
    assert (code, told["findings"]) == (0, [])
    assert told["end"]["number"] == told["counts"]["办理记录"] > len(names) * 2 * ACTS


def test_an_act_committed_before_a_crash_is_linked_by_the_next_round(
    own_env: dict[str, str], tmp_path: Path
) -> None:
    done(own_env, MODULE, "found")
    crashed = subprocess.run(
        [sys.executable, "-m", MODULE, "die_before_linking"], env=own_env, capture_output=True, text=True
    )
    assert crashed.returncode == 9
    told = verify(own_env)[1]
    assert (told["findings"], told["counts"]["等待封存"]) == ([], 1)
    before = told["end"]["number"]
    done(own_env, MODULE, "worker_round")
    told = verify(own_env)[1]
    assert told["end"]["number"] == before + 1 and told["findings"] == []
