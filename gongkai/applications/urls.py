"""The addresses of the register; the bench keeps the one under which the register has always been found."""

from django.urls import URLPattern, path

from gongkai.applications.forms.deeds import DEEDS
from gongkai.applications.views import bench, case, correcting, deeds

cases: list[URLPattern] = [
    path("", bench.index, name="index"),
    path("new/", bench.register, name="add"),
    path("<int:pk>/", case.page, name="page"),
    path("<int:pk>/applicant/", case.reveal, name="reveal"),
    path("<int:pk>/amend/", deeds.amend, name="amend"),
    *(path(f"<int:pk>/{key.replace('_', '-')}/", deeds.deed, {"key": key}, name=key) for key in DEEDS),
]
events: list[URLPattern] = [path("<int:pk>/correct/", correcting.correct, name="correct")]
