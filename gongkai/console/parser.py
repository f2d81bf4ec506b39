"""argparse in Chinese: headings, usage, and errors that say what to do."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import Any, NoReturn


class ChineseFormatter(argparse.HelpFormatter):
    """Help with Chinese words where argparse has English ones."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """A parser whose help and complaints are Chinese; commands made from it are of the same kind."""

    def __init__(self, **facts: Any) -> None:
        facts |= {"formatter_class": ChineseFormatter, "add_help": False}
        super().__init__(**facts)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示帮助")

    def error(self, message: str) -> NoReturn:
        """Say what was wrong with the command line; exit code 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"命令写得不对（{_chinese(message)}）。用 {self.prog} --help 看怎么写。\n")


PHRASES = {
    "the following arguments are required": "缺少",
    "unrecognized arguments": "不认识",
    "invalid choice": "没有这个命令",
    "expected one argument": "后面要有一个值",
    "invalid int value": "应当是整数",
    "argument": "参数",
    "choose from": "可以用",
}


def _chinese(message: str) -> str:
    for english, chinese in PHRASES.items():
        message = message.replace(english, chinese)
    return message
