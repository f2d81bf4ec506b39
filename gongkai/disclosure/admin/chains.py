"""Setting up who reviews what (审查流程), by an organ's administrator."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from gongkai.disclosure import acts
from gongkai.disclosure.acts.chains import MOST_STEPS
from gongkai.disclosure.models import Chain, Genre, StepKind
from gongkai.disclosure.reviewing.chain import Planned
from gongkai.disclosure.reviewing.enough import too_few
from gongkai.office.clock import now
from gongkai.office.managing import managed
from gongkai.organs.models import Organ, Person
from gongkai.organs.permissions import REVIEWING
from gongkai.trail.acts import Refused

ROWS = MOST_STEPS
# Beginnings that offices use: who fills in names is done.
BEGINNINGS = {
    "2": (StepKind.SECRECY,),
    "3": (StepKind.AUDIT, StepKind.SECRECY),
    "4": (StepKind.AUDIT, StepKind.SECRECY, StepKind.ISSUE),
}


class ChainForm(forms.Form):
    """The genre; the steps follow as rows."""

    genre = forms.ChoiceField(label="体裁", choices=[("", "其余各种体裁"), *Genre.choices], required=False)


class StepForm(forms.Form):
    """One step; an empty kind is no step."""

    kind = forms.ChoiceField(label="环节", choices=[("", "（没有）"), *StepKind.choices], required=False)
    person = forms.ModelChoiceField(
        Person.objects.none(), label="办理人", required=False, empty_label="有该职责的人，谁的少派给谁",
        error_messages={"invalid_choice": "请重新选择办理人。"},
    )  # fmt: skip
    days = forms.IntegerField(
        label="工作日", initial=2, min_value=1, max_value=20, required=False,
        error_messages={"invalid": "请填写1到20的数字。", "min_value": "最少1个工作日。", "max_value": "最多20个工作日。"},
    )  # fmt: skip

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every organ that this administrator manages, with its chains."""
    organs = list(
        Organ.objects.filter(pk__in=managed(request), abolished_on=None).prefetch_related(
            "chains__steps__person"
        )
    )
    for organ in organs:
        genres = {chain.genre for chain in organ.chains.all()}
        organ.others_by_two = bool(genres) and "" not in genres
    context = {"title": "审查流程", "icon": "tasks", "organs": organs, "beginnings": BEGINNINGS}
    return render(request, "disclosure/chains.html", context)


def edit(request: HttpRequest, organ_id: int) -> HttpResponse:
    """The chain for one genre of an organ, laid down or changed."""
    organ = get_object_or_404(Organ, pk=organ_id, pk__in=managed(request))
    people = Person.objects.filter(
        appointments__organ=organ, appointments__role__in=REVIEWING, appointments__until=None, is_active=True
    ).distinct()
    genre = request.GET.get("genre", "")
    chain = organ.chains.filter(genre=genre).first()
    if request.method == "POST":
        form = ChainForm(request.POST)
        rows = [StepForm(request.POST, prefix=f"s{n}", people=people) for n in range(ROWS)]
        sound = [row.is_valid() for row in rows]  # all of them, so that each shows its faults
        if form.is_valid() and all(sound) and _set(request, organ, form.cleaned_data["genre"], rows):
            return redirect("disclosure:chains")
    else:
        form = ChainForm(initial={"genre": genre})
        rows = [
            StepForm(prefix=f"s{n}", people=people, initial=first)
            for n, first in enumerate(_rows(request, chain))
        ]
    context = {
        "title": f"{organ}的审查流程",
        "icon": "tasks",
        "form": form,
        "rows": rows,
        "organ": organ,
        "chain": chain,
        "back_url": reverse("disclosure:chains"),
    }
    return render(request, "disclosure/chain.html", context)


def _rows(request: HttpRequest, chain: Chain | None) -> list[dict[str, Any]]:
    if chain is not None:
        held = [{"kind": one.kind, "person": one.person_id, "days": one.days} for one in chain.steps.all()]
    else:
        beginning = BEGINNINGS.get(request.GET.get("people", ""), BEGINNINGS["2"])
        held = [{"kind": kind.value, "days": 2} for kind in beginning]
    return (held + [{}] * ROWS)[:ROWS]


def _set(request: HttpRequest, organ: Organ, genre: str, rows: list[StepForm]) -> bool:
    steps = [
        Planned(StepKind(row.cleaned_data["kind"]), row.cleaned_data["person"], row.cleaned_data["days"] or 2)
        for row in rows
        if row.cleaned_data["kind"]
    ]
    try:
        acts.set_chain(organ=organ, genre=genre, steps=steps, by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, "审查流程已保存，以后送审的信息按它办。")
    if short := too_few(organ, steps, now().date()):
        messages.warning(request, short)
    return True


@require_POST
def drop(request: HttpRequest, chain_id: int) -> HttpResponse:
    chain = get_object_or_404(Chain, pk=chain_id, organ_id__in=managed(request))
    acts.drop_chain(chain=chain, by=request.user, at=now())
    messages.success(request, "已取消，这种体裁的信息按其余信息的流程办。")
    return redirect("disclosure:chains")


urlpatterns = [
    path("chains/", index, name="chains"),
    path("chains/<int:organ_id>/", edit, name="chain"),
    path("chains/<int:chain_id>/drop/", drop, name="drop-chain"),
]
