"""An item's own page in the back office, and the deeds done from it: one act a view."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from gongkai.disclosure import acts
from gongkai.disclosure.admin.explaining import both_ways
from gongkai.disclosure.admin.items import state_of
from gongkai.disclosure.forms import ReasonForm, ValidityForm
from gongkai.disclosure.models import Attachment, Item, StoredFile
from gongkai.disclosure.queries import publication_deadline, waiting_for_review
from gongkai.disclosure.richtext import PICTURES, shown
from gongkai.office.clock import now
from gongkai.organs.calendar import working_calendar
from gongkai.organs.permissions import APPROVING, EDITING, may, organ_ids
from gongkai.trail.acts import Refused
from gongkai.trail.queries import acts_on


def _own(request: HttpRequest, pk: int) -> Item:
    return get_object_or_404(
        Item.objects.select_related("organ", "node", "author", "latest_revision__user"),
        pk=pk,
        organ_id__in=organ_ids(request.user),
    )


@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """What waits for this reviewer, the longest waiting first."""
    organs = organ_ids(request.user, APPROVING)
    if not organs:
        raise PermissionDenied
    return render(
        request, "disclosure/reviews.html", {"title": "待审核", "items": waiting_for_review(organs)}
    )


@require_GET
def item(request: HttpRequest, pk: int, **forms: Any) -> HttpResponse:
    """Everything about one item: its draft as it will look, its due day with the count, its trail, what may be done."""
    own = _own(request, pk)
    context = {
        "title": own.title,
        "item": own,
        "state": state_of(own),
        "due": publication_deadline(own, working_calendar()),
        "day": now().date(),
        "trail": acts_on(own),
        "may_edit": may(request.user, EDITING, own.organ_id),
        "may_approve": may(request.user, APPROVING, own.organ_id),
        "reason": ReasonForm(auto_id="%s"),
        "validity": ValidityForm(instance=own),
        "back_url": reverse("wagtailsnippets_disclosure_item:list"),
        **both_ways(own, own.get_latest_revision_as_object(), request.user),
    }
    return render(request, "disclosure/item.html", context | forms)


@require_GET
@xframe_options_sameorigin
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest draft as it will look in public."""
    own = _own(request, pk)
    draft = own.get_latest_revision_as_object()
    context = {
        "item": draft,
        "body": shown(draft.body, draft.pictures_at),
        "attachments": [_link(pk, one) for one in draft.attachments.all() if not one.inline],
        "explained": draft.explains,
        "explanations": [] if draft.explains_id else list(own.explanations.public().select_related("organ")),
        "is_public": own.live and not own.has_unpublished_changes,
    }
    return render(request, "disclosure/preview.html", context)


def _link(pk: int, attachment: Attachment) -> dict[str, Any]:
    file = attachment.stored_file
    address = reverse("disclosure:file", args=[pk, file.pk])
    return {"title": str(attachment), "path": address, "extension": file.extension, "size": file.size}


@require_GET
def file(request: HttpRequest, pk: int, file_id: int) -> FileResponse:
    """An attachment of the latest draft, to be read before it is passed (审核)."""
    return _served(request, pk, lambda stored: stored.pk == file_id, download=True)


@require_GET
def picture(request: HttpRequest, pk: int, picture: str) -> FileResponse:
    """A picture that stands, or may be put, in the body of the latest draft."""
    return _served(request, pk, lambda one: one.public_name == picture and one.extension in PICTURES)


def _served(
    request: HttpRequest, pk: int, wanted: Callable[[StoredFile], bool], *, download: bool = False
) -> FileResponse:
    draft = _own(request, pk).get_latest_revision_as_object()
    for attachment in draft.attachments.all():
        stored = attachment.stored_file
        if wanted(stored):
            return FileResponse(
                stored.path.open("rb"),
                as_attachment=download,
                filename=stored.name,
                content_type=stored.media_type,
            )
    raise Http404("这条信息没有这个附件。")


def deed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A deed is done by POST; whoever comes by GET, from the log-in page say, is told that nothing was done."""

    @wraps(view)
    def done(request: HttpRequest, pk: int, **named: Any) -> HttpResponse:
        if request.method == "POST":
            return view(request, pk, **named)
        own = _own(request, pk)
        messages.warning(request, "刚才没有办理。请看过现在的内容，再点一次。")
        return redirect("disclosure:item", pk=own.pk)

    return done


def _done(request: HttpRequest, pk: int, deed: Callable[[Item], Any], said: str) -> HttpResponse:
    own = _own(request, pk)
    try:
        deed(own)
    except Refused as refusal:
        messages.error(request, str(refusal))
    except ValidationError as fault:
        messages.error(request, "；".join(fault.messages))
    else:
        messages.success(request, said)
    return redirect("disclosure:item", pk=pk)


@deed
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(request, pk, lambda own: acts.submit(item=own, by=request.user, at=now()), "已送审。")


@deed
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    number = request.POST.get("reviewed", "")
    reviewed = int(number) if re.fullmatch(r"\d{1,18}", number) else 0  # 0: what was read is not known
    return _done(
        request,
        pk,
        lambda own: acts.publish(item=own, by=request.user, at=now(), reviewed=reviewed),
        "已发布，网页马上更新。",
    )


def _with_reason(request: HttpRequest, pk: int, act: Callable[..., Any], said: str) -> HttpResponse:
    reason = request.POST.get("reason", "").replace("\0", "")  # no database keeps it
    return _done(request, pk, lambda own: act(item=own, by=request.user, at=now(), reason=reason), said)


@deed
def return_to_author(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, acts.return_to_author, "已退回信息员。")


@deed
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, acts.withdraw, "已撤下，网页上不再有这条信息。")


@deed
def mark_validity(request: HttpRequest, pk: int) -> HttpResponse:
    form = ValidityForm(request.POST, instance=Item())
    if not form.is_valid():
        messages.error(request, "；".join(message for errors in form.errors.values() for message in errors))
        _own(request, pk)
        return redirect("disclosure:item", pk=pk)
    facts = form.cleaned_data
    return _done(
        request,
        pk,
        lambda own: acts.mark_validity(
            item=own,
            by=request.user,
            at=now(),
            validity=facts["validity"],
            on=facts["validity_on"],
            instrument=facts["validity_instrument"],
        ),
        "有效性已标注。",
    )
