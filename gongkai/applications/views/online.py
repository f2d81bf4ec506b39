"""What came over the internet, on the page of the case: taking it over, and opening the files of proof with a trail."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from gongkai.applications import acts
from gongkai.applications.views.seeing import handled, seen
from gongkai.office.clock import now
from gongkai.trail.acts import Refused

# Whatever is in the file, nothing of it runs or reaches out when it is opened.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """我来办: a case that nobody handles becomes one's own."""
    found = handled(request, pk)
    try:
        acts.take(application=found.application, by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "这件申请现在由您经办。")
    return redirect("applications_application:page", pk=pk)


@require_POST
@never_cache
def proof(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """One file of the case (the first is 1), opened for this look alone."""
    found = seen(request, pk)
    kept = (
        found.application.proofs.select_related("application").order_by("pk")[serial - 1 : serial]
        if serial
        else []
    )
    if not kept:
        raise Http404("这件申请没有这份材料。")
    try:
        data = acts.look_at_proof(proof=kept[0], by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("applications_application:page", pk=pk)
    response = HttpResponse(data, content_type=kept[0].media)
    name = f"{found.application.pk}-{serial}.{ENDINGS.get(kept[0].media, 'bin')}"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response
