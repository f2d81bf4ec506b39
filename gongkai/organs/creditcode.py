"""统一社会信用代码 (GB 32100—2015): eighteen characters, the last of which checks the others."""

from django.core.exceptions import ValidationError

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z


def check_character(body: str) -> str:
    """The eighteenth character for the first seventeen. Raises ValueError for a foreign character."""
    total = sum(ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return ALPHABET[-total % 31]


def validate_credit_code(code: str) -> None:
    """Refuse a code that cannot be right, saying where to look."""
    if len(code) != 18:
        raise ValidationError(f"统一社会信用代码应为18位，现在是{len(code)}位。")
    strange = [character for character in code if character not in ALPHABET]
    if strange:
        raise ValidationError(f"统一社会信用代码里不应有“{strange[0]}”。请核对登记证书。")
    if check_character(code[:17]) != code[17]:
        raise ValidationError("统一社会信用代码的最后一位校验不符，请逐位核对登记证书。")
