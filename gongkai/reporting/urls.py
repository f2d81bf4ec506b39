"""Addresses of the annual report's back-office pages."""

from django.urls import path

from gongkai.reporting.views import report as views

urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.open_report, name="new"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/cell/", views.cell, name="cell"),
    path("<int:pk>/sign/", views.sign, name="sign"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
    path("<int:pk>/file/<str:ending>/", views.download, name="file"),
]
