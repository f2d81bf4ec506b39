"""What screening (筛查) says: findings, each with its rule, weight, place and a Chinese sentence."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error stops the act, a warning (提醒) is shown beside it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One finding: `rule` is a stable name for programs, `where` names the place, `message` the remedy."""

    rule: str
    severity: Severity
    where: str
    message: str
