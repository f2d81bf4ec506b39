"""Handing letters to the mail server (寄信): each on its own, a failed one again later, none held up by another.

A letter is noted as sent after it was handed over. A process killed in between repeats that one letter; it
never loses one.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from gongkai.office.aside import Aside
from gongkai.office.clock import now
from gongkai.portal import acts
from gongkai.portal.letters.due import invitations_due, news_due, unlisted, unlisted_count
from gongkai.portal.letters.writing import MOST_LISTED, invitation, news
from gongkai.portal.models import Subscription

LOT = 200  # letters of a kind in one run: the rest at the next
EVERY = 5.0  # seconds between two runs

logger = logging.getLogger(__name__)


@dataclass
class Sent:
    """What one run did: confirmation letters, letters of news, and letters that wait for another try."""

    invited: int = 0
    told: int = 0
    failed: int = 0


def send_letters(*, at: datetime) -> Sent:
    """Send what is owed at `at`, and forget what nobody confirmed; without a mail server only the latter.

    Raises what the mail server's connection raises when it cannot be opened; every letter not sent stays owed.
    """
    sent = Sent()
    acts.forget_unconfirmed(at=at)
    if not settings.MAIL_FROM:
        return sent
    with _sole_sender() as alone:
        if alone:
            run = _Run(get_connection(), at, sent)
            try:
                run.invite()
                run.tell()
            finally:
                run.mail.close()
    return sent


@contextlib.contextmanager
def _sole_sender() -> Iterator[bool]:
    """Whether this process is the only one sending; two would send every letter twice."""
    folder = Path(settings.DATA)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".letters.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


class _Run:
    """One walk over the letters owed, with one connection to the mail server."""

    def __init__(self, mail: BaseEmailBackend, at: datetime, sent: Sent) -> None:
        self.mail, self.at, self.sent = mail, at, sent

    def invite(self) -> None:
        """Confirmation letters: one for each address, whatever it asked for."""
        for subscriptions in invitations_due(self.at)[:LOT]:
            with self._tried(subscriptions):
                self._hand_over(invitation(subscriptions, self.at, self.mail))
                acts.note_invited(subscriptions=subscriptions, at=self.at)
                self.sent.invited += 1

    def tell(self) -> None:
        """Letters of what is new."""
        for key in news_due(self.at)[:LOT]:
            # Read when its turn comes: the reader may have left since, or an item been withdrawn.
            subscription = Subscription.objects.select_related("node__organ").filter(pk=key).first()
            if subscription is None:
                continue
            placements = list(unlisted(subscription)[:MOST_LISTED])
            if not placements:
                continue
            position = placements[0].position
            with self._tried([subscription]):
                more = unlisted_count(subscription, position) - len(placements)
                self._hand_over(news(subscription, placements, more, self.mail))
                acts.note_told(subscription=subscription, position=position, at=self.at)
                self.sent.told += 1

    def _hand_over(self, letter: EmailMessage) -> None:
        if not letter.send():
            raise OSError("the mail server took no letter")

    @contextlib.contextmanager
    def _tried(self, subscriptions: list[Subscription]) -> Iterator[None]:
        """A letter that fails waits for its next try, and the next letter begins with a fresh connection.

        The try is noted before it is made: records that cannot be written stop the run before a letter goes out
        that would go out again and again. Of a failure only its kind is logged: the mail server's words repeat
        the address.
        """
        self.mail.open()
        acts.note_trying(subscriptions=subscriptions, at=self.at)
        try:
            yield
        except Exception as problem:
            self.sent.failed += 1
            kind = f"{type(problem).__name__} {getattr(problem, 'smtp_code', '')}".strip()
            logger.warning("有一封订阅信没有寄出（%s），以后再寄。", kind)
            with contextlib.suppress(Exception):
                self.mail.close()


class Letters(Aside):
    """The worker's duty."""

    name, every, unreachable = "letters", EVERY, "订阅信暂时寄不出"

    def work(self) -> float:
        send_letters(at=now())
        return EVERY
