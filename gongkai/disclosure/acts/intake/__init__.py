"""Bringing old records in (旧信息导入): taken in, imported lot by lot, sent for review, or undone as a whole."""

from gongkai.disclosure.acts.intake.carrying import carry_on, carry_on_all
from gongkai.disclosure.acts.intake.receiving import discard, receive, start
from gongkai.disclosure.acts.intake.reviewing import ask_review
from gongkai.disclosure.acts.intake.undoing import undo

__all__ = ["ask_review", "carry_on", "carry_on_all", "discard", "receive", "start", "undo"]
