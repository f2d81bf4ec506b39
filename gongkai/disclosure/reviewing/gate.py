"""What keeps a draft from going public: findings that block, and what a body above has said."""

from django.db.models import TextChoices

from gongkai.disclosure.models import Item, Referral, Review, ReviewFinding, ReviewState, ReviewStep, StepKind
from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.masked.choice import PERSONAL as OF_PEOPLE

PERSONAL = OF_PEOPLE - {Kind.LANDLINE}  # the telephone of an office is nobody's own
MARKS = frozenset({Kind.SECRECY_MARK})


class Marking(TextChoices):
    """Why a mark of secrecy does not keep a draft from going public."""

    DECLASSIFIED = "declassified", "已经解密"
    MENTIONED = "mentioned", "不是密级标志，只是提到"


def blocking(review: Review) -> list[ReviewFinding]:
    """Findings that stop publication and that nobody has overridden with a reason."""
    return list(review.findings.filter(severity=Severity.BLOCK.value, overridden_at=None))


def refusal(item: Item) -> str:
    """Why the item may not be public after 报请确定, in whichever of its reviews; empty when nothing stands against it.

    A no stands however often the draft is handed in again, until the body has said yes to a new question.
    """
    asked = Referral.objects.filter(review__item=item, recalled_at=None).order_by("-id")
    if waiting := asked.filter(public=None, review__state=ReviewState.REFERRED).first():
        return f"已经报请{waiting.body}确定，还没有答复。没有答复不等于同意。"
    last = asked.filter(public__isnull=False).first()  # what was asked in a review that ended decides nothing
    if last is not None and not last.public:
        return (
            f"{last.body}已经答复不予公开（{last.answered_on:%Y-%m-%d}），不能公开。"
            "内容改过、情况变了的，请保密审查人重新报请确定。"
        )
    return ""


def secrecy_owed(review: Review) -> ReviewStep | None:
    """The step of 保密审查 that nobody has passed yet."""
    return review.steps.filter(kind=StepKind.SECRECY, decided_at=None).select_related("person").first()
