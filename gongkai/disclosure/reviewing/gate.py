"""What keeps a draft from going public: findings that block, and what a body above has said."""

from gongkai.disclosure.models import Referral, Review, ReviewFinding
from gongkai.screening.content.finding import Kind, Severity

PERSONAL = frozenset(
    {
        Kind.RESIDENT_ID,
        Kind.PASSPORT,
        Kind.MOBILE,
        Kind.BANK_CARD,
        Kind.EMAIL,
        Kind.PLATE,
        Kind.ADDRESS,
        Kind.BIRTH_DATE,
        Kind.HEALTH,
        Kind.MINOR,
    }
)


def blocking(review: Review) -> list[ReviewFinding]:
    """Findings that stop publication and that nobody has overridden with a reason."""
    return list(review.findings.filter(severity=Severity.BLOCK.value, overridden_at=None))


def refusal(review: Review) -> str:
    """Why 公开 may not be the opinion after 报请确定; empty when nothing stands against it."""
    last = Referral.objects.filter(review=review).order_by("-id").first()
    if last is not None and last.public is False:
        return f"{last.body}已经答复不予公开（{last.answered_on:%Y-%m-%d}），保密审查意见不能填“公开”。"
    return ""
