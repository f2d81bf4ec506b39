"""Numbers and turns that look like chance and never change: all derived from a seed by hashing."""

from hashlib import sha256


def draw(seed: str, low: int, high: int) -> int:
    """A whole number from `low` to `high`, both included; the same for the same seed, always."""
    if high < low:
        raise ValueError(f"empty range {low}..{high} for {seed}")
    return low + int.from_bytes(sha256(seed.encode()).digest()[:8]) % (high - low + 1)


SURNAMES = "王李张刘陈杨赵马穆朱秦郭何高梁柳曹景樊白"
GIVEN = [
    "建业",
    "文娟",
    "海宁",
    "志远",
    "晓霞",
    "国栋",
    "永强",
    "秀兰",
    "学文",
    "明亮",
    "丽萍",
    "宏伟",
    "小军",
    "亚琴",
    "振华",
    "世平",
    "红梅",
    "天佑",
    "有禄",
    "彩霞",
    "兴旺",
    "云飞",
    "慧芳",
    "忠义",
    "东升",
    "玉珍",
    "立新",
    "春燕",
    "广林",
    "维民",
]


def invented_name(seed: str) -> str:
    """A person's name that belongs to nobody in particular."""
    return SURNAMES[draw(seed + "姓", 0, len(SURNAMES) - 1)] + GIVEN[draw(seed + "名", 0, len(GIVEN) - 1)]
