"""The addresses of the register; the bench keeps the one under which the register has always been found."""

from django.urls import URLPattern, path

from gongkai.applications.forms.deeds import DEEDS
from gongkai.applications.views import (
    api,
    bench,
    case,
    correcting,
    deeds,
    online,
    paper,
    parting,
    reminding,
    workload,
)

cases: list[URLPattern] = [
    path("", bench.index, name="index"),
    path("new/", bench.register, name="add"),
    path("workload/", workload.workload, name="workload"),
    path("reminding/", reminding.reminding, name="reminding"),
    path("reminding/feed/", reminding.feed, name="feed"),
    path("<int:pk>/", case.page, name="page"),
    path("<int:pk>/applicant/", case.reveal, name="reveal"),
    path("<int:pk>/amend/", deeds.amend, name="amend"),
    path("<int:pk>/take/", online.take, name="take"),
    path("<int:pk>/proofs/<int:serial>/", online.proof, name="proof"),
    path("<int:pk>/split/", parting.split, name="split"),
    path("<int:pk>/acts.json", api.open_acts, name="acts"),
    path("<int:pk>/acts/<str:key>.json", api.do, name="do"),
    *(
        path(f"<int:pk>/{key.replace('_', '-')}/", deeds.deed, {"key": key}, name=key)
        for key in DEEDS
        if key != "split"
    ),
]
arrivals: list[URLPattern] = paper.urlpatterns
events: list[URLPattern] = [path("<int:pk>/correct/", correcting.correct, name="correct")]
