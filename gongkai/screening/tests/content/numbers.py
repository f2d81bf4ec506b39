"""Invented numbers that check, and the ways in which people and programs write them."""

import random

from gongkai.screening.content.kinds.checks import passes_luhn, resident_check

REGIONS = ("620802", "110101", "532723", "440305", "659004", "510124", "320583", "810000", "350128", "152201")
CARDS = ("622202", "621700", "622848", "621661", "620058", "623668", "622588", "621799")
OTHER_CARDS = ("439226", "552599", "405512", "356885", "436742", "518710")

FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def resident_id(chance: random.Random, *, ending: str = "", born: tuple[int, int] = (1931, 2022)) -> str:
    """A resident ID number that checks; with that last character if asked."""
    while True:
        day = f"{chance.randint(*born)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
        body = chance.choice(REGIONS) + day + f"{chance.randint(1, 999):03}"
        number = body + resident_check(body)
        if not ending or number.endswith(ending):
            return number


def card(chance: random.Random, prefix: str, length: int) -> str:
    """A card number that passes Luhn."""
    body = prefix + "".join(chance.choices("0123456789", k=length - len(prefix) - 1))
    return next(body + digit for digit in "0123456789" if passes_luhn(body + digit))


def mobile(chance: random.Random) -> str:
    """A mobile number."""
    return "1" + chance.choice("3456789") + "".join(chance.choices("0123456789", k=9))


def grouped(number: str, parting: str = " ", sizes: tuple[int, ...] = (4, 4, 4, 4, 4)) -> str:
    """The number in groups."""
    parts, place = [], 0
    for size in sizes:
        if place < len(number):
            parts.append(number[place : place + size])
            place += size
    return parting.join([*parts, number[place:]] if place < len(number) else parts)
