"""Letters to subscribers (订阅通知): to confirm, and at most once a day to tell what is new in a column."""

from gongkai.portal.letters.sending import Letters, Sent, send_letters

__all__ = ["Letters", "Sent", "send_letters"]
