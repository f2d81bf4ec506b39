"""不予公开的信息 in the back office: the register, what is due to be looked at again, and the look."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from gongkai.disclosure import acts
from gongkai.disclosure.models import Withheld
from gongkai.disclosure.reviewforms import ReassessForm, WithholdForm
from gongkai.office.clock import now
from gongkai.organs.permissions import EVERYONE, REVIEWING, organ_ids, organs_for
from gongkai.trail.acts import Refused


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What is not public, the next to be looked at first."""
    organs = organ_ids(request.user, EVERYONE)
    if not organs:
        raise PermissionDenied
    held = Withheld.objects.filter(organ_id__in=organs).select_related("organ", "decided_by")
    context = {
        "title": "不予公开的信息",
        "icon": "lock",
        "standing": held.standing()[:500],
        "ended": held.exclude(ended_on=None).order_by("-ended_on")[:100],
        "day": now().date(),
        "may_add": bool(organ_ids(request.user, REVIEWING)),
    }
    return render(request, "disclosure/withheld.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """Enter something that is not public."""
    organs = organs_for(request.user, REVIEWING)
    if not organs.exists():
        raise PermissionDenied
    form = WithholdForm(request.POST or None, organs=organs, day=now().date())
    if request.method == "POST" and form.is_valid():
        try:
            acts.withhold(by=request.user, at=now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as fault:
            form.add_error(None, "".join(fault.messages))
        else:
            messages.success(request, "已登记。")
            return redirect("disclosure:withheld")
    context = {
        "title": "登记不予公开的信息",
        "icon": "lock",
        "form": form,
        "button": "登记",
        "explanation": "名称本身涉密的不要在这里登记：联网的系统不能处理国家秘密（《保守国家秘密法》第二十九条、第三十一条）。",
        "back_url": reverse("disclosure:withheld"),
    }
    return render(request, "office/form.html", context)


def assess(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at it again."""
    held = get_object_or_404(Withheld, pk=pk, organ_id__in=organ_ids(request.user, REVIEWING))
    form = ReassessForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {"stays": form.cleaned_data["stays"] == "yes"}
        try:
            acts.reassess(withheld=held, by=request.user, at=now(), **facts)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as fault:
            form.add_error(None, "".join(fault.messages))
        else:
            messages.success(request, "评估已登记。")
            return redirect("disclosure:withheld")
    context = {
        "title": f"评估：{held.title}",
        "icon": "lock",
        "form": form,
        "button": "登记评估",
        "explanation": f"{held.get_ground_display()}。{held.decided_on:%Y年%m月%d日}决定不予公开，理由：{held.reason}",
        "back_url": reverse("disclosure:withheld"),
    }
    return render(request, "office/form.html", context)


urlpatterns = [
    path("withheld/", index, name="withheld"),
    path("withheld/add/", add, name="add-withheld"),
    path("withheld/<int:pk>/", assess, name="assess"),
]
