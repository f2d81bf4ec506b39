"""A duty of the worker: deleting the files about persons whose time is over, once an hour."""

import time

from gongkai.applications import acts
from gongkai.office.clock import now


class ForgettingProofs:
    """Deleting 身份材料 on schedule; a round between two times costs nothing."""

    failed = "到期的身份材料没有删除，稍后再试"
    pause = 3600.0  # seconds

    def __init__(self) -> None:
        self.again = 0.0

    def __call__(self) -> None:
        if time.monotonic() >= self.again:
            acts.forget_proofs(at=now())
            self.again = time.monotonic() + self.pause
