"""The addresses of letters; numbers alone stand in them."""

from django.urls import URLPattern, path

from gongkai.applications.views import letters, lettersteps

addresses: list[URLPattern] = [
    path("", letters.index, name="index"),
    path("draft/<int:pk>/", letters.draft, name="draft"),  # of a case
    path("<int:pk>/", letters.page, name="page"),
    path("<int:pk>/edit/", letters.edit, name="edit"),
    path("<int:pk>/facts/", letters.facts, name="facts"),
    path("<int:pk>/check/", lettersteps.check, name="check"),
    path("<int:pk>/return/", lettersteps.send_back, name="return"),
    path("<int:pk>/sign/", lettersteps.sign, name="sign"),
    path("<int:pk>/issue/", lettersteps.issue, name="issue"),
    path("<int:pk>/drop/", lettersteps.drop, name="drop"),
    path("<int:pk>/wenshu.<str:ending>", lettersteps.file, name="file"),
]
