"""The only writers of this room."""

from gongkai.reporting.acts.report import edit, prepare, publish, sign

__all__ = ["edit", "prepare", "publish", "sign"]
