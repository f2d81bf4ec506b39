"""Reasons given for a return, a withdrawal or a strike-out."""

from gongkai.trail.acts import Refused

LONGEST = 200  # characters


def stated(reason: str, lacking: str) -> str:
    """`reason` without blanks around it; refused with the sentence `lacking` when empty, or when too long."""
    reason = reason.strip()
    if not reason:
        raise Refused(lacking)
    if len(reason) > LONGEST:
        raise Refused(f"理由有{len(reason)}个字，最多{LONGEST}个字，请写短一些。")
    return reason
