"""Entry of the console command `gongkai`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from gongkai import __version__
from gongkai.console import clock, demo, index, intake, proof, publish, report, screen, serve, verify, worker
from gongkai.console.parser import ChineseParser

COMMANDS = (serve, demo, publish, index, intake, worker, verify, proof, report, screen, clock)


def parser() -> ChineseParser:
    """The whole command line, in Chinese, for `--help` and for tests."""
    top = ChineseParser(
        prog="gongkai",
        description="政府信息公开平台：主动公开、依申请公开登记和年度报告。",
        epilog="每个命令都有 --help。所有数据放在一个文件夹里：--data 目录，或者环境变量 GONGKAI_DATA，默认 ./data。",
    )
    top.add_argument("--version", action="version", version=f"gongkai {__version__}", help="显示版本")
    commands = top.add_subparsers(title="命令", metavar="命令", dest="command", required=True)
    for command in COMMANDS:
        command.add(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code: 0 done, 1 findings, 2 could not."""
    given = parser().parse_args(arguments)
    try:
        return int(given.run(given) or 0)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0


if __name__ == "__main__":
    sys.exit(main())
