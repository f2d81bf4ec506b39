"""Which acts make something public for the first time (首次公开): of items, and of annual reports."""

from typing import Any

from django.db.models import Q, QuerySet

from gongkai.trail.models import Act

ITEM, REPORT = "disclosure.item", "reporting.annualreport"
REPORT_VERB = "公开年度报告"


def publishing() -> QuerySet[Act]:
    """The acts among which first publications are: every one of an item tells its 索引号 (`makes_public`)."""
    return Act.objects.filter(Q(subject_kind=ITEM) | Q(subject_kind=REPORT, verb=REPORT_VERB))


def makes_public(kind: str, detail: dict[str, Any]) -> bool:
    """Whether an act out of `publishing` made its subject public."""
    return kind == REPORT or "索引号" in detail


def index_number_of(detail: dict[str, Any]) -> str:
    """The 索引号 that the act tells; reports have none."""
    return str(detail.get("索引号", ""))


def fingerprint_of(detail: dict[str, Any]) -> str:
    """What the act says of the content (指纹); of an older report only its figures (数据指纹)."""
    return str(detail.get("指纹", detail.get("数据指纹", "")))
