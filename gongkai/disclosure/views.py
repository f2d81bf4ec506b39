"""An item's own page in the back office, and the deeds done from it: one act a view."""

import re
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from gongkai.disclosure import acts
from gongkai.disclosure.acts.dependants import dependants
from gongkai.disclosure.admin.explaining import both_ways
from gongkai.disclosure.admin.items import state_of
from gongkai.disclosure.forms import ValidityForm
from gongkai.disclosure.models import Attachment, Item, StoredFile, TakeDown, TakeDownGround
from gongkai.disclosure.queries import lacks_explanation, publication_deadline, return_of
from gongkai.disclosure.relating import grouped
from gongkai.disclosure.reviewforms import AnnulledForm, TakeDownForm
from gongkai.disclosure.reviewing.chain import under_way
from gongkai.disclosure.reviewing.gate import blocking
from gongkai.disclosure.richtext import PICTURES, shown
from gongkai.disclosure.takendown import (
    REPORT_LEAK,
    may_see_sealed,
    open_annulments,
    sealed_off,
    withdrawal_deadline,
)
from gongkai.law.publication import Due
from gongkai.office.clock import now
from gongkai.organs.calendar import working_calendar
from gongkai.organs.permissions import APPROVING, EDITING, REVIEWING, WITHDRAWING, may, organ_ids
from gongkai.trail.acts import Refused
from gongkai.trail.queries import acts_on


def own(request: HttpRequest, pk: int) -> Item:
    """The item, if it is of an organ in which the person holds an office; not found otherwise."""
    return get_object_or_404(
        Item.objects.select_related("organ", "node", "author", "latest_revision__user"),
        pk=pk,
        organ_id__in=organ_ids(request.user),
    )


def readable(request: HttpRequest, pk: int) -> Item:
    """The same, and not sealed off from this person: what leaked is not shown round the organ once more."""
    it = own(request, pk)
    if hidden(request, it):
        raise Http404("这条信息已经撤下，内容已经封存，只有保密审查人可以查看。")
    return it


def hidden(request: HttpRequest, it: Item) -> TakeDown | None:
    """The take-down because of which this person may not see the content."""
    taken = sealed_off(it)
    return taken if taken and not may_see_sealed(request.user, it.organ_id, now().date()) else None


