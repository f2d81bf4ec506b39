"""The reviewer's page (审查): text, every attachment, findings, what changed, and the one answer to give."""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from gongkai.disclosure import acts
from gongkai.disclosure.acts.reviewing.answering import waiting
from gongkai.disclosure.models import Item, Review, ReviewState, ReviewStep, StepKind
from gongkai.disclosure.queries import reviews_waiting
from gongkai.disclosure.reviewforms import DetermineForm, HandOverForm, OverrideForm, SheetForm
from gongkai.disclosure.reviewing.chain import able, turn, under_way, unfit, why_not
from gongkai.disclosure.reviewing.gate import blocking, secrecy_owed
from gongkai.disclosure.reviewing.seconding import why_not_second
from gongkai.disclosure.reviewing.telling import findings_told, passed_before
from gongkai.disclosure.reviewing.together import together
from gongkai.disclosure.takendown import REPORT_LEAK, withdrawals
from gongkai.disclosure.views import deed, own
from gongkai.office.clock import now
from gongkai.organs.models import Person
from gongkai.organs.permissions import EDITING, REVIEWING, may, organ_ids
from gongkai.trail.acts import Refused

TOLD = 20  # changes listed after masking; the rest is counted


@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """What waits for this reviewer, the earliest due first; then what waits for colleagues."""
    organs = organ_ids(request.user, REVIEWING)
    if not organs:
        raise PermissionDenied
    mine, others = reviews_waiting(request.user, organs, now().date())
    context = {"title": "待审核", "icon": "check", "mine": mine, "others": others, "day": now().date()}
    return render(request, "disclosure/reviews.html", context)


