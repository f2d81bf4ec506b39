"""Short texts that go public without a review of their own, such as an organ's address or a column's title."""

from collections.abc import Mapping

from gongkai.screening.content.finding import Severity
from gongkai.screening.content.text import screen_text


def leak(texts: Mapping[str, str]) -> str:
    """Why one of the texts, by label, may not go public, as a sentence with its remedy; empty when all may."""
    for label, text in texts.items():
        for one in screen_text(text or "", where=label):
            if one.severity is Severity.BLOCK:
                return f"“{label}”里有{one.kind.label}（{one.excerpt}），不能公开，请改掉。"
    return ""
