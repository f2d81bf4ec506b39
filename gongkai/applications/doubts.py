"""What looks mistyped in an application 填写提示: said to the applicant, refused by nobody; 补正 may ask for it."""

import re
import unicodedata
from datetime import date

from gongkai.applications.models import Way
from gongkai.applications.personal import Applicant

IDENTITY_CARD = "居民身份证"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]+")
FEWEST = 7  # digits of a telephone number


def identity_doubt(number: str) -> str:
    """What is wrong with the number of a resident's ID card 公民身份号码 (GB 11643—1999); empty when nothing is.

    The district code is not looked at: districts come and go, and people keep their numbers.
    """
    plain = "".join(unicodedata.normalize("NFKC", number).upper().split())
    if re.fullmatch(r"\d{15}", plain):
        return "身份证号码是旧的15位，现在的是18位，请核对。"
    if not re.fullmatch(r"\d{17}[\dX]", plain):
        return "身份证号码应为18位（最后一位可以是X），请核对。"
    try:
        date(int(plain[6:10]), int(plain[10:12]), int(plain[12:14]))
    except ValueError:
        return "身份证号码里的出生日期不对，请核对。"
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, plain[:17], strict=True))
    return "" if plain[17] == _CHECKS[total % 11] else "身份证号码的最后一位（校验位）对不上，请核对。"


def doubts(applicant: Applicant, way: str = "") -> list[str]:
    """Sentences about what may be mistyped or will be asked for; none of them repeats what was typed."""
    said = []
    if applicant.id_number and applicant.id_kind in ("", IDENTITY_CARD):
        said.append(identity_doubt(applicant.id_number))
    if applicant.email and not _MAIL.fullmatch(applicant.email.strip()):
        said.append("电子邮箱看起来不完整，请核对。")
    if applicant.phone and sum(letter.isdecimal() for letter in applicant.phone) < FEWEST:
        said.append("联系电话的位数看起来不够，请核对。")
    if not applicant.id_number:
        said.append("没有填证件号码，机关可能会请您补正身份证明（《政府信息公开条例》第二十九条）。")
    if way == Way.EMAIL and not applicant.email:
        said.append("选了用电子邮件获取，但没有填电子邮箱。")
    if way == Way.POST and not applicant.address:
        said.append("选了邮寄，但没有填联系地址。")
    return [sentence for sentence in said if sentence]
