"""`gongkai proof`: checks a proof of first publication, or an older list of roots against a newer; needs no records."""

from __future__ import annotations

import argparse
import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

USAGE = "给出存证文件（可以加 --roots），或者 --old 和 --new 两份 roots.json。"


def add(commands: Any) -> None:
    command = commands.add_parser(
        "proof",
        help="核对公开存证文件",
        description="核对从网站下载的存证文件（….proof.json），或者核对先后保存的两份 roots.json。不联网，不用数据库。",
        epilog="退出码：0 相符；1 不相符；2 读不出。",
    )
    command.add_argument(
        "files", nargs="*", type=Path, metavar="存证文件", help="信息网页下载的 ….proof.json"
    )
    command.add_argument(
        "--roots", type=Path, metavar="文件", help="网站公布的 roots.json；不写，只核对文件自身"
    )
    command.add_argument("--old", type=Path, metavar="文件", help="以前保存的 roots.json")
    command.add_argument("--new", type=Path, metavar="文件", help="现在的 roots.json")
    command.add_argument("--json", action="store_true", help="输出 JSON")
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    comparing = given.old is not None or given.new is not None
    if comparing == bool(given.files) or (comparing and None in (given.old, given.new)):
        sys.stderr.write(USAGE + "\n")
        return 2
    try:
        results = _compared(given) if comparing else [_proved(file, given.roots) for file in given.files]
    except Unreadable as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    if given.json:
        sys.stdout.write(json.dumps(results, ensure_ascii=False, indent=1) + "\n")
    else:
        for one in results:
            sys.stdout.write(f"{'不相符' if one['faults'] else '相符'}：{one['file']}\n")
            sys.stdout.writelines(f"  {line}\n" for line in (*one["faults"], *one["said"]))
    return 1 if any(one["faults"] for one in results) else 0


class Unreadable(Exception):
    """A file cannot be read; a Chinese sentence."""


def _read(place: Path) -> Any:
    try:
        return json.loads(place.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        raise Unreadable(f"“{place}”读不出，请核对文件名，并从网站重新下载。") from None


def _days(place: Path) -> dict[str, dict[str, Any]]:
    """The days of a roots.json by date, the oldest first."""
    try:
        days = sorted(_read(place)["每日存证"], key=lambda day: str(day["日期"]))
        for day in days:
            bytes.fromhex(day["根"]), [bytes.fromhex(step) for step in day["接续"]], int(day["总数"])
        return {str(day["日期"]): day for day in days}
    except (KeyError, TypeError, ValueError):
        raise Unreadable(f"“{place}”不是网站公布的 roots.json，请重新下载。") from None


def _proved(file: Path, roots: Path | None) -> dict[str, Any]:
    """Whether a proof leads from its facts to the root of its day."""
    from gongkai.trail.merkle import included, leaf_hash

    proof = _read(file)
    try:
        facts, day = json.loads(proof["存证内容"]), str(proof["存证日期"])
        leaf, path = leaf_hash(proof["存证内容"].encode()), [bytes.fromhex(step) for step in proof["路径"]]
        number, size, root = int(facts["序号"]), int(proof["总数"]), bytes.fromhex(proof["根"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Unreadable(f"“{file}”不是公开存证的文件（….proof.json），请从信息网页重新下载。") from None
    faults = []
    if leaf.hex() != proof.get("叶") or number != proof.get("序号"):
        faults.append("存证内容与文件里写的叶或者序号不符，存证内容被改动。")
    if not included(leaf, number - 1, size, path, root):
        faults.append("由存证内容和路径算不出文件里的根，存证内容、路径或者根被改动。")
    if roots is not None:
        told = _days(roots).get(day)
        if told is None:
            faults.append(f"“{roots}”里没有{day}的根，请下载新的 roots.json。")
        elif (told["根"], told["总数"]) != (proof["根"], size):
            faults.append(f"文件里的根与“{roots}”公布的{day}的根不同。")
    said = [] if faults else [f"{name}：{value}" for name, value in facts.items()]
    if not faults:
        said.append(f"这条信息在{day}结束以前已经公开。")
        if not str(facts.get("首次公开时间")).startswith(day):
            said.append(f"首次公开时间不是存证日期当天：存证只能证明到{day}为止。")
        if roots is None:
            said.append("只核对了文件自身。请加上 --roots roots.json，与网站公布的根核对。")
    return {"file": str(file), "faults": faults, "said": said}


def _compared(given: argparse.Namespace) -> list[dict[str, Any]]:
    """Whether a newer list of roots keeps all of an older one, and each of its days holds the day before."""
    from gongkai.trail.merkle import consistent

    old, new = _days(given.old), _days(given.new)
    faults = []
    for day, before in old.items():
        now = new.get(day)
        if now is None:
            faults.append(f"{day}的根在新文件里没有了。")
        elif any(now.get(name) != before[name] for name in ("总数", "根", "办理记录数", "链尾")):
            faults.append(f"{day}的根、总数或者链尾与以前公布的不同，存证或者办理记录被改写过。")
    for (day, one), (next_day, two) in pairwise(new.items()):
        path = [bytes.fromhex(step) for step in two["接续"]]
        roots = (bytes.fromhex(one["根"]), bytes.fromhex(two["根"]))
        if not consistent(one["总数"], two["总数"], path, *roots):
            faults.append(f"{next_day}的根接不上{day}的根，以前的存证被改动或者删去。")
    said = [f"以前的{len(old)}天都在，新文件共{len(new)}天，每一天都接得上前一天。"] if not faults else []
    return [{"file": str(given.new), "faults": faults, "said": said}]
