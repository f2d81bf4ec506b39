"""Addresses of disclosure's own back-office pages."""

from django.urls import path

from gongkai.disclosure import views
from gongkai.disclosure.admin import (
    chains,
    delegating,
    documents,
    evidence,
    explaining,
    handingover,
    ordering,
    rescanned,
    returned,
    reviewing,
    sheets,
    undone,
    withheld,
)

urlpatterns = [
    path("explainable/", explaining.offered, name="explainable"),
    path("unexplained/", explaining.lacking, name="unexplained"),
    path("unanswered/", explaining.without_feedback, name="unanswered"),
    path("word/", documents.word, name="word"),
    path("item/<int:pk>/", views.item, name="item"),
    path("item/<int:pk>/preview/", views.preview, name="preview"),
    path("item/<int:pk>/file/<int:file_id>/", views.file, name="file"),
    path("item/<int:pk>/picture/<str:picture>", views.picture, name="picture"),
    path("item/<int:pk>/submit/", views.submit, name="submit"),
    path("item/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("item/<int:pk>/annulled/", views.annulled, name="annulled"),
    path("item/<int:pk>/validity/", views.mark_validity, name="validity"),
    *reviewing.urlpatterns,
    *sheets.urlpatterns,
    *returned.urlpatterns,
    *evidence.urlpatterns,
    *undone.urlpatterns,
    *chains.urlpatterns,
    *delegating.urlpatterns,
    *withheld.urlpatterns,
    *rescanned.urlpatterns,
    *ordering.urlpatterns,
    *handingover.urlpatterns,
]
