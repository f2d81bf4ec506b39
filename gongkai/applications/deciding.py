"""The day that a decision or judgment has set for answering anew 决定书（判决书）写明的期限, as a query over many cases."""

from datetime import date

from django.db.models import OuterRef, Subquery

from gongkai.applications.models import Application, CaseEvent, Kind

_ORDERS = CaseEvent.objects.filter(kind=Kind.REOPENED, superseded_by=None, void=False).order_by(
    "-day", "-serial"
)
# For `alias(decided=DECIDED)` or `annotate`: the last order's day, None where it set none or there was no order.
DECIDED = Subquery(_ORDERS.filter(application=OuterRef("pk")).values("until")[:1])

# The numbers of the cases that have such a day.
DECIDED_CASES = Application.objects.alias(decided=DECIDED).filter(decided__isnull=False).values("pk")


def decided_day(application: Application) -> date | None:
    """The same of one case; asked of the database unless it was read along with the case."""
    known = vars(application).get("decided", application)
    if known is not application:
        return known  # type: ignore[no-any-return]
    return _ORDERS.filter(application=application).values_list("until", flat=True).first()
