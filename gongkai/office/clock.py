"""The one place where the back office reads the clock: once per request, handed to the act."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

CHINA = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment in China time."""
    return timezone.now().astimezone(CHINA)
