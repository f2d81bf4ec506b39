"""Personal information in a draft: what screening says of it, and the assessment before it is made public.

《个人信息保护法》 Arts. 28, 31, 55 and 56: who would publish it assesses first, and keeps the record.
"""

import re
from collections.abc import Iterable, Mapping

from gongkai.disclosure.models import Review, ReviewFinding, SecrecySheet
from gongkai.disclosure.reviewing.gate import PERSONAL
from gongkai.screening.content.finding import Severity

LEAST = 4  # real characters of an answer: 「无」 assesses nothing
WEIGHTY = (Severity.BLOCK.value, Severity.WARN.value)
QUESTIONS = {name: str(SecrecySheet._meta.get_field(name).verbose_name) for name in SecrecySheet.ASSESSED}


def personal(review: Review) -> list[ReviewFinding]:
    """Findings of personal information that block or warn, let through or not."""
    kinds = [kind.value for kind in PERSONAL]
    return list(review.findings.filter(kind__in=kinds, severity__in=WEIGHTY))


def unassessed(findings: Iterable[ReviewFinding]) -> list[ReviewFinding]:
    """Those that nobody has let through with an assessment of its own."""
    return [one for one in findings if one.overridden_at is None or not one.impact]


def empty(answer: str) -> bool:
    """Whether an answer says nothing: a single word such as 无, or one sign repeated."""
    real = re.findall(r"[^\W_]", answer)
    return len(real) < LEAST or len(set(real)) < LEAST - 1


def composed(answers: Mapping[str, str]) -> str:
    """The three answers as one text, each under its question, as a finding that is let through keeps them."""
    return "\n".join(f"{label}：{answers[name].strip()}" for name, label in QUESTIONS.items())
