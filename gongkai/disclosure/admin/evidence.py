"""Opening the sealed evidence of a take-down in the back office, for a court or 保密行政管理部门 say."""

import io
import re

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from wagtail.admin import messages

from gongkai.disclosure import acts
from gongkai.disclosure.models import TakeDown
from gongkai.disclosure.views import deed, own
from gongkai.office.clock import now
from gongkai.trail.acts import Refused


@deed
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The zip file as it was sealed, once the reason is written down."""
    item = own(request, pk)
    number = request.POST.get("taken", "")
    known = int(number) if re.fullmatch(r"[0-9]{1,18}", number) else 0
    taken = get_object_or_404(TakeDown, pk=known, item=item)
    reason = request.POST.get("reason", "").replace("\0", "")  # no database keeps it
    try:
        content = acts.open_evidence(taken=taken, by=request.user, at=now(), reason=reason)  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("disclosure:item", pk=pk)
    answer = FileResponse(io.BytesIO(content), as_attachment=True, filename=f"evidence-{taken.pk}.zip")
    answer["Cache-Control"] = "no-store"
    return answer


urlpatterns = [path("item/<int:pk>/evidence/", evidence, name="evidence")]
