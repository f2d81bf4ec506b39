"""What the clock refuses 不予登记的事件: each reason a class of its own, so that a case can name it."""

from gongkai.law.cite import Article


class ClockRefused(ValueError):
    """An event the law does not allow here; the message is in Chinese. `article` is what forbids it."""

    def __init__(self, message: str, article: Article | None = None) -> None:
        super().__init__(f"{message}（{article}）" if article else message)
        self.article = article


class NotReceived(ClockRefused):
    """Something happens to an application that was not received."""


class ReceivedTwice(ClockRefused):
    """One application is received once."""


class OutOfOrder(ClockRefused):
    """An event lies before the one it follows."""


class AlreadyAnswered(ClockRefused):
    """The application is answered: nothing moves its term any more."""


class SetByDecision(ClockRefused):
    """The day was set by a decision 复议决定 or a judgment: the organ does not move it."""


class SecondSupplement(ClockRefused):
    """补正 is asked for once (一次性告知)."""


class SupplementNotRequested(ClockRefused):
    """A supplement that nobody asked for."""


class NotConsulted(ClockRefused):
    """An answer of someone who was not asked."""


class SecondExtension(ClockRefused):
    """A term is extended once."""


class ExtensionTooLong(ClockRefused):
    """Longer than the law allows."""


class ExtensionTooLate(ClockRefused):
    """The term is over: what is over cannot be extended."""


class DelayTooLate(ClockRefused):
    """A delayed term (Art. 35) is set before the term is over."""


class FeeTooLate(ClockRefused):
    """A fee notice comes within the term."""


class FeeNotifiedTwice(ClockRefused):
    """One application, one fee notice."""


class FeeNotNotified(ClockRefused):
    """A payment that nobody asked for."""
