"""登记编号: the next one in the organ's own series, proposed to the clerk and given by the system."""

import re

from gongkai.applications.models import Application
from gongkai.organs.models import Organ

EARLIER = 5  # years looked back for how the organ writes its numbers


def proposed_number(organ: Organ, year: int) -> str:
    """The number after the last one of the year, written like it; empty where there is none to go by."""
    numbers = Application.objects.filter(organ=organ, number__contains=str(year)).order_by("-pk")
    last = numbers.values_list("number", flat=True).first()
    found = re.fullmatch(r"(.*\D)(\d+)(\D*)", last or "")
    if found is None:
        return ""
    number = str(int(found[2]) + 1).rjust(len(found[2]), "0")
    return f"{found[1]}{number}{found[3]}"


def next_number(organ: Organ, year: int) -> str:
    """A number that no case of the organ has yet: after the last of the year, else the first, written as before.

    Two at the same instant may come to the same one; the database lets one through, and the other asks again.
    """
    number = proposed_number(organ, year)
    if str(year) not in number:
        number = _first(organ, year)
    while Application.objects.filter(organ=organ, number=number).exists():
        number = _after(number)
    return number


def _first(organ: Organ, year: int) -> str:
    """The first number of a year."""
    for earlier in range(year - 1, year - 1 - EARLIER, -1):
        model = proposed_number(organ, earlier)
        found = re.fullmatch(r"(.*\D)(\d+)(\D*)", model)
        if found and str(earlier) in found[1]:
            return f"{found[1].replace(str(earlier), str(year))}{'1'.rjust(_width(found[2]), '0')}{found[3]}"
    prefix = organ.document_prefix.removesuffix("发") or organ.short_name
    return f"{prefix}依申〔{year}〕1号"[:40]


def _width(serial: str) -> int:
    """How many digits the series writes: 007 three, 12 as many as it needs."""
    return len(serial) if serial.startswith("0") else 1


def _after(number: str) -> str:
    head, serial, tail = re.fullmatch(r"(.*?)(\d+)(\D*)", number).groups()  # type: ignore[union-attr]
    return f"{head}{str(int(serial) + 1).rjust(len(serial), '0')}{tail}"
