"""Numbers and turns that look like chance and never change: all derived from a seed by hashing."""

from hashlib import sha256


def draw(seed: str, low: int, high: int) -> int:
    """A whole number from `low` to `high`, both included; the same for the same seed, always."""
    if high < low:
        raise ValueError(f"empty range {low}..{high} for {seed}")
    return low + int.from_bytes(sha256(seed.encode()).digest()[:8]) % (high - low + 1)


SURNAMES = "王李张刘陈杨赵马穆朱秦郭何高梁柳曹景樊白"
GIVEN_FIRST = "海志晓国永学明宏亚振世天云慧东玉立春广维"
GIVEN_SECOND = "宁远霞栋强文亮伟琴华平佑飞芳升珍新燕林民"


def _one_of(characters: str, seed: str) -> str:
    return characters[draw(seed, 0, len(characters) - 1)]


def invented_name(seed: str) -> str:
    """A person's name that belongs to nobody in particular."""
    return (
        _one_of(SURNAMES, seed + "姓")
        + _one_of(GIVEN_FIRST, seed + "名")
        + _one_of(GIVEN_SECOND, seed + "字")
    )
