"""The slip that every application form carries: signed, bound to an organ and a moment, and good for one application.

It holds the `submission` by which a second press of the button finds the first case, and from it follows the sum to
be solved (see `work`): what is bound to the one is bound to the other, and nothing has to be kept.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer

from gongkai.organs.models import Organ

LASTS = timedelta(hours=24)
SKEW = timedelta(minutes=5)  # between the clocks of two servers
_SHAPE = re.compile(r"(\d{1,18})-([0-9a-f]{32})-(\d{1,12})")
_signer = Signer(sep=".", salt="gongkai 申请表")


@dataclass(frozen=True)
class Ticket:
    """One form: its token as it stands in the page, the organ it is for, the mark of the application, when it was made."""

    token: str
    organ_id: int
    submission: str
    made: datetime

    def age(self, at: datetime) -> timedelta:
        """How long the form has been open; never negative."""
        return max(at - self.made, timedelta(0))

    def expired(self, at: datetime) -> bool:
        """Whether it is too old to be sent, or from a day to come."""
        return at - self.made > LASTS or self.made - at > SKEW

    @property
    def challenge(self) -> str:
        """What the sums are about; short, so that a sum is one block of SHA-256."""
        return hashlib.sha256(self.token.encode()).hexdigest()[:32]


def issued(organ: Organ, at: datetime) -> Ticket:
    """A fresh slip for a form of `organ`."""
    submission = secrets.token_hex(16)
    token = _signer.sign(f"{organ.pk}-{submission}-{int(at.timestamp())}")
    return Ticket(token, organ.pk, submission, at)


def read(token: str, organ: Organ, at: datetime) -> Ticket | None:
    """The slip as it came back; None when it is none of ours for this organ. Ask it whether it has expired."""
    try:
        found = _SHAPE.fullmatch(_signer.unsign(token[:200]))
    except BadSignature:
        return None
    if found is None or int(found[1]) != organ.pk:
        return None
    return Ticket(token, organ.pk, found[2], datetime.fromtimestamp(int(found[3]), at.tzinfo))
