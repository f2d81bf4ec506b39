"""Applications sent over the internet to an invented town, around the Friday of `moment`."""

from datetime import datetime
from typing import Any

import pytest

from gongkai.applications import acts
from gongkai.applications.models import Application
from gongkai.applications.proofs import NewProof
from gongkai.applications.tests.making import NOON, WANTED, WHO
from gongkai.trail.acts import Refused

FIRST, SECOND = "a" * 32, "b" * 32
PICTURE = NewProof("身份证明", "image/png", b"\x89PNG\r\n\x1a\n" + b"x" * 40)


def submit(organ: Any, submission: str = FIRST, *, at: datetime = NOON, **facts: Any) -> Application:
    given = {"applicant_kind": "person", "applicant": WHO, "request": WANTED, "form": "paper", "way": "post"}
    return acts.submit(organ=organ, submission=submission, at=at, **(given | facts))


def refused(sentence: str) -> Any:
    return pytest.raises(Refused, match=sentence)
