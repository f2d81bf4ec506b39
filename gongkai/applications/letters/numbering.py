"""文号 and 验证码: the number in its series, counted by organ and year; the code by which a letter is looked up."""

import re
import secrets

from django.db.models import Max

from gongkai.applications.letters.kinds import LetterKind
from gongkai.applications.models import Application, Letter

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that reads like something else
LENGTH, GROUP = 12, 4  # 31¹²: nobody guesses one
LONGEST_PREFIX = 12
_OF_DOCUMENTS = re.compile(r"(?:政办|政|办)?(?:发|函|字)$")
_OF_REGISTER = re.compile(r"(?:政府信息公开|依申请公开|依申公开|依申请|公开申|依申|申公|申请|申)+$")


def series_of(kind: LetterKind, application: Application) -> str:
    """The part of the number before the year: the organ's own word, as its documents or its register have it."""
    return f"{_prefix(application)}{kind.series}"


def _prefix(application: Application) -> str:
    organ = application.organ
    documents = _OF_DOCUMENTS.sub("", organ.document_prefix.strip())
    register = _OF_REGISTER.sub("", re.split(r"[〔\[（(]", application.number)[0].strip())
    own = documents or (register if not register.isascii() else "")
    return (own or organ.short_name)[:LONGEST_PREFIX]


def next_serial(organ_id: int, series: str, year: int) -> int:
    """The number after the last one given; the database's constraint decides between two at the same instant."""
    given = Letter.objects.filter(organ_id=organ_id, series=series, year=year)
    return (given.aggregate(last=Max("serial"))["last"] or 0) + 1


def new_code() -> str:
    """A code nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str:
    """A code as it was typed, in groups or small letters; empty where it cannot be one."""
    said = re.sub(r"[\s\-－—]", "", typed[:60]).upper()
    return said if len(said) == LENGTH and set(said) <= set(ALPHABET) else ""


def grouped(code: str) -> str:
    """The code as it is printed: in groups of four."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))