@require_GET
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one item: its draft as it will look, its due day with the count, its trail, what may be done."""
    return _page(request, pk)


def _page(request: HttpRequest, pk: int, **forms: Any) -> HttpResponse:
    """The same, with the `forms` that were refused as they were filled in."""
    it = own(request, pk)
    if taken := hidden(request, it):
        return _sealed(request, it, taken)
    current = under_way(it)
    context = {
        "title": it.title,
        "item": it,
        "state": state_of(it),
        "due": publication_deadline(it, working_calendar()),
        "day": now().date(),
        "trail": acts_on(it),
        "may_edit": may(request.user, EDITING, it.organ_id),
        "may_approve": may(request.user, APPROVING, it.organ_id),
        "may_review": may(request.user, REVIEWING, it.organ_id),
        "review": current,
        "blocking": blocking(current) if current else [],
        "steps": current.steps.select_related("person", "decided_by") if current else [],
        "reviews": it.reviews.prefetch_related("sheets", "steps__decided_by")[:20],
        "back": return_of(it),
        "withheld": it.withholdings.standing().first(),
        "sealed": sealed_off(it),
        "report_leak": REPORT_LEAK,
        "may_withdraw": may(request.user, WITHDRAWING, it.organ_id),
        "take_down": TakeDownForm(initial=_known_annulled(it)),
        "annulled": AnnulledForm(),
        "annulments": [(one, _deadline(one.decided_on)) for one in it.annulments.all()[:5]],
        "takedowns": (taken := _taken(it)),
        "may_open": bool(taken) and may_see_sealed(request.user, it.organ_id, now().date()),
        "dependants": dependants(it) if it.live else [],
        "kept": set(),
        "unexplained": lacks_explanation(it),
        "validity": ValidityForm(instance=it),
        "back_url": reverse("wagtailsnippets_disclosure_item:list"),
        **both_ways(it, it.get_latest_revision_as_object(), request.user),
    }
    return render(request, "disclosure/item.html", context | forms)


def _deadline(decided_on: date) -> Due | None:
    return withdrawal_deadline(decided_on, working_calendar())


def _taken(it: Item) -> list[tuple[TakeDown, Due | None]]:
    rows = it.takedowns.select_related("by")
    return [(one, _deadline(one.decided_on) if one.decided_on else None) for one in rows]


def _known_annulled(it: Item) -> dict[str, Any]:
    """The form begins with what somebody has entered about a decision undone."""
    noted = open_annulments([it.organ_id]).filter(item=it).last()
    return {"ground": TakeDownGround.REVOKED, "decided_on": noted.decided_on} if noted else {}


def _sealed(request: HttpRequest, it: Item, taken: TakeDown) -> HttpResponse:
    """Where the content was: on what ground it went, who did it, and when."""
    context = {
        "title": "已撤下封存的信息",
        "item": it,
        "taken": taken,
        "report_leak": REPORT_LEAK,
        "back_url": reverse("wagtailsnippets_disclosure_item:list"),
    }
    return render(request, "disclosure/sealed.html", context)


@require_GET
@xframe_options_sameorigin
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest draft as it will look in public."""
    it = readable(request, pk)
    draft = it.get_latest_revision_as_object()
    context = {
        "item": draft,
        "body": shown(draft.body, draft.pictures_at),
        "attachments": [_link(pk, one) for one in draft.attachments.all() if not one.inline],
        "explained": None if draft.explains and hidden(request, draft.explains) else draft.explains,
        "belongings": grouped(it.explanations.public().select_related("organ")),
        "notes": it.change_notes.all(),
        "new_note": draft.change_note if it.first_published_at and it.has_unpublished_changes else "",
        "is_public": it.live and not it.has_unpublished_changes,
        "is_withdrawn": not it.live and it.withdrawn_at is not None,
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
    draft = readable(request, pk).get_latest_revision_as_object()
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
    def by_post(request: HttpRequest, pk: int, **named: Any) -> HttpResponse:
        if request.method == "POST":
            return view(request, pk, **named)
        it = own(request, pk)
        messages.warning(request, "刚才没有办理。请看过现在的内容，再点一次。")
        return redirect("disclosure:item", pk=it.pk)

    return by_post


def done(
    request: HttpRequest, pk: int, act: Callable[[Item], Any], said: str, *, back: str = "disclosure:item"
) -> HttpResponse:
    """Do an act and say what came of it; on `back` when it was refused, else on the item's own page."""
    it = own(request, pk)
    try:
        act(it)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(back, pk=pk)
    except ValidationError as fault:
        messages.error(request, "".join(fault.messages))
        return redirect(back, pk=pk)
    messages.success(request, said)
    return redirect("disclosure:item", pk=pk)


@deed
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    return done(request, pk, lambda it: acts.submit(item=it, by=request.user, at=now()), "已送审。")


@deed
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    given = {name: value.replace("\0", "") for name, value in request.POST.items()}  # no database keeps it
    form = TakeDownForm(given)
    keep = _unticked(request)
    said = "已撤下，网页上不再有这条信息。撤下前的内容已经封存。"
    answer = _filled_in(
        request, pk, "take_down", form,
        lambda it, facts: acts.withdraw(item=it, by=request.user, at=now(), keep=keep, **facts), said, kept=keep,
    )  # fmt: skip
    if form.is_valid() and form.cleaned_data["ground"] == TakeDownGround.SECRET:
        messages.warning(request, REPORT_LEAK)
    return answer


@deed
def annulled(request: HttpRequest, pk: int) -> HttpResponse:
    """That the decision shown was undone: from now on taking it down is a task with a day."""
    return _filled_in(
        request, pk, "annulled", AnnulledForm(request.POST),
        lambda it, facts: acts.note_annulled(item=it, by=request.user, at=now(), **facts),
        "已登记，审核人和公开办的工作台会提醒按期撤下。",
    )  # fmt: skip


def _filled_in(
    request: HttpRequest,
    pk: int,
    name: str,
    form: Form,
    act: Callable[[Item, Any], Any],
    said: str,
    **shown: Any,
) -> HttpResponse:
    """Do what the form `name` of the page asks for; what is refused is shown again with all that was filled in."""
    it = own(request, pk)
    if form.is_valid():
        try:
            act(it, form.cleaned_data)
        except (Refused, ValidationError) as fault:
            form.add_error(None, str(fault) if isinstance(fault, Refused) else "".join(fault.messages))
        else:
            messages.success(request, said)
            return redirect("disclosure:item", pk=pk)
    messages.error(request, "没有办成，请看标红的地方。")
    return _page(request, pk, **{name: form}, **shown)


def _unticked(request: HttpRequest) -> set[int]:
    """Of what is taken down along with an item, those that were shown and not ticked; what was not shown goes too."""
    shown, ticked = (request.POST.getlist(name) for name in ("shown", "along"))
    return {int(one) for one in set(shown) - set(ticked) if re.fullmatch(r"[0-9]{1,18}", one)}


@deed
def mark_validity(request: HttpRequest, pk: int) -> HttpResponse:
    def mark(it: Item, facts: dict[str, Any]) -> None:
        given = {"on": facts["validity_on"], "instrument": facts["validity_instrument"]}
        acts.mark_validity(item=it, by=request.user, at=now(), validity=facts["validity"], **given)

    form = ValidityForm(request.POST, instance=Item())
    return _filled_in(request, pk, "validity", form, mark, "有效性已标注。")
