"""The worker's duty to send letters: beside its other work, and patient with a dead mail server."""

import logging
import time
from datetime import datetime

from gongkai.portal.letters import Letters, Sent, sending


class Quiet:
    """Stands in for the sending of letters."""

    def __init__(self, problem: Exception | None = None) -> None:
        self.calls, self.problem = 0, problem

    def __call__(self, *, at: datetime) -> Sent:
        self.calls += 1
        if self.problem:
            raise self.problem
        return Sent()


def finished(duty: Letters) -> None:
    assert duty._thread
    duty._thread.join(10)


def test_the_worker_s_duty_sends_beside_its_other_work_and_not_all_the_time(monkeypatch) -> None:
    quiet = Quiet()
    monkeypatch.setattr(sending, "send_letters", quiet)
    duty = Letters()
    for _ in range(3):
        duty()
        finished(duty)
    assert quiet.calls == 1
    duty._next = time.monotonic()
    duty()
    finished(duty)
    assert quiet.calls == 2


def test_a_dead_mail_server_is_asked_ever_more_seldom_and_the_log_holds_no_address(
    monkeypatch, caplog
) -> None:
    caplog.set_level(logging.INFO)
    broken = Quiet(OSError("cannot reach a@example.com"))
    monkeypatch.setattr(sending, "send_letters", broken)
    duty, pauses = Letters(), []
    for _ in range(8):
        duty._next = 0.0
        duty()
        finished(duty)
        pauses.append(duty._pause)
    assert pauses[:3] == [20, 80, 320] and pauses[-1] == 3600
    assert "暂时寄不出（OSError）" in caplog.text and "@example.com" not in caplog.text
    monkeypatch.setattr(sending, "send_letters", Quiet())
    duty._next = 0.0
    duty()
    finished(duty)
    assert duty._pause == sending.EVERY
