"""Proof of work (工作量证明) instead of a captcha: the reader's own machine solves some sums; nobody is asked a riddle.

A sum is a number `n` such that SHA-256 of `challenge:place:n` begins with `BITS` zero bits. Several small sums take
less unevenly long than a large one. Without scripts the form must have stood open a while, and fewer are taken.
"""

import hashlib
from datetime import datetime, timedelta
from itertools import count

from django.http import HttpRequest

from gongkai.portal.doors.applying.tickets import Ticket
from gongkai.portal.doors.limits import Buckets, Readers

SUMS, BITS = 8, 15  # 8·2¹⁵ tries: about a second on an old phone, a third of a second on a desk
OPEN_FOR = timedelta(seconds=10)  # without scripts

SOLVED = (Readers(6, 20), Buckets(600, 120, most=1))  # of one reader; of all readers together
UNSOLVED = (Readers(0.5, 3), Buckets(30, 10, most=1))
WITH_FILES = Readers(4, 12)  # forms that bring files, from one reader: also those that are sent back
TOO_SOON = "提交得太快了。请核对一遍，过十秒再点“提交申请”，填好的内容都还在。"
TOO_MANY = "这个网络刚刚提交过几份申请，请过{}再点“提交申请”，填好的内容都还在。"
WRONG = "防止机器提交的验证没有通过。请再点一次“提交申请”，填好的内容都还在。"


def solved(ticket: Ticket, answers: str) -> bool:
    """Whether these are the sums of this slip, as `12,345,…`."""
    given = answers[:200].split(",")
    return len(given) == SUMS and all(_fits(ticket, place, one) for place, one in enumerate(given))


def solve(ticket: Ticket) -> str:
    """The sums, as a browser solves them; for tests and for programs that may apply."""
    return ",".join(next(str(n) for n in count() if _fits(ticket, place, str(n))) for place in range(SUMS))


def _fits(ticket: Ticket, place: int, answer: str) -> bool:
    if not (answer.isascii() and answer.isdigit() and len(answer) <= 12):
        return False
    found = hashlib.sha256(f"{ticket.challenge}:{place}:{answer}".encode()).digest()
    return int.from_bytes(found[:4]) >> (32 - BITS) == 0


def unfit(ticket: Ticket, answers: str, at: datetime) -> str:
    """Why no person seems to have sent this form, in a sentence; empty when one has. Cheap, before anything is looked at."""
    if answers:
        return "" if solved(ticket, answers) else WRONG
    return TOO_SOON if ticket.age(at) < OPEN_FOR else ""


def too_many(request: HttpRequest, answers: str) -> tuple[str, int]:
    """Why another application may not be sent now, and in how many seconds it may; ("", 0) takes one of the places."""
    readers, together = SOLVED if answers else UNSOLVED
    return _said(readers.take(request) or together.take(b""))


def too_many_files(request: HttpRequest) -> tuple[str, int]:
    """The same of files, which cost more to take than words: before they are looked at, however the form is filled in."""
    return _said(WITH_FILES.take(request)) if request.FILES else ("", 0)


def _said(wait: float) -> tuple[str, int]:
    if not wait:
        return "", 0
    seconds = int(wait) + 1
    return TOO_MANY.format(f"{seconds}秒" if seconds < 60 else f"{seconds // 60 + 1}分钟"), seconds
