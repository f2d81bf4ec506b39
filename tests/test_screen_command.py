"""`gongkai screen`: what people and programs are told, and the exit code."""

import json
from pathlib import Path

import pytest

from gongkai.cli import main
from gongkai.documents.tests.samples import PNG
from gongkai.screening.tests.content.planting import ID, shared

CLEAN = "关于开展环境整治的通知\n".encode()


def screened(
    *arguments: str | Path, capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[dict[str, object]]]:
    code = main(["screen", *map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_clean_file_ends_with_0_and_an_id_number_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clean, full = tmp_path / "通知.txt", tmp_path / "名册.xlsx"
    clean.write_bytes(CLEAN)
    full.write_bytes(shared(("姓名", "证号"), ("王某", ID)))
    assert screened(clean, capsys=capsys) == (0, [{"file": str(clean), "findings": [], "unread": []}])
    code, facts = screened(full, clean, capsys=capsys)
    assert code == 1
    assert [one["file"] for one in facts] == [str(full), str(clean)]
    (found,) = [one for one in facts[0]["findings"] if one["severity"] == "block"]  # type: ignore[attr-defined]
    assert (found["kind"], found["where"]) == ("resident_id", "名册!B2")
    assert set(found) == {"kind", "severity", "where", "excerpt", "mask"}
    assert ID not in json.dumps(facts)


def test_a_file_that_cannot_be_read_ends_with_2_and_the_others_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, data in {
        "a.docx": b"PK\x03\x04" + b"\0" * 99,
        "b.txt": f"证号{ID}".encode(),
        "c.png": PNG,
    }.items():
        (tmp_path / name).write_bytes(data)
    code, facts = screened(tmp_path, tmp_path / "没有.txt", "--jobs", "2", capsys=capsys)
    assert code == 2
    assert [Path(str(one["file"])).name for one in facts] == ["a.docx", "b.txt", "c.png", "没有.txt"]
    assert [bool(one["unread"]) for one in facts] == [True, False, True, True]
    assert "损坏" in str(facts[0]["unread"])
    assert "找不到" in str(facts[3]["unread"])


def test_hidden_files_of_a_folder_are_read_and_links_are_not_followed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "内").mkdir()
    (tmp_path / "内" / ".~名册.txt").write_bytes(f"证号{ID}".encode())
    (tmp_path / "环").symlink_to(tmp_path)
    (tmp_path / "外.txt").symlink_to("/etc/hostname")
    code, facts = screened(tmp_path, capsys=capsys)
    assert code == 1
    assert [Path(str(one["file"])).name for one in facts] == [".~名册.txt"]


def test_people_read_the_place_the_kind_and_what_nobody_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "公示.txt").write_bytes(f"甲\n证号{ID}".encode())
    (tmp_path / "图.png").write_bytes(PNG)
    assert main(["screen", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "必须处理　第2行：居民身份证号" in said
    assert "没有检查　是图片，图片里的内容没有检查，请人工查看。" in said
    assert "共2个文件：有必须处理的1个，打不开的0个，有内容没有检查到的1个。" in said
    assert ID not in said


def test_an_empty_folder_is_said_and_is_no_success(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, facts = screened(tmp_path, capsys=capsys)
    assert code == 2
    assert "没有文件" in str(facts[0]["unread"])


def test_the_command_needs_neither_django_nor_the_database() -> None:
    import subprocess
    import sys

    script = (
        "import sys; from gongkai.cli import main; main(['screen', '--json', sys.argv[1]]);"
        "sys.exit('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script, __file__], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
