"""What a table of points of law names beside each number — an example, a test, or a reason for none — is looked up here."""

import ast
from functools import cache
from pathlib import Path

from gongkai.law.clock.cases import read_cases

ROOT = Path(__file__).parents[1]
EXAMPLE, NONE = "例：", "无："
SHORTEST = 10  # characters of a reason


def there(held: str) -> bool:
    """Whether `held` is there: 例：a name in cases/clock.yaml, file::test, or 无：a reason in a sentence."""
    if held.startswith(EXAMPLE):
        return held.removeprefix(EXAMPLE) in _examples()
    if held.startswith(NONE):
        return len(held) > SHORTEST and held.endswith("。")
    file, _, name = held.partition("::")
    return name.startswith("test_") and name in _tests(file)


@cache
def _examples() -> frozenset[str]:
    cases = read_cases((ROOT / "cases/clock.yaml").read_text(encoding="utf-8"))
    return frozenset(str(case["name"]) for case in cases)


@cache
def _tests(file: str) -> frozenset[str]:
    parsed = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(one.name for one in parsed.body if isinstance(one, ast.FunctionDef))