@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything a reviewer must see on one page that a phone can show."""
    return _page(request, pk)


def _page(request: HttpRequest, pk: int, **forms: Any) -> HttpResponse:
    item = own(request, pk)
    current = under_way(item)
    if current is None or current.revision is None:
        messages.warning(request, "这条信息现在没有在等待审查。")
        return redirect("disclosure:item", pk=pk)
    return render(request, "disclosure/review.html", _context(request, item, current) | forms)


def _context(request: HttpRequest, item: Item, current: Review) -> dict[str, Any]:
    step, day = turn(current), now().date()
    draft = current.revision.as_object()  # type: ignore[union-attr]
    reason = why_not(step, item, request.user, day) if step else ""
    may_answer = step is not None and not reason and current.state == ReviewState.OPEN
    held = blocking(current)
    colleagues = _able(step, item).exclude(pk=step.person_id if step else None)
    return {
        "title": f"审查：{draft.title}",
        "icon": "check",
        "back_url": reverse("disclosure:reviews"),
        "item": item,
        "draft": draft,
        "review": current,
        "steps": current.steps.select_related("person", "decided_by"),
        "step": step,
        "day": day,
        "why_not": reason,
        "may_answer": may_answer,
        "secrecy": step is not None and step.kind == StepKind.SECRECY,
        "owed": secrecy_owed(current) is not None,
        "last": step is not None and current.steps.filter(decided_at=None).count() == 1,
        "findings": findings_told(current),
        "blocking": held,
        "before": passed_before(current),
        "together": together(item, draft),
        "withdrawn_before": withdrawals(item),
        "report_leak": REPORT_LEAK,
        "referral": (referral := current.referrals.filter(recalled_at=None).first()),
        "waited": referral.waited(day) if referral else 0,
        "filled": current.sheets.select_related("by").first(),
        "sheet": SheetForm(review=current, initial={"channel": "政府网站", "summary": draft.summary}),
        "override": OverrideForm(held=held),
        "determine": DetermineForm(),
        "hand": HandOverForm(people=colleagues),
        "may_take": step is not None and bool(reason) and not unfit(step, item, request.user, day),
        "may_edit": may(request.user, EDITING, item.organ_id),
        "may_urge": may(request.user, EDITING | REVIEWING, item.organ_id),
        "may_approve": not why_not_second(item, current, request.user, day),
    }


def _able(step: ReviewStep | None, item: Item) -> QuerySet[Person]:
    """Who could do the step."""
    return able(step.kind, item.organ_id, now().date()) if step else Person.objects.none()


def _read(request: HttpRequest) -> int:
    """The number of the review that was read; 0 when it is not known, which no review has."""
    number = request.POST.get("review", "")
    return int(number) if re.fullmatch(r"\d{1,18}", number) else 0


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "")  # no database keeps it


def _answered(
    request: HttpRequest, pk: int, act: Callable[[Item], Any], said: str, **forms: Any
) -> HttpResponse:
    """Do an act and say what came of it; what was refused is shown again with all that was filled in."""
    try:
        act(own(request, pk))
    except Refused as refusal:
        return _again(request, pk, [str(refusal)], **forms)
    except ValidationError as fault:
        return _again(request, pk, fault.messages, **forms)
    messages.success(request, said)
    return redirect("disclosure:item", pk=pk)


def _again(request: HttpRequest, pk: int, faults: list[str], **forms: Any) -> HttpResponse:
    messages.error(request, "".join(faults))
    return _page(request, pk, **forms)


def _faulty(request: HttpRequest, pk: int, form: Any, **forms: Any) -> HttpResponse:
    faults = [fault for faults in form.errors.values() for fault in faults]
    return _again(request, pk, list(dict.fromkeys(faults)), **forms)


@deed
def pass_step(request: HttpRequest, pk: int) -> HttpResponse:
    """审核通过, 保密审查 with its sheet, or 签发."""
    item = own(request, pk)
    remark = _text(request, "remark")
    try:
        current, step = waiting(item, request.user, now(), _read(request))
    except Refused as refusal:
        return _again(request, pk, [str(refusal)], remark=remark)
    facts: dict[str, Any] = {"review": current.pk, "remark": remark}
    kept: dict[str, Any] = {"remark": remark}
    if step.kind == StepKind.SECRECY:
        form = kept["sheet"] = SheetForm(request.POST, review=current)
        if not form.is_valid():
            return _again(request, pk, ["登记表还没有填好，请看标红的地方。"], **kept)
        facts |= {"sheet": form.filled(), "referred": form.referred(), "withheld": form.withheld()}
    try:
        acts.pass_step(item=item, by=request.user, at=now(), **facts)
    except Refused as refusal:
        return _again(request, pk, [str(refusal)], **kept)
    except ValidationError as fault:
        return _again(request, pk, fault.messages, **kept)
    messages.success(request, _came_of(current))
    return redirect("disclosure:item", pk=pk)


def _came_of(answered: Review) -> str:
    """What happened to the draft by the answer, in a sentence."""
    answered.refresh_from_db()
    if answered.state == ReviewState.REFERRED:
        asked = answered.referrals.first()
        return f"已报请{asked.body if asked else '上级'}确定。有了答复请在审查页登记；没有答复不等于同意，在这以前不会公开。"
    if answered.state == ReviewState.WITHHELD:
        return "已登记为不予公开，网页上不会有这条信息。到了下次评估的日期，首页上有提示。"
    following = turn(answered) if answered.state == ReviewState.OPEN else None
    if following is not None:
        return f"已办理。下一步：{following.get_kind_display()}，由{following.person or '有该职责的人'}办理。"
    if answered.item is not None and answered.item.held:
        return "已办理，审查通过了。等所属的文件公开时一起公开。"
    if answered.urgent_published_at is not None:
        return "已办理，应急公开的审查补办完了。"
    return "已办理。最后一个环节已经通过，网页马上更新。"


@deed
def return_to_author(request: HttpRequest, pk: int) -> HttpResponse:
    facts = {"reason": _text(request, "reason"), "review": _read(request)}
    return _answered(
        request,
        pk,
        lambda it: acts.return_to_author(item=it, by=request.user, at=now(), **facts),
        "已退回信息员，信息员的首页上有提示。",
        return_reason=facts["reason"],
    )


@deed
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    return _answered(
        request, pk, lambda it: acts.take_over(item=it, by=request.user, at=now()), "这一步现在由您办理。"
    )


@deed
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    item = own(request, pk)
    current = under_way(item)
    step = turn(current) if current else None
    form = HandOverForm(request.POST, people=_able(step, item))
    if not form.is_valid():
        return _faulty(request, pk, form, hand=form)
    facts = {"to": form.cleaned_data["to"], "reason": form.cleaned_data["reason"]}
    return _answered(
        request, pk, lambda it: acts.hand_over(item=it, by=request.user, at=now(), **facts), "已转交。",
        hand=form,
    )  # fmt: skip


@deed
def override(request: HttpRequest, pk: int) -> HttpResponse:
    current = under_way(own(request, pk))
    form = OverrideForm(request.POST, held=blocking(current) if current else [])
    if not form.is_valid():
        return _faulty(request, pk, form, override=form)
    return _answered(
        request,
        pk,
        lambda it: acts.override(item=it, by=request.user, at=now(), **form.facts()),
        "已放行，理由已经记录。",
        override=form,
    )


@deed
def mask(request: HttpRequest, pk: int) -> HttpResponse:
    """遮盖: masked copies take the place of what screening stopped."""
    masking: list[acts.Masking] = []

    def act(item: Item) -> None:
        masking.append(acts.mask(item=item, by=request.user, at=now()))

    answer = _answered(request, pk, act, "已换成遮盖后的副本，并退回信息员核对、重新送审。")
    for one in masking:
        for change in one.done[:TOLD]:
            messages.info(request, f"已遮盖：{change}")
        if len(one.done) > TOLD:
            messages.info(request, f"一共遮盖了{len(one.done)}处，这里只列出前{TOLD}处。")
        for part in one.left[:10]:
            messages.warning(request, f"没能自动遮盖，请人工处理：{part}")
    return answer


@deed
def determine(request: HttpRequest, pk: int) -> HttpResponse:
    form = DetermineForm(request.POST)
    if not form.is_valid():
        return _faulty(request, pk, form, determine=form)
    facts = form.cleaned_data | {"public": form.cleaned_data["public"] == "yes"}
    return _answered(
        request,
        pk,
        lambda it: acts.determine(item=it, by=request.user, at=now(), **facts),
        "答复已登记，请继续审查。",
        determine=form,
    )


@deed
def propose_urgent(request: HttpRequest, pk: int) -> HttpResponse:
    reason = _text(request, "reason")
    return _answered(
        request,
        pk,
        lambda it: acts.propose_urgent(
            item=it, by=request.user, at=now(), reason=reason, review=_read(request)
        ),
        "已提出，等另一个人核准。",
        urgent_reason=reason,
    )


@deed
def publish_urgently(request: HttpRequest, pk: int) -> HttpResponse:
    current = under_way(own(request, pk))
    facts: dict[str, Any] = {"review": _read(request)}
    kept: dict[str, Any] = {"urged": True}
    if current is not None and secrecy_owed(current) is not None:
        form = kept["sheet"] = SheetForm(request.POST, review=current)
        if not form.is_valid():
            said = "应急发布也要先做保密审查，登记表还没有填好，请看标红的地方。"
            return _again(request, pk, [said], **kept)
        facts["sheet"] = form.filled()
    return _answered(
        request,
        pk,
        lambda it: acts.publish_urgently(item=it, by=request.user, at=now(), **facts),
        "已应急发布，网页马上更新。其余环节请在一天以内补办。",
        **kept,
    )


@deed
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """撤回报请: the question put to a body above is taken back."""
    reason = _text(request, "reason")
    return _answered(
        request,
        pk,
        lambda it: acts.recall_referral(item=it, by=request.user, at=now(), reason=reason),
        "已撤回报请，请继续审查。",
        recall_reason=reason,
    )


urlpatterns = [
    path("reviews/", reviews, name="reviews"),
    path("item/<int:pk>/review/", review, name="review"),
    path("item/<int:pk>/pass/", pass_step, name="pass"),
    path("item/<int:pk>/return/", return_to_author, name="return"),
    path("item/<int:pk>/take/", take_over, name="take"),
    path("item/<int:pk>/hand/", hand_over, name="hand"),
    path("item/<int:pk>/override/", override, name="override"),
    path("item/<int:pk>/mask/", mask, name="mask"),
    path("item/<int:pk>/determine/", determine, name="determine"),
    path("item/<int:pk>/recall/", recall, name="recall"),
    path("item/<int:pk>/urgent/", propose_urgent, name="urgent"),
    path("item/<int:pk>/urgent/publish/", publish_urgently, name="publish-urgently"),
]
